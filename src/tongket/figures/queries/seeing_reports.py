"""Who reported what was due, unit by unit, from the lists that were frozen when each period opened."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tongket.figures.models import Due
from tongket.figures.queries.completeness import Completeness, DueState, state_by
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
    extended: bool


@dataclass(frozen=True)
class Owed:
    """All that was due in a period under a unit: by unit and by line."""

    rows: Rows
    owing: tuple[Owing, ...]

    @property
    def told(self) -> Completeness:
        return _told(self.owing)

    @property
    def by_row(self) -> Mapping[int, Completeness]:
        groups: dict[int, list[Owing]] = defaultdict(list)
        for one in self.owing:
            groups[one.row].append(one)
        return {row: _told(groups[row]) for row in self.rows.names}

    @property
    def by_unit(self) -> Mapping[int, DueState]:
        """How each stands, by the worst of its reports."""
        found: dict[int, DueState] = {}
        for one in self.owing:
            known = found.get(one.unit, one.state)
            found[one.unit] = min(known, one.state, key=WORST.index)
        return found


def _told(owing: Sequence[Owing]) -> Completeness:
    counts = Counter(one.state for one in owing)
    extended = sum(one.extended for one in owing)
    return Completeness(
        due=len(owing), extended=extended, **{state.value: counts[state] for state in DueState}
    )


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
        Owing(unit, seats[unit], state_by(extended or due_at, _sent(sent, now), now), extended is not None)
        for unit, due_at, extended, sent in dues.order_by("pk").values_list(*columns)
        if unit in seats
    ]
    return Owed(rows, tuple(owing))


def _sent(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment and moment <= now else None


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
