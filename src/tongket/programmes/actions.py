"""Programmes and agreements, and their targets. What is done with tasks stands in `task_actions`."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tongket.base.entries import Fact
from tongket.base.search import index
from tongket.directives.models import Clause, Directive
from tongket.programmes.models import Ground, Party, Programme, Target
from tongket.programmes.task_actions import event_facts as event_facts
from tongket.programmes.task_actions import give_task as give_task
from tongket.programmes.task_actions import judged_by as judged_by
from tongket.programmes.task_actions import record_event as record_event
from tongket.programmes.task_actions import refuse_closed as refuse_closed
from tongket.programmes.task_actions import task_facts as task_facts
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import refusal
from tongket.viet.numbers import to_units
from tongket.viet.period import Period
from tongket.viet.text import fold


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
