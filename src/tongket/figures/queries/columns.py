"""The columns of a report for one unit, and for all under the unit that asks, from the figures that stand."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from tongket.figures.cells import label_of
from tongket.figures.models import Cell as Typed
from tongket.figures.models import Due, Figure, Form, FormItem, Indicator, Report
from tongket.figures.queries.load import roots_of
from tongket.figures.queries.rollups import (
    SAID,
    Map,
    ask,
    owed,
    places_on,
    rollup_cells,
    rollup_sums,
    said_rows,
    target_asked,
)
from tongket.figures.queries.seats import line_of, lines_of, seats_of
from tongket.figures.queries.seen import items_of, live
from tongket.programmes.known import targets_known
from tongket.programmes.models import Programme
from tongket.programmes.models import Target as SetTarget
from tongket.rollup.columns import Column, Columns, Spans, columns_of, spans_of, with_estimates
from tongket.rollup.few import Owed, Said, answer_few, sums_few
from tongket.rollup.finish import SumsOf
from tongket.rollup.places import SCALE, PlaceRow, Places
from tongket.rollup.question import Asked, Cell, Question, Target
from tongket.units.models import BEFORE, OPEN, Closure, Transfer, Unit
from tongket.viet.period import Period

PERCENT_DECIMALS = 1
Cells = Mapping[tuple[int, int, str], Cell]
# Always there, whether or not somebody has told something.
_ALWAYS = (Column.LAST_YEAR, Column.THIS, Column.TO_DATE)


@dataclass(frozen=True)
class ColumnLine:
    """A line of the form with its columns, and the figure behind this period's where it is one unit's own."""

    item: FormItem
    label: str
    columns: Columns
    figure: Figure | None = None


@dataclass(frozen=True)
class ColumnTable:
    """The table of a unit, or of all under it, on the map of a day along a line; `shown` are its columns."""

    unit: Unit
    period: Period
    day: date
    line: str
    whole: bool
    lines: tuple[ColumnLine, ...]
    shown: tuple[Column, ...]
    several: bool = False  # whether the period is made of several

    @property
    def estimates(self) -> int:
        return max((one.columns.estimates for one in self.lines), default=0)


def columns_of_unit(
    form: Form, period: Period, unit: Unit, *, day: date, as_of: datetime, sent: Report | None = None
) -> ColumnTable:
    """What one unit told; of the year before also what the units told that it was made of, on the day's map.

    With a report that was `sent` and waits for approval, its figures stand in the period's columns.
    """
    return columns_of_units(form, period, [unit], day=day, as_of=as_of, sent=sent)[unit.pk]


def columns_of_units(
    form: Form,
    period: Period,
    units: Collection[Unit],
    *,
    day: date,
    as_of: datetime,
    sent: Report | None = None,
) -> dict[int, ColumnTable]:
    """The same of many units, asked for at once."""
    by_line: dict[str, list[Unit]] = {}
    for unit, line in lines_of(units).items():
        by_line.setdefault(line, []).append(unit)
    found: dict[int, ColumnTable] = {}
    for line, some in by_line.items():
        where = _own_places([one.pk for one in some], day, line)
        found |= _tables(form, period, some, where, line, day=day, as_of=as_of, sent=sent)
    return found


def columns_under(form: Form, period: Period, *, day: date, as_of: datetime) -> ColumnTable | None:
    """What all told who owe the report of a period comes to under the unit that asks, along its own line."""
    told = set(
        Due.objects.filter(form__programme=form.programme_id, period=str(period)).values_list(
            "unit_id", flat=True
        )
    )
    roots = roots_of(form.unit, day)
    known = Unit.objects.in_bulk(roots)
    for root in roots:
        line = line_of(known[root])
        seats = seats_of(known[root], told, day, line)
        if seats:
            rows = (*seats.values(), *_themselves([root], line, own=True))
            where = Places(day, (root,), rows, ())
            unit = known[root]
            return _tables(form, period, [unit], where, line, day=day, as_of=as_of, whole=True)[root]
    return None


def columns_within(
    form: Form, parts: Sequence[Period], unit: Unit, where: Places, line: str, *,
    period: Period, day: date, as_of: datetime, known: Cells,
) -> ColumnTable:  # fmt: skip
    """The same of a period made of the form's periods, on a map that was worked out already.

    What is `known` of this period and the year before is not added up once more.
    """
    return _tables(
        form, period, [unit], where, line, day=day, as_of=as_of, whole=True, parts=parts, known=known
    )[unit.pk]


def _themselves(units: Collection[int], line: str, *, own: bool) -> Iterable[PlaceRow]:
    """Units as parts of themselves, for as long as they stood; `own` for rules that take only their own figure."""
    stood: dict[int, list[tuple[date, date]]] = {}
    itself = Closure.objects.filter(line=line, descendant__in=units, depth=0)
    for unit, start, end in itself.values_list("descendant", "start", "end"):
        stood.setdefault(unit, []).append((start, end))
    for unit in units:
        start = min((one for one, _end in stood.get(unit, ())), default=BEFORE)
        end = max((one for _start, one in stood.get(unit, ())), default=OPEN)
        yield PlaceRow(unit, unit, SCALE, SCALE, False, (), start, end, own)


def _own_places(units: Collection[int], day: date, line: str) -> Places:
    """Units themselves, and what they were made of: of their own tier, for what stood above told the same once more."""
    gave = Transfer.objects.filter(
        succession__line=line, succession__day__lte=day, source__tier=F("target__tier")
    )
    merged = set(gave.filter(target__in=units).values_list("target", flat=True))
    before, near = merged, set(merged)
    while before:
        before = set(gave.filter(target__in=before).values_list("source", flat=True)) - near
        near |= before
    own = tuple(_themselves(units, line, own=True))
    alone = tuple(_themselves([one for one in units if one not in merged], line, own=False))
    if not merged:
        return Places(day, tuple(units), (*alone, *own), ())
    found = places_on(Map(day, frozenset(merged), frozenset(near), line))
    rows = tuple(row for row in found.rows if row.ancestor in merged and not row.own)
    return Places(day, tuple(units), (*rows, *alone, *own), ())


def _tables(
    form: Form, period: Period, units: Sequence[Unit], where: Places, line: str, *, day: date, as_of: datetime,
    whole: bool = False, sent: Report | None = None, parts: Sequence[Period] = (), known: Cells | None = None,
) -> dict[int, ColumnTable]:  # fmt: skip
    items = items_of(form)
    spans = spans_of(period, parts)
    ids = [unit.pk for unit in units]
    plans = _plans(form.programme, ids, period, items, as_of)
    waiting = _waiting(sent, period) if sent and sent.state != Report.State.APPROVED else {}
    answers = {
        key: _answer(group, key, spans, where, as_of, waiting.get(key, []), {} if key else known or {})
        for key, group in _by_breakdown(items).items()
    }
    own = {} if whole else _own_figures(ids, items, period, as_of)
    tables: dict[int, ColumnTable] = {}
    for unit in units:
        lines = []
        for item in items:
            final, expected, counts = answers[item.breakdown_id or 0]
            key = unit.pk, item.indicator_id
            one = columns_of(
                *key, spans, final, expected, counts.get(key, 0),
                plans.get(key, (None, None)) if not item.breakdown_id else (None, None),
            )  # fmt: skip
            lines.append(ColumnLine(item, label_of(item), one, own.get((*key, item.breakdown_id or 0))))
        shown = tuple(one for one in Column if _is_shown(one, spans, lines))
        several = len(spans.this.parts) > 1
        tables[unit.pk] = ColumnTable(unit, period, day, line, whole, tuple(lines), shown, several)
    return tables


def _is_shown(column: Column, spans: Spans, lines: Sequence[ColumnLine]) -> bool:
    if column in _ALWAYS:
        return getattr(spans, column) is not None
    return any(line.columns.has(column) for line in lines)


def _by_breakdown(items: Iterable[FormItem]) -> dict[int, list[Indicator]]:
    found: dict[int, list[Indicator]] = {}
    for item in items:
        found.setdefault(item.breakdown_id or 0, []).append(item.indicator)
    return found


_Answer = tuple[Cells, Cells, Mapping[tuple[int, int], int]]


def _answer(
    indicators: Sequence[Indicator],
    breakdown: int,
    spans: Spans,
    where: Places,
    as_of: datetime,
    waiting: list[Said],
    known: Cells,
) -> _Answer:
    """The cells of all columns, the cells of the period with its estimates, and how many estimates are in them."""
    units, final = {row.unit for row in where.rows}, dict(known)
    for open_ones, periods in _unknown(indicators, spans, where, known):
        question = ask(open_ones, periods, as_of, breakdown=breakdown)
        final |= rollup_cells(question, where.targets, _sums(question, where, owed(question), units, waiting))
    now = ask(indicators, [spans.this], as_of, breakdown=breakdown)
    this = Q(period__in=[part.key for part in spans.this.parts])
    estimates = _said(now, units, Figure.Kind.ESTIMATE, this)
    if not estimates:
        return final, {}, {}
    told = _said(now, units, Figure.Kind.FINAL, this) + waiting
    said, taken = with_estimates(told, estimates)
    cells = answer_few(now, said, where, expected=owed(now))
    return final, {(cell.unit, cell.indicator, cell.period): cell for cell in cells}, _counts(taken, where)


def _unknown(
    indicators: Sequence[Indicator], spans: Spans, where: Places, known: Cells
) -> list[tuple[list[Indicator], list[Asked]]]:
    """What is still to be asked: the periods together that are open of the same indicators."""
    found: dict[tuple[int, ...], tuple[list[Indicator], list[Asked]]] = {}
    for span in (one for one in spans if one is not None):
        missing = [
            one for one in indicators if any((unit, one.pk, span.key) not in known for unit in where.targets)
        ]
        if missing:
            found.setdefault(tuple(one.pk for one in missing), (missing, []))[1].append(span)
    return list(found.values())


def _counts(estimates: Iterable[Said], where: Places) -> dict[tuple[int, int], int]:
    """How many estimates stand under each unit asked for, by indicator."""
    under: dict[int, set[int]] = {}
    for row in where.rows:
        under.setdefault(row.unit, set()).add(row.ancestor)
    return Counter((unit, one.indicator) for one in estimates for unit in under[one.unit])


def _sums(question: Question, where: Places, due: list[Owed], units: set[int], waiting: list[Said]) -> SumsOf:
    """One unit's figures are few; those of many are added up as every roll-up is."""
    if len(units) > MANY_UNITS:
        return rollup_sums(question, where)
    keys = {span.key for one in question.periods for span in one.parts}
    said = _said(question, units, question.kind, Q(period__in=keys))
    return sums_few(question, said + waiting, where, due)


