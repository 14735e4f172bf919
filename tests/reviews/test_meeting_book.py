"""Papers of a meeting go through the outgoing book: put there by one click, numbered there, seen on its page."""

import datetime

import pytest
from tests.directives.office import signed_in
from tests.world import NOW, TODAY, World

from tongket.base.models import Account
from tongket.directives.models import Incoming, Outgoing
from tongket.directives.outgoing import actions
from tongket.directives.outgoing.document import document_of
from tongket.directives.outgoing.issue import issue_paper
from tongket.reviews.meetings.actions import conclude
from tongket.reviews.meetings.book import enter_paper, entered
from tongket.reviews.meetings.held import write_minutes
from tongket.reviews.meetings.models import Sitting
from tongket.reviews.meetings.planning import Item, Plan, invite, plan_meeting, send_invitations, set_agenda
from tongket.reviews.models import Meeting
from tongket.units.actions import NewUnit, appoint, establish_unit
from tongket.units.hats import SYSTEM, Hat, hat_of
from tongket.units.models import Kind, Role, Tier, Unit
from tongket.viet.fault import Refusal
from tongket.writer.compare import lines_of

pytestmark = pytest.mark.django_db
START = datetime.date(2025, 7, 1)


@pytest.fixture
def committee(world: World) -> Unit:
    new = NewUnit(Tier.OFFICE, "Ủy ban nhân dân xã Mẫu", world.units.xa_mau, kind=Kind.OFFICE)
    return establish_unit(new=new, day=START, decision="", actor=SYSTEM, now=NOW)


def _hat(committee: Unit, name: str, post: str, role: str) -> Hat:
    who = Account.objects.create(username=name, name=name)
    return hat_of(
        appoint(account=who, unit=committee, post=post, role=role, start=START, actor=SYSTEM, now=NOW)
    )


@pytest.fixture
def clerk(committee: Unit) -> Hat:
    return _hat(committee, "vt", "Văn thư", Role.CLERK)


@pytest.fixture
def chair(committee: Unit) -> Hat:
    return _hat(committee, "ct", "Chủ tịch UBND", Role.LEADER)


@pytest.fixture
def meeting(world: World, committee: Unit, clerk: Hat) -> Meeting:
    plan = Plan("other", "Họp giao ban", TODAY, datetime.time(23), "Hội trường", "Chủ tịch UBND xã", lasts=30)
    made = plan_meeting(unit=committee, plan=plan, actor=clerk, now=NOW)
    set_agenda(meeting=made, items=[Item(30, "Báo cáo")], version=1, actor=clerk, now=NOW)
    invite(meeting=made, units=[world.units.thon_mot], others=["Hội Nông dân"], actor=clerk, now=NOW)
    return made


def numbered(meeting: Meeting, name: str, clerk: Hat, chair: Hat, *, issued: bool = False) -> Outgoing:
    paper = enter_paper(meeting=meeting, name=name, actor=clerk, now=NOW)
    steps = [
        (actions.initial_content, chair), (actions.initial_form, clerk), (actions.submit_paper, clerk),
        (actions.sign_paper, chair), (actions.number_paper, clerk),
        *([(actions.seal_paper, clerk), (issue_paper, clerk)] if issued else []),
    ]  # fmt: skip
    for step, who in steps:
        paper = step(paper=paper, actor=who, now=NOW)
    return paper


def test_an_invitation_without_a_number_is_not_sent(meeting: Meeting, clerk: Hat):
    with pytest.raises(Refusal) as why:
        send_invitations(meeting=meeting, actor=clerk, now=NOW)
    assert why.value.faults[0].code == "meeting.no_number"
    assert entered(meeting, "giay-moi") is None


def test_the_invitation_bears_number_day_and_signer_of_the_book(meeting: Meeting, clerk: Hat, chair: Hat):
    paper = numbered(meeting, "giay-moi", clerk, chair)
    sitting = send_invitations(meeting=meeting, actor=clerk, now=NOW)
    assert paper.symbol == "01/GM-UBND"
    assert (sitting.symbol, sitting.sent_on) == (paper.symbol, paper.issued_on)
    assert (sitting.signed_as, sitting.signed_for) == ("CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN")


def test_a_paper_is_entered_once_and_brought_up_to_date_while_it_is_a_draft(meeting: Meeting, clerk: Hat):
    first = enter_paper(meeting=meeting, name="giay-moi", actor=clerk, now=NOW)
    assert "Hội Nông dân" in first.text
    invite(meeting=meeting, units=[], others=["Hội Phụ nữ"], actor=clerk, now=NOW)
    again = enter_paper(meeting=meeting, name="giay-moi", actor=clerk, now=NOW)
    assert again.pk == first.pk
    assert "Hội Phụ nữ" in again.text


