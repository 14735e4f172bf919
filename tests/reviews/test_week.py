"""The weekly calendar: what feeds it, clashes of room and chair, its public part, its feed."""

import datetime

import pytest
from django.test import Client
from tests.world import NOW, TODAY, World, moment

from tongket.base import clock
from tongket.directives.models import Directive
from tongket.reviews.meetings.models import PlannedReview, WeekEntry, WeekFeed
from tongket.reviews.meetings.planning import Plan, call_off, invite, plan_meeting, send_invitations
from tongket.reviews.models import Meeting
from tongket.reviews.plans.actions import plan_review
from tongket.reviews.plans.queries import planned_lines, proposals
from tongket.reviews.week.actions import Typed, change_entry, renew_feed, write_entry
from tongket.reviews.week.ics import calendar
from tongket.reviews.week.lines import Line
from tongket.reviews.week.own import own_lines
from tongket.reviews.week.queries import week_holding, week_of
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 26)
WEEK = "/lich-tuan/?tuan=2026-W48"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def a_meeting(world: World, at: int = 8, **more: object) -> Meeting:
    plan = {
        "kind": "other", "title": "Họp giao ban", "held_on": DAY, "starts": datetime.time(at),
        "place": "Phòng họp số 1", "chair": "Chủ tịch UBND xã", **more,
    }  # fmt: skip
    return plan_meeting(unit=world.units.xa_mau, plan=Plan(**plan), actor=world.hats.clerk, now=NOW)  # type: ignore[arg-type]


def typed(**more: object) -> dict[str, object]:
    return {
        "kind": "reception", "content": "Tiếp công dân định kỳ", "day": "26/11/2026",
        "starts": "08:30", "ends": "11:00",
        "chair": "Chủ tịch UBND xã", "place": "Trụ sở tiếp công dân", "who": "Văn phòng", **more,
    }  # fmt: skip


def page(client: Client, path: str = WEEK) -> str:
    return client.get(path).content.decode()


def test_meetings_typed_lines_and_deadlines_stand_in_one_week(world: World):
    a_meeting(world)
    world.client("clerk").post("/lich-tuan/them/", typed())
    told = page(world.client("clerk"))
    assert "Họp giao ban" in told
    assert "Tiếp công dân định kỳ" in told
    december = page(world.client("clerk"), "/lich-tuan/?tuan=2026-W53")
    assert "Rà soát, sửa đổi quy ước thôn" in december, "the extended day counts, 31/12/2026"
    assert "Rà soát, sửa đổi quy ước thôn" not in page(world.client("clerk"), "/lich-tuan/?tuan=2026-W44")


def test_a_chair_asked_for_twice_is_shown_on_both_lines(world: World):
    a_meeting(world)
    answer = world.client("clerk").post("/lich-tuan/them/", typed(), follow=True)
    told = answer.content.decode()
    assert "Trùng người chủ trì: Họp giao ban, 08:00" in told
    assert "Trùng người chủ trì: Tiếp công dân định kỳ, 08:30" in told


@pytest.mark.parametrize("chair", ["Chủ tịch UBND", "chủ tịch  UBND xã Mẫu"])
def test_a_post_is_the_same_with_or_without_its_place(world: World, chair: str):
    a_meeting(world)
    entry = Typed("other", DAY, "Làm việc", datetime.time(9), None, chair, "Trụ sở")
    write_entry(unit=world.units.xa_mau, typed=entry, actor=world.hats.clerk, now=NOW)
    assert week_of(world.units.xa_mau, week_holding(DAY)).clashing == 2


def test_the_same_room_at_another_hour_does_not_clash(world: World):
    a_meeting(world, 8)
    a_meeting(world, 14, title="Họp chiều")
    assert week_of(world.units.xa_mau, week_holding(DAY)).clashing == 0


def test_a_room_is_taken_by_another_office_of_the_commune(world: World):
    a_meeting(world)
    hat = world.hats.party_leader
    entry = Typed("other", DAY, "Họp Ban Thường vụ", datetime.time(9), None, "Bí thư", "phòng họp số 1")
    write_entry(unit=world.units.dang_uy, typed=entry, actor=hat, now=NOW)
    week = week_of(world.units.dang_uy, week_holding(DAY))
    assert week.clashing == 1
    (clash,) = week.days[3].lines[0].clashes
    assert clash == "Trùng phòng: đã có lịch, 08:00 (Xã Mẫu)", "what the other office is about is not told"


