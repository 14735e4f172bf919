"""The state of a task, computed from its events; no row stores it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tongket.programmes.models import Task, TaskEvent

Kind = TaskEvent.Kind


class TaskState(StrEnum):
    IN_TIME = "done_in_time"
    LATE = "done_late"
    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Standing:
    """Where a task stands on a day: state, the due day in force, the first due day, and when it was done."""

    state: TaskState
    due: date | None
    first_due: date | None
    done_on: date | None


def standing(task: Task, events: Iterable[TaskEvent], on: date) -> Standing:
    """What is handed in counts from its day, once confirmed or not sent back; an extension moves the due day."""
    due, first_due, done_on = task.due, task.due, None
    held: TaskState | None = None
    moved = False
    for event in sorted(events, key=lambda each: (each.at, each.pk)):
        if event.day > on:
            break
        match event.kind:
            case Kind.EXTENDED:
                first_due = first_due if moved else event.old_due
                due, moved = event.new_due, True
            case Kind.HANDED_IN:
                done_on = done_on or event.day
            case Kind.REOPENED:
                done_on, held = None, None
            case Kind.SUSPENDED:
                held = TaskState.SUSPENDED
            case Kind.STOPPED:
                held = TaskState.STOPPED
    return Standing(held or _by_day(due, done_on, on), due, first_due, done_on)


def _by_day(due: date | None, done_on: date | None, on: date) -> TaskState:
    if done_on is not None:
        return TaskState.IN_TIME if due is None or done_on <= due else TaskState.LATE
    return TaskState.OVERDUE if due is not None and on > due else TaskState.UNDER_WAY


def next_kinds(standing: Standing, kinds: Sequence[str]) -> frozenset[str]:
    """What may happen next to a task as it stands, after events of these kinds, the latest last."""
    match standing.state:
        case TaskState.UNDER_WAY | TaskState.OVERDUE:
            begun = {Kind.ACCEPTED, Kind.PROGRESS}.intersection(kinds)
            found = {Kind.HANDED_IN, Kind.PROGRESS, Kind.SUSPENDED, Kind.STOPPED}
            found |= set() if begun else {Kind.ACCEPTED, Kind.SENT_BACK}
            found |= {Kind.EXTENSION_ASKED, Kind.EXTENDED} if standing.due else set()
        case TaskState.IN_TIME | TaskState.LATE:
            found = {Kind.REOPENED} if kinds[-1] == Kind.CONFIRMED else {Kind.CONFIRMED, Kind.REOPENED}
        case TaskState.SUSPENDED:
            found = {Kind.REOPENED, Kind.STOPPED}
        case _:
            found = set()
    return frozenset(found)


@dataclass(frozen=True)
class Counts:
    """Tasks by state; the rates never hide their base."""

    given: int = 0
    done_in_time: int = 0
    done_late: int = 0
    under_way: int = 0
    overdue: int = 0
    suspended: int = 0
    stopped: int = 0

    @property
    def done(self) -> int:
        return self.done_in_time + self.done_late

    @property
    def came_due(self) -> int:
        """Done, or not done though due: the base of both rates."""
        return self.done + self.overdue


def count(states: Iterable[TaskState]) -> Counts:
    states = list(states)
    return Counts(given=len(states), **{state.value: states.count(state) for state in TaskState})
