"""Who reported what was due, unit by unit, from the lists that were frozen when each period opened."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tongket.figures.models import Due
from tongket.figures.queries.completeness import Completeness, DueState, completeness, state_by
from tongket.figures.queries.rollups import Map, places_on
from tongket.figures.queries.seeing_units import Ground, Rows, rows_of
from tongket.programmes.models import Programme
from tongket.units.models import UnitVersion
from tongket.viet.period import Period

# The worst first: how a unit that owes several reports is told on a map.
WORST = (DueState.OVERDUE, DueState.LATE, DueState.NOT_YET_DUE, DueState.ON_TIME)


@dataclass(frozen=True)
class Owing:
    """A unit that owed a report, under which line of the table it is, and how it stands with it."""

    unit: int
    row: int
    state: DueState
    first: DueState
    extended: bool


@dataclass(frozen=True)
class Owed:
    """All that was due in a period under a unit: by unit and by line."""

    rows: Rows
    owing: tuple[Owing, ...]

    @property
    def told(self) -> Completeness:
        return completeness(self.owing)

    @property
    def by_row(self) -> Mapping[int, Completeness]:
        groups: dict[int, list[Owing]] = defaultdict(list)
        for one in self.owing:
            groups[one.row].append(one)
        return {row: completeness(groups[row]) for row in self.rows.names}

    @property
    def by_unit(self) -> Mapping[int, DueState]:
        """How each stands, by the worst of its reports."""
        found: dict[int, DueState] = {}
        for one in self.owing:
            known = found.get(one.unit, one.state)
            found[one.unit] = min(known, one.state, key=WORST.index)
        return found


def owed_of(programme: Programme, period: Period, ground: Ground, now: datetime) -> Owed:
    """What was due within the period, each where it stands on the map; units that the map has lost by themselves."""
    dues = Due.objects.filter(
        form__programme=programme,
        period_start__gte=period.start,
        period_end__lte=period.end,
        frozen_at__lte=now,
    )
    rows = rows_of(ground)
    below = Map(ground.day, frozenset(rows.names), ground.leaves, ground.line)
    seats = {row.unit: row.ancestor for row in places_on(below).rows if not row.own} if rows.names else {}
    columns = ("unit", "due_at", "extended_to", "report__submitted_at")
    owing = [
        _owing(unit, seats[unit], (due_at, extended), sent, now)
        for unit, due_at, extended, sent in dues.order_by("pk").values_list(*columns)
        if unit in seats
    ]
    return Owed(rows, tuple(owing))


def _owing(
    unit: int, row: int, days: tuple[datetime, datetime | None], sent: datetime | None, now: datetime
) -> Owing:
    """`days`: the day first set, and the one that was given in its place."""
    first, extended = days
    known = sent if sent and sent <= now else None
    state = state_by(extended or first, known, now)
    return Owing(unit, row, state, state_by(first, known, now), extended is not None)


def points_of(owed: Owed, ground: Ground) -> list[tuple[str, int, int, DueState]]:
    """Name of the line, longitude and latitude in 1/10,000 degree, and state of each unit that has coordinates."""
    states, rows = owed.by_unit, {one.unit: one.row for one in owed.owing}
    held = UnitVersion.objects.filter(line=ground.line, unit__in=states).exclude(lat="").exclude(lon="")
    found = {unit: (lon, lat) for unit, lon, lat in held.order_by("start").values_list("unit", "lon", "lat")}
    names = owed.rows.names
    return [
        (names[rows[unit]], _tenthousandths(lon), _tenthousandths(lat), states[unit])
        for unit, (lon, lat) in sorted(found.items())
    ]


def _tenthousandths(degrees: str) -> int:
    whole, _, rest = degrees.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return int(whole) * 10_000 + sign * int((rest + "0000")[:4])
