"""Cells in bulk: a country's thousands are numbers in arrays, and a cell is made when somebody looks at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tongket.rollup.question import Bounds, Cell, Question, Reason

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

Key = tuple[int, int, str]  # unit, indicator, period
_PAIRS = 64  # a group up to so large is ranked by comparing each with each


class _Placed(NamedTuple):
    rank: int | None
    peers: int
    rank_reason: Reason | None


def fits(question: Question) -> bool:
    """Whether all that is asked are plain sums, ranked by value or not at all."""
    by_value = question.ranking is None or question.ranking.by == "value"
    return question.base is None and by_value and all(one.over_tree == "sum" for one in question.indicators)


@dataclass(frozen=True)
class Bulk(Mapping[Key, Cell]):
    """Sums by indicator, period and unit (the three axes of each array), with their coverage and ranks.

    `totals` are whole numbers of 10^-decimals, zero where `valued` is.
    """

    question: Question
    units: tuple[int, ...]
    totals: "NDArray[np.int64]"
    valued: "NDArray[np.int64]"
    blank: "NDArray[np.int64]"
    reported: "NDArray[np.int64]"
    not_applicable: "NDArray[np.int64]"
    due: "NDArray[np.int64]"

    @cached_property
    def places(self) -> Mapping[str, Mapping[int | str, int]]:
        return {
            "unit": {unit: place for place, unit in enumerate(self.units)},
            "indicator": {one.id: place for place, one in enumerate(self.question.indicators)},
            "period": {asked.key: place for place, asked in enumerate(self.question.periods)},
        }

    @cached_property
    def ranks(self) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
        """The rank (0: none) and the number of peers that have a value (-1: in no group)."""
        import numpy as np

        rank = np.zeros(self.totals.shape, np.int64)
        peers = np.full(self.totals.shape, -1, np.int64)
        sign = np.array([-1 if one.more_is_better else 1 for one in self.question.indicators])
        worth = self.totals * sign[:, None, None]
        ranking = self.question.ranking
        for group in ranking.groups if ranking else ():
            at = [place for place, unit in enumerate(self.units) if unit in group]
            has = self.valued[:, :, at] > 0
            count = has.sum(axis=2, keepdims=True)
            peers[:, :, at] = np.where(has, count, 0)
            placed = _placed(worth[:, :, at], has)
            rank[:, :, at] = np.where(has & (count >= (ranking.least if ranking else 0)), placed, 0)
        return rank, peers

    def __len__(self) -> int:
        return int(self.totals.size)

    def __iter__(self) -> Iterator[Key]:
        for indicator in self.question.indicators:
            for asked in self.question.periods:
                for unit in self.units:
                    yield unit, indicator.id, asked.key

    def __getitem__(self, key: Key) -> Cell:
        unit, indicator, period = key
        places = self.places
        at = places["indicator"][indicator], places["period"][period], places["unit"][unit]
        decimals = self.question.indicators[at[0]].decimals
        bounds, reason = None, None
        if self.valued[at]:
            bounds = Bounds.known(Fraction(int(self.totals[at]), 10**decimals))
        else:
            reason = self._why(at)
        return Cell(
            unit=unit,
            indicator=indicator,
            period=period,
            decimals=decimals,
            bounds=bounds,
            reason=reason,
            estimated=False,
            reported=int(self.reported[at]),
            not_applicable=int(self.not_applicable[at]),
            expected=int(self.due[at]),
            reduction=None,
            target=None,
            ratio=None,
            met=None,
            **self._rank(at)._asdict(),
        )

    def _why(self, at: tuple[int, int, int]) -> Reason:
        if self.blank[at] and self.not_applicable[at] >= self.due[at]:
            return Reason.NOT_APPLICABLE
        return Reason.NOT_REPORTED if self.due[at] else Reason.NOT_DUE

    def _rank(self, at: tuple[int, int, int]) -> "_Placed":
        ranking, (rank, peers) = self.question.ranking, self.ranks
        if ranking is None or peers[at] < 0:
            return _Placed(None, 0, Reason.NO_PEERS)
        if not self.valued[at]:
            return _Placed(None, 0, Reason.NO_VALUE)
        place = int(rank[at]) or None
        return _Placed(place, int(peers[at]), None if place else Reason.FEW_PEERS)

    def table(self) -> "pa.Table":
        """All cells as one table: indicator, period, unit, total (NULL: none), coverage, rank (NULL: none)."""
        import numpy as np
        import pyarrow as pa

        indicators, periods, units = self.totals.shape
        ids = np.repeat([one.id for one in self.question.indicators], periods * units)
        keys = np.tile(np.repeat(np.arange(periods), units), indicators)
        rank = self.ranks[0].ravel()
        return pa.table(
            {
                "indicator": ids,
                "period": pa.DictionaryArray.from_arrays(
                    keys, [asked.key for asked in self.question.periods]
                ),
                "unit": np.tile(np.array(self.units), indicators * periods),
                "total": pa.array(self.totals.ravel(), mask=self.valued.ravel() == 0),
                "reported": self.reported.ravel(),
                "not_applicable": self.not_applicable.ravel(),
                "expected": self.due.ravel(),
                "rank": pa.array(rank, mask=rank == 0),
            }
        )


def _placed(worth: "NDArray[np.int64]", has: "NDArray[np.bool_]") -> "NDArray[np.int64]":
    """One more than there are peers whose number is less."""
    import numpy as np

    if worth.shape[2] <= _PAIRS:
        less = (worth[:, :, None, :] < worth[:, :, :, None]) & has[:, :, None, :]
        return np.asarray(1 + less.sum(axis=3))
    placed = np.zeros(worth.shape, np.int64)
    for at in np.ndindex(worth.shape[:2]):
        known = np.sort(worth[at][has[at]])
        placed[at] = 1 + np.searchsorted(known, worth[at], "left")
    return placed
