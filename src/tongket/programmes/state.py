"""The state of a task, computed from what happened to it and the day; no row stores it.

`course_of` tells what its events have made of a task, `state_of` how that stands on a day, `next_kinds` what may
follow. `tally.state_on` says `state_of` in SQL, for lists of thousands; a property holds the two together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from tongket.base.clock import hour_of
from tongket.programmes.models import Task, TaskEvent

Kind, Stage = TaskEvent.Kind, Task.Stage


class TaskState(StrEnum):
    IN_TIME = "done_in_time"
    LATE = "done_late"
    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    STOPPED = "stopped"


DONE = frozenset({TaskState.IN_TIME, TaskState.LATE})
OPEN = frozenset({TaskState.UNDER_WAY, TaskState.OVERDUE})
HELD = frozenset({TaskState.SUSPENDED, TaskState.STOPPED})


@dataclass(frozen=True)
class Course:
    """What its events have made of a task: the due day in force, with whom it lies, when it was done."""

    due: date | None
    due_hour: time | None = None
    stage: str = Stage.GIVEN
    held: str = ""
    asked: date | None = None
    done_on: date | None = None
    done_hour: time | None = None


def course_of(task: Task, events: Iterable[TaskEvent]) -> Course:
    """The course of a task through these events, in the order in which they happened."""
    course = Course(task.due, task.due_hour)
    for event in sorted(events, key=lambda each: (each.at, each.pk)):
        course = after(course, event)
    return course


def kept_course(task: Task) -> Course:
    """The course as the row keeps it: through all events so far."""
    return Course(
        task.due_now, task.due_hour, task.stage, task.held, task.asked, task.done_on, task.done_hour
    )


def after(course: Course, event: TaskEvent) -> Course:
    """What one more event makes of it.

    What is handed in counts from the day of the paper, else from the moment of handing in. An hour only decides
    where the product was handed in on its very day.
    """
    match event.kind:
        case Kind.GIVEN:
            return replace(course, stage=Stage.GIVEN, due=event.new_due or course.due, asked=None)
        case Kind.SENT_BACK:
            return replace(course, stage=Stage.SENT_BACK, asked=None)
        case Kind.ACCEPTED | Kind.PROGRESS:
            return replace(course, stage=Stage.ACCEPTED)
        case Kind.EXTENSION_ASKED:
            return replace(course, asked=event.new_due)
        case Kind.EXTENDED:
            return replace(course, due=event.new_due, asked=None)
        case Kind.NOT_EXTENDED:
            return replace(course, asked=None)
        case Kind.HANDED_IN:
            return _handed_in(course, event)
        case Kind.CONFIRMED:
            return replace(course, stage=Stage.CONFIRMED)
        case Kind.RETURNED:
            return replace(course, stage=Stage.RETURNED, done_on=None, done_hour=None)
        case Kind.REOPENED:
            stage = course.stage if course.held else Stage.RETURNED
            return replace(course, stage=stage, held="", done_on=None, done_hour=None)
        case Kind.SUSPENDED | Kind.STOPPED:
            return replace(course, held=TaskState(event.kind), asked=None)
    return course


def _handed_in(course: Course, event: TaskEvent) -> Course:
    """Handing in once more does not make it late."""
    if course.done_on is not None:
        return replace(course, stage=Stage.HANDED_IN)
    done_on = event.product_on or event.day
    hour = hour_of(event.at) if done_on == event.day else None
    return replace(course, stage=Stage.HANDED_IN, asked=None, done_on=done_on, done_hour=hour)


def state_of(course: Course, on: date, at: time | None = None) -> TaskState:
    """The state on a day; with the hour of the clock in Viet Nam, an hour that has passed today counts too.

    `time.max` is the end of the day: what was due on it is overdue then.
    """
    if course.held:
        return TaskState(course.held)
    if course.done_on is not None:
        return TaskState.IN_TIME if _in_time(course, course.done_on) else TaskState.LATE
    if course.due is None or on < course.due:
        return TaskState.UNDER_WAY
    hour_passed = at is not None and course.due_hour is not None and at > course.due_hour
    over = on > course.due or hour_passed or at == time.max
    return TaskState.OVERDUE if over else TaskState.UNDER_WAY


def _in_time(course: Course, done_on: date) -> bool:
    if course.due is None or done_on < course.due:
        return True
    hours_known = course.due_hour is not None and course.done_hour is not None
    by_hour = not hours_known or course.done_hour <= course.due_hour  # type: ignore[operator]
    return done_on == course.due and by_hour


@dataclass(frozen=True)
class Standing:
    """Where a task stands on a day: its state, its course until then, and the first due day."""

    state: TaskState
    course: Course
    first_due: date | None

    @property
    def due(self) -> date | None:
        return self.course.due

    @property
    def due_hour(self) -> time | None:
        return self.course.due_hour

    @property
    def done_on(self) -> date | None:
        return self.course.done_on


def standing(task: Task, events: Iterable[TaskEvent], on: date, at: time | None = None) -> Standing:
    """How a task stood on any day: what happened later is not known then."""
    course = course_of(task, [event for event in events if event.day <= on])
    return Standing(state_of(course, on, at), course, task.due)


def standing_now(task: Task, on: date, at: time | None = None) -> Standing:
    """How a task stands on a day not before its last event, from its row alone."""
    course = kept_course(task)
    return Standing(state_of(course, on, at), course, task.due)


def next_kinds(course: Course) -> frozenset[str]:
    """What may happen next to a task."""
    if course.held:
        found = {Kind.REOPENED, Kind.STOPPED} if course.held == TaskState.SUSPENDED else set()
        return frozenset(found)
    match course.stage:
        case Stage.CONFIRMED:
            return frozenset({Kind.REOPENED})
        case Stage.HANDED_IN:
            return frozenset({Kind.CONFIRMED, Kind.RETURNED})
        case Stage.SENT_BACK:
            return frozenset({Kind.GIVEN, Kind.SUSPENDED, Kind.STOPPED})
    found = {Kind.HANDED_IN, Kind.PROGRESS, Kind.SUSPENDED, Kind.STOPPED}
    found |= {Kind.ACCEPTED, Kind.SENT_BACK} if course.stage == Stage.GIVEN else set()
    if course.due is not None:
        found |= {Kind.EXTENDED, Kind.NOT_EXTENDED if course.asked else Kind.EXTENSION_ASKED}
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
    def not_done(self) -> int:
        return self.under_way + self.overdue

    @property
    def held(self) -> int:
        return self.suspended + self.stopped

    @property
    def came_due(self) -> int:
        """Done, or not done though due: the base of both rates."""
        return self.done + self.overdue


def count(states: Iterable[TaskState]) -> Counts:
    states = list(states)
    return Counts(given=len(states), **{state.value: states.count(state) for state in TaskState})
