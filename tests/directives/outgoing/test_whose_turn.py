"""Whose turn it is on a paper's way: the page names the post and its office, never only the step."""

import pytest
from tests.directives.office import Office, drafted, signed, signed_in
from tests.world.people import NOW

from tongket.base.clock import day_of
from tongket.directives.models import Outgoing
from tongket.directives.outgoing import actions
from tongket.directives.outgoing.queries import waits_for
from tongket.units.models import Appointment

pytestmark = pytest.mark.django_db
TURN = "Đến lượt"


def page(office: Office, hat: str, paper: Outgoing) -> str:
    return signed_in(getattr(office.hats, hat)).get(paper.get_absolute_url()).content.decode()


def test_who_cannot_take_the_step_reads_whose_turn_it_is(office: Office):
    paper = drafted(office)
    shown = page(office, "drafter", paper)
    assert "Đến lượt Trưởng phòng (Phòng Kinh tế xã Mẫu)." in shown
    assert TURN not in page(office, "head", paper), "who is to do it finds the button"


def test_the_turn_goes_from_the_drafting_office_to_the_body_and_ends_with_the_filing(office: Office):
    day, paper = day_of(NOW), drafted(office)
    paper = actions.initial_content(paper=paper, actor=office.hats.head, now=NOW)
    turn = waits_for(paper, day)
    assert turn is not None
    assert (turn.office, turn.posts) == ("Ủy ban nhân dân xã Mẫu", ["Văn thư", "Phó Chủ tịch UBND"])
    paper = signed(office, drafted(office))
    turn = waits_for(paper, day)
    assert turn is not None
    assert (turn.verb, turn.posts) == ("Cấp số, ghi ngày", ["Văn thư"])
    paper.state = Outgoing.State.FILED
    assert waits_for(paper, day) is None


def test_who_may_only_send_it_back_still_reads_whose_turn_it_is(office: Office):
    paper = actions.initial_content(paper=drafted(office), actor=office.hats.head, now=NOW)
    shown = page(office, "chair", paper)
    assert 'value="sent_back"' in shown
    assert "Đến lượt Văn thư, Phó Chủ tịch UBND (Ủy ban nhân dân xã Mẫu)." in shown


def test_an_office_without_such_a_post_is_told(office: Office):
    paper = drafted(office)
    Appointment.objects.filter(ref=office.hats.head.appointment).delete()
    assert "Phòng Kinh tế xã Mẫu chưa có ai giữ chức vụ làm được bước này" in page(office, "drafter", paper)
