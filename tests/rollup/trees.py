"""Random dated trees with chained events, for the tests of every room that works on a tree.

`grow(rng)` gives a small country whose communes are merged, divided, renamed, moved and regrouped, whose districts
are abolished and whose provinces are merged, on three days and in several events a day.
"""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tongket.rollup.places import BEFORE, Closure, Transfer

OPEN = datetime.date(9999, 12, 31)
EVENT_DAYS = (datetime.date(2025, 3, 1), datetime.date(2025, 7, 1), datetime.date(2026, 3, 1))
MAP_DAYS = (BEFORE, *EVENT_DAYS, datetime.date(2025, 12, 31), datetime.date(2026, 12, 31))
# Shares whose products stay exact over 10^9, so that results can be compared to the last digit.
SHARES = (
    ((1, 2), (1, 2)),
    ((3, 10), (7, 10)),
    ((1, 8), (7, 8)),
    ((1, 4), (1, 4), (1, 2)),
    ((1, 5), (3, 10), (1, 2)),
)


@dataclass
class Version:
    """`unit` stood under `parent` from `start` until the day before `end`."""

    unit: int
    parent: int | None
    tier: str
    start: datetime.date
    end: datetime.date = OPEN


@dataclass
class World:
    """A country: versions of its units, and what became of them."""

    first_id: int
    units: dict[int, list[Version]] = field(default_factory=dict)
    transfers: list[Transfer] = field(default_factory=list)
    numbers: int = 0

    @property
    def versions(self) -> list[Version]:
        return [version for versions in self.units.values() for version in versions]

    def alive(self, tier: str, day: datetime.date = OPEN) -> list[int]:
        """Units of a tier that live on a day; by default those without an end."""
        return sorted({v.unit for v in self.versions if v.tier == tier and self._on(v, day)})

    def ever(self, tier: str) -> list[int]:
        return sorted(unit for unit, versions in self.units.items() if versions[0].tier == tier)

    def parent(self, unit: int, day: datetime.date) -> int | None:
        return next((v.parent for v in self.units[unit] if self._on(v, day)), None)

    def lives(self, unit: int, day: datetime.date) -> bool:
        return any(self._on(v, day) for v in self.units.get(unit, ()))

    def chain(self, unit: int, day: datetime.date) -> Iterator[int]:
        """The unit and those above it on a day, walked one by one; nothing if it does not live."""
        above: int | None = unit if self.lives(unit, day) else None
        while above is not None:
            yield above
            above = self.parent(above, day)

    def closure(self) -> list[Closure]:
        """Every ancestor of every unit by the naive walk, adjacent days put together."""
        days = sorted({v.start for v in self.versions} | {v.end for v in self.versions})
        rows: dict[tuple[int, int, int], list[tuple[datetime.date, datetime.date]]] = {}
        for start, end in itertools.pairwise(days):
            for unit in self.units:
                for depth, above in enumerate(self.chain(unit, start)):
                    spans = rows.setdefault((above, unit, depth), [])
                    if spans and spans[-1][1] == start:
                        spans[-1] = (spans[-1][0], end)
                    else:
                        spans.append((start, end))
        return [Closure(*key, *span) for key, spans in sorted(rows.items()) for span in spans]

    @staticmethod
    def _on(version: Version, day: datetime.date) -> bool:
        return version.end == OPEN if day == OPEN else version.start <= day < version.end

    def add(self, tier: str, parent: int | None, start: datetime.date) -> int:
        unit = self.first_id + len(self.units)
        self.units[unit] = [Version(unit, parent, tier, start)]
        return unit

    def close(self, unit: int, day: datetime.date) -> Version:
        """Ends what is open; a version of no day at all stays as the trace of an identity."""
        version = next(v for v in self.units[unit] if v.end == OPEN)
        version.end = max(day, version.start)
        return version

    def move(self, unit: int, parent: int, day: datetime.date) -> None:
        version = self.close(unit, day)
        self.units[unit].append(Version(unit, parent, version.tier, day))

    def hand_over(
        self, day: datetime.date, source: int, targets: list[int], shares: tuple[tuple[int, int] | None, ...]
    ) -> None:
        for target, share in zip(targets, shares, strict=True):
            whole = len(targets) == 1
            ground = f"QĐ {self.numbers}"
            self.transfers.append(
                Transfer(day, self.numbers, source, target, whole, *(share or (None, None)), ground)
            )


