"""History: figures of periods for which nobody owes a report, taken over from a document with it as their evidence."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tongket.base.clock import day_of
from tongket.base.files import record_file
from tongket.base.models import File
from tongket.figures.actions.append import NewFigure, appending, derived_ref, within
from tongket.figures.cells import NOT_APPLICABLE_WORDS
from tongket.figures.intake.resolve import Words, chunks
from tongket.figures.intake.rows import Row, kind_of, refuse
from tongket.figures.models import Breakdown, Due, Figure, Indicator
from tongket.units.acts import About
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.numbers import parse_number, to_units
from tongket.viet.period import Period
from tongket.viet.text import fold


@dataclass(frozen=True)
class Taken:
    """How many figures a document brought, and how many of its rows had been taken over from it before."""

    count: int
    known: int


def take_over(
    rows: Sequence[Row], *, document: str, actor: Hat, now: datetime, evidence: File | None = None
) -> Taken:
    """Take over what a document states of past periods: all of it, or nothing with every fault by row and column.

    A row taken over from the same document before is passed over; one that now says something else is a fault.
    Where a report is due, the figure is handed in with it and not taken over. `evidence` lies on the disk only.
    """
    document = within(document)
    if not document:
        raise refusal("figures.evidence_missing")
    figures = _figures(rows, document, actor, now)
    known = _known(figures)
    fresh = [figure for figure in figures if figure.ref not in known]
    units = {figure.unit_id for figure in fresh}
    for unit in sorted(units):
        require(actor, "figures.take_over", unit_id=unit, day=day_of(now))
    if fresh:
        batch = About(uuid.uuid4(), actor.unit_id if actor.unit_id in units else min(units))
        with appending("figures.take_over", on=batch, actor=actor, now=now) as making:
            if evidence is not None:
                record_file(evidence, now=now, actor=actor.appointment)
            making.done.note(document=document)
            making.figures = [figure._replace(evidence=evidence) for figure in fresh]
    return Taken(len(fresh), len(known))


def _figures(rows: Sequence[Row], document: str, actor: Hat, now: datetime) -> list[NewFigure]:
    words, lines = Words(rows, whole_period=True), _Lines(rows)
    refs = dict(Unit.objects.values_list("pk", "ref"))
    faults: list[Fault] = []
    found: dict[tuple[int, str, int, int, str], tuple[Row, NewFigure]] = {}
    for row in rows:
        try:
            kind, period = kind_of(row), words.period(row)
            unit = words.unit(row, period)
            indicator, breakdown = lines.indicator(row, period), lines.breakdown(row)
            value = _value(row, indicator)
        except Refusal as why:
            faults += why.faults
            continue
        key = unit, str(period), indicator.pk, breakdown, kind
        if key in found:
            faults.append(Fault("intake.twice", row.where("indicator"), {"line": indicator.name}))
        ref = derived_ref(indicator.ref, refs[unit], period, breakdown, kind, document)
        new = NewFigure(
            ref=ref,
            indicator=indicator,
            unit_id=unit,
            period=period,
            value=value,
            source=Figure.Source.TAKEN_OVER,
            entered=now,
            actor=actor.appointment,
            breakdown=breakdown,
            kind=kind,
            evidence_text=document,
            note=row.note,
        )
        found[key] = row, new
    faults += _too_long(found.values()) + _owed(found) + _otherwise(found.values())
    refuse(faults)
    return [figure for _row, figure in found.values()]


def _too_long(found: Collection[tuple[Row, NewFigure]]) -> list[Fault]:
    return [
        Fault("figures.too_long", row.where("note"), {"most": 300, "start": row.note[:30]})
        for row, _figure in found
        if len(row.note) > 300
    ]


def _value(row: Row, indicator: Indicator) -> int | None:
    """The value in the indicator's units; None where it is not applicable. A blank states nothing."""
    if fold(row.value) in NOT_APPLICABLE_WORDS:
        return None
    try:
        return to_units(parse_number(row.value), indicator.decimals)
    except Refusal as why:
        fault = why.faults[0]
        raise Refusal(Fault(fault.code, row.where("value"), fault.values)) from None


class _Lines:
    """The indicators and breakdowns that rows name."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._versions: dict[str, list[Indicator]] = defaultdict(list)
        for some in chunks({row.indicator for row in rows}):
            for one in Indicator.objects.filter(code__in=some).order_by("version"):
                self._versions[one.code].append(one)
        self._breakdowns: dict[str, list[int]] = defaultdict(list)
        for pk, *parts in Breakdown.objects.order_by("pk").values_list("pk", "first", "second"):
            self._breakdowns[fold(", ".join(part for part in parts if part))].append(pk)

    def indicator(self, row: Row, period: Period) -> Indicator:
        """The version that is asked for at the period's end; before the first one began, the first one."""
        versions = self._versions.get(row.indicator)
        if not versions:
            raise Refusal(
                Fault("intake.indicator_unknown", row.where("indicator"), {"code": row.indicator[:40]})
            )
        begun = [one for one in versions if one.start <= period.last_day]
        return begun[-1] if begun else versions[0]

    def breakdown(self, row: Row) -> int:
        found = self._breakdowns.get(fold(row.breakdown), [])
        if len(found) != 1:
            said = {"breakdown": row.breakdown[:40]}
            raise Refusal(Fault("intake.breakdown_unknown", row.where("breakdown"), said))
        return found[0]


def _owed(found: Mapping[tuple[int, str, int, int, str], tuple[Row, NewFigure]]) -> list[Fault]:
    """Rows of which a report is due: that is where they belong."""
    owed: set[tuple[int, str, int, int]] = set()
    periods = {period for _unit, period, *_more in found}
    for units in chunks({unit for unit, *_more in found}):
        for some in chunks(periods):
            dues = Due.objects.filter(unit__in=units, period__in=some).order_by()
            columns = ("unit", "period", "form__items__indicator", "form__items__breakdown")
            owed |= set(dues.values_list(*columns))
    return [
        Fault("intake.due", row.where("period"), {"unit": row.unit[:40], "period": row.period[:40]})
        for key, (row, _figure) in found.items()
        if key[:4] in owed
    ]


def _otherwise(found: Collection[tuple[Row, NewFigure]]) -> list[Fault]:
    """Rows of which the same document was said to state something else."""
    said = _known([figure for _row, figure in found])
    return [
        Fault("intake.said_otherwise", row.where("value"), {"value": row.value[:40]})
        for row, figure in found
        if figure.ref in said and said[figure.ref] != figure.value
    ]


def _known(figures: Sequence[NewFigure]) -> dict[uuid.UUID, int | None]:
    """What of these has been taken over before, and with which value."""
    known: dict[uuid.UUID, int | None] = {}
    for some in chunks(figure.ref for figure in figures):
        known |= dict(Figure.objects.filter(ref__in=some).values_list("ref", "value"))
    return known
