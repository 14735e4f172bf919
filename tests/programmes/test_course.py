"""Whatever happens to a task, in whatever order: what is refused and how it stands, by a plain second reckoning."""

import datetime
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import World, moment

from tongket.programmes.models import Task, TaskEvent
from tongket.programmes.state import TaskState, course_of, kept_course, next_kinds, standing
from tongket.programmes.tally import state_on
from tongket.programmes.task_actions import give_task, record_event
from tongket.units.hats import Hat
from tongket.viet.fault import Refusal

Kind = TaskEvent.Kind
FIRST = datetime.date(2026, 1, 5)
HOURS = st.sampled_from([9, 12, 16, 17, 18])


@dataclass
class Plain:
    """A second reckoning, told in sentences: nothing in it is taken from the code that is tested."""

    due: datetime.date | None
    hour: int | None
    log: list[str] = field(default_factory=list)
    asked: bool = False
    done: tuple[datetime.date, int | None] | None = None

    @property
    def last(self) -> str:
        """What was said last of where it lies; asking for days and telling of suspension say nothing of that."""
        silent = {"extension_asked", "extended", "not_extended", "suspended", "resumed"}
        return [word for word in self.log if word not in silent][-1]

    @property
    def sleeping(self) -> bool:
        return [word for word in self.log if word in {"suspended", "resumed"}][-1:] == ["suspended"]

    def may(self, kind: str) -> bool:
        if "stopped" in self.log:
            return False
        if self.sleeping:
            return kind in {"reopened", "stopped"}
        open_ = self.last in {"given", "accepted", "progress", "returned", "reopened"}
        match kind:
            case "given":
                return self.last == "sent_back"
            case "accepted" | "sent_back":
                return self.last == "given"
            case "progress" | "handed_in":
                return open_
            case "extension_asked":
                return open_ and self.due is not None and not self.asked
            case "not_extended":
                return open_ and self.due is not None and self.asked
            case "extended":
                return open_ and self.due is not None
            case "confirmed" | "returned":
                return self.last == "handed_in"
            case "reopened":
                return self.last == "confirmed"
            case "suspended" | "stopped":
                return open_ or self.last == "sent_back"
        raise AssertionError(kind)

    def happen(self, kind: str, at: datetime.datetime, new_due: datetime.date | None) -> None:
        if kind == "reopened" and self.sleeping:
            self.log.append("resumed")
            return
        self.log.append(kind)
        if kind in {"extended", "given"} and new_due:
            self.due = new_due
        if kind == "extension_asked":
            self.asked = True
        if kind in {"extended", "not_extended", "handed_in", "sent_back", "given", "suspended", "stopped"}:
            self.asked = False
        if kind == "handed_in":
            local = at + datetime.timedelta(hours=7)
            self.done = (local.date(), local.hour)
        if kind in {"returned", "reopened"}:
            self.done = None

    def state(self, on: datetime.date, hour: int) -> str:
        if "stopped" in self.log:
            return "stopped"
        if self.sleeping:
            return "suspended"
        if self.done:
            late = self.due is not None and self._after(*self.done)
            return "done_late" if late else "done_in_time"
        return "overdue" if self.due is not None and self._after(on, hour) else "under_way"

    def _after(self, day: datetime.date, hour: int | None) -> bool:
        assert self.due is not None
        return day > self.due or (day == self.due and self.hour is not None and (hour or 0) > self.hour)


@dataclass(frozen=True)
class Step:
    kind: str
    days: int
    hour: int
    more: int


STEPS = st.lists(
    st.builds(Step, st.sampled_from(Kind.values), st.integers(0, 9), HOURS, st.integers(1, 12)), max_size=14
)
GIVEN = st.tuples(st.none() | st.integers(0, 40), st.none() | st.sampled_from([12, 16, 17]))


def begun(after: int | None, hour: int | None) -> tuple[Task, Plain]:
    due = None if after is None else FIRST + datetime.timedelta(days=after)
    at = None if hour is None or due is None else datetime.time(hour)
    task = Task(due=due, due_now=due, due_hour=at)
    return task, Plain(due, hour if due else None, ["given"])


def at_step(day: datetime.date, step: Step) -> datetime.datetime:
    return moment(day, step.hour)


def later_than(plain: Plain, step: Step) -> datetime.date | None:
    """An extension moves the day on; giving it anew may set one too."""
    base = plain.due or FIRST
    if step.kind in {"extended", "extension_asked"}:
        return base + datetime.timedelta(days=step.more)
    return base + datetime.timedelta(days=step.more) if step.kind == "given" and step.more % 2 else None


