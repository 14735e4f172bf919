"""Where the figures of other units count under one unit on the map of a day, kept for each version of the tree."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from tongket.figures.queries.kept import kept
from tongket.figures.queries.rollups import Map, places_on
from tongket.rollup.places import PlaceRow
from tongket.units.models import Closure, Line, Succession, Tier, Unit, UnitVersion
from tongket.units.queries import tree_version

Seats = Mapping[int, PlaceRow]  # by the unit that told the figure


def line_of(unit: Unit) -> str:
    """The line in which a unit stands; that of the State, if it stands in several."""
    return lines_of([unit])[unit]


def lines_of(units: Collection[Unit]) -> dict[Unit, str]:
    """The same of many."""
    found: dict[int, set[str]] = {}
    for unit, line in UnitVersion.objects.filter(unit__in=units).values_list("unit", "line").distinct():
        found.setdefault(unit, set()).add(line)
    held = ((unit, found.get(unit.pk, {str(Line.STATE)})) for unit in units)
    return {unit: str(Line.STATE) if Line.STATE in lines else min(lines) for unit, lines in held}


def seats_of(unit: Unit, told: Collection[int], day: date, line: str) -> Seats:
    """Where the units of one tier count under `unit`: of the tier that most of those that told something are of.

    Of one tier only, as no figure may count twice; empty where none of them counts under the unit.
    """
    version = tree_version(line)
    day, units = map_day(day, line, version), units_by_tier(line, version)
    tiers = {tier: len(ids.intersection(told)) for tier, ids in units.items()}
    for tier in sorted((tier for tier, count in tiers.items() if count), key=lambda tier: -tiers[tier]):
        # Offices stand under offices: of them, those that told something alone.
        parts = units[tier] if tier != Tier.OFFICE else units[tier].intersection(told)
        targets = living(unit.tier, day, line, version) if unit.tier != Tier.OFFICE else frozenset()
        targets = targets if unit.pk in targets else frozenset({unit.pk})
        seats = _seats(unit.pk, Map(day, targets, parts, line), version)
        if not seats.keys().isdisjoint(told):
            return seats
    return {}


def map_day(day: date, line: str, version: int) -> date:
    """The last day up to this one on which the tree changed: the map is the same since."""
    return max((change for change in _changes(line, version) if change <= day), default=day)


@kept(8)
def _changes(line: str, _version: int) -> frozenset[date]:
    rows = Closure.objects.filter(line=line)
    changes = {
        *rows.values_list("start", flat=True).distinct(),
        *rows.values_list("end", flat=True).distinct(),
    }
    return frozenset(changes | set(Succession.objects.filter(line=line).values_list("day", flat=True)))


@kept(8)
def units_by_tier(line: str, _version: int) -> Mapping[str, frozenset[int]]:
    """All units that ever stood in a line, by tier."""
    found: dict[str, set[int]] = defaultdict(set)
    stood = Closure.objects.filter(line=line, depth=0)
    for unit, tier in stood.values_list("descendant", "descendant__tier"):
        found[tier].add(unit)
    return {tier: frozenset(units) for tier, units in found.items()}


@kept(32)
def living(tier: str, day: date, line: str, _version: int) -> frozenset[int]:
    """The units of a tier on a day: their map is worked out once for all of them."""
    stood = Closure.objects.filter(line=line, depth=0, descendant__tier=tier, start__lte=day, end__gt=day)
    return frozenset(stood.values_list("descendant", flat=True))


@kept(128)
def _seats(unit: int, on: Map, _version: int) -> Seats:
    return {row.unit: row for row in places_on(on).rows if row.ancestor == unit and not row.own}
