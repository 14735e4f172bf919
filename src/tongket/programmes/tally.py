"""States of thousands of tasks at once, worked out by the database from what their rows keep.

`state_on` says `state.state_of` in SQL. It holds on a day not before the last event of a task: for an earlier
day the events themselves are asked (`state.standing`).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from tongket.programmes.models import Task
from tongket.programmes.state import Counts, TaskState


def state_on(on: date, at: time | None = None) -> Case:
    """The state on a day, and at an hour of it."""
    hour_unknown = Q(due_hour=None) | Q(done_hour=None)
    by_hour = Q(done_on=F("due_now")) & (hour_unknown | Q(done_hour__lte=F("due_hour")))
    in_time = Q(due_now=None) | Q(done_on__lt=F("due_now")) | by_hour
    return Case(
        When(is_held(), then=F("held")),
        When(passed_on(on, at), done_on=None, then=Value(TaskState.OVERDUE.value)),
        When(done_on=None, then=Value(TaskState.UNDER_WAY.value)),
        When(in_time, then=Value(TaskState.IN_TIME.value)),
        default=Value(TaskState.LATE.value),
        output_field=CharField(),
    )


def passed_on(on: date, at: time | None = None) -> Q:
    """The due day, or its hour, has passed."""
    passed = Q(due_now__lt=on)
    return passed if at is None else passed | Q(due_now=on, due_hour__lt=at)


def is_held() -> Q:
    """Suspended or stopped."""
    return Q(held__gt="")


def is_done() -> Q:
    return Q(held="", done_on__isnull=False)


def open_() -> Q:
    """Neither done nor held: somebody still has to do it."""
    return Q(held="", done_on=None)


def overdue_on(on: date, at: time | None = None) -> Q:
    return open_() & passed_on(on, at)


def tally(tasks: QuerySet[Task], on: date, at: time | None = None) -> Counts:
    """Tasks counted by state."""
    return sum_up(tally_by(tasks, "held", on, at).values())


def tally_by[K](tasks: QuerySet[Task], field: str, on: date, at: time | None = None) -> dict[K, Counts]:
    """Tasks counted by state, for each value of a field."""
    rows = tasks.order_by().annotate(state=state_on(on, at)).values_list(field, "state")
    found: dict[K, dict[str, int]] = defaultdict(dict)
    for key, state, number in rows.annotate(number=Count("pk")):
        found[key][state] = number
    return {key: Counts(given=sum(each.values()), **each) for key, each in found.items()}


def sum_up(parts: Iterable[Counts]) -> Counts:
    """The sum of several counts."""
    names = ("given", *(state.value for state in TaskState))
    listed = list(parts)
    return Counts(**{name: sum(getattr(one, name) for one in listed) for name in names})