@given(GIVEN, STEPS)
def test_what_may_follow_and_how_a_task_stands_is_what_a_plain_reckoning_says(begin, steps):
    task, plain = begun(*begin)
    events = [TaskEvent(pk=1, kind=Kind.GIVEN, at=moment(FIRST, 8), day=FIRST)]
    day = FIRST
    for number, step in enumerate(steps, start=2):
        day += datetime.timedelta(days=step.days)
        course = course_of(task, events)
        assert (step.kind in next_kinds(course)) == plain.may(step.kind)
        if plain.may(step.kind):
            at, new_due = max(at_step(day, step), events[-1].at), later_than(plain, step)
            events.append(TaskEvent(pk=number, kind=step.kind, at=at, day=day, new_due=new_due))
            events[-1].at += datetime.timedelta(seconds=number)  # two on one hour stay in their order
            plain.happen(step.kind, at, new_due)
        stands = standing(task, events, day, datetime.time(step.hour))
        assert (stands.state.value, stands.due) == (plain.state(day, step.hour), plain.due)


@pytest.mark.django_db
@given(GIVEN, STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_recorded_refuses_the_same_and_keeps_in_the_row_what_the_events_say(
    world: World, begin, steps
):
    with transaction.atomic():
        _walk(world, *begin, steps)
        transaction.set_rollback(True)


def _record(task: Task, kind: str, hat: Hat, at: datetime.datetime, said: dict[str, object]) -> bool:
    """Whether it was recorded; refused only because it was not its turn."""
    codes: list[str] = []
    try:
        with transaction.atomic():
            record_event(task=task, kind=kind, actor=hat, now=at, **said)
    except Refusal as why:
        codes = [fault.code for fault in why.faults]
    assert codes in ([], ["task.not_now"])
    return not codes


def _walk(world: World, after: int | None, hour: int | None, steps: list[Step]) -> None:
    _task, plain = begun(after, hour)
    task = give_task(
        programme=world.programme, content="việc", lead=world.units.thon_hai, due=plain.due,
        due_hour=None if plain.hour is None else datetime.time(plain.hour), follower=world.units.xa_mau,
        actor=world.hats.clerk, now=moment(FIRST, 8),
    )  # fmt: skip
    last = moment(FIRST, 8)
    day = FIRST
    doers = {Kind.ACCEPTED, Kind.SENT_BACK, Kind.PROGRESS, Kind.EXTENSION_ASKED, Kind.HANDED_IN}
    for step in steps:
        day += datetime.timedelta(days=step.days)
        at, new_due = max(at_step(day, step), last), later_than(plain, step)
        said = {
            "note": "lý do", "product": "biên bản", "new_due": new_due, "decision": "31/QĐ-UBND",
            "decision_on": day, "lead": world.units.thon_hai,
        }  # fmt: skip
        hat = world.hats.second_reporter if step.kind in doers else world.hats.leader
        told = _record(task, step.kind, hat, at, said)
        assert told == plain.may(step.kind)
        if told:
            plain.happen(step.kind, at, new_due)
            last = at
    task.refresh_from_db()
    events = list(task.events.all())
    assert kept_course(task) == course_of(task, events)
    for shift, clock in ((0, 8), (0, 17), (1, 12), (30, 12)):
        on, hour_ = day + datetime.timedelta(days=shift), datetime.time(clock)
        by_row = Task.objects.annotate(state=state_on(on, hour_)).get(pk=task.pk).state
        assert by_row == standing(task, events, on, hour_).state == plain.state(on, clock)


def test_a_paper_counts_from_its_own_day_and_an_hour_only_on_the_day_itself():
    due = datetime.date(2026, 6, 30)
    task = Task(due=due, due_hour=datetime.time(10))
    at = moment("2026-07-03", 15)

    def state(product_on: datetime.date | None, handed_in: datetime.datetime = at) -> TaskState:
        day = (handed_in + datetime.timedelta(hours=7)).date()
        event = TaskEvent(pk=1, kind=Kind.HANDED_IN, at=handed_in, day=day, product_on=product_on)
        return standing(task, [event], datetime.date(2026, 8, 1)).state

    assert state(due) == TaskState.IN_TIME
    assert state(None) == TaskState.LATE
    assert state(due + datetime.timedelta(days=1)) == TaskState.LATE
    assert state(None, moment(due, 10)) == TaskState.IN_TIME
    assert state(due, moment(due, 11)) == TaskState.LATE
