"""Leads are reminded 7, 3 and 0 days before a task is due: once each, however often the worker looks."""

import datetime

import pytest
from tests.world import World, moment

from tongket.base.faults import explain
from tongket.base.models import Notice
from tongket.base.schedule import jobs
from tongket.programmes.models import Task, TaskEvent
from tongket.programmes.task_actions import give_task, record_event
from tongket.programmes.tasks import remind
from tongket.viet.fault import Fault

pytestmark = pytest.mark.django_db
Kind = TaskEvent.Kind
DUE = datetime.date(2027, 1, 29)


@pytest.fixture
def task(world: World) -> Task:
    return give_task(
        programme=world.programme, content="Báo cáo tháng", lead=world.units.thon_ba, due=DUE,
        due_hour=datetime.time(16, 30), actor=world.hats.clerk, now=moment("2027-01-02"),
    )  # fmt: skip


def told(world: World) -> list[str]:
    found = Notice.objects.filter(unit_id=world.units.thon_ba.pk, code__startswith="notice.task_due")
    return [explain(Fault(one.code, values=one.values)) for one in found.order_by("pk")]


def walk(first: str, last: str) -> None:
    """The worker looks every day from a day to a day, twice."""
    day = datetime.date.fromisoformat(first)
    while day <= datetime.date.fromisoformat(last):
        remind(now=moment(day, 6))
        remind(now=moment(day, 7))
        day += datetime.timedelta(days=1)


def test_the_lead_is_told_at_seven_three_and_no_days_and_only_once_each(world: World, task: Task):
    walk("2027-01-20", "2027-02-02")
    assert told(world) == [
        "Còn 7 ngày, hạn 16:30 29/01/2027: Báo cáo tháng",
        "Còn 3 ngày, hạn 16:30 29/01/2027: Báo cáo tháng",
        "Hạn hôm nay, 16:30 29/01/2027: Báo cáo tháng",
    ]
    notice = Notice.objects.filter(unit_id=world.units.thon_ba.pk).latest("pk")
    assert notice.link == f"/nhiem-vu/{task.ref}/"


def test_a_worker_that_stood_still_tells_the_nearest_day_only(world: World, task: Task):
    walk("2027-01-27", "2027-01-28")
    assert told(world) == ["Còn 2 ngày, hạn 16:30 29/01/2027: Báo cáo tháng"]


def test_after_an_extension_the_lead_is_reminded_of_the_new_day(world: World, task: Task):
    walk("2027-01-22", "2027-01-23")
    record_event(
        task=task, kind=Kind.EXTENDED, note="chờ số liệu", new_due=datetime.date(2027, 2, 10),
        actor=world.hats.clerk, now=moment("2027-01-24"),
    )  # fmt: skip
    walk("2027-01-25", "2027-02-04")
    assert [line[:10] for line in told(world)] == ["Còn 7 ngày", "Còn 7 ngày"]


@pytest.mark.parametrize("kind", [Kind.HANDED_IN, Kind.SENT_BACK, Kind.STOPPED])
def test_what_is_done_sent_back_or_stopped_reminds_nobody(world: World, task: Task, kind: str):
    Task.objects.filter(pk=task.pk).update(
        **{
            Kind.HANDED_IN: {"stage": "handed_in", "done_on": "2027-01-10"},
            Kind.SENT_BACK: {"stage": "sent_back"},
            Kind.STOPPED: {"held": "stopped"},
        }[kind]
    )
    walk("2027-01-20", "2027-01-30")
    assert told(world) == []


def test_the_worker_knows_the_job():
    assert "tongket.programmes.tasks.remind" in [job.path for job in jobs()]
