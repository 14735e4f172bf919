"""The columns of a report for one unit, and for all under the unit that asks, from the figures that stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongket.figures.cells import label_of
from tongket.figures.models import Cell as Typed
from tongket.figures.models import Due, Figure, Form, FormItem, Indicator, Report
from tongket.figures.queries.load import roots_of
from tongket.figures.queries.rollups import (
    SAID,
    Map,
    ask,
    places_on,
    rollup_cells,
    rollup_sums,
    said_rows,
    target_asked,
)
from tongket.figures.queries.seats import line_of, seats_of
from tongket.figures.queries.seen import items_of, live
from tongket.programmes.known import targets_known
from tongket.programmes.models import Programme
from tongket.programmes.models import Target as SetTarget
from tongket.rollup.columns import Column, Columns, Spans, columns_of, spans_of, with_estimates
from tongket.rollup.few import Owed, Said, answer_few, sums_few
from tongket.rollup.finish import SumsOf
from tongket.rollup.places import SCALE, PlaceRow, Places
from tongket.rollup.question import Cell, Question, Target
from tongket.units.models import BEFORE, OPEN, Closure, Transfer, Unit
from tongket.viet.period import Period

PERCENT_DECIMALS = 1
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

    @property
    def estimates(self) -> int:
        return max((one.columns.estimates for one in self.lines), default=0)


def columns_of_unit(
    form: Form, period: Period, unit: Unit, *, day: date, as_of: datetime, sent: Report | None = None
) -> ColumnTable:
    """What one unit told; of the year before also what the units told that it was made of, on the day's map.

    With a report that was `sent` and waits for approval, its figures stand in the period's columns.
    """
    line = line_of(unit)
    where = _own_places(unit, day, line)
    return _table(form, period, unit, where, line, day=day, as_of=as_of, sent=sent)


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
            rows = (*seats.values(), *_itself(known[root].pk, line, own=True))
            where = Places(day, (root,), rows, ())
            return _table(form, period, known[root], where, line, day=day, as_of=as_of, whole=True)
    return None


def _itself(unit: int, line: str, *, own: bool) -> Iterable[PlaceRow]:
    """The unit as a part of itself, for as long as it stood; `own` for rules that take only its own figure."""
    stood = list(Closure.objects.filter(line=line, descendant=unit, depth=0).values_list("start", "end"))
    start, end = (
        min((one for one, _end in stood), default=BEFORE),
        max((one for _start, one in stood), default=OPEN),
    )
    yield PlaceRow(unit, unit, SCALE, SCALE, False, (), start, end, own)


def _own_places(unit: Unit, day: date, line: str) -> Places:
    """The unit itself, and what it was made of."""
    before, near = {unit.pk}, {unit.pk}
    while before:
        gave = Transfer.objects.filter(succession__line=line, target__in=before, succession__day__lte=day)
        before = set(gave.values_list("source", flat=True)) - near
        near |= before
    own = tuple(_itself(unit.pk, line, own=True))
    if len(near) == 1:
        return Places(day, (unit.pk,), (*_itself(unit.pk, line, own=False), *own), ())
    found = places_on(Map(day, frozenset({unit.pk}), frozenset(near), line))
    rows = tuple(row for row in found.rows if row.ancestor == unit.pk and not row.own)
    return Places(day, (unit.pk,), (*rows, *own), ())


def _table(
    form: Form, period: Period, unit: Unit, where: Places, line: str, *, day: date, as_of: datetime,
    whole: bool = False, sent: Report | None = None,
) -> ColumnTable:  # fmt: skip
    items = items_of(form)
    spans = spans_of(period)
    plans = _plans(form.programme, unit, period, items, as_of)
    waiting = _waiting(sent, period) if sent and sent.state != Report.State.APPROVED else {}
    answers = {
        key: _answer(group, key, spans, where, as_of, waiting.get(key, []))
        for key, group in _by_breakdown(items).items()
    }
    own = {} if whole else _own_figures(unit, items, period, as_of)
    lines = []
    for item in items:
        final, expected, counts = answers[item.breakdown_id or 0]
        one = columns_of(
            unit.pk, item.indicator_id, spans, final, expected, counts.get(item.indicator_id, 0),
            plans.get(item.indicator_id, (None, None)) if not item.breakdown_id else (None, None),
        )  # fmt: skip
        figure = own.get((item.indicator_id, item.breakdown_id or 0))
        lines.append(ColumnLine(item, label_of(item), one, figure))
    shown = tuple(one for one in Column if _is_shown(one, spans, lines))
    return ColumnTable(unit, period, day, line, whole, tuple(lines), shown)


def _is_shown(column: Column, spans: Spans, lines: Sequence[ColumnLine]) -> bool:
    if column in _ALWAYS:
        return getattr(spans, column) is not None
    return any(line.columns.has(column) for line in lines)


def _by_breakdown(items: Iterable[FormItem]) -> dict[int, list[Indicator]]:
    found: dict[int, list[Indicator]] = {}
    for item in items:
        found.setdefault(item.breakdown_id or 0, []).append(item.indicator)
    return found


_Answer = tuple[Mapping[tuple[int, int, str], Cell], Mapping[tuple[int, int, str], Cell], Mapping[int, int]]


def _answer(
    indicators: Sequence[Indicator],
    breakdown: int,
    spans: Spans,
    where: Places,
    as_of: datetime,
    waiting: list[Said],
) -> _Answer:
    """The cells of all columns, the cells of the period with its estimates, and how many estimates are in them."""
    periods = [one for one in spans if one is not None]
    question = ask(indicators, periods, as_of, breakdown=breakdown)
    owed = _owed(question)
    units = {row.unit for row in where.rows}
    final = rollup_cells(question, where.targets, _sums(question, where, owed, units, waiting))
    estimates = _said(question, units, Figure.Kind.ESTIMATE, Q(period=spans.this.key))
    if not estimates:
        return final, {}, {}
    now = ask(indicators, [spans.this], as_of, breakdown=breakdown)
    told = _said(now, units, Figure.Kind.FINAL, Q(period=spans.this.key)) + waiting
    said, counts = with_estimates(told, estimates)
    cells = answer_few(now, said, where, expected=owed)
    return final, {(cell.unit, cell.indicator, cell.period): cell for cell in cells}, counts


def _sums(
    question: Question, where: Places, owed: list[Owed], units: set[int], waiting: list[Said]
) -> SumsOf:
    """One unit's figures are few; those of many are added up as every roll-up is."""
    if len(units) > MANY_UNITS:
        return rollup_sums(question, where)
    keys = {span.key for one in question.periods for span in one.parts}
    said = _said(question, units, question.kind, Q(period__in=keys))
    return sums_few(question, said + waiting, where, owed)


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


