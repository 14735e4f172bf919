"""A long sum step by step: what the units right below come to, each with a trail of its own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongket.figures.models import Indicator
from tongket.figures.queries.kept import kept
from tongket.figures.queries.rollups import Map, ask, places_on
from tongket.figures.queries.seats import line_of, living, map_day, units_by_tier
from tongket.figures.queries.sums import ANY, Part, Sum, added_up
from tongket.rollup import finish
from tongket.rollup.places import PlaceRow
from tongket.rollup.question import Cell
from tongket.units.models import Closure, Tier, Unit
from tongket.units.queries import tree_version


@dataclass(frozen=True)
class Step:
    """One unit right below: how many of the figures count under it (or in part), and what they come to."""

    unit: Unit
    count: int
    cell: Cell | None


def steps_of(one: Sum) -> list[Step]:
    """The level below the unit of a sum, where the figures stand deeper; nothing where they stand right below.

    Only of a sum all of whose figures may be seen: a part of it would tell what is hidden.
    """
    wanted = one.wanted
    line = line_of(wanted.unit)
    version = tree_version(line)
    day = map_day(wanted.day, line, version)
    below = _below(wanted.unit.pk, day, line, version)
    told = {part.unit for part in one.parts}
    tier = max(units_by_tier(line, version).items(), key=lambda pair: len(pair[1] & told))[0]
    if not one.open or not below or wanted.indicator.over_tree == Indicator.OverTree.OWN:
        return []
    level = Unit.objects.filter(pk__in=below).values_list("tier", flat=True)[0]
    if level == tier:
        return []
    on = Map(day, living(level, day, line, version), units_by_tier(line, version)[tier], line)
    seats = _seats(on, below, version)
    groups: dict[int, list[Part]] = defaultdict(list)
    for part in one.parts:
        rows: Sequence[PlaceRow] = seats.get(part.unit, ())
        if wanted.stands_last:
            rows = [row for row in rows if row.start < wanted.period.end <= row.end]
        if not rows:
            return []  # it counts here, but under none of them: the steps would not make the whole
        for row in rows:
            as_here = row.low == part.low and row.high == part.high and row.estimated == part.estimated
            placed = part if as_here else part._replace(low=row.low, high=row.high, estimated=row.estimated)
            groups[row.ancestor].append(placed)
    return _cells(one, groups)


def _cells(one: Sum, groups: Mapping[int, list[Part]]) -> list[Step]:
    wanted, units = one.wanted, Unit.objects.in_bulk(groups)
    question = ask([wanted.indicator], [wanted.period], wanted.as_of or ANY, sources=(wanted.source,))
    key = (wanted.indicator.pk, str(wanted.period))
    added = {(*key, unit): list(added_up(wanted.indicator, parts)) for unit, parts in groups.items()}
    cells = {cell.unit: cell for cell in finish.cells(question, list(groups), added, ())}
    return [Step(units[unit], len(parts), cells.get(unit)) for unit, parts in groups.items()]


@kept(64)
def _below(unit: int, day: date, line: str, _version: int) -> frozenset[int]:
    """The places right below a unit on a day; offices are none."""
    near = Closure.objects.filter(ancestor=unit, depth=1, line=line, start__lte=day, end__gt=day)
    return frozenset(near.exclude(descendant__tier=Tier.OFFICE).values_list("descendant", flat=True))


@kept(16)
def _seats(on: Map, below: frozenset[int], _version: int) -> Mapping[int, tuple[PlaceRow, ...]]:
    """Where each unit's figure counts among those below: at several of them, where it was divided."""
    found: dict[int, tuple[PlaceRow, ...]] = {}
    for row in places_on(on).rows:
        if not row.own and row.ancestor in below:
            found[row.unit] = (*found.get(row.unit, ()), row)
    return found
