"""The weekly list for the Monday briefing: each office first, then whoever gives out the tasks."""

import datetime

import pytest
from tests.world import NOW, World, moment

from tongket.desk.briefing import coming_monday, monday_of, numbers_of, paper, weeks
from tongket.desk.late import tasks_under
from tongket.programmes.models import Explanation, Task, TaskEvent
from tongket.programmes.task_actions import explain_task, give_task, record_event
from tongket.viet.fault import Refusal
from tongket.writer.docx import render_docx

pytestmark = pytest.mark.django_db
Kind = TaskEvent.Kind
SUNDAY = NOW.date()  # 22/11/2026
MONDAY = datetime.date(2026, 11, 23)


@pytest.fixture
def due(world: World) -> Task:
    return give_task(
        directive=world.directives.ke_hoach, giver=world.units.xa_mau, content="Báo cáo tuần",
        lead=world.units.thon_hai, due=datetime.date(2026, 11, 27), actor=world.hats.clerk, now=NOW,
    )  # fmt: skip


def listed(world: World, monday: datetime.date) -> dict[str, tuple[list[str], list[str], list[str]]]:
    found = weeks(tasks_under(world.hats.leader, SUNDAY), monday)
    return {
        one.name: tuple(
            [noted.line.task.content for noted in one.lines[part]] for part in ("overdue", "due", "done")
        )
        for one in found
    }  # type: ignore[return-value]


def explain(world: World, task: Task, when: datetime.datetime, hat: str = "second_reporter") -> Explanation:
    return explain_task(
        task=task,
        monday=MONDAY,
        text=" Chờ kinh phí, xong trước 30/11 ",
        actor=getattr(world.hats, hat),
        now=when,
    )


def test_the_week_begins_on_monday_and_offices_write_for_the_coming_one():
    assert monday_of(SUNDAY) == datetime.date(2026, 11, 16)
    assert coming_monday(SUNDAY) == MONDAY
    assert coming_monday(MONDAY) == datetime.date(2026, 11, 30)


def test_the_list_has_what_is_overdue_what_comes_due_and_what_was_done(world: World, due: Task):
    done = give_task(
        directive=world.directives.ke_hoach, giver=world.units.xa_mau, content="Đã xong", lead=world.units.thon_ba,
        due=None, actor=world.hats.clerk, now=moment("2026-11-10"),
    )  # fmt: skip
    Task.objects.filter(pk=done.pk).update(due=None)
    reporter = world.hats.leader
    record_event(
        task=done, kind=Kind.SUSPENDED, decision="1/QĐ-UBND", decision_on=SUNDAY, actor=reporter, now=NOW
    )
    assert listed(world, MONDAY) == {
        "Thôn Hai": (["Họp thôn Hai bàn mức đóng góp làm đường"], ["Báo cáo tuần"], [])
    }


def test_what_was_done_since_stands_as_it_stood_on_that_monday(world: World, due: Task):
    record_event(
        task=due, kind=Kind.HANDED_IN, product="biên bản", actor=world.hats.second_reporter,
        now=moment("2026-11-25"),
    )  # fmt: skip
    assert listed(world, MONDAY)["Thôn Hai"][1] == ["Báo cáo tuần"]
    assert listed(world, datetime.date(2026, 11, 30))["Thôn Hai"][2] == ["Báo cáo tuần"]


def test_the_lead_adds_its_word_until_sunday_and_may_change_it(world: World, due: Task):
    explain(world, due, NOW)
    again = explain(world, due, moment(SUNDAY, 23))
    assert Explanation.objects.filter(task=due).count() == 1
    assert again.text == "Chờ kinh phí, xong trước 30/11"
    (office,) = weeks(Task.objects.filter(pk=due.pk), MONDAY)
    assert office.lines["due"][0].note == "Chờ kinh phí, xong trước 30/11"


