"""Exact totals of a page (an indicator in a period) under each unit of a map, kept until a figure of it changes.

A page is added up by the engine, from figures that stand alone for their unit; a question that wants the figures of a
year by province puts twelve pages together. Whoever asks again, or asks for another year, reads what is there.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tongket.rollup.lists import Units
from tongket.rollup.places import SCALE, Places
from tongket.rollup.question import Question, Span, Task
from tongket.rollup.roll import current

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

MOST, MAPS = 2**28, 64  # bytes of pages that are kept, and maps they are of
# What a page says under each unit; of those who were due, how many told a value or "not applicable".
TOTAL, LEAST, MOST_, VALUED, BLANK, TOLD, TOLD_BLANK = range(7)
Page = tuple[int, Any]  # an indicator, a period as the facts name it
Marked = tuple[int, str, int | None]  # a page that is kept, with the number of the list of who was due
_WIDE, _FIGURES = "decimal(38,0)", 10**19
_COUNTED, _TOLD = ("least", "most", "valued", "blank"), ("told", "told_blank")


class Run(NamedTuple):
    """Whole numbers from one to another: each as a number, or as an engine's own word for it."""

    first: "int | ir.IntegerValue"
    last: "int | ir.IntegerValue"


type Among = Run | Sequence[Any]


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

    def all_lived(self, spans: Collection[Span]) -> bool:
        """Whether all lived on the last day of each of these periods."""
        first, last = min(span.end for span in spans), max(span.end for span in spans)
        return bool(len(self.units) and self.start.max() < _day(first) and self.end.min() >= _day(last))

    def listed(self, units: Units, end: object = None) -> "NDArray[np.int64]":
        """How many of a frozen list count under each one of the map; of those that lived to `end`, if it is given."""
        import numpy as np

        here = self._on(units)
        if end is not None:
            here &= (self.start < _day(end)) & (self.end >= _day(end))
        return np.bincount(self.at[here], minlength=len(self.targets))

    def _on(self, units: Units) -> "NDArray[np.bool_]":
        import numpy as np

        return np.isin(self.units, np.fromiter(units, np.int64))

    def table(self, due: Units | None = None) -> "pa.Table":
        """As an engine reads them; with a frozen list, who stands on it."""
        import pyarrow as pa

        columns = {"seat_unit": self.units, "at": self.at, "lived_from": self.start, "lived_to": self.end}
        if due is not None:
            columns["due"] = self._on(due).astype("int64")
        return pa.table({name: pa.array(column) for name, column in columns.items()})


def standing(
    question: Question, plain: "ir.Table", odd: "ir.Table", indicators: Among, periods: Among
) -> "ir.Table":
    """The one figure that counts for each unit and page: indicator, period, unit, value.

    plain: figures of the asked kind, breakdown and sources that alone have their key, all known at the moment of the
    question. odd: all others of any kind, among which the one is taken that nothing known then supersedes, of the first
    source that has one. A period may be its key or a number.
    """
    import ibis

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


def run_of(values: Sequence[Any]) -> Run | None:
    """Sorted values as a run, which an engine finds sooner than one by one; None where they are none."""
    whole = bool(values) and isinstance(values[0], int) and values[-1] - values[0] + 1 == len(values)
    return Run(values[0], values[-1]) if whole else None


def among(column: "ir.Value", values: Among) -> "ir.BooleanValue":
    """Whether it is one of the values."""
    return column.between(*values) if isinstance(values, Run) else column.isin(values)