# More would not fit into one list of an SQLite statement.
MANY_UNITS = 5000


def _said(question: Question, units: set[int], kind: str, periods: Q) -> list[Said]:
    standing: QuerySet[Figure] = live(question.as_of).filter(
        periods, indicator__in=question.by_id, unit__in=units, breakdown=question.breakdown, kind=kind
    )
    return said_rows(standing.values_list(*SAID))


def _waiting(report: Report, period: Period) -> dict[int, list[Said]]:
    """What was handed in and is no figure yet, by breakdown."""
    found: dict[int, list[Said]] = {}
    cells = report.cells.exclude(state=Typed.State.BLANK).select_related("item")
    for cell in cells.order_by("pk"):
        one = Said(
            0, cell.item.indicator_id, report.unit_id, str(period), period.start, period.end,
            Figure.Source.REPORTED, cell.value,
        )  # fmt: skip
        found.setdefault(cell.item.breakdown_id or 0, []).append(one)
    return found


def _own_figures(
    units: Collection[int], items: Iterable[FormItem], period: Period, as_of: datetime
) -> dict[tuple[int, int, int], Figure]:
    """The units' own final figures of the period, that each may open its trail."""
    standing = live(as_of).filter(
        unit__in=units,
        period=str(period),
        kind=Figure.Kind.FINAL,
        indicator__in={item.indicator_id for item in items},
    )
    return {
        (one.unit_id, one.indicator_id, one.breakdown_id or 0): one
        for one in standing.select_related("indicator").order_by("pk")
    }


def _plans(
    programme: Programme, units: Collection[int], period: Period, items: Iterable[FormItem], as_of: datetime
) -> dict[tuple[int, int], tuple[Target | None, Target | None]]:
    """By unit and indicator what was assigned and what was pledged for the period's year, as known then."""
    year = period if period.plain_kind == "term" else period.year()
    years = {str(year), str(year.calendar)}
    ids, wanted = {item.indicator.ref: item.indicator_id for item in items}, frozenset(units)
    found: dict[tuple[int, int], dict[str, Target]] = {}
    for one in targets_known([programme], as_of):
        if one.unit_id in wanted and one.period in years and one.indicator in ids:
            key = one.unit_id, ids[one.indicator]
            found.setdefault(key, {})[one.kind] = target_asked(one, key[1])
    kinds = SetTarget.Kind
    return {key: (kept.get(kinds.ASSIGNED), kept.get(kinds.PLEDGED)) for key, kept in found.items()}
