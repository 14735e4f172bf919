"""The figures of one unit across the break: its own, and those of all that it is made of on the map of a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tongket.figures.models import TOTAL, Figure, Indicator
from tongket.figures.queries.rollups import SAID, ask, said_rows
from tongket.figures.queries.seats import seats_of
from tongket.rollup.few import Said, answer_few
from tongket.rollup.places import Places
from tongket.rollup.question import Cell
from tongket.units.models import Closure, Tier, Transfer, Unit
from tongket.viet.period import Period


@dataclass(frozen=True)
class Known:
    """What is known of a unit by one indicator, period and source: its own figure, what its parts add up to.

    `cell` is None where no part has told anything, or the unit's own figure is all there is.
    """

    indicator: Indicator
    period: Period
    source: str
    own: Figure | None
    cell: Cell | None


def known_of(unit: Unit, figures: QuerySet[Figure], *, day: date, now: datetime, line: str) -> list[Known]:
    """All that some figures say of a unit on the map of a day, by indicator and period.

    `figures` are those that may be seen and stand now. The nation's parts are left out: they are the whole country.
    """
    standing = figures.filter(breakdown=TOTAL, kind=Figure.Kind.FINAL)
    near = {unit.pk} if unit.tier == Tier.NATION else around(unit, line)
    told = said_rows(standing.filter(unit__in=near).values_list(*SAID))
    indicators = Indicator.objects.in_bulk({one.indicator for one in told})
    own = {one.pk: one for one in standing.filter(unit=unit.pk).select_related("indicator")}
    groups: dict[tuple[int, str], list[Said]] = defaultdict(list)
    for one in told:
        groups[one.indicator, one.source].append(one)
    found = []
    for (indicator, source), group in groups.items():
        cells = _cells(unit, indicators[indicator], group, day=day, now=now, line=line)
        for text in {one.period for one in group}:
            mine = [own[one.figure] for one in group if one.period == text and one.figure in own]
            known = (indicators[indicator], Period.parse(text), source)
            found += [Known(*known, figure, cells.get(text)) for figure in mine]
            if not mine and text in cells:
                found.append(Known(*known, None, cells[text]))
    return sorted(found, key=_order)


def _order(one: Known) -> tuple[object, ...]:
    period = one.period
    return (
        one.indicator.name,
        one.indicator.pk,
        period.start,
        period.end,
        one.source,
        (one.own and one.own.pk) or 0,
    )


def around(unit: Unit, line: str) -> set[int]:
    """The unit, all that ever stood under it or went into it, and what stood under those, of any day."""
    seen: set[int] = set()
    waiting = {unit.pk}
    while waiting:
        seen |= waiting
        below = Closure.objects.filter(line=line, ancestor__in=waiting, depth__gt=0)
        found = set(below.values_list("descendant", flat=True)) - seen
        gave = Transfer.objects.filter(succession__line=line, target__in=waiting | found)
        waiting = (found | set(gave.values_list("source", flat=True))) - seen
    return seen


def _cells(
    unit: Unit, indicator: Indicator, group: list[Said], *, day: date, now: datetime, line: str
) -> dict[str, Cell]:
    """What the parts add up to, by period; nothing where only the unit itself has told."""
    others = {one.unit for one in group} - {unit.pk}
    if not others or indicator.over_tree in _NOT_OF_PARTS:
        return {}
    seats = seats_of(unit, others, day, line)
    told = [one for one in group if one.unit in seats]
    if {one.unit for one in told} <= {unit.pk}:
        return {}
    periods = sorted({(one.start, one.end, one.period) for one in told})
    base = Period.parse(periods[0][2]) if indicator.nature == Indicator.Nature.STOCK else None
    asked = [Period.parse(text) for _start, _end, text in periods]
    question = ask([indicator], asked, now, sources=(group[0].source,), base=base)
    where = Places(day, (unit.pk,), tuple(seats.values()), ())
    return {cell.period: cell for cell in answer_few(question, told, where) if cell.bounds or cell.reported}


_NOT_OF_PARTS = (Indicator.OverTree.WEIGHTED, Indicator.OverTree.RATIO, Indicator.OverTree.OWN)
