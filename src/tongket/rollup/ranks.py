"""Competition ranks (1, 2, 2, 4) of numbers, some of which are known only as a range."""

from bisect import bisect_right
from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from tongket.rollup.question import Bounds, Reason


class Rank(NamedTuple):
    """A place among `peers` that have a number, or why there is none."""

    rank: int | None
    peers: int
    reason: Reason | None


_Sortable = tuple[float, Fraction]  # the float decides nearly always, the fraction where it ties


def ranks(measures: Mapping[int, Bounds | None], more_is_better: bool, least: int) -> dict[int, Rank]:
    """The rank of each unit of one group, compared exactly.

    Units without a number are left out of the peers. A unit whose number overlaps a peer's range has no rank: its
    order is open. A group with fewer than `least` numbers is not ranked.
    """
    placed = {unit: Rank(None, 0, Reason.NO_VALUE) for unit, bounds in measures.items() if bounds is None}
    known = {
        unit: _ordered(bounds, more_is_better) for unit, bounds in measures.items() if bounds is not None
    }
    if len(known) < least:
        return placed | {unit: Rank(None, len(known), Reason.FEW_PEERS) for unit in known}
    starts = sorted(first for first, _ in known.values())
    ends = sorted(last for _, last in known.values())
    better = 0
    for span, units in groupby(sorted(known, key=known.__getitem__), key=known.__getitem__):
        first, last = span
        equals = list(units)
        while ends[better] < first:
            better += 1
        not_apart = bisect_right(starts, last) - better
        open_ = not_apart > (len(equals) if first == last else 1)
        rank = Rank(None, len(known), Reason.OVERLAP) if open_ else Rank(better + 1, len(known), None)
        placed.update(dict.fromkeys(equals, rank))
    return placed


def _ordered(bounds: Bounds, more_is_better: bool) -> tuple[_Sortable, _Sortable]:
    """The best and the worst it can be, so that the smaller is the better."""
    best, worst = (-bounds.high, -bounds.low) if more_is_better else bounds
    if bounds.exact:
        return ((float(best), best),) * 2
    return (float(best), best), (float(worst), worst)
