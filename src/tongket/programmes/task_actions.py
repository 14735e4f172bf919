"""What is done with tasks: given out, what happens to them, the lead's word for the briefing."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from tongket.base import clock
from tongket.base.entries import Fact
from tongket.base.outbox import notify
from tongket.directives.models import Clause, Directive, Incoming
from tongket.law.symbol import parse_symbol
from tongket.programmes.models import Explanation, Programme, Task, TaskEvent
from tongket.programmes.products import KINDS, is_numbered, symbol_of
from tongket.programmes.state import Course, after, kept_course, next_kinds
from tongket.units.acts import About, Act, act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import find_dates, format_date
from tongket.viet.fault import Fault, Refusal, refusal

Kind = TaskEvent.Kind
LONGEST_WORD = 1000  # characters of the lead's word: it stands in a column of the briefing's list on A4
_OF_THE_LEAD = {Kind.ACCEPTED, Kind.SENT_BACK, Kind.PROGRESS, Kind.EXTENSION_ASKED, Kind.HANDED_IN}
_MOVES_THE_DAY = {Kind.EXTENSION_ASKED, Kind.EXTENDED}
_BY_DECISION = {Kind.SUSPENDED, Kind.STOPPED}
_WITH_REASON = {
    *(Kind.SENT_BACK, Kind.RETURNED, Kind.REOPENED),
    *(Kind.EXTENSION_ASKED, Kind.EXTENDED, Kind.NOT_EXTENDED),
}


@dataclass(frozen=True)
class Ground:
    """On what a task rests: a programme, a paper or a point of it, a meeting's conclusion, a review; one at least."""

    programme: Programme | None = None
    directive: Directive | None = None
    clause: Clause | None = None
    meeting: uuid.UUID | None = None
    cited: str = ""
    incoming: Incoming | None = None
    review: uuid.UUID | None = None

    @property
    def source(self) -> str:
        """What it is filed under: the conclusion before the paper, the paper before the programme."""
        if self.meeting:
            return Task.Source.CONCLUSION
        if self.review:
            return Task.Source.REVIEW
        if self.directive or self.clause or self.incoming:
            return Task.Source.DOCUMENT
        of_work = self.programme is not None and self.programme.kind == Programme.Kind.WORK
        return Task.Source.WORK if of_work else Task.Source.PROGRAMME


def refuse_closed(programme: Programme) -> None:
    """Nothing new is promised in a programme that has ended."""
    if programme.state == Programme.State.CLOSED:
        raise refusal("programme.closed", title=programme.title)
    if programme.state == Programme.State.DRAFT:
        raise refusal("programme.draft", title=programme.title)