def test_another_commune_has_its_own_rooms(world: World):
    a_meeting(world)
    entry = Typed("other", DAY, "Họp", datetime.time(8), None, "Chủ tịch UBND xã", "Phòng họp số 1")
    write_entry(unit=world.units.xa_khac, typed=entry, actor=world.hats.stranger, now=NOW)
    assert week_of(world.units.xa_khac, week_holding(DAY)).clashing == 0


def test_a_meeting_that_is_called_off_leaves_the_calendar_and_frees_its_room(world: World):
    made = a_meeting(world)
    call_off(meeting=made, actor=world.hats.clerk, now=NOW)
    assert "Họp giao ban" not in page(world.client("clerk"))


def test_an_invited_office_finds_the_meeting_in_its_own_week_once_it_is_sent(world: World):
    made = a_meeting(world)
    invite(meeting=made, units=[world.units.thon_mot], actor=world.hats.clerk, now=NOW)
    assert "Họp giao ban" not in page(world.client("reporter"))
    send_invitations(meeting=made, actor=world.hats.clerk, now=NOW)
    assert "Họp giao ban" in page(world.client("reporter"))
    assert "Họp giao ban" not in page(world.client("second_reporter"))


def test_the_public_sees_what_was_chosen_and_nothing_else(world: World):
    a_meeting(world, title="Họp kín")
    a_meeting(world, 14, title="Đối thoại với nhân dân", shown=True)
    world.client("clerk").post("/lich-tuan/them/", typed(shown="on"))
    told = page(world.client("public", headers={"host": "xa-mau.localhost"}))
    assert "Đối thoại với nhân dân" in told
    assert "Tiếp công dân định kỳ" in told
    assert "Họp kín" not in told
    assert "Rà soát" not in page(world.client("public"), "/lich-tuan/?tuan=2026-W53")


def test_the_home_page_of_the_commune_leads_to_its_week(world: World):
    assert "/lich-tuan/" in page(world.client("public", headers={"host": "xa-mau.localhost"}), "/")


def test_hours_that_run_backwards_are_refused_and_stay_typed(world: World):
    answer = world.client("clerk").post("/lich-tuan/them/", typed(starts="14:00", ends="08:00"))
    assert answer.status_code == 400
    assert "Giờ kết thúc 08:00" in answer.content.decode()
    assert 'value="14:00"' in answer.content.decode()


def test_the_second_of_two_who_change_a_line_is_told(world: World):
    world.client("clerk").post("/lich-tuan/them/", typed())
    entry = WeekEntry.objects.get()
    new = Typed("reception", DAY, "Tiếp công dân")
    change_entry(entry=entry, typed=new, version=1, actor=world.hats.clerk, now=NOW)
    with pytest.raises(Refusal):
        change_entry(entry=entry, typed=new, version=1, actor=world.hats.leader, now=NOW)
    assert world.client("clerk").post(f"/lich-tuan/{entry.ref}/bo").status_code == 302
    assert not WeekEntry.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "stranger", "supervisor"])
def test_others_do_not_write_in_it(world: World, role: str):
    world.client("clerk").post("/lich-tuan/them/", typed())
    entry = WeekEntry.objects.get()
    assert world.client(role).get(f"/lich-tuan/{entry.ref}/").status_code in (403, 404)
    assert world.client(role).post(f"/lich-tuan/{entry.ref}/bo").status_code in (403, 404)
    assert f"/lich-tuan/{entry.ref}/" not in page(world.client(role))
    assert f"/lich-tuan/{entry.ref}/" in page(world.client("clerk"))
    assert WeekEntry.objects.exists()


def test_another_commune_is_shown_the_public_part_only(world: World):
    a_meeting(world)
    assert "Họp giao ban" not in page(world.client("stranger"), f"{WEEK}&don-vi={world.units.xa_mau.ref}")


def test_what_is_no_week_is_not_found(world: World):
    assert world.client("clerk").get("/lich-tuan/?tuan=2026-Q1").status_code == 404
    assert world.client("clerk").get("/lich-tuan/?don-vi=khong").status_code == 404


def test_the_private_address_is_read_without_signing_in_until_it_is_changed(world: World):
    a_meeting(world)
    clerk = world.client("clerk")
    clerk.post("/lich-tuan/dia-chi")
    first = f"/lich-tuan/{WeekFeed.objects.get().token}.ics"
    assert first in page(clerk)
    answer = Client().get(first)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Họp giao ban" in answer.content.decode()
    clerk.post("/lich-tuan/dia-chi")
    assert Client().get(first).status_code == 404
    assert world.client("reporter").post("/lich-tuan/dia-chi").status_code == 403
    assert first not in page(world.client("reporter"))