def grow(rng: Random, first_id: int = 1, events: int = 6, shares: bool | None = None) -> World:
    """A country of some twenty units. shares: True all are declared, False none, None some of them."""
    world = World(first_id)
    nation = world.add("nation", None, BEFORE)
    for _ in range(rng.randint(2, 4)):
        province = world.add("province", nation, BEFORE)
        places = [world.add("district", province, BEFORE) for _ in range(rng.randint(0, 2))] or [province]
        for _ in range(rng.randint(1, 4)):
            world.add("commune", rng.choice(places), BEFORE)
    happenings = [
        _merge,
        _merge,
        _split,
        _split,
        _rearrange,
        _rename,
        _pass_on,
        _move,
        _abolish,
        _merge_provinces,
    ]
    for day in sorted(rng.choices(EVENT_DAYS, k=rng.randint(0, events))):
        world.numbers += 1
        rng.choice(happenings)(world, rng, day, shares)
    return world


def _seat(world: World, rng: Random) -> int:
    """Where a new commune may stand: in a district, or in a province."""
    return rng.choice(world.alive("district") + world.alive("province") * 2)


def _merge(world: World, rng: Random, day: datetime.date, shares: bool | None) -> None:
    communes = world.alive("commune")
    target = world.add("commune", _seat(world, rng), day)
    for source in rng.sample(communes, min(len(communes), rng.randint(2, 3))):
        world.close(source, day)
        world.hand_over(day, source, [target], (None,))


def _split(world: World, rng: Random, day: datetime.date, shares: bool | None) -> None:
    source = rng.choice(world.alive("commune"))
    world.close(source, day)
    _divide(world, rng, day, source, [], shares)


def _divide(
    world: World, rng: Random, day: datetime.date, source: int, targets: list[int], shares: bool | None
) -> None:
    declared = list(rng.choice(SHARES))
    here = _seat(world, rng)
    while len(targets) < len(declared):
        targets.append(world.add("commune", here if rng.random() < 0.4 else _seat(world, rng), day))
    known = shares if shares is not None else rng.random() < 0.5
    given: list[tuple[int, int] | None] = [share if known else None for share in declared]
    if shares is None and rng.random() < 0.3:
        given[0] = declared[0] if given[0] is None else None
    world.hand_over(day, source, targets, tuple(given))


def _rearrange(world: World, rng: Random, day: datetime.date, shares: bool | None) -> None:
    """As in 2025: one commune whole and a part of another become a new one, the rest another new one."""
    communes = world.alive("commune")
    if len(communes) < 2:
        return
    whole, divided = rng.sample(communes, 2)
    target = world.add("commune", _seat(world, rng), day)
    world.close(whole, day)
    world.close(divided, day)
    world.hand_over(day, whole, [target], (None,))
    _divide(world, rng, day, divided, [target], shares)


def _rename(world: World, rng: Random, day: datetime.date, shares: bool | None) -> None:
    """A change of name alone is a new version of the same unit."""
    unit = rng.choice(world.alive("commune"))
    version = world.close(unit, day)
    world.units[unit].append(Version(unit, version.parent, "commune", day))


def _pass_on(world: World, rng: Random, day: datetime.date, shares: bool | None) -> None:
    """Two events on one day: a merger whose result is divided at once and never lives a day."""
    _merge(world, rng, day, shares)
    source = max(world.units)
    world.numbers += 1
    world.close(source, day)
    _divide(world, rng, day, source, [], shares)


def _move(world: World, rng: Random, day: datetime.date, shares: bool | None) -> None:
    world.move(rng.choice(world.alive("commune")), _seat(world, rng), day)


def _abolish(world: World, rng: Random, day: datetime.date, shares: bool | None) -> None:
    """The districts' tier ends; their communes stand under the province."""
    for district in world.alive("district"):
        _dissolve(
            world,
            district,
            world.parent(district, OPEN),
            day,
        )


def _merge_provinces(world: World, rng: Random, day: datetime.date, shares: bool | None) -> None:
    provinces = world.alive("province")
    if len(provinces) < 2:
        return
    taken, taker = rng.sample(provinces, 2)
    if rng.random() < 0.5:
        new = world.add("province", world.first_id, day)
        _dissolve(world, taker, new, day)
        taker = new
    _dissolve(world, taken, taker, day)


def _dissolve(world: World, unit: int, into: int | None, day: datetime.date) -> None:
    """All that stands under a unit goes under another, which carries the unit on."""
    if into is None or not world.lives(unit, OPEN):
        return
    for below in [v.unit for v in world.versions if v.parent == unit and v.end == OPEN]:
        world.move(below, into, day)
    world.close(unit, day)
    world.hand_over(day, unit, [into], (None,))
