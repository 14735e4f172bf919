"""Exact totals of a page (an indicator in a period) under each unit of a map, kept until a figure of it changes.

A page is added up by the engine, from figures that stand alone for their unit; a question that wants the figures of a
year by province puts twelve pages together. Whoever asks again, or asks for another year, reads what is there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tongket.rollup.places import SCALE, Places
from tongket.rollup.question import Question, Span, Task
from tongket.rollup.roll import current

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np
    from numpy.typing import NDArray

MOST = 2**28  # bytes of pages that are kept
TOTAL, LEAST, MOST_, VALUED, BLANK = range(5)
Page = tuple[int, Any]  # an indicator, a period as the facts name it
_WIDE, _FIGURES = "decimal(38,0)", 10**19


class Seats:
    """The units of a map that count wholly under one of its units, as the pages need them."""

    def __init__(self, places: Places) -> None:
        import numpy as np

        self.targets = places.targets
        at = {unit: number for number, unit in enumerate(places.targets)}
        told = [row for row in places.rows if not row.own]
        rows = [row for row in told if row.low == SCALE and not row.estimated]
        divided = tuple(row for row in told if row.low < SCALE or row.estimated)
        self.divided = Places(places.day, places.targets, divided, ())
        self.units = np.array([row.unit for row in rows], np.int64)
        self.at = np.array([at[row.ancestor] for row in rows], np.int64)
        self.start = np.array([row.start for row in rows], "datetime64[D]")
        self.end = np.array([row.end for row in rows], "datetime64[D]")
        self._due: dict[object, NDArray[np.int64]] = {}

    def due(self, span: Span) -> "NDArray[np.int64]":
        """How many units under each one of the map lived on the last day of a period: they were due."""
        import numpy as np

        if span.end not in self._due:
            end = np.datetime64(span.end)
            lived = self.at[(self.start < end) & (self.end >= end)]
            self._due[span.end] = np.bincount(lived, minlength=len(self.targets))
        return self._due[span.end]

    def table(self) -> "ir.Table":
        import ibis
        import pyarrow as pa

        columns = {"seat_unit": self.units, "at": self.at, "lived_from": self.start, "lived_to": self.end}
        return ibis.memtable(pa.table({name: pa.array(column) for name, column in columns.items()}))


def standing(question: Question, plain: "ir.Table", odd: "ir.Table", pages: Iterable[Page]) -> "ir.Table":
    """The one figure that counts for each unit and page: indicator, period, unit, value.

    plain: figures of the asked kind, breakdown and sources that alone have their key, all known at the moment of the
    question. odd: all others of any kind, among which the one is taken that nothing known then supersedes, of the first
    source that has one. A period may be its key or a number.
    """
    import ibis

    pages = list(pages)
    indicators, periods = sorted({one for one, _key in pages}), sorted({key for _one, key in pages})
    known = current(odd.filter(among(odd.indicator, indicators)), question.as_of)
    known = known.filter(
        among(known.period, periods),
        known.breakdown == question.breakdown,
        known.kind == question.kind,
        known.source.isin(question.sources),
    )
    rank = known.source.cases(
        *((source, -place) for place, source in enumerate(question.sources)), else_=-len(question.sources)
    )
    order = rank.cast("decimal(18,0)") * ibis.literal(_FIGURES, type="decimal(20,0)") + known.figure
    ranked = known.mutate(order=order.cast(_WIDE), told=known.value.notnull().cast("int64"))
    ranked = ranked.mutate(value=ranked.value.fill_null(0))
    one = ranked.group_by("indicator", "period", "unit").aggregate(
        value=ranked.value.argmax(ranked.order), told=ranked.told.argmax(ranked.order)
    )
    chosen = one.select("indicator", "period", "unit", value=(one.told == 1).ifelse(one.value, None))
    alone = plain.filter(among(plain.indicator, indicators), among(plain.period, periods))
    whole = {name: plain[name].cast("int64") for name in ("indicator", "unit", "value")}
    alone = alone.select("period", **whole).select("indicator", "period", "unit", "value")
    return ibis.union(alone, chosen.cast({"period": alone.period.type()}))


def among(column: "ir.Value", values: Sequence[Any]) -> "ir.BooleanValue":
    """One of the values; a run of whole numbers by its ends, which an engine sees sooner."""
    if values and isinstance(values[0], int) and values[-1] - values[0] + 1 == len(values):
        return column.between(values[0], values[-1])
    return column.isin(values)


def expression(rows: "ir.Table", seats: Seats, ends: Mapping[Any, Span]) -> "ir.Table":
    """What stands under each unit of the map, by page and by whether the unit lived on its last day."""
    import ibis

    seat = seats.table()
    seated = rows.join(seat, rows.unit == seat.seat_unit)
    first, last = (min(span.end for span in ends.values()), max(span.end for span in ends.values()))
    if len(seats.units) and seats.start.max() < _day(first) and seats.end.min() >= _day(last):
        seated = seated.mutate(lived=ibis.literal(1, type="int64"))
    else:
        days = ibis.memtable({"key": list(ends), "key_end": [span.end for span in ends.values()]})
        seated = seated.join(days, seated.period == days.key)
        lived = (seated.lived_from < seated.key_end) & (seated.lived_to >= seated.key_end)
        seated = seated.mutate(lived=lived.cast("int64"))
    value = seated.value
    return seated.group_by("indicator", "period", "at", "lived").aggregate(
        total=value.sum().cast("decimal(38,0)"),
        least=value.min(),
        most=value.max(),
        valued=value.count(),
        blank=value.isnull().sum(),
    )


def _day(day: object) -> "np.datetime64":
    import numpy as np

    return np.datetime64(day, "D")  # type: ignore[call-overload,no-any-return]


def sheets(asked: "ir.Table", pages: Sequence[Page], width: int) -> dict[Page, "NDArray[np.int64]"]:
    """The engine's answer by page; a page of which nothing was said is all zero.

    A total beyond 64 bits makes the page one of Python's own whole numbers.
    """
    import numpy as np
    import pyarrow as pa

    table = asked.to_pyarrow()
    number = {page: place for place, page in enumerate(pages)}
    try:
        columns = [table["total"].cast(pa.int64()).fill_null(0).to_numpy()]
        found = np.zeros((len(pages), 5, 2, width), np.int64)
    except pa.ArrowInvalid:
        columns = [np.array([int(one or 0) for one in table["total"].to_pylist()], object)]
        found = np.zeros((len(pages), 5, 2, width), object)
    columns += [table[name].fill_null(0).to_numpy() for name in ("least", "most", "valued", "blank")]
    keys = zip(table["indicator"].to_pylist(), table["period"].to_pylist(), strict=True)
    which = np.fromiter((number[key] for key in keys), np.int64, table.num_rows)
    at, lived = table["at"].to_numpy(), table["lived"].to_numpy()
    for place, column in enumerate(columns):
        found[which, place, lived, at] = column
    return dict(zip(pages, found, strict=True))


class Kept:
    """Pages by the map and the kind of figures they are of."""

    def __init__(self) -> None:
        self.pages: dict[tuple[object, ...], dict[Page, NDArray[np.int64]]] = {}
        self.seats: dict[int, tuple[Places, Seats]] = {}
        self.bytes = 0

    def seats_of(self, places: Places) -> Seats:
        """The seats of a map, made once; the map is held with them, so that no other takes its number."""
        if id(places) not in self.seats:
            self.seats[id(places)] = places, Seats(places)
        return self.seats[id(places)][1]

    def of(self, question: Question, places: Places) -> dict[Page, "NDArray[np.int64]"]:
        key = (id(places), question.breakdown, question.kind, question.sources)
        return self.pages.setdefault(key, {})

    def add(self, known: dict[Page, "NDArray[np.int64]"], found: dict[Page, "NDArray[np.int64]"]) -> None:
        self.bytes += sum(sheet.nbytes for sheet in found.values())
        if self.bytes > MOST:
            self.clear()
        else:
            known.update(found)

    def drop(self, indicators: frozenset[int]) -> None:
        """A figure of these indicators is new."""
        for known in self.pages.values():
            for page in [page for page in known if page[0] in indicators]:
                self.bytes -= known.pop(page).nbytes

    def clear(self) -> None:
        self.pages.clear()
        self.seats.clear()
        self.bytes = 0


class Part(NamedTuple):
    """A task whose figures are whole pages: by slot, the periods whose pages are added up; and who was due when."""

    task: Task
    slots: tuple[tuple[Span, ...], ...]
    due: tuple[Span, ...]


def part_of(task: Task, known: Iterable[Span], has: Collection[tuple[int, str]]) -> Part | None:
    """A task as pages; None where one figure of several has to be picked for each unit, or units are weighed."""
    indicator = task.indicator
    if indicator.over_tree in ("own", "weighted"):
        return None
    spans = tuple(span for _pick, span in task.picks)
    if task.inside:
        (span,) = spans
        inside = [one for one in known if span.start <= one.start and one.end <= span.end]
        found = tuple(one for one in inside if (indicator.id, one.key) in has)
        alike = not found or (len(found) == 1 and found[0].end == span.end)
        return Part(task, (found,), spans) if alike else None
    if task.latest:
        return Part(task, (spans,), spans) if len(spans) == 1 else None
    if task.summed:
        return Part(task, (spans,), spans) if indicator.over_tree == "sum" else None
    return Part(task, tuple((span,) for span in spans), spans)
