"""The honest count, held against one that was published: the Government's own of 2017 (1270/BC-TCTTTg)."""

import datetime
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import TODAY, World

from tongket.programmes.models import Programme, Task
from tongket.programmes.rates import Rate, done_rate, in_time_rate, said, told
from tongket.programmes.state import Counts, TaskState, count
from tongket.programmes.tally import tally
from tongket.viet.period import Period

DAY = datetime.timedelta(days=1)
# 21,914 given; 16,051 done: 14,068 in time, 1,983 late; 5,863 not done: 5,640 in time, 223 overdue
OF_2017 = {
    TaskState.IN_TIME: 14_068,
    TaskState.LATE: 1_983,
    TaskState.UNDER_WAY: 5_640,
    TaskState.OVERDUE: 223,
}


def rows_of_2017(world: World, programme: Programme) -> Iterator[Task]:
    """As many tasks as the Government gave, each with the days that put it into its state."""
    days = {
        TaskState.IN_TIME: (TODAY - 10 * DAY, TODAY - 10 * DAY),
        TaskState.LATE: (TODAY - 10 * DAY, TODAY - 9 * DAY),
        TaskState.UNDER_WAY: (TODAY, None),
        TaskState.OVERDUE: (TODAY - DAY, None),
    }
    order = 0
    for state, number in OF_2017.items():
        due, done_on = days[state]
        for _turn in range(number):
            order += 1
            yield Task(
                programme=programme, giver=world.units.xa_mau, source=Task.Source.PROGRAMME, order=order,
                content=f"Nhiệm vụ {order}", unit=world.units.thon_ba, due=due, due_now=due, done_on=done_on,
                stage=Task.Stage.CONFIRMED if done_on else Task.Stage.ACCEPTED, changed_on=done_on or due - DAY,
            )  # fmt: skip


@pytest.fixture
def of_2017(world: World) -> Programme:
    programme = Programme.objects.create(
        unit=world.units.xa_mau, slug="nam-2017", kind=Programme.Kind.WORK, title="Nhiệm vụ giao năm 2017",
        folded="nhiem vu giao nam 2017", term="2026", term_start=Period.parse("2026").start,
        term_end=Period.parse("2026").end, state=Programme.State.RUNNING, public=True,
    )  # fmt: skip
    Task.objects.bulk_create(rows_of_2017(world, programme), batch_size=2000)
    return programme


def words(page: str) -> str:
    """What a reader sees of a page, without tags and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.django_db
def test_the_governments_count_of_2017_is_told_on_pages_in_papers_and_in_the_shell_with_both_rates(
    world, of_2017, monkeypatch
):
    monkeypatch.setattr("tongket.base.clock.today", lambda: TODAY)
    page = words(world.client("public").get("/nhiem-vu/?chuong-trinh=nam-2017").content.decode())
    row = (
        "21.914 16.051 trong hạn 14.068 quá hạn 1.983 5.863 trong hạn 5.640 quá hạn 223 "
        "16.274 98,63% 16.051 trên 16.274 86,44% 14.068 trên 16.274"
    )
    assert row in page
    of_programme = words(world.client("public").get("/chuong-trinh/nam-2017/").content.decode())
    assert row in of_programme
    # the same in papers and in the shell
    counts = tally(Task.objects.filter(programme=of_2017), TODAY)
    assert counts == count(state for state, number in OF_2017.items() for _turn in range(number))
    assert told(counts) == (
        "Đã giao 21.914 nhiệm vụ; hoàn thành 16.051 (trong hạn 14.068, quá hạn 1.983); "
        "chưa hoàn thành 5.863 (trong hạn 5.640, quá hạn 223). "
        "Trong 16.274 nhiệm vụ đã xong hoặc đã đến hạn: hoàn thành 98,63 % (16.051 trên 16.274), "
        "trong hạn 86,44 % (14.068 trên 16.274)."
    )
    assert "98,63 % (16.051 trên 16.274)" in said(counts)


def test_what_is_suspended_or_stopped_is_in_no_rate_and_is_told():
    counts = Counts(given=5, done_in_time=1, suspended=3, stopped=1)
    assert (done_rate(counts), in_time_rate(counts)) == (Rate(1, 1), Rate(1, 1))
    assert "Ngoài ra tạm dừng 3, dừng 1." in told(counts)


def test_without_a_base_there_is_no_rate():
    assert done_rate(Counts(given=4, under_way=4)).percent is None
    assert "chưa có tỷ lệ" in told(Counts(given=4, under_way=4))


@given(st.lists(st.sampled_from(list(TaskState)), max_size=60))
def test_no_rate_passes_its_base_and_in_time_is_part_of_done(states):
    counts = count(states)
    assert counts.given == counts.done + counts.not_done + counts.held
    assert in_time_rate(counts).part <= done_rate(counts).part <= counts.came_due
