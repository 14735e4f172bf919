"""The state of a task by what happened to it: no row stores it, so it is told from the events every time."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tongket.programmes.models import Task, TaskEvent
from tongket.programmes.queries import TaskLine
from tongket.programmes.state import Counts, TaskState, count, standing

Kind = TaskEvent.Kind
DUE = datetime.date(2026, 6, 30)
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def event(kind: str, day: datetime.date | str, **more: object) -> TaskEvent:
    on = datetime.date.fromisoformat(day) if isinstance(day, str) else day
    at = datetime.datetime.combine(on, datetime.time(3), datetime.UTC)
    return TaskEvent(pk=more.pop("pk", 1), kind=kind, at=at, day=on, **more)


def stands(*events: TaskEvent, on: str, due: datetime.date | None = DUE):
    return standing(Task(due=due), events, datetime.date.fromisoformat(on))


def test_a_task_is_under_way_until_the_end_of_its_day_and_overdue_after():
    assert stands(on="2026-06-30").state == TaskState.UNDER_WAY
    assert stands(on="2026-07-01").state == TaskState.OVERDUE


def test_a_task_without_a_day_is_never_overdue():
    assert stands(on="2030-01-01", due=None).state == TaskState.UNDER_WAY
    assert stands(event(Kind.HANDED_IN, "2026-12-31"), on="2027-01-01", due=None).state == TaskState.IN_TIME


def test_a_product_that_was_given_back_stands_there_no_more():
    given = event(Kind.HANDED_IN, "2026-06-29", product="05/BB-VHXH")
    anew = event(Kind.HANDED_IN, "2026-07-02", product="06/BB-VHXH")
    back = event(Kind.RETURNED, "2026-06-30")

    def told(*events: TaskEvent) -> str:
        return TaskLine(Task(due=DUE), stands(*events, on="2026-07-03"), events).handed_in

    assert told(given) == "05/BB-VHXH"
    assert told(given, back) == ""
    assert told(given, back, anew) == "06/BB-VHXH"


def test_what_is_handed_in_counts_from_its_day_and_not_from_the_day_of_its_confirmation():
    handed_in, confirmed = event(Kind.HANDED_IN, "2026-06-29"), event(Kind.CONFIRMED, "2026-07-15")
    found = stands(handed_in, confirmed, on="2026-08-01")
    assert (found.state, found.done_on) == (TaskState.IN_TIME, datetime.date(2026, 6, 29))


def test_handing_in_once_more_does_not_make_a_task_late():
    first, again = event(Kind.HANDED_IN, "2026-06-29"), event(Kind.HANDED_IN, "2026-07-15", pk=2)
    assert stands(first, again, on="2026-08-01").state == TaskState.IN_TIME


def test_a_task_that_has_to_be_done_again_is_open_again():
    found = stands(event(Kind.HANDED_IN, "2026-06-20"), event(Kind.REOPENED, "2026-06-25"), on="2026-06-26")
    assert (found.state, found.done_on) == (TaskState.UNDER_WAY, None)


def test_an_extension_moves_the_day_and_the_first_day_stays_known():
    first = event(Kind.EXTENDED, "2026-06-20", old_due=DUE, new_due=datetime.date(2026, 7, 31))
    second = event(
        Kind.EXTENDED,
        "2026-07-20",
        pk=2,
        old_due=datetime.date(2026, 7, 31),
        new_due=datetime.date(2026, 8, 31),
    )
    found = stands(first, second, event(Kind.HANDED_IN, "2026-08-30", pk=3), on="2026-09-01")
    assert (found.state, found.due, found.first_due) == (TaskState.IN_TIME, datetime.date(2026, 8, 31), DUE)


def test_asking_for_an_extension_moves_nothing():
    asked = event(Kind.EXTENSION_ASKED, "2026-06-20", new_due=datetime.date(2026, 7, 31))
    assert stands(asked, on="2026-07-01").state == TaskState.OVERDUE


def test_a_suspended_task_is_not_overdue_until_it_goes_on():
    suspended = event(Kind.SUSPENDED, "2026-06-01")
    assert stands(suspended, on="2026-08-01").state == TaskState.SUSPENDED
    assert (
        stands(suspended, event(Kind.REOPENED, "2026-07-10", pk=2), on="2026-08-01").state
        == TaskState.OVERDUE
    )


def test_what_happens_later_is_not_known_on_an_earlier_day():
    assert stands(event(Kind.HANDED_IN, "2026-07-05"), on="2026-07-02").state == TaskState.OVERDUE
    assert stands(event(Kind.HANDED_IN, "2026-07-05"), on="2026-07-05").state == TaskState.LATE


@given(due=st.none() | DAYS, done=st.none() | DAYS, on=DAYS)
def test_a_task_is_in_exactly_one_state_and_in_time_means_by_its_day(due, done, on):
    events = [event(Kind.HANDED_IN, done)] if done else []
    state = standing(Task(due=due), events, on).state
    if done and done <= on:
        assert (state == TaskState.IN_TIME) == (due is None or done <= due)
    else:
        assert (state == TaskState.OVERDUE) == (due is not None and on > due)


@given(st.lists(st.sampled_from(list(TaskState)), max_size=40), st.randoms())
def test_the_counts_add_up_to_what_was_given_in_whatever_order(states, random):
    counts = count(states)
    assert counts.given == sum(getattr(counts, state.value) for state in TaskState)
    assert counts.came_due == counts.given - counts.under_way - counts.suspended - counts.stopped
    mixed = list(states)
    random.shuffle(mixed)
    assert count(mixed) == counts


def test_no_task_at_all_has_no_rate_to_boast_of():
    assert count([]) == Counts()
    assert count([]).came_due == 0
