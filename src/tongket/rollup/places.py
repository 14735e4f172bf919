"""Where each unit's figures count on the map of one day, at one level of one line.

The tree work is done here once, in plain Python; engines only join facts to its rows. Bounds are followed through
the chain of events as exact fractions and turned into integers over `SCALE` at the end.
"""

import datetime
import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tongket.viet.fault import Fault, Refusal, refusal

if TYPE_CHECKING:
    import pyarrow

SCALE = 10**9
BEFORE = datetime.date(1, 1, 1)


class Closure(NamedTuple):
    """`descendant` stands `depth` steps under `ancestor` from `start` until the day before `end`; depth 0 is itself."""

    ancestor: int
    descendant: int
    depth: int
    start: datetime.date
    end: datetime.date


class Transfer(NamedTuple):
    """What went from a unit to a unit in event `number` of `day`; `whole` or a part, whose share may be unknown."""

    day: datetime.date
    number: int
    source: int
    target: int
    whole: bool
    numerator: int | None = None
    denominator: int | None = None
    ground: str = ""


class PlaceRow(NamedTuple):
    """Of a figure of `unit`, between `low` and `high` (over `SCALE`) counts under `ancestor`.

    `estimated` says that a declared share was used; `grounds` are those of the divisions on the way, none where the
    unit counts wholly. `own` rows carry the figures of a unit of the asked level itself, for rules that take only
    those. `start` and `end` are the unit's life.
    """

    unit: int
    ancestor: int
    low: int
    high: int
    estimated: bool
    grounds: tuple[str, ...]
    start: datetime.date
    end: datetime.date
    own: bool = False


@dataclass(frozen=True)
class Places:
    """The map of one day: its units, the rows of the parts, and the parts that (partly) reach none of its units."""

    day: datetime.date
    targets: tuple[int, ...]
    rows: tuple[PlaceRow, ...]
    nowhere: tuple[int, ...]

    @cached_property
    def table(self) -> "pyarrow.Table":
        """The rows as an engine reads them (without the grounds), made once."""
        import pyarrow as pa

        whole, flag, day = pa.int64(), pa.bool_(), pa.date32()
        columns = list(zip(*self.rows, strict=True)) or [()] * len(PlaceRow._fields)
        types = dict(
            zip(PlaceRow._fields, (whole, whole, whole, whole, flag, None, day, day, flag), strict=True)
        )
        named = zip(PlaceRow._fields, columns, strict=True)
        return pa.table(
            {name: pa.array(column, types[name]) for name, column in named if types[name] is not None}
        )


def together(one: Places, other: Places) -> Places:
    """Two levels of the map of one day, for one question; a unit that is on both counts once."""
    known = frozenset(one.targets)
    more = tuple(row for row in other.rows if row.ancestor not in known)
    nowhere = tuple(sorted({*one.nowhere, *other.nowhere}))
    targets = tuple(sorted(known.union(other.targets)))
    return Places(one.day, targets, one.rows + more, nowhere)


class _Share(NamedTuple):
    """Bounds of what reaches one ancestor, and how it came there."""

    low: Fraction
    high: Fraction
    estimated: bool
    grounds: frozenset[str]


_ONE = Fraction(1)
_NONE = Fraction(0)
_ABSENT = _Share(_NONE, _NONE, False, frozenset())
_WHOLE = _Share(_ONE, _ONE, False, frozenset())
_Bounds = dict[int | None, _Share]  # None: outside the units asked for
_Moment = tuple[datetime.date, int]


def place(
    closure: Iterable[Closure],
    transfers: Iterable[Transfer],
    *,
    day: datetime.date,
    targets: Collection[int],
    parts: Collection[int],
) -> Places:
    """The rows unit → ancestor for the map of `day`.

    closure, transfers: those of one line, any order. targets: the units of the asked level that live on `day`.
    parts: the units whose figures are added up, living and former, of any day (all communes that ever were, say).
    Figures of other units, such as those above the level, are thereby left out. No part may stand under another part,
    and no target under another target: their figures would count twice.
    """
    wanted = frozenset(targets)
    counted = frozenset(parts)
    seat, lives = _read(closure, day, wanted, counted)
    follow = _Followed(seat, transfers, day)
    rows: list[PlaceRow] = []
    nowhere: list[int] = []
    for unit in sorted(counted):
        bounds = follow.bounds(unit)
        if None in bounds:
            nowhere.append(unit)
        rows += _rows(unit, bounds, lives.get(unit, (BEFORE, BEFORE)))
    for unit in sorted(wanted):
        rows.append(
            PlaceRow(unit, unit, SCALE, SCALE, False, (), *lives.get(unit, (BEFORE, BEFORE)), own=True)
        )
    return Places(day, tuple(sorted(wanted)), tuple(rows), tuple(nowhere))


_Life = tuple[datetime.date, datetime.date]


def _read(
    closure: Iterable[Closure], day: datetime.date, targets: frozenset[int], parts: frozenset[int]
) -> tuple[dict[int, int | None], dict[int, _Life]]:
    """Under which target each living unit stands, and each unit's life; refuses what would count twice."""
    seat: dict[int, int | None] = {}
    lives: dict[int, _Life] = {}
    nested: set[int] = set()
    for row in closure:
        lives_today = row.start <= day < row.end
        if row.depth == 0:
            first, last = lives.get(row.descendant, (row.start, row.end))
            lives[row.descendant] = (min(first, row.start), max(last, row.end))
            if lives_today:
                seat.setdefault(row.descendant, None)
        elif row.ancestor in parts and row.descendant in parts and row.start < row.end:
            nested.add(row.descendant)
        if lives_today and row.ancestor in targets:
            if seat.get(row.descendant) is not None:
                raise refusal("rollup.targets_nested", unit=row.descendant)
            seat[row.descendant] = row.ancestor
    if nested:
        raise Refusal(*(Fault("rollup.parts_nested", values={"unit": unit}) for unit in sorted(nested)))
    return seat, lives


