"""The closure of a dated tree, worked out from versions: who stands above whom, how far, on which days.

Pure: no database. The rows of a unit depend only on its own versions and those above it, so a part of
the tree can be worked out again alone (`of`).
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from tongket.viet.fault import refusal

BEFORE = datetime.date(1, 1, 1)
OPEN = datetime.date(9999, 12, 31)
# No tree of offices is this deep: whoever climbs further walks in a circle.
DEEPEST = 40


class Standing[K](NamedTuple):
    """A unit stands under a parent (or none) in a line, on the days [start, end)."""

    line: str
    unit: K
    parent: K | None
    start: datetime.date
    end: datetime.date


class Above[K](NamedTuple):
    """One closure row: `ancestor` stands `depth` steps above `descendant` on the days [start, end)."""

    line: str
    ancestor: K
    descendant: K
    depth: int
    start: datetime.date
    end: datetime.date


type Standings[K] = dict[tuple[str, K], list[Standing[K]]]


def closure[K](versions: Iterable[Standing[K]], of: Collection[K] | None = None) -> list[Above[K]]:
    """All closure rows of the units `of` (of every unit if None); adjacent equal rows are one.

    Refuses (`units.circle`) a tree in which a unit stands above itself on some day.
    """
    standings: Standings[K] = defaultdict(list)
    for version in versions:
        standings[version.line, version.unit].append(version)
    rows: list[Above[K]] = []
    for line, unit in standings:
        if of is None or unit in of:
            rows += _coalesced(_climb(standings, line, unit, unit, 0, BEFORE, OPEN))
    return rows


def _climb[K](
    standings: Standings[K],
    line: str,
    descendant: K,
    unit: K,
    depth: int,
    start: datetime.date,
    end: datetime.date,
) -> Iterator[Above[K]]:
    if depth > DEEPEST:
        raise refusal("units.circle", unit=str(descendant))
    for version in standings.get((line, unit), ()):
        low, high = max(start, version.start), min(end, version.end)
        if low < high:
            yield Above(line, unit, descendant, depth, low, high)
            if version.parent is not None:
                yield from _climb(standings, line, descendant, version.parent, depth + 1, low, high)


def _coalesced[K](rows: Iterable[Above[K]]) -> list[Above[K]]:
    """Rows of one descendant with the days of the same ancestor and depth joined where they touch."""
    spans: dict[tuple[K, int], list[Above[K]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.start):
        held = spans[row.ancestor, row.depth]
        if held and held[-1].end == row.start:
            held[-1] = held[-1]._replace(end=row.end)
        else:
            held.append(row)
    return [row for held in spans.values() for row in held]
