"""Every write of this room: programmes and agreements, their targets, tasks and what happens to them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tongket.base import clock
from tongket.base.entries import Fact
from tongket.base.models import Notice
from tongket.base.search import index
from tongket.directives.models import Clause, Directive
from tongket.programmes.models import Ground, Party, Programme, Target, Task, TaskEvent
from tongket.programmes.state import Standing, next_kinds, standing
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.numbers import to_units
from tongket.viet.period import Period
from tongket.viet.text import fold

Kind = TaskEvent.Kind
_OF_THE_LEAD = {Kind.ACCEPTED, Kind.SENT_BACK, Kind.PROGRESS, Kind.EXTENSION_ASKED, Kind.HANDED_IN}


@dataclass(frozen=True)
class NewParty:
    unit: Unit
    part: str


def start_programme(
    *,
    unit: Unit,
    slug: str,
    kind: str,
    title: str,
    term: Period,
    summary: str = "",
    grounds: Iterable[Directive] = (),
    parties: Iterable[NewParty] = (),
    issued_by: Directive | None = None,
    signed_on: date | None = None,
    parent: Programme | None = None,
    public: bool = False,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Programme:
    """Begin a programme, plan or agreement; an agreement needs at least two parties."""
    parties = list(parties)
    if kind == Programme.Kind.AGREEMENT and len(parties) < 2:
        raise refusal("programme.agreement_needs_two")
    if Programme.objects.filter(slug=slug).exists():
        raise refusal("programme.slug_taken", slug=slug)
    programme = Programme(
        ref=ref or uuid.uuid4(),
        unit=unit,
        slug=slug,
        kind=kind,
        title=title.strip(),
        folded=fold(title),
        summary=summary,
        term=str(term),
        term_start=term.start,
        term_end=term.end,
        state=Programme.State.RUNNING,
        issued_by=issued_by,
        signed_on=signed_on,
        parent=parent,
        public=public,
    )
    with act("programmes.run", on=programme, actor=actor, now=now) as done:
        programme.save(force_insert=True)
        Ground.objects.bulk_create(
            Ground(programme=programme, directive=each, order=order) for order, each in enumerate(grounds)
        )
        Party.objects.bulk_create(
            Party(programme=programme, unit=each.unit, part=each.part, order=order)
            for order, each in enumerate(parties)
        )
        index(programme)
        done.note(
            title=programme.title, term=programme.term, parties=[str(each.unit.ref) for each in parties]
        )
    return programme


def refuse_closed(programme: Programme) -> None:
    """Nothing new is promised in a programme that has ended."""
    if programme.state == Programme.State.CLOSED:
        raise refusal("programme.closed", title=programme.title)


def close_programme(*, programme: Programme, actor: Hat, now: datetime) -> Programme:
    with act("programmes.run", on=programme, state=programme.state, actor=actor, now=now) as done:
        programme.state = Programme.State.CLOSED
        programme.save(update_fields=["state"])
        done.note(state=programme.state)
    return programme


@dataclass(frozen=True)
class Bounds:
    """What a target asks: at least `low`, at most `high`, or between both."""

    sense: str
    low: Decimal | None = None
    high: Decimal | None = None


def set_target(
    *,
    programme: Programme,
    indicator: uuid.UUID,
    unit: Unit,
    period: Period,
    kind: str,
    bounds: Bounds,
    decimals: int = 0,
    basis: str = Target.Basis.VALUE,
    base_period: Period | None = None,
    clause: Clause | None = None,
    actor: Hat,
    now: datetime,
) -> Target:
    """Set (assigned) or take on (pledged) a target; one of a kind for a unit, indicator and period."""
    if Target.objects.filter(
        programme=programme, indicator=indicator, unit=unit, period=str(period), kind=kind
    ).exists():
        raise refusal("target.known", period=str(period))
    _one_base(programme, indicator, basis, base_period)
    target = Target(
        programme=programme,
        indicator=indicator,
        unit=unit,
        period=str(period),
        period_start=period.start,
        period_end=period.end,
        kind=kind,
        sense=bounds.sense,
        basis=basis,
        base_period=str(base_period or ""),
        low=None if bounds.low is None else to_units(bounds.low, decimals),
        high=None if bounds.high is None else to_units(bounds.high, decimals),
        decimals=decimals,
        clause=clause,
    )
    with act("programmes.run", on=programme, state=programme.state, actor=actor, now=now) as done:
        refuse_closed(Programme.objects.select_for_update().get(pk=programme.pk))
        target.save()
        done.note(**target_facts(target))
    return target


def _one_base(programme: Programme, indicator: uuid.UUID, basis: str, base: Period | None) -> None:
    """What is compared is compared with one period throughout a programme, so that its totals can be read."""
    if basis == Target.Basis.REDUCTION:
        set_so = programme.targets.filter(indicator=indicator, basis=basis).exclude(base_period=str(base))
        other = set_so.values_list("base_period", flat=True).first()
        if other:
            raise refusal("target.other_base", base=Period.parse(other).label())


def target_facts(target: Target) -> dict[str, Fact]:
    """What the ledger keeps of a target: for whom, when, and how much is asked."""
    return {
        "target": str(target.ref),
        "indicator": str(target.indicator),
        "unit": str(target.unit.ref),
        "period": target.period,
        "sense": str(target.sense),
        "kind": str(target.kind),
        "basis": str(target.basis),
        "base_period": target.base_period,
        "clause": "" if target.clause is None else str(target.clause.ref),
        "low": "" if target.low is None else target.low,
        "high": "" if target.high is None else target.high,
        "decimals": target.decimals,
    }


def give_task(
    *,
    programme: Programme,
    content: str,
    lead: Unit,
    co_workers: Iterable[Unit] = (),
    product: str = "",
    due: date | None = None,
    follower: Unit | None = None,
    clause: Clause | None = None,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Task:
    """Give a task to exactly one lead; no due day means regularly (thường xuyên)."""
    if not content.strip():
        raise refusal("task.no_content")
    with act("programmes.run", on=programme, state=programme.state, actor=actor, now=now) as done:
        refuse_closed(Programme.objects.select_for_update().get(pk=programme.pk))
        task = Task.objects.create(
            ref=ref or uuid.uuid4(),
            programme=programme,
            order=programme.tasks.count() + 1,
            content=content.strip(),
            unit=lead,
            product=product,
            due=due,
            follower=follower,
            clause=clause,
        )
        task.co_workers.set(co_workers)
        _event(task, Kind.GIVEN, actor, now)
        Notice.objects.create(
            unit_id=lead.pk,
            code="notice.task_given",
            values={"content": task.content[:120]},
            link=f"/nhiem-vu/{task.ref}/",
            at=now,
        )
        done.note(**task_facts(task))
    return task


def task_facts(task: Task) -> dict[str, Fact]:
    """What the ledger keeps of a task as it was given."""
    return {
        "task": str(task.ref),
        "lead": str(task.unit.ref),
        "due": str(task.due or ""),
        "content": task.content,
        "expected": task.product,
    }


def event_facts(event: TaskEvent) -> dict[str, Fact]:
    """What the ledger keeps of one thing that happened to a task."""
    return {
        "event": str(event.kind),
        "product": event.product,
        "new_due": str(event.new_due or ""),
        "old_due": str(event.old_due or ""),
        "note": event.note,
    }


def _event(task: Task, kind: str, actor: Hat, now: datetime, **more: object) -> TaskEvent:
    return TaskEvent.objects.create(
        task=task, kind=kind, at=now, day=clock.day_of(now), actor=actor.appointment, **more
    )


def record_event(
    *,
    task: Task,
    kind: str,
    note: str = "",
    product: str = "",
    new_due: date | None = None,
    actor: Hat,
    now: datetime,
) -> TaskEvent:
    """Write down what happened to a task. The lead accepts, reports and hands in; the rest is the follower's."""
    _fits(kind, note=note, product=product, new_due=new_due)
    action, unit = judged_by(task, kind)
    more: dict[str, object] = {"note": note, "product": product}
    with act(action, on=About(task.ref, unit), actor=actor, now=now) as done:
        before = _in_turn(Task.objects.select_for_update().get(pk=task.pk), kind, clock.day_of(now))
        if kind == Kind.EXTENDED:
            more |= {"old_due": before.due, "new_due": new_due}
        elif kind == Kind.EXTENSION_ASKED:
            more["new_due"] = new_due
        event = _event(task, kind, actor, now, **more)
        done.note(**event_facts(event))
    return event