def test_the_feed_is_icalendar(world: World):
    renew_feed(unit=world.units.xa_mau, actor=world.hats.clerk, now=NOW)
    long = "Hội nghị; tổng kết, bàn việc làm đường \\ thôn\n" * 3
    line = Line("m/1", "meeting", 1, DAY, long, datetime.time(8), datetime.time(10), place="Hội trường")
    due = Line("t/2", "deadline", 1, DAY, "Nộp báo cáo")
    text = calendar("Lịch", [line, due], NOW).decode()
    rows = text.split("\r\n")
    assert all(len(row.encode()) <= 75 for row in rows)
    whole = text.replace("\r\n ", "")
    assert "SUMMARY:Hội nghị\\; tổng kết\\, bàn việc làm đường \\\\ thôn\\n" in whole
    assert "DTSTART:20261126T010000Z" in whole, "eight o'clock in Viet Nam"
    assert "DTSTART;VALUE=DATE:20261126" in whole
    assert "DTEND;VALUE=DATE:20261127" in whole
    assert whole.count("UID:") == 2
    assert "UID:m-1@tongket\r\n" in whole, "whatever host it is read from"


def test_a_planned_review_of_a_directive_falls_into_its_week_until_it_is_made(world: World):
    paper: Directive = world.directives.bo_chinh_tri
    plan_review(
        unit=world.units.xa_mau, directive=paper, kind="yearly", first_year=2026, last_year=2026,
        due=datetime.date(2026, 12, 15), actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    lines = own_lines(world.units.xa_mau.pk, datetime.date(2026, 12, 14), datetime.date(2026, 12, 20))
    assert [line.kind for line in lines] == ["review"]
    PlannedReview.objects.update(first_year=2025, last_year=2025)
    made = planned_lines(PlannedReview.objects.all())
    assert made[0].review is None or made[0].review.period_end > datetime.date(2025, 12, 31)


def test_the_age_of_a_directive_proposes_the_interim_and_the_final_review(world: World):
    found = proposals(world.directives.bo_chinh_tri, world.units.xa_mau, TODAY)
    assert [(one.kind, one.first_year, one.last_year) for one in found] == [
        ("yearly", 2026, 2026),
        ("interim", 2025, 2030),
        ("final", 2025, 2035),
    ]
    assert [one.kind for one in proposals(world.directives.cu, world.units.xa_mau, TODAY)] == ["yearly"]


def test_a_review_is_planned_from_the_page_of_the_directive_and_stands_on_the_desk(world: World):
    clerk, paper = world.client("clerk"), world.directives.bo_chinh_tri
    where = f"/van-ban/{paper.ref}/ke-hoach-tong-ket/"
    assert where in page(clerk, f"/van-ban/{paper.ref}/")
    sent = {"kind": "yearly", "first_year": "2026", "last_year": "2026", "due": "15/12/2026"}
    assert clerk.post(where, sent).status_code == 302
    assert "15/12/2026" in page(clerk, "/ban-viec/")
    again = clerk.post(where, sent)
    assert again.status_code == 400
    assert "đến năm 2026" in again.content.decode()
    wrong = clerk.post(where, sent | {"first_year": "2027"})
    assert wrong.status_code == 400
    assert world.client("reporter").get(where).status_code == 403
    clerk.post(f"/ke-hoach-tong-ket/{PlannedReview.objects.get().ref}/bo")
    assert not PlannedReview.objects.exists()


def test_the_week_of_a_day_is_the_isoweek():
    assert str(week_holding(datetime.date(2027, 1, 1))) == "2026-W53"
    assert week_holding(TODAY) == Period.parse("2026-W47")
    assert moment(TODAY).isocalendar().week == 47


def test_the_home_page_of_the_commune_tells_what_comes_and_nothing_that_is_not_public(world: World):
    a_meeting(world, 14, title="Đối thoại với nhân dân", shown=True)
    a_meeting(world, title="Họp kín")
    told = page(world.client("public", headers={"host": "xa-mau.localhost"}), "/")
    assert "Đối thoại với nhân dân" in told
    assert "26/11/2026, 14:00" in told
    assert "Họp kín" not in told