def test_many_who_are_invited_are_told_in_an_annex(meeting: Meeting, clerk: Hat):
    invite(meeting=meeting, units=[], others=[f"Hội {n}" for n in range(7)], actor=clerk, now=NOW)
    paper = enter_paper(meeting=meeting, name="giay-moi", actor=clerk, now=NOW)
    assert "theo danh sách kèm theo" in paper.text
    (annex,) = document_of(paper, NOW).annexes
    assert annex.title == "Thành phần được mời"


def test_issued_conclusions_reach_the_invited_and_their_points_stand(
    world: World, meeting: Meeting, clerk: Hat, chair: Hat
):
    held = datetime.datetime.combine(TODAY, datetime.time(16, 59), NOW.tzinfo)
    version = Sitting.objects.get(meeting=meeting).version
    write_minutes(
        meeting=meeting, discussed="Đã họp.", ended=None, present=9, version=version, actor=clerk, now=held
    )
    points = conclude(meeting=meeting, points=["Giao Thôn Một họp dân."], actor=clerk, now=held)
    paper = numbered(meeting, "ket-luan", clerk, chair, issued=True)
    assert "1. Giao Thôn Một họp dân." in paper.text
    assert Incoming.objects.get(unit=world.units.thon_mot, outgoing=paper).symbol == "01/TB-UBND"
    with pytest.raises(Refusal) as why:
        conclude(meeting=meeting, points=["Khác"], replaces=[points[0].ref], actor=clerk, now=held)
    assert why.value.faults[0].code == "conclusion.noticed"
    answer = world.client("clerk").get(f"/hoi-nghi/{meeting.ref}/in/ket-luan.docx")
    text = "\n".join(line.text for line in lines_of(answer.content))
    assert "01/TB-UBND" in text


def held(meeting: Meeting, clerk: Hat) -> Meeting:
    """The meeting afterwards, with its minutes."""
    after = datetime.datetime.combine(TODAY, datetime.time(16, 59), NOW.tzinfo)
    version = Sitting.objects.get(meeting=meeting).version
    write_minutes(
        meeting=meeting, discussed="Đã họp.", ended=None, present=9, version=version, actor=clerk, now=after
    )
    return Meeting.objects.get(pk=meeting.pk)


def test_the_programme_takes_its_kind(meeting: Meeting, clerk: Hat):
    assert enter_paper(meeting=meeting, name="chuong-trinh", actor=clerk, now=NOW).kind == "CTr"


@pytest.mark.parametrize(("name", "code"), [("bien-ban", "BB"), ("ket-luan", "TB")])
def test_what_a_meeting_said_goes_into_the_book_only_after_it_was_held(
    meeting: Meeting, clerk: Hat, name: str, code: str
):
    with pytest.raises(Refusal) as why:
        enter_paper(meeting=meeting, name=name, actor=clerk, now=NOW)
    assert why.value.faults[0].code == "meeting.not_held"
    assert entered(meeting, name) is None
    assert enter_paper(meeting=held(meeting, clerk), name=name, actor=clerk, now=NOW).kind == code


def test_the_page_offers_the_minutes_to_the_book_only_after_the_meeting(
    world: World, meeting: Meeting, clerk: Hat
):
    button = f"/hoi-nghi/{meeting.ref}/vao-so/bien-ban"
    client = signed_in(clerk)
    before = client.get(f"/hoi-nghi/{meeting.ref}/").content.decode()
    held(meeting, clerk)
    after = client.get(f"/hoi-nghi/{meeting.ref}/").content.decode()
    assert (button in before, button in after) == (False, True)


def test_a_conclusion_is_not_given_to_the_council(world: World, meeting: Meeting, clerk: Hat):
    new = NewUnit(Tier.OFFICE, "Hội đồng nhân dân xã Mẫu", world.units.xa_mau, kind=Kind.OFFICE)
    establish_unit(new=new, day=START, decision="", actor=SYSTEM, now=NOW)
    conclude(meeting=held(meeting, clerk), points=["Họp thôn."], actor=clerk, now=NOW)
    page = signed_in(clerk).get(f"/hoi-nghi/{meeting.ref}/giao-viec/").content.decode()
    assert "Thôn Một</option>" in page
    assert "Hội đồng nhân dân xã Mẫu</option>" not in page
