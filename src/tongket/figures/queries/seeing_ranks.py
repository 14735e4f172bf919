"""Units of one peer group by one indicator: ranks where ten or more can be compared, five working days later."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max, QuerySet

from tongket.base import clock
from tongket.base.days import work_calendar
from tongket.figures.models import Figure, PeerGroup
from tongket.figures.queries.kept import kept
from tongket.figures.queries.seeing import (
    Column,
    Version,
    answer,
    ask_columns,
    directions,
    version_of,
)
from tongket.figures.queries.seeing_units import Ground, Rows, rows_of
from tongket.figures.queries.seen import live
from tongket.programmes.known import targets_known
from tongket.programmes.models import Programme
from tongket.rollup.question import Cell, Measure, Ranking
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import UnitVersion
from tongket.units.queries import tree_version

OBJECT_DAYS = 5  # working days in which an office may object before it is ranked
EACH = "tat-ca"  # stands for all units, where the table puts them together
LEAST = 10  # units below which no order but that of their names is offered, and no rank


@dataclass(frozen=True)
class Ranked:
    """The peers, the best first; where they are not ranked, in their own order, and why.

    `why`: few (too few have a figure), no_direction (no target says what is better), open (offices may still object).
    """

    names: Mapping[int, str]
    cells: Mapping[int, Cell]
    why: str
    open_until: date | None

    @property
    def order(self) -> list[int]:
        """By rank; who has none comes last, in the order of names."""
        if self.why:
            return list(self.names)
        last = len(self.names) + 1
        return sorted(self.names, key=lambda unit: self.cells[unit].rank or last)


def groups_visible_to(hat: Hat, day: date) -> QuerySet[PeerGroup]:
    """Groups of the own unit, of those above and below."""
    return PeerGroup.objects.filter(reach(hat, "figures.peers.view", day))


def peers_of(ground: Ground, chosen: str, group: PeerGroup | None) -> Rows:
    """The units that are compared: those of the table, each one below it, those of one kind, or those of a group."""
    if group is None and not chosen:
        return rows_of(ground)
    rows = rows_of(ground, fold=False)
    if group is not None:
        inside = set(group.units.values_list("pk", flat=True))
    elif chosen == EACH:
        return rows
    else:
        inside = set(kinds_of(ground).get(chosen, ()))
    return Rows({unit: name for unit, name in rows.names.items() if unit in inside}, False)


def kinds_of(ground: Ground) -> dict[str, list[int]]:
    """The units of a table by what they are on the day of its map."""
    return _kinds(ground, tree_version(ground.line))


@kept(32)
def _kinds(ground: Ground, _version: int) -> dict[str, list[int]]:
    held = UnitVersion.objects.filter(line=ground.line, start__lte=ground.day, end__gt=ground.day)
    names = rows_of(ground, fold=False).names
    found: dict[str, list[int]] = {}
    for unit, kind in held.order_by("kind", "unit").values_list("unit", "kind"):
        if unit in names:
            found.setdefault(kind, []).append(unit)
    return found


def ranked_of(
    programme: Programme, column: Column, ground: Ground, peers: Rows, *, kind: str, by: Measure
) -> Ranked:
    asked = (ground, tuple(peers.names), peers.folded, kind, by, clock.today())
    return _ranked(programme, column, *asked, version_of(programme, ground.line))


@kept(32)
def _ranked(
    programme: Programme,
    column: Column,
    ground: Ground,
    units: tuple[int, ...],
    folded: bool,
    kind: str,
    by: Measure,
    day: date,
    _version: Version,
) -> Ranked:
    now = clock.now()
    rows = rows_of(ground, fold=folded)
    names = {unit: name for unit, name in rows.names.items() if unit in set(units)}
    better = directions(programme, now).get(str(column.indicator.ref))
    asked = ask_columns([column], kind, now)
    more = (
        better is not False and column.base is None
    )  # what is to be reduced is better where there is less of it
    known = tuple(replace(one, more_is_better=more) for one in asked.indicators)
    measure: Measure = "reduction" if column.base and by == "value" else by
    ranking = Ranking((frozenset(units),), by=measure, least=LEAST)
    asked = replace(asked, indicators=known, ranking=ranking)
    set_for = [one for one in targets_known([programme], now) if one.kind == "assigned"]
    found = answer(asked, ground, rows, programme, names, set_for)
    cells = {unit: found[unit, column.indicator.pk, column.asked.key] for unit in names}
    until = _open_until(column, ground)
    why = ""
    if better is None and column.base is None:
        why = "no_direction"
    elif not any(cell.rank for cell in cells.values()):
        why = "few"
    elif until is not None and day <= until:
        why = "open"
    return Ranked(names, cells, why, until)


def _open_until(column: Column, ground: Ground) -> date | None:
    """The last day on which an office may object: counted from the last figure that came to be known."""
    span = column.asked.span
    figures = live(clock.now()).filter(
        indicator=column.indicator,
        source=column.source,
        period_start__gte=span.start,
        period_end__lte=span.end,
    )
    reported = figures.filter(source=Figure.Source.REPORTED).order_by().values_list("unit")
    known = (at for unit, at in reported.annotate(last=Max("entered")) if unit in ground.leaves)
    last = max(known, default=None)
    return work_calendar().add_working(clock.day_of(last), OBJECT_DAYS) if last else None
