"""All that rests on the figures, worked out once more from them: each difference is named, with both values.

The facts are the figures of the database. Held against them: the ledger's entries, what was handed in, the segments
of the store, the roll-ups made from these by the engine, and the tables that are kept for the pages.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import groupby
from typing import Any

from tongket.base import clock
from tongket.base.models import Entry
from tongket.figures import hot, store
from tongket.figures.lines import FIELDS, digest
from tongket.figures.models import Cell, Figure, Indicator, Segment, Unstored
from tongket.figures.queries.rollups import by_engine, plain_sums
from tongket.figures.queries.seeing import Matrix, last_period, matrix_made, matrix_of, periods_of, version_of
from tongket.figures.queries.seeing_units import ground_of, top_of
from tongket.programmes.models import Programme
from tongket.programmes.models import Target as SetTarget
from tongket.rollup.question import Cell as Answered
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal
from tongket.viet.numbers import format_number, from_units
from tongket.viet.period import Period

KINDS = ("figures.approve", "figures.correct", "figures.count", "figures.estimate", "figures.take_over")
TURNS = 5  # that are tried while others write
type _Row = Mapping[str, Any]


def differences() -> Iterator[Fault]:
    """Every difference; roll-ups only of a store that can be read and holds what the database says."""
    yield from entry_differences()
    yield from report_differences()
    found = _settled(lambda: list(store_differences()), lambda: (store.segment_names(), hot.figures()))
    yield from found or rollup_differences()


def _settled(find: Callable[[], list[Fault]], version: Callable[[], object]) -> list[Fault]:
    """What differs; looked for again where somebody has written meanwhile."""
    found: list[Fault] = []
    for _turn in range(TURNS):
        before, found = version(), find()
        if not found or version() == before:
            break
    return found


def entry_differences() -> Iterator[Fault]:
    """The entries whose figures do not hash to what they say, were it one changed by hand, added or gone."""
    rows = Figure.objects.order_by("entry_id").values_list("entry_id", *FIELDS)
    found = {
        entry: _hashed([row[1:] for row in group])
        for entry, group in groupby(rows.iterator(), lambda row: row[0])
    }
    nothing = _hashed([])
    for entry in Entry.objects.filter(kind__in=KINDS).order_by("pk").iterator(2000):
        said = json.loads(bytes(entry.body))["facts"]
        stands = found.pop(entry.pk, nothing)
        if stands[0] != said.get("figures"):
            yield _entry_differs(entry, str(said.get("count", 0)), stands[1])
    for pk, (_digest, count) in sorted(found.items()):
        yield _entry_differs(Entry.objects.get(pk=pk), "0", count)


def _hashed(rows: list[tuple[Any, ...]]) -> tuple[str, int]:
    return digest(rows), len(rows)


def _entry_differs(entry: Entry, said: str, stand: int) -> Fault:
    first = Figure.objects.filter(entry=entry).select_related("indicator").order_by("pk").first()
    values = {"entry": str(entry.ref), "day": format_date(entry.at.date()), "kind": entry.kind}
    values |= {"said": said, "stand": str(stand), "name": first.indicator.name if first else "…"}
    return Fault("figures.entry_differs", values=values)


def report_differences() -> Iterator[Fault]:
    """The figures of approved reports that are not what stands in the report's cells, or are not there at all."""
    cells = Cell.objects.filter(report__state="approved").exclude(state=Cell.State.BLANK)
    keys = "report", "item__indicator", "item__breakdown", "value", "report__unit", "report__due__period"
    typed = cells.order_by("report", "item__order").values_list(*keys)
    figures = Figure.objects.filter(report__isnull=False, supersedes=None, kind=Figure.Kind.FINAL)
    figures = figures.exclude(source=Figure.Source.COUNTED)
    told = {
        tuple(row[:3]): row[3] for row in figures.values_list("report", "indicator", "breakdown", "value")
    }
    for *key, value, unit, period in typed.iterator(2000):
        found = told.get(tuple(key), "")
        if found != value:
            yield _told(
                "figures.cell_differs", {"indicator": key[1], "unit": unit, "period": period}, found, value
            )


def store_differences() -> Iterator[Fault]:
    """Segments that are not the files that were written; then every figure that the store has otherwise."""
    broken = False
    for segment in Segment.objects.order_by("generation"):
        path = store.folder() / segment.name
        code = ""
        if not path.is_file():
            code = "store.segment_unreadable"
        elif store.sha256_of(path) != segment.sha256:
            code = "store.segment_changed"
        if code:
            broken = True
            yield Fault(code, values={"name": segment.name})
    if not broken:
        try:
            yield from _figure_differences()
        except Refusal as why:
            yield from why.faults