def _in_turn(task: Task, kind: str, day: date) -> Standing:
    """How the task stands; refused where somebody else has moved it on since the page was opened."""
    events = list(task.events.order_by("at", "pk"))
    before = standing(task, events, day)
    if kind not in next_kinds(before, [event.kind for event in events]):
        raise refusal("task.not_now", what=str(Kind(kind).label))
    return before


def judged_by(task: Task, kind: str) -> tuple[str, int]:
    """The action that a kind of event is, and the unit whose grants count.

    The lead's own for what the lead does, the follower's (or the programme's) for the rest.
    """
    if kind in _OF_THE_LEAD:
        return "programmes.do_task", task.unit_id
    return "programmes.follow_task", task.follower_id or task.programme.unit_id


def _fits(kind: str, *, note: str, product: str, new_due: date | None) -> None:
    faults = []
    if kind not in Kind.values or kind == Kind.GIVEN:
        faults.append(Fault("task.event_unknown", values={"kind": kind}))
    if kind == Kind.HANDED_IN and not product.strip():
        faults.append(Fault("task.no_product"))
    if kind in {Kind.EXTENDED, Kind.EXTENSION_ASKED} and new_due is None:
        faults.append(Fault("task.no_new_due"))
    if (
        kind
        in {Kind.SENT_BACK, Kind.EXTENSION_ASKED, Kind.EXTENDED, Kind.REOPENED, Kind.SUSPENDED, Kind.STOPPED}
        and not note.strip()
    ):
        faults.append(Fault("task.no_reason"))
    if faults:
        raise Refusal(*faults)