def _owed(question: Question) -> list[Owed]:
    """Who was due by the frozen lists of whatever form asks for the same, as of the moment."""
    keys = {span.key: span for one in question.periods for span in one.parts}
    asked = FormItem.objects.filter(indicator__in=question.by_id, breakdown=question.breakdown)
    dues = Due.objects.filter(period__in=keys, frozen_at__lte=question.as_of)
    owes: dict[int, set[tuple[int, str]]] = {}
    for form, unit, period in dues.values_list("form", "unit", "period"):
        owes.setdefault(form, set()).add((unit, period))
    found = {
        (indicator, unit, period)
        for form, indicator in asked.filter(form__in=owes).values_list("form", "indicator")
        for unit, period in owes[form]
    }
    return [Owed(one, unit, *keys[period]) for one, unit, period in sorted(found)]


def _own_figures(
    unit: Unit, items: Iterable[FormItem], period: Period, as_of: datetime
) -> dict[tuple[int, int], Figure]:
    """The unit's own final figures of the period, that each may open its trail."""
    standing = live(as_of).filter(
        unit=unit,
        period=str(period),
        kind=Figure.Kind.FINAL,
        indicator__in={item.indicator_id for item in items},
    )
    return {
        (one.indicator_id, one.breakdown_id or 0): one
        for one in standing.select_related("indicator").order_by("pk")
    }


def _plans(
    programme: Programme, unit: Unit, period: Period, items: Iterable[FormItem], as_of: datetime
) -> dict[int, tuple[Target | None, Target | None]]:
    """By indicator what was assigned and what was pledged for the unit and the period's year, as known then."""
    year = period if period.plain_kind == "term" else period.year()
    years = {str(year), str(year.calendar)}
    ids = {item.indicator.ref: item.indicator_id for item in items}
    found: dict[int, dict[str, Target]] = {}
    for one in targets_known([programme], as_of):
        if one.unit_id == unit.pk and one.period in years and one.indicator in ids:
            found.setdefault(ids[one.indicator], {})[one.kind] = target_asked(one, ids[one.indicator])
    kinds = SetTarget.Kind
    return {key: (kept.get(kinds.ASSIGNED), kept.get(kinds.PLEDGED)) for key, kept in found.items()}
