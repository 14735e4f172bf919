"""What stands on whose desk, and what a leader is shown as late."""

from dataclasses import replace

import pytest
from tests.world import NOW, World, moment

from tongket.base import clock
from tongket.base.models import Notice
from tongket.desk.late import late_under
from tongket.desk.rows import desk_of
from tongket.figures import actions as figures
from tongket.figures.models import Form
from tongket.programmes.actions import record_event
from tongket.programmes.models import TaskEvent

pytestmark = pytest.mark.django_db
Kind = TaskEvent.Kind


def whats(rows) -> list[str]:
    return [row.what for row in rows]


def test_the_lead_is_told_what_is_due_soonest_first_and_why_then(world: World):
    desk = desk_of(world.hats.second_reporter, NOW)
    (task,) = desk.soonest
    assert task.what == "Họp thôn Hai bàn mức đóng góp làm đường"
    assert (task.who, task.why, task.tone) == ("Xã Mẫu", "91-CT/TW, điểm 2", "late")
    assert str(task.offer.kind) == Kind.ACCEPTED
    assert "145" in task.word
    assert whats(desk.waiting) == ["Báo cáo thực hiện dân chủ ở thôn, quý III năm 2026"]


def test_the_follower_waits_for_the_lead_and_confirms_what_was_handed_in(world: World):
    desk = desk_of(world.hats.leader, NOW)
    assert "Họp thôn Hai bàn mức đóng góp làm đường" in whats(desk.waiting)
    confirm = next(row for row in desk.soonest if row.offer and row.offer.kind == Kind.CONFIRMED)
    assert confirm.what == "Họp thôn Một bàn mức đóng góp làm đường"


def test_who_may_approve_finds_the_report_to_do_and_who_may_not_waits(world: World):
    report = "Báo cáo thực hiện dân chủ ở thôn, quý III năm 2026"
    assert report in whats(desk_of(world.hats.approver, NOW).soonest)
    clerk = desk_of(world.hats.clerk, NOW)
    assert report in whats(clerk.waiting)
    assert report not in whats(clerk.soonest)


def test_a_returned_report_comes_back_with_its_reason(world: World):
    figures.return_report(
        report=world.reports.late, reason="Thiếu biên bản", actor=world.hats.approver, now=NOW
    )
    (row,) = desk_of(world.hats.second_reporter, NOW).returned
    assert "Thiếu biên bản" in row.why


def test_a_task_to_be_done_again_stands_among_what_was_returned(world: World):
    record_event(
        task=world.tasks.late, kind=Kind.RETURNED, note="Thiếu chữ ký", actor=world.hats.leader, now=NOW
    )
    assert whats(desk_of(world.hats.reporter, NOW).returned) == ["Họp thôn Một bàn mức đóng góp làm đường"]


def test_an_asked_extension_goes_to_the_desk_of_whoever_grants_it(world: World):
    record_event(
        task=world.tasks.overdue, kind=Kind.EXTENSION_ASKED, note="mưa lũ", new_due=NOW.date(),
        actor=world.hats.second_reporter, now=NOW,
    )  # fmt: skip
    row = next(row for row in desk_of(world.hats.leader, NOW).soonest if row.offer.kind == Kind.EXTENDED)
    assert row.who == "Thôn Hai"


def test_a_stranger_has_an_empty_desk(world: World):
    desk = desk_of(world.hats.stranger, NOW)
    assert (desk.soonest, desk.returned, desk.waiting) == ([], [], [])


def test_what_is_done_from_the_row_is_recorded(world: World):
    client = world.client("second_reporter")
    page = client.get("/ban-viec/").content.decode()
    assert f'action="/nhiem-vu/{world.tasks.overdue.ref}/"' in page
    client.post(f"/nhiem-vu/{world.tasks.overdue.ref}/", {"kind": Kind.ACCEPTED})
    assert world.tasks.overdue.events.filter(kind=Kind.ACCEPTED).exists()


def test_a_leader_sees_who_is_late_the_longest_first(world: World):
    late = late_under(world.hats.leader, NOW)
    assert [(office.name, len(office.tasks), len(office.reports)) for office in late.offices] == [
        ("Thôn Hai", 1, 0),
        ("Thôn Một", 0, 1),
        ("Thôn Ba", 0, 1),
    ]
    assert (late.counts.overdue, late.reports_due, late.reports_missing) == (1, 4, 2)


def test_a_leader_sees_the_reports_that_villages_owe_to_the_office(world: World):
    office = world.units.van_phong
    Form.objects.filter(pk=world.form.pk).update(unit=office)
    late = late_under(replace(world.hats.leader, unit_id=office.pk), NOW)
    assert (late.reports_due, late.reports_missing) == (4, 2)


def test_nothing_is_late_before_its_day(world: World):
    assert late_under(world.hats.leader, moment("2026-03-01")).counts.overdue == 0


def test_a_notice_that_was_seen_leaves_the_desk_and_only_its_own_unit_may_do_that(world: World):
    notice = Notice.objects.filter(unit_id=world.units.thon_hai.pk).first()
    assert world.client("clerk").post(f"/ban-viec/thong-bao/{notice.pk}/da-doc").status_code == 404
    response = world.client("second_reporter").post(f"/ban-viec/thong-bao/{notice.pk}/da-doc", {"open": "1"})
    assert response.url == notice.link
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_all_notices_are_laid_aside_at_once(world: World):
    client = world.client("clerk")
    Notice.objects.update(at=clock.now())  # those of the small commune would have left the desk long ago
    assert "Đã xem tất cả" in client.get("/ban-viec/").content.decode()
    client.post("/ban-viec/thong-bao/da-doc")
    assert not Notice.objects.filter(unit_id=world.units.xa_mau.pk, read_at=None).exists()
    assert Notice.objects.filter(unit_id=world.units.thon_hai.pk, read_at=None).exists()


def test_the_two_posts_of_the_chair_have_desks_of_their_own(world: World):
    assert "Xã Mẫu" in world.client("leader").get("/ban-viec/").content.decode()
    assert "Đảng ủy xã Mẫu" in world.client("party_leader").get("/ban-viec/").content.decode()


def test_an_account_without_a_post_is_told_whom_to_ask(world: World):
    client = world.client("clerk")
    from tongket.units.models import Appointment

    Appointment.objects.filter(ref=world.hats.clerk.appointment).update(end="2026-01-01")
    assert "chưa giữ chức vụ nào" in client.get("/ban-viec/").content.decode()