def give_task(
    *,
    content: str,
    lead: Unit,
    programme: Programme | None = None,
    directive: Directive | None = None,
    clause: Clause | None = None,
    meeting: uuid.UUID | None = None,
    review: uuid.UUID | None = None,
    cited: str = "",
    incoming: Incoming | None = None,
    giver: Unit | None = None,
    co_workers: Iterable[Unit] = (),
    product_kind: str = "",
    product: str = "",
    due: date | None = None,
    due_hour: time | None = None,
    follower: Unit | None = None,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Task:
    """Give a task to exactly one lead; no due day means regularly (thường xuyên).

    `giver` is the office that gives it out; of a programme's task that is the programme's unit.
    """
    directive = directive or (clause.directive if clause else None)
    ground = Ground(programme, directive, clause, meeting, cited, incoming, review)
    giver = giver or (programme.unit if programme else None)
    co_workers = list(co_workers)
    _whole(
        ground,
        giver,
        content=content,
        lead=lead,
        co_workers=co_workers,
        kind=product_kind,
        due=due,
        hour=due_hour,
        today=clock.day_of(now),
    )
    assert giver is not None  # noqa: S101 (_whole has refused it)
    task = Task(
        ref=ref or uuid.uuid4(), giver=giver, source=ground.source, programme=programme, directive=ground.directive,
        clause=clause, incoming=incoming, meeting=meeting, review=review, cited=cited[:300],
        content=content.strip(), unit=lead,
        product_kind=product_kind, product=product.strip(), due=due, due_hour=due_hour, due_now=due, follower=follower,
    )  # fmt: skip
    subject = programme or About(task.ref, giver.pk)
    state = programme.state if programme else ""
    with act("programmes.run", on=subject, state=state, actor=actor, now=now) as done:
        if programme:
            refuse_closed(Programme.objects.select_for_update().get(pk=programme.pk))
            task.order = programme.tasks.count() + 1
        task.save(force_insert=True)
        task.co_workers.set(co_workers)
        _write(task, TaskEvent(kind=Kind.GIVEN, lead=lead), actor, now)
        _tell_lead(task, now)
        done.note(**task_facts(task))
    return task


def _whole(
    ground: Ground,
    giver: Unit | None,
    *,
    content: str,
    lead: Unit,
    co_workers: list[Unit],
    kind: str,
    due: date | None,
    hour: time | None,
    today: date,
) -> None:
    """All that is missing or does not fit, at once."""
    faults = []
    if not content.strip():
        faults.append(Fault("task.no_content"))
    if giver is None or not (
        ground.programme or ground.directive or ground.incoming or ground.meeting or ground.review
    ):
        faults.append(Fault("task.no_source"))
    if ground.clause and ground.directive and ground.clause.directive_id != ground.directive.pk:
        values = {"number": ground.clause.number, "symbol": str(ground.directive)}
        faults.append(Fault("directive.clause_of_another", values=values))
    if any(each.pk == lead.pk for each in co_workers):
        faults.append(Fault("task.lead_twice"))
    if hour is not None and due is None:
        faults.append(Fault("task.hour_without_day"))
    if due is not None and due < today:
        faults.append(Fault("task.due_passed", values={"due": format_date(due)}))
    if kind and kind not in KINDS:
        faults.append(Fault("task.product_unknown", values={"kind": kind}))
    if faults:
        raise Refusal(*faults)


def task_facts(task: Task) -> dict[str, Fact]:
    """What the ledger keeps of a task as it was given."""
    first = next((event for event in _in_order(task) if event.kind == Kind.GIVEN), None)
    lead = first.lead if first and first.lead else task.unit
    return {
        "task": str(task.ref),
        "lead": str(lead.ref),
        "due": str(task.due or ""),
        "due_hour": str(task.due_hour or ""),
        "content": task.content,
        "expected": task.product,
        "expected_kind": task.product_kind,
        "source": str(task.source),
    }


def _in_order(task: Task) -> list[TaskEvent]:
    return sorted(task.events.all(), key=lambda event: event.pk)


def event_facts(event: TaskEvent) -> dict[str, Fact]:
    """What the ledger keeps of one thing that happened to a task."""
    return {
        "event": str(event.kind),
        "product": event.product,
        "product_on": str(event.product_on or ""),
        "new_due": str(event.new_due or ""),
        "old_due": str(event.old_due or ""),
        "decision": event.decision,
        "decision_on": str(event.decision_on or ""),
        "given_to": str(event.lead.ref) if event.lead else "",
        "note": event.note,
    }


def _write(task: Task, event: TaskEvent, actor: Hat, now: datetime) -> TaskEvent:
    """Keep an event, and with it what it makes of the task's course."""
    event.task, event.at, event.day, event.actor = task, now, clock.day_of(now), actor.appointment
    event.save(force_insert=True)
    keep_course(task, after(kept_course(task), event))
    task.changed_on = event.day
    if event.lead:
        task.unit = event.lead
    task.save(update_fields=[*_COURSE, "changed_on", "unit"])
    return event


_COURSE = ("due_now", "stage", "held", "asked", "done_on", "done_hour")


def keep_course(task: Task, course: Course) -> None:
    """Put a course into the row's fields."""
    task.due_now, task.stage, task.held, task.asked = course.due, course.stage, course.held, course.asked
    task.done_on, task.done_hour = course.done_on, course.done_hour


def _tell_lead(task: Task, now: datetime) -> None:
    notify(
        unit_id=task.unit_id,
        code="notice.task_given",
        values={"content": task.content[:120]},
        now=now,
        link=task.get_absolute_url(),
    )


@dataclass(frozen=True)
class Said:
    """What is said with an event; which of it is needed depends on its kind."""

    note: str = ""
    product: str = ""
    product_on: date | None = None
    new_due: date | None = None
    decision: str = ""
    decision_on: date | None = None
    lead: Unit | None = None


def record_event(
    *,
    task: Task,
    kind: str,
    note: str = "",
    product: str = "",
    product_on: date | None = None,
    new_due: date | None = None,
    decision: str = "",
    decision_on: date | None = None,
    lead: Unit | None = None,
    actor: Hat,
    now: datetime,
) -> TaskEvent:
    """Write down what happened to a task. The lead accepts, reports and hands in; the rest is the follower's.

    `lead` is for giving it anew, when the first lead has sent it back.
    """
    said = Said(note.strip(), product.strip(), product_on, new_due, decision.strip(), decision_on, lead)
    _complete(task, kind, said, clock.day_of(now))
    action, unit = judged_by(task, kind)
    with act(action, on=About(task.ref, unit), actor=actor, now=now) as done:
        kept = Task.objects.select_for_update().get(pk=task.pk)
        before = _in_turn(kept, kind, said, now)
        event = _write(kept, _event_of(kind, said, before), actor, now)
        if kind == Kind.GIVEN:
            _tell_lead(kept, now)
        _note(done, event)
    task.refresh_from_db()
    return event


def _note(done: Act, event: TaskEvent) -> None:
    done.note(**event_facts(event))


def _event_of(kind: str, said: Said, before: Course) -> TaskEvent:
    event = TaskEvent(kind=kind, note=said.note)
    if kind == Kind.HANDED_IN:
        symbol = symbol_of(said.product)
        event.product = str(symbol or said.product)
        event.product_on = said.product_on if symbol else None
    elif kind in _BY_DECISION:
        event.decision = str(parse_symbol(said.decision).symbol)
        event.decision_on = said.decision_on
    elif kind in _MOVES_THE_DAY:
        event.new_due = said.new_due
        event.old_due = before.due if kind == Kind.EXTENDED else None
    elif kind == Kind.GIVEN:
        event.lead = said.lead
        event.old_due, event.new_due = (before.due, said.new_due) if said.new_due else (None, None)
    return event


def _in_turn(task: Task, kind: str, said: Said, now: datetime) -> Course:
    """The course until now; refused where somebody else has moved it on since the page was opened."""
    course = kept_course(task)
    if kind not in next_kinds(course):
        raise refusal("task.not_now", what=str(Kind(kind).label))
    last = task.events.order_by("-at", "-pk").first()
    if last is not None and now < last.at:
        raise refusal("task.before_the_last", day=format_date(last.day))
    if kind in _MOVES_THE_DAY and said.new_due and course.due and said.new_due <= course.due:
        raise refusal("task.not_later", new=format_date(said.new_due), due=format_date(course.due))
    return course


def judged_by(task: Task, kind: str) -> tuple[str, int]:
    """The action that a kind of event is, and the unit whose grants count.

    The lead's own for what the lead does; the giver's to give it anew; the follower's for the rest.
    """
    if kind in _OF_THE_LEAD:
        return "programmes.do_task", task.unit_id
    return "programmes.follow_task", task.giver_id if kind == Kind.GIVEN else task.judge_id


def _complete(task: Task, kind: str, said: Said, today: date) -> None:
    """All that is missing or does not fit, at once."""
    faults: list[Fault] = []
    if kind not in Kind.values:
        faults.append(Fault("task.event_unknown", values={"kind": kind}))
    if kind == Kind.GIVEN and said.lead is None:
        faults.append(Fault("task.no_lead"))
    if kind == Kind.HANDED_IN:
        faults += _of_product(task, said, today)
    if kind in _MOVES_THE_DAY and said.new_due is None:
        faults.append(Fault("task.no_new_due"))
    if kind in _BY_DECISION:
        faults += _of_decision(said, today)
    if kind in _WITH_REASON and not said.note:
        faults.append(Fault("task.no_reason"))
    if faults:
        raise Refusal(*faults)


def _of_product(task: Task, said: Said, today: date) -> list[Fault]:
    """A number and symbol has its day with it; what is said in words names no day to come either."""
    numbered = is_numbered(task.product_kind)
    if numbered and (not said.product or said.product_on is None):
        return [Fault("task.no_product_number", values={"kind": KINDS[task.product_kind]})]
    if not said.product:
        return [Fault("task.no_product")]
    if said.product_on is None and symbol_of(said.product):
        return [Fault("task.no_product_day", values={"symbol": said.product})]
    days = [said.product_on, *_days_in(said.product)]
    ahead = [day for day in days if day is not None and day > today]
    if ahead:
        return [Fault("task.paper_ahead", values={"day": format_date(day)}) for day in ahead[:1]]
    return _unreadable(said.product) if numbered else []


def _days_in(text: str) -> list[date]:
    """The whole days that a text names."""
    found = (date(one.year, one.month, one.day) for one in find_dates(text) if one.year)
    return list(found)


def _of_decision(said: Said, today: date) -> list[Fault]:
    if not said.decision or said.decision_on is None:
        return [Fault("task.no_decision")]
    if said.decision_on > today:
        return [Fault("task.paper_ahead", values={"day": format_date(said.decision_on)})]
    return _unreadable(said.decision)


def _unreadable(symbol: str) -> list[Fault]:
    try:
        parse_symbol(symbol)
    except Refusal as why:
        return list(why.faults)
    return []


def explain_task(*, task: Task, monday: date, text: str, actor: Hat, now: datetime) -> Explanation:
    """The lead's own word on its task, for the briefing of a Monday; until that day it may be changed."""
    if not text.strip():
        raise refusal("task.no_reason")
    if len(text.strip()) > LONGEST_WORD:
        raise refusal("task.word_long", length=len(text.strip()), most=LONGEST_WORD)
    if monday.weekday() != 0 or clock.day_of(now) >= monday:
        raise refusal("task.briefing_begun", day=format_date(monday))
    with act("programmes.explain", on=About(task.ref, task.unit_id), actor=actor, now=now) as done:
        made, _new = Explanation.objects.update_or_create(
            task=task,
            monday=monday,
            defaults={"text": text.strip(), "at": now, "actor": actor.appointment},
        )
        done.note(monday=str(monday), text=made.text)
        done.stands(made)
    return made
