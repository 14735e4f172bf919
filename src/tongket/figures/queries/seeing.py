"""Units × indicators of a programme in a period: exact cells, their totals, how many have told."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Max

from tongket.base import clock
from tongket.figures.models import Due, Figure, FormItem, Indicator
from tongket.figures.queries.kept import kept
from tongket.figures.queries.rollups import Map, ask, places_together, rollup_cells, rollup_sums
from tongket.figures.queries.seeing_rules import parts_kind
from tongket.figures.queries.seeing_units import Ground, Rows, rows_of, whole
from tongket.figures.queries.seen import live
from tongket.figures.store import segment_names
from tongket.programmes.known import targets_known
from tongket.programmes.models import Programme, Target
from tongket.programmes.queries import more_is_better
from tongket.rollup.finish import SumsOf
from tongket.rollup.places import Places
from tongket.rollup.question import Asked, Cell, Question, span_of
from tongket.units.queries import tree_version
from tongket.viet.period import Period, refuse_mixed

KEPT = 2 * 24 * 3600  # seconds
# What units give or the system counts; what documents state stands beside it and is in no sum.
OWN_SOURCES = (Figure.Source.COUNTED, Figure.Source.REPORTED)


type Version = tuple[object, ...]
type Adding = Callable[[Question, Places, Programme], SumsOf]


class Told(NamedTuple):
    """That figures of an indicator are known from a source for a period."""

    indicator: int
    source: str
    period: str


@dataclass(frozen=True)
class Column:
    """An indicator from one source, in the period asked for; the one it is compared with, if its target has one."""

    indicator: Indicator
    source: str
    asked: Asked
    base: Period | None = None

    @property
    def group(self) -> tuple[object, ...]:
        """What columns have in common that are asked in one question."""
        return self.source, self.asked, self.base


@dataclass(frozen=True)
class Matrix:
    """The columns, the cells of each unit and of the whole; `key` of a column is its place."""

    period: Period
    ground: Ground
    columns: tuple[Column, ...]
    rows: Rows
    cells: Mapping[tuple[int, int], Cell]

    def of(self, unit: int) -> list[Cell]:
        return [self.cells[unit, place] for place in range(len(self.columns))]

    @property
    def totals(self) -> list[Cell]:
        return self.of(self.ground.root)


def periods_of(programme: Programme, day: date) -> list[Period]:
    """What can be asked for: the term, its years, and the periods of targets and reports that have begun."""
    texts = {programme.term, *programme.targets.values_list("period", flat=True)}
    texts |= set(Due.objects.filter(form__programme=programme).values_list("period", flat=True))
    return sorted((one for one in map(Period.parse, texts) if one.start <= day), reverse=True)


def last_period(programme: Programme, day: date) -> Period:
    """The last that has ended and of which something was due or set; else the term."""
    found = periods_of(programme, day)
    term = Period.parse(programme.term)
    ended = [one for one in found if one.end <= day and one != term]
    return max(ended, key=lambda one: (one.end, one.start), default=term)


def indicators_of(programme: Programme) -> list[Indicator]:
    """What its forms ask for, in the order of the newest."""
    items = FormItem.objects.filter(form__programme=programme, breakdown=0)
    ordered = items.select_related(
        "indicator", "indicator__numerator", "indicator__denominator", "indicator__weight"
    )
    found = ordered.order_by("-form__version", "order")
    return list({item.indicator_id: item.indicator for item in found}.values())


def columns_of(programme: Programme, period: Period, kind: str, now: datetime) -> list[Column]:
    """One for each indicator and source that something is known from; one that nobody told has a column too."""
    indicators = indicators_of(programme)
    told: dict[int, list[Told]] = defaultdict(list)
    for row in _told(indicators, period, kind, now):
        told[row.indicator].append(row)
    bases = _bases(programme, now)
    dues = Due.objects.filter(
        form__programme=programme, period_start__gte=period.start, period_end__lte=period.end
    )
    asked_for = {Period.parse(text) for text in dues.values_list("period", flat=True).distinct()}
    columns = []
    for one in indicators:
        here = _parts_told(one, told)
        known = {row.source for row in here}
        for source in [str(each) for each in OWN_SOURCES if each in known] or [str(OWN_SOURCES[-1])]:
            periods = {Period.parse(row.period) for row in here if row.source == source} or asked_for
            columns.append(Column(one, source, _asked(one, period, periods), bases.get(str(one.ref))))
    return columns


def columns_known(programme: Programme, period: Period, kind: str, line: str) -> list[Column]:
    """The same as known now, worked out once for what is known."""
    return _columns_known(programme, period, kind, version_of(programme, line))


@kept(64)
def _columns_known(programme: Programme, period: Period, kind: str, _version: Version) -> list[Column]:
    return columns_of(programme, period, kind, clock.now())


def _parts_told(one: Indicator, told: Mapping[int, list[Told]]) -> list[Told]:
    """Of a ratio, what is known of its two parts."""
    parts = [part for part in (one.numerator, one.denominator) if part is not None]
    return [row for each in (parts or [one]) for row in told[each.pk]]


def _told(indicators: Sequence[Indicator], period: Period, kind: str, now: datetime) -> list[Told]:
    wanted = {one.pk for one in indicators}
    wanted |= {key for one in indicators for key in (one.numerator_id, one.denominator_id) if key}
    figures = live(now).filter(
        indicator__in=wanted,
        breakdown=0,
        kind=kind,
        period_start__gte=period.start,
        period_end__lte=period.end,
    )
    rows = figures.order_by().values_list("indicator", "source", "period").distinct()
    return [Told(*row) for row in rows]


def _bases(programme: Programme, now: datetime) -> dict[str, Period]:
    reduced = (one for one in targets_known([programme], now) if one.basis == Target.Basis.REDUCTION)
    return {str(one.indicator): Period.parse(one.base_period) for one in reduced}


def _asked(one: Indicator, period: Period, told: Iterable[Period]) -> Asked:
    """A stock stands at its last day; a flow is told for exactly the period, or made of its parts of one kind."""
    span = span_of(period)
    if one.nature == Indicator.Nature.STOCK:
        refuse_mixed(period, told)
        return Asked(span)
    kind = parts_kind(period, told)
    if kind == period.kind:
        return Asked(span)
    return Asked(span, tuple(span_of(each) for each in period.parts(kind)))


def directions(programme: Programme, now: datetime) -> dict[str, bool]:
    """Whether more is better, by the ref of the indicator, as its targets have it; nothing where none says."""
    set_for: dict[str, list[Target]] = defaultdict(list)
    for one in targets_known([programme], now):
        set_for[str(one.indicator)].append(one)
    known = {ref: more_is_better(some) for ref, some in set_for.items()}
    return {ref: better for ref, better in known.items() if better is not None}


def matrix_of(programme: Programme, period: Period, ground: Ground, *, kind: str, set_by: str) -> Matrix:
    """All as known now, with the targets of one kind (assigned, pledged).

    Kept in the process, and for the others in the cache: the worker works out what is asked most (`portal.tasks`).
    """
    return _kept_matrix(programme, period, ground, kind, set_by, version_of(programme, ground.line))


def version_of(programme: Programme, line: str) -> Version:
    """What is known of a programme: changes with each figure, target, due, line of a form, and with the tree.

    The figures of the store are known by the names of its files; only those that stand in none yet are counted.
    """
    fresh = Figure.objects.filter(unstored__isnull=False, indicator__in=_counted_in(indicators_of(programme)))
    rows = (
        fresh,
        programme.targets.all(),
        Due.objects.filter(form__programme=programme),
        FormItem.objects.filter(form__programme=programme),
    )
    counts = [one.aggregate(count=Count("pk"), last=Max("pk")) for one in rows]
    newest = [one.order_by("-pk").values_list("ref", flat=True).first() for one in rows[:2]]
    found = (each[name] or 0 for each in counts for name in ("count", "last"))
    return (str(programme.ref), segment_names(), *found, *map(str, newest), tree_version(line))


def _counted_in(indicators: Iterable[Indicator]) -> set[int]:
    """Those asked for, and those that a ratio or a weighted mean is made of: another form may ask for these."""
    each = ((one.pk, one.numerator_id, one.denominator_id, one.weight_id) for one in indicators)
    return {key for keys in each for key in keys if key}


@kept(32)
def _kept_matrix(
    programme: Programme, period: Period, ground: Ground, kind: str, set_by: str, version: Version
) -> Matrix:
    asked = (str(period), ground.root, ground.day, ground.line, len(ground.leaves), kind, set_by)
    parts = (asked, version, Matrix.__dataclass_fields__.keys(), Cell._fields)
    key = f"seeing-{hashlib.sha256(repr(parts).encode()).hexdigest()}"
    found: Matrix | None = cache.get(key)
    if found is None:
        found = matrix_made(programme, period, ground, kind, set_by)
        cache.set(key, found, KEPT)
    return found


def matrix_made(
    programme: Programme, period: Period, ground: Ground, kind: str, set_by: str, sums: Adding = rollup_sums
) -> Matrix:
    """The same worked out anew, by one way or another of adding up."""
    now = clock.now()
    columns, rows = columns_of(programme, period, kind, now), rows_of(ground)
    cells: dict[tuple[int, int], Cell] = {}
    set_for = [one for one in targets_known([programme], now) if one.kind == set_by]
    for group in dict.fromkeys(one.group for one in columns):
        few = [(place, one) for place, one in enumerate(columns) if one.group == group]
        asked = ask_columns([one for _place, one in few], kind, now)
        units = {*rows.names, ground.root}
        found = answer(asked, ground, rows, programme, units, set_for, sums)
        for place, one in few:
            cells |= {(unit, place): found[unit, one.indicator.pk, one.asked.key] for unit in units}
    return Matrix(period, ground, tuple(columns), rows, cells)


def ask_columns(columns: Sequence[Column], kind: str, now: datetime) -> Question:
    """The question that columns of one group are asked in."""
    first = columns[0]
    periods: list[Period | Asked] = [first.asked]
    if first.base is not None and str(first.base) != first.asked.key:
        periods.append(first.base)
    indicators = [one.indicator for one in columns]
    return ask(indicators, periods, now, base=first.base, kind=kind, sources=(first.source,))


def answer(
    asked: Question,
    ground: Ground,
    rows: Rows,
    programme: Programme,
    units: Iterable[int],
    set_for: Sequence[Target] = (),
    sums: Adding = rollup_sums,
) -> Mapping[tuple[int, int, str], Cell]:
    """The cells of units and of the whole, by unit, indicator and period."""
    below = Map(ground.day, frozenset(rows.names), ground.leaves, ground.line)
    where = whole(ground)
    if rows.names.keys() != {ground.root}:
        where = places_together(Map(ground.day, frozenset({ground.root}), ground.leaves, ground.line), below)
    return rollup_cells(asked, units, sums(asked, where, programme), set_for)