def _figure_differences() -> Iterator[Fault]:
    """One indicator after another, for those of a country are many."""
    names = store.segment_names()
    known = {*Indicator.objects.values_list("pk", flat=True)}
    for indicator in sorted(known.union(*map(store.indicators_in, names))):
        some = [row for name in names for row in store.read_file(name, indicator).to_pylist()]
        right = store.to_table(Figure.objects.filter(indicator=indicator)).to_pylist()
        waiting = set(Unstored.objects.filter(figure__indicator=indicator).values_list("figure", flat=True))
        yield from _held_against(some, right, waiting)


def _held_against(stored: Iterable[_Row], right: Iterable[_Row], waiting: set[int]) -> Iterator[Fault]:
    held: dict[int, _Row] = {}
    for row in stored:
        if row["figure"] in held or row["figure"] in waiting:
            yield _told("store.figure_twice", row, row["value"], row["value"])
        held[row["figure"]] = row
    for row in right:
        mine = held.pop(row["figure"], None)
        if mine is None and row["figure"] not in waiting:
            yield _told("store.figure_missing", row, "", row["value"])
        elif mine is not None and mine != row:
            yield _differs(mine, row)
    for row in held.values():
        yield _told("store.figure_gone", row, row["value"], "")


def _differs(mine: _Row, right: _Row) -> Fault:
    """By the value; where that is the same, by the first column that is not."""
    if mine["value"] != right["value"]:
        return _told("store.figure_differs", right, mine["value"], right["value"])
    name = next(one for one in right if mine[one] != right[one])
    return _fault("store.figure_differs", right, f"{name} {mine[name]}", f"{name} {right[name]}")


def _told(code: str, row: _Row, found: object, right: object) -> Fault:
    """The fault of one figure, its values as they are printed."""
    decimals = Indicator.objects.filter(pk=row["indicator"]).values_list("decimals", flat=True).first() or 0
    return _fault(code, row, _printed(found, decimals), _printed(right, decimals))


def _printed(value: object, decimals: int) -> str:
    """A number, "–" for not applicable, nothing where there is no figure."""
    if isinstance(value, int):
        return format_number(from_units(value, decimals), decimals)
    return "–" if value is None else str(value)


def _fault(code: str, row: _Row, found: str, right: str) -> Fault:
    period = _period(str(row["period"]))
    day = period.last_day if period else date.max
    name = Indicator.objects.filter(pk=row["indicator"]).values_list("name", flat=True).first()
    values = {
        "name": name or str(row["indicator"]),
        "unit": names_of([row["unit"]], day).get(row["unit"], str(row["unit"])),
        "period": period.label() if period else str(row["period"]),
    }
    return Fault(code, values={**values, "found": found, "right": right})


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except Refusal:
        return None


def rollup_differences() -> Iterator[Fault]:
    """Every table of a programme, by every rule: from the figures one by one, by the engine, and as it is kept."""
    for programme in Programme.objects.filter(forms__isnull=False).distinct().order_by("pk"):
        today = clock.today()
        for period in sorted({*periods_of(programme, today), last_period(programme, today)}):
            with suppress(Refusal):  # of two kinds of period there is no table: the page says so
                yield from _tables(programme, period, today)


def _tables(programme: Programme, period: Period, today: date) -> list[Fault]:
    day = max(min(period.last_day, today), programme.term_start)
    ground = ground_of(programme, period, Unit.objects.get(pk=top_of(programme, day)), day)
    kind, set_by = str(Figure.Kind.FINAL), str(SetTarget.Kind.ASSIGNED)

    def find() -> list[Fault]:
        right = matrix_made(programme, period, ground, kind, set_by, plain_sums)
        kept = matrix_of(programme, period, ground, kind=kind, set_by=set_by)
        engine = matrix_made(programme, period, ground, kind, set_by, by_engine)
        return [
            *_cells("figures.table_differs", kept, right),
            *_cells("figures.rollup_differs", engine, right),
        ]

    return _settled(find, lambda: version_of(programme, ground.line))


def _cells(code: str, found: Matrix, right: Matrix) -> Iterator[Fault]:
    for (unit, place), cell in right.cells.items():
        mine = found.cells.get((unit, place))
        if mine is None or _said(mine) != _said(cell):
            row = {"indicator": cell.indicator, "unit": unit, "period": cell.period}
            yield _fault(code, row, _said(mine) if mine else "", _said(cell))


def _said(cell: Answered) -> str:
    """The value or why there is none, and how many of how many told."""
    ends = dict.fromkeys(f"{end}" for end in cell.bounds) if cell.bounds else [str(cell.reason)]
    shown = format_number(cell.value, cell.decimals) if cell.value is not None else " – ".join(ends)
    exact = "" if cell.bounds is None or cell.value == cell.bounds.low else f" = {' – '.join(ends)}"
    return f"{shown}{exact} ({cell.reported + cell.not_applicable}/{cell.expected})"
