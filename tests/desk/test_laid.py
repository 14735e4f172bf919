"""Papers and invitations stay on the desk of whoever has to do the next step until it is done."""

import datetime

import pytest
from django.urls import reverse
from tests.directives.office import Office, drafted, office, received, signed_in, stood, world
from tests.world import NOW, TODAY

from tongket.base.models import Account
from tongket.desk.laid import SHOWN
from tongket.desk.rows import desk_of
from tongket.directives.incoming.actions import note_paper
from tongket.directives.outgoing.actions import (
    initial_content,
    initial_form,
    number_paper,
    sign_paper,
    submit_paper,
)
from tongket.reviews.meetings.models import Invited, Sitting
from tongket.reviews.models import Meeting
from tongket.units.actions import appoint
from tongket.units.hats import SYSTEM, Hat
from tongket.units.models import Role

pytestmark = pytest.mark.django_db
__all__ = ["office", "stood", "world"]


def to_do(hat: Hat) -> list[str]:
    return [row.what for row in desk_of(hat, NOW).soonest]


def test_a_paper_waits_for_the_leader_though_the_notice_was_seen_and_goes_when_it_is_dealt_with(
    office: Office,
):
    paper = received(office, due=datetime.date(2026, 11, 25))
    client = signed_in(office.hats.chair)
    assert client.post(reverse("desk:read-all")).status_code == 302
    assert "Chờ ý kiến chỉ đạo: 125/SNV-CCHC" in client.get("/ban-viec/").content.decode()
    (row,) = desk_of(office.hats.chair, NOW).soonest
    assert (row.due, row.link, row.who) == (paper.due, f"/van-ban-den/{paper.ref}/", "Sở Nội vụ tỉnh Mẫu")
    assert to_do(office.hats.clerk) == []
    note_paper(paper=paper, actor=office.hats.chair, now=NOW)
    assert to_do(office.hats.chair) == []


def test_a_paper_lies_before_whoever_does_its_next_step(office: Office):
    hats, paper = office.hats, drafted(office)
    assert to_do(hats.head) == ["Ký nháy nội dung: Tổ chức họp thôn cuối năm"]
    paper = initial_content(paper=paper, actor=hats.head, now=NOW)
    assert to_do(hats.head) == []
    assert to_do(hats.clerk) == ["Ký nháy thể thức: Tổ chức họp thôn cuối năm"]
    paper = initial_form(paper=paper, actor=hats.clerk, now=NOW)
    assert to_do(hats.chair) == []
    assert to_do(hats.drafter) == ["Trình ký: Tổ chức họp thôn cuối năm"]
    paper = submit_paper(paper=paper, actor=hats.drafter, now=NOW)
    assert to_do(hats.chair) == ["Ký: Tổ chức họp thôn cuối năm"]
    assert to_do(hats.clerk) == []
    paper = sign_paper(paper=paper, actor=hats.chair, now=NOW)
    assert to_do(hats.chair) == []
    (number,) = to_do(hats.clerk)
    assert "Tổ chức họp thôn cuối năm" in number
    number_paper(paper=paper, actor=hats.clerk, now=NOW)
    assert to_do(hats.clerk) != [number]


def test_the_desk_tells_what_waits_at_the_other_posts_of_this_person(office: Office):
    drafted(office)
    chair = office.hats.chair
    other = appoint(
        account=Account.objects.get(pk=chair.account_id), unit=office.section, post="Phụ trách phòng",
        role=Role.APPROVER, start=TODAY, actor=SYSTEM, now=NOW,
    )  # fmt: skip
    client = signed_in(chair)
    assert "Đang chờ ở chức vụ Phụ trách phòng: 1 việc" in client.get("/ban-viec/").content.decode()
    page = client.post("/chuc-vu", {"hat": other.ref, "next": "/ban-viec/"}, follow=True).content.decode()
    assert "Ký nháy nội dung: Tổ chức họp thôn cuối năm" in page
    assert "Đang chờ ở chức vụ" not in page


def test_an_invitation_stays_until_it_is_answered_or_the_day_is_over(office: Office):
    meeting = Meeting.objects.create(
        unit=office.world.units.xa_mau, kind=Meeting.Kind.OTHER, title="Họp giao ban", folded="hop giao ban",
        host="UBND xã", held_on=TODAY, held_basis=Meeting.Basis.STATED,
    )  # fmt: skip
    Sitting.objects.create(meeting=meeting, sent_on=TODAY)
    one = Invited.objects.create(meeting=meeting, order=1, unit=office.section, named="Phòng Kinh tế")
    said = "Trả lời giấy mời: Họp giao ban"
    assert said in to_do(office.hats.head)
    assert said not in to_do(office.hats.chair)
    Meeting.objects.filter(pk=meeting.pk).update(held_on=TODAY - datetime.timedelta(days=1))
    assert said not in to_do(office.hats.head)
    Meeting.objects.filter(pk=meeting.pk).update(held_on=TODAY)
    Invited.objects.filter(pk=one.pk).update(reply=Invited.Reply.COMES)
    assert said not in to_do(office.hats.head)


def test_a_hundred_papers_cost_the_desk_no_more_queries_than_one(
    office: Office, django_assert_max_num_queries
):
    received(office)
    with django_assert_max_num_queries(30) as few:
        desk_of(office.hats.chair, NOW)
    for number in range(SHOWN + 3):
        received(office, symbol=f"{200 + number}/SNV-CCHC")
    with django_assert_max_num_queries(len(few) + 1):
        rows = to_do(office.hats.chair)
    assert len(rows) == SHOWN + 1
    assert "Còn 4 văn bản nữa chờ ý kiến chỉ đạo" in rows