def expression(rows: "ir.Table", seats: "ir.Table", ends: "ir.Table | None") -> "ir.Table":
    """What stands under each unit of the map, by page and by whether the unit lived on its last day.

    seats: as `Seats.table` gives them; with a frozen list it is counted what those on it told. ends: `key` and
    `key_end` of each period; None where all units lived then.
    """
    import ibis

    seated = rows.join(seats, rows.unit == seats.seat_unit)
    if ends is None:
        seated = seated.mutate(lived=ibis.literal(1, type="int64"))
    else:
        seated = seated.join(ends, seated.period == ends.key)
        lived = (seated.lived_from < seated.key_end) & (seated.lived_to >= seated.key_end)
        seated = seated.mutate(lived=lived.cast("int64"))
    value = seated.value
    measures = {"total": value.sum().cast("decimal(38,0)"), "least": value.min(), "most": value.max()}
    measures |= {"valued": value.count(), "blank": value.isnull().sum()}
    if "due" in seats.columns:
        measures["told"] = value.notnull().ifelse(seated.due, 0).sum()
        measures["told_blank"] = value.isnull().ifelse(seated.due, 0).sum()
    return seated.group_by("indicator", "period", "at", "lived").aggregate(**measures)


def _day(day: object) -> "np.datetime64":
    import numpy as np

    return np.datetime64(day, "D")  # type: ignore[call-overload,no-any-return]


def sheets(table: "pa.Table", pages: Sequence[Page], width: int) -> dict[Page, "NDArray[np.int64]"]:
    """The engine's answer to `expression` by page; a page of which nothing was said is all zero.

    A total beyond 64 bits makes the page one of Python's own whole numbers. Without a frozen list whoever lived on
    the last day was due.
    """
    import numpy as np
    import pyarrow as pa

    number = {page: place for place, page in enumerate(pages)}
    try:
        columns = [table["total"].cast(pa.int64()).fill_null(0).to_numpy()]
        found = np.zeros((len(pages), TOLD_BLANK + 1, 2, width), np.int64)
    except pa.ArrowInvalid:
        columns = [np.array([int(one or 0) for one in table["total"].to_pylist()], object)]
        found = np.zeros((len(pages), TOLD_BLANK + 1, 2, width), object)
    names = [name for name in (*_COUNTED, *_TOLD) if name in table.column_names]
    columns += [table[name].cast(pa.int64()).fill_null(0).to_numpy() for name in names]
    keys = zip(table["indicator"].to_pylist(), table["period"].to_pylist(), strict=True)
    which = np.fromiter((number[key] for key in keys), np.int64, table.num_rows)
    at, lived = table["at"].to_numpy(), table["lived"].to_numpy()
    for place, column in enumerate(columns):
        found[which, place, lived, at] = column
    if _TOLD[0] not in names:
        found[:, TOLD, 1], found[:, TOLD_BLANK, 1] = found[:, VALUED, 1], found[:, BLANK, 1]
    return dict(zip(pages, found, strict=True))


class Kept:
    """Pages by the map and the kind of figures they are of."""

    def __init__(self) -> None:
        self.pages: dict[tuple[object, ...], dict[Marked, NDArray[np.int64]]] = {}
        self.seats: dict[int, tuple[Places, Seats]] = {}
        self.lists: dict[Units, int] = {}
        self.bytes = 0

    def seats_of(self, places: Places) -> Seats:
        """The seats of a map, made once; the map is held with them, so that no other takes its number."""
        if id(places) not in self.seats:
            if len(self.seats) >= MAPS:
                self.clear()
            self.seats[id(places)] = places, Seats(places)
        return self.seats[id(places)][1]

    def mark(self, units: Units | None) -> int | None:
        """The number of a frozen list: the same for the same units, whenever they were read."""
        return None if units is None else self.lists.setdefault(units, len(self.lists))

    def of(self, question: Question, places: Places) -> dict[Marked, "NDArray[np.int64]"]:
        key = (id(places), question.breakdown, question.kind, question.sources)
        return self.pages.setdefault(key, {})

    def add(self, known: dict[Marked, "NDArray[np.int64]"], found: dict[Marked, "NDArray[np.int64]"]) -> None:
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
        self.lists.clear()
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
        alike = len(spans) == 1 and (not task.living or spans[0].end == task.asked.span.end)
        return Part(task, (spans,), spans) if alike else None
    if task.summed:
        return Part(task, (spans,), spans) if indicator.over_tree == "sum" else None
    return Part(task, tuple((span,) for span in spans), spans)
