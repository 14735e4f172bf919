"""Who was due to report what, as it was frozen: for each indicator and period a list of units."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from tongket.rollup.few import Owed
from tongket.rollup.question import Span

if TYPE_CHECKING:
    import pyarrow as pa

Units = frozenset[int]


class Lists(Iterable[Owed]):
    """The frozen lists by indicator and period; a country's are few sets that many indicators share."""

    def __init__(self, lists: Mapping[int, Mapping[Span, Units]]) -> None:
        self.lists = lists

    def __iter__(self) -> Iterator[Owed]:
        for indicator, by_span in self.lists.items():
            for span, units in by_span.items():
                for unit in units:
                    yield Owed(indicator, unit, *span)

    def of(self, indicator: int, span: Span) -> Units:
        """Who was due to report it for exactly this period."""
        return self.lists.get(indicator, {}).get(span, frozenset())

    def inside(self, indicator: int, span: Span) -> dict[Span, Units]:
        """The lists of the periods that lie in this one."""
        known = self.lists.get(indicator, {})
        return {one: units for one, units in known.items() if span.start <= one.start and one.end <= span.end}

    def table(self, indicators: Collection[int]) -> "pa.Table":
        """Those of some indicators, as an engine reads them: by the columns of `Owed`."""
        import numpy as np
        import pyarrow as pa

        rows = [
            (indicator, *span, units)
            for indicator in indicators
            for span, units in self.lists.get(indicator, {}).items()
        ]
        told = np.fromiter((unit for row in rows for unit in row[4]), np.int64)
        which = pa.array(np.repeat(np.arange(len(rows)), [len(row[4]) for row in rows]), pa.int64())
        types = {0: pa.int64(), 1: pa.string(), 2: pa.date32(), 3: pa.date32()}
        columns = [pa.array([row[at] for row in rows], type_).take(which) for at, type_ in types.items()]
        return pa.table([columns[0], told, *columns[1:]], names=list(Owed._fields))