class _Followed:
    """Follows units through the events up to a day, remembering what it found."""

    def __init__(
        self, seat: dict[int, int | None], transfers: Iterable[Transfer], day: datetime.date
    ) -> None:
        self.seat = seat
        self.out: dict[int, list[Transfer]] = {}
        self.known: dict[tuple[int, _Moment], _Bounds] = {}
        for transfer in transfers:
            if transfer.day <= day:
                self.out.setdefault(transfer.source, []).append(transfer)

    def bounds(self, unit: int, after: _Moment = (BEFORE, -1)) -> _Bounds:
        """What of `unit`, as it was after the event `after`, stands under which target on the day of the map."""
        if unit in self.seat:
            return {self.seat[unit]: _WHOLE}
        if (unit, after) not in self.known:
            self.known[unit, after] = self._divided(self._last(unit, after))
        return self.known[unit, after]

    def _last(self, unit: int, after: _Moment) -> list[Transfer]:
        """The transfers of the day on which a unit ended: earlier ones left it living."""
        later = [t for t in self.out.get(unit, ()) if (t.day, t.number) > after]
        ended = max((t.day for t in later), default=None)
        return [t for t in later if t.day == ended]

    def _divided(self, transfers: list[Transfer]) -> _Bounds:
        if not transfers:
            return {None: _WHOLE}
        if len(transfers) == 1 and transfers[0].numerator is None:
            return self.bounds(transfers[0].target, (transfers[0].day, transfers[0].number))
        declared: list[tuple[Fraction, _Bounds, str]] = []
        open_: list[tuple[_Bounds, str]] = []
        for transfer in transfers:
            onward = self.bounds(transfer.target, (transfer.day, transfer.number))
            if transfer.numerator is None or transfer.denominator is None:
                open_.append((onward, transfer.ground))
            elif transfer.numerator:
                declared.append((Fraction(transfer.numerator, transfer.denominator), onward, transfer.ground))
        rest = _ONE - sum((share for share, _, _ in declared), _NONE)
        if rest < 0 or (rest and not open_) or sum(t.whole for t in transfers) > 1:
            raise refusal("rollup.shares_not_whole", unit=transfers[0].source)
        return _mixed(declared, open_, rest)


def _mixed(
    declared: list[tuple[Fraction, _Bounds, str]], open_: list[tuple[_Bounds, str]], rest: Fraction
) -> _Bounds:
    """Declared shares go where they are declared to; the rest may all have gone to any one of the others."""
    if not declared and len(open_) == 1:
        return open_[0][0]
    reached = {key for _, onward, _ in declared for key in onward} | {
        key for onward, _ in open_ for key in onward
    }
    mixed: _Bounds = {}
    for key in reached:
        ways = [onward.get(key, _ABSENT) for onward, _ in open_]
        given = [(share, onward.get(key, _ABSENT), ground) for share, onward, ground in declared]
        low = sum(
            (share * way.low for share, way, _ in given), rest * min((way.low for way in ways), default=_NONE)
        )
        high = sum(
            (share * way.high for share, way, _ in given),
            rest * max((way.high for way in ways), default=_NONE),
        )
        if low == 1:
            mixed[key] = _WHOLE
            continue
        through = [way for _, way, _ in given] + ways
        grounds = [ground for _, way, ground in given if way.high]
        grounds += [ground for way, (_, ground) in zip(ways, open_, strict=True) if way.high]
        mixed[key] = _Share(
            low,
            high,
            bool(declared) or any(way.estimated for way in through),
            frozenset(grounds).union(*(way.grounds for way in through)),
        )
    return mixed


def _rows(unit: int, bounds: _Bounds, life: _Life) -> Iterator[PlaceRow]:
    """Integers over SCALE: shares without a range keep their sum, a range is rounded outwards."""
    if len(bounds) == 1:
        ((only, share),) = bounds.items()
        if share is _WHOLE:  # nearly all units of a country
            if only is not None:
                yield PlaceRow(unit, only, SCALE, SCALE, False, (), *life)
            return
    if all(share.low == share.high for share in bounds.values()):
        lows = _apportioned({key: share.low for key, share in bounds.items()})
        pairs = {key: (low, low) for key, low in lows.items()}
    else:
        pairs = {key: (math.floor(s.low * SCALE), math.ceil(s.high * SCALE)) for key, s in bounds.items()}
    for key in sorted(key for key in bounds if key is not None and pairs[key][1]):
        share = bounds[key]
        yield PlaceRow(unit, key, *pairs[key], share.estimated, tuple(sorted(share.grounds - {""})), *life)


def _apportioned(shares: dict[int | None, Fraction]) -> dict[int | None, int]:
    """Largest remainders: the integers sum to SCALE as the shares sum to 1; ties go to the lower unit."""
    if len(shares) == 1:
        return {key: int(share * SCALE) for key, share in shares.items()}
    floors = {key: int(share * SCALE) for key, share in shares.items()}
    missing = SCALE - sum(floors.values())
    by_remainder = sorted(shares, key=lambda key: (floors[key] - shares[key] * SCALE, key is None, key or 0))
    for key in by_remainder[:missing]:
        floors[key] += 1
    return floors