def test_on_monday_the_list_takes_no_more_notes(world: World, due: Task):
    with pytest.raises(Refusal) as refused:
        explain(world, due, moment(MONDAY, 7))
    assert [fault.code for fault in refused.value.faults] == ["task.briefing_begun"]


@pytest.mark.parametrize("hat", ["leader", "clerk", "reporter", "stranger", "supervisor"])
def test_nobody_writes_for_another_office(world: World, due: Task, hat: str):
    with pytest.raises(Refusal) as refused:
        explain(world, due, NOW, hat)
    assert [fault.code for fault in refused.value.faults] == ["grant.refused"]


def test_an_office_sees_its_own_lines_and_the_leader_the_list_of_all(world: World, due: Task, monkeypatch):
    monkeypatch.setattr("tongket.base.clock.now", lambda: NOW)
    monkeypatch.setattr("tongket.base.clock.today", lambda: SUNDAY)
    lead = world.client("second_reporter")
    page = lead.get("/ban-viec/giao-ban/").content.decode()
    assert "Báo cáo tuần" in page
    assert "Danh sách tất cả" not in page
    kept = {"task": due.ref, "text": "Sẽ xong thứ Năm"}
    assert "Sẽ xong thứ Năm" in lead.post("/ban-viec/giao-ban/y-kien", kept, follow=True).content.decode()
    refused = lead.post("/ban-viec/giao-ban/y-kien", {"task": due.ref, "text": " "})
    assert refused.status_code == 400
    long = lead.post("/ban-viec/giao-ban/y-kien", {"task": due.ref, "text": "dài " * 300})
    assert "dài 1199 chữ" in long.content.decode()
    assert "dài " * 299 in long.content.decode()
    assert world.client("reporter").post("/ban-viec/giao-ban/y-kien", kept).status_code == 404
    assert lead.post("/ban-viec/giao-ban/y-kien", {"task": "khong-phai", "text": "x"}).status_code == 404
    leader = world.client("leader")
    assert "Sẽ xong thứ Năm" not in leader.get("/ban-viec/giao-ban/").content.decode()
    monkeypatch.setattr("tongket.base.clock.today", lambda: MONDAY)
    assert "Sẽ xong thứ Năm" in leader.get("/ban-viec/giao-ban/").content.decode()


def test_the_list_is_printed_in_the_official_form(world: World, due: Task):
    explain(world, due, NOW)
    offices = weeks(tasks_under(world.hats.leader, SUNDAY), MONDAY)
    made = paper(world.units.xa_mau, offices, MONDAY, NOW)
    assert "giao ban tuần từ ngày 23/11/2026 đến ngày 29/11/2026" in made.abstract
    assert numbers_of(offices) == {"overdue": 1, "due": 0, "done": 0} | {"due": len(offices[0].lines["due"])}
    assert render_docx(made)
    answer = world.client("clerk").get("/ban-viec/giao-ban/danh-sach.docx?tuan=2026-11-16")
    assert answer.status_code == 200
    assert world.client("second_reporter").get("/ban-viec/giao-ban/danh-sach.docx").status_code == 403
    assert world.client("clerk").get("/ban-viec/giao-ban/?tuan=hom-qua").status_code == 404


def test_a_page_has_the_first_lines_of_each_part_and_counts_all(world: World, due: Task):
    more = give_task(
        directive=world.directives.ke_hoach, giver=world.units.xa_mau, content="Báo cáo thứ hai",
        lead=world.units.thon_hai, due=datetime.date(2026, 11, 25), actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    whole = weeks(Task.objects.filter(unit=world.units.thon_hai), MONDAY)[0]
    short = weeks(Task.objects.filter(unit=world.units.thon_hai), MONDAY, 1)[0]
    assert [one.line.task for one in short.lines["due"]] == [more]
    assert [one.line.task for one in whole.lines["due"]] == [more, due]
    assert short.numbers == whole.numbers
    assert short.numbers["due"] == 2
