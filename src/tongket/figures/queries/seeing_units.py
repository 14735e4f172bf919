"""Whose figures a table shows: the units that were due, on the map of a day, folded by the level below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tongket.figures.models import Due
from tongket.figures.queries.kept import kept
from tongket.figures.queries.rollups import Map, places_on
from tongket.figures.queries.seats import line_of, living, units_by_tier
from tongket.programmes.models import Programme
from tongket.rollup.places import Places
from tongket.units.models import Closure, Tier, Unit, UnitVersion
from tongket.units.queries import place_of, tree_version
from tongket.viet.period import Period

FOLD = 100  # units on one table; more are folded by the units right below
_PART = {Tier.NATION: Tier.COMMUNE, Tier.PROVINCE: Tier.COMMUNE, Tier.DISTRICT: Tier.COMMUNE}


@dataclass(frozen=True)
class Ground:
    """Under which unit, on the map of which day, from whose figures; `due` says that these were asked by name."""

    root: int
    day: date
    line: str
    leaves: frozenset[int]
    due: bool


@dataclass(frozen=True)
class Rows:
    """The units of a table in their order, with their names; `folded` are made of others."""

    names: Mapping[int, str]
    folded: bool


def top_of(programme: Programme, day: date) -> int:
    """The place for which a programme's totals are made: its unit, or the place its office serves."""
    unit = programme.unit
    return unit.pk if unit.tier != Tier.OFFICE else place_of(unit, day)


def due_units(programme: Programme, period: Period) -> frozenset[int]:
    """Who owed a report within the period, as frozen."""
    dues = Due.objects.filter(
        form__programme=programme, period_start__gte=period.start, period_end__lte=period.end
    )
    return frozenset(dues.values_list("unit", flat=True))


def ground_of(programme: Programme, period: Period, root: Unit, day: date) -> Ground:
    """The units that were due; where nobody was, all of the tier that figures are counted by."""
    line, owed = line_of(programme.unit), due_units(programme, period)
    if owed:
        return Ground(root.pk, day, line, owed, True)
    tier = _PART.get(Tier(root.tier), Tier.VILLAGE)
    units = units_by_tier(line, tree_version(line)).get(tier, frozenset())
    return Ground(root.pk, day, line, units, False)


def whole(ground: Ground) -> Places:
    """Where each figure counts in the whole."""
    return places_on(Map(ground.day, frozenset({ground.root}), ground.leaves, ground.line))


def rows_of(ground: Ground, *, fold: bool = True) -> Rows:
    return _rows(ground, fold, tree_version(ground.line))


@kept(64)
def _rows(ground: Ground, fold: bool, version: int) -> Rows:
    """The units that the leaves have become on the day; more than FOLD of them by the units right below."""
    under = _under(ground)
    here = {row.unit for row in whole(ground).rows if not row.own}
    found = here & under.keys()
    if gone := here - found:
        ended = set(Unit.objects.filter(pk__in=gone).values_list("tier", flat=True))
        heirs = {unit for unit, tier in under.items() if tier in ended} - found
        found |= _reached(ground, heirs, gone, version)
    if fold and len(found) > FOLD:
        folded = _below(ground, found)
        if folded:
            return Rows(_named(folded, ground), True)
    return Rows(_named(found, ground), False)


def _under(ground: Ground) -> dict[int, str]:
    """All units that stand under the root on the day, by tier; the root itself."""
    rows = Closure.objects.filter(
        line=ground.line, ancestor=ground.root, start__lte=ground.day, end__gt=ground.day
    )
    return dict(rows.values_list("descendant", "descendant__tier"))


def _reached(ground: Ground, heirs: set[int], gone: set[int], version: int) -> set[int]:
    """Which living units have taken over from those that ended; of all the country's, as its map is kept."""
    if not heirs:
        return set()
    tier = str(Unit.objects.values_list("tier", flat=True).get(pk=min(heirs)))
    targets = living(tier, ground.day, ground.line, version)
    places = places_on(Map(ground.day, targets, ground.leaves, ground.line))
    return {row.ancestor for row in places.rows if not row.own and row.unit in gone} & heirs


def _below(ground: Ground, found: set[int]) -> set[int]:
    """The units right below the root that have some of the found ones under them; none if those are the same."""
    right = Closure.objects.filter(
        line=ground.line, ancestor=ground.root, depth=1, start__lte=ground.day, end__gt=ground.day
    )
    children = set(right.values_list("descendant", flat=True)) - found
    below = Closure.objects.filter(
        line=ground.line, ancestor__in=children, start__lte=ground.day, end__gt=ground.day
    )
    return {above for above, unit in below.values_list("ancestor", "descendant") if unit in found}


def _named(units: set[int], ground: Ground) -> dict[int, str]:
    """In the order of names, as they were called on the day."""
    held = UnitVersion.objects.filter(unit__in=units, line=ground.line, start__lte=ground.day)
    ordered = held.filter(end__gt=ground.day).order_by("sort_key", "pk")
    return dict(ordered.values_list("unit", "name"))
