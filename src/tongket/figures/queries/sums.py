"""What stands behind one number of a review: the figures it is made of, where they count, what they come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from tongket.figures.models import TOTAL, Figure, Indicator
from tongket.figures.queries.kept import kept
from tongket.figures.queries.rollups import ask
from tongket.figures.queries.seats import line_of, map_day, seats_of
from tongket.figures.queries.seen import all_open, live
from tongket.rollup import finish
from tongket.rollup.places import SCALE
from tongket.rollup.question import Cell
from tongket.units.models import Unit
from tongket.units.queries import tree_version
from tongket.viet.period import Period

# Decimals with which a review prints how many per cent fewer there are.
PERCENT_DECIMALS = 1
# The figures have been read by the time they are put together: the moment is not looked at again.
ANY = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """A number: an indicator of a unit in a period from one source, on the map of a day, as known at a moment.

    Without a moment, as known now.
    """

    indicator: Indicator
    unit: Unit
    period: Period
    source: str
    as_of: datetime | None
    day: date

    @property
    def stands_last(self) -> bool:
        """Whether the last figure inside the period is the one that counts."""
        one = self.indicator
        return one.nature == Indicator.Nature.STOCK and one.over_time == Indicator.OverTime.LAST


class Part(NamedTuple):
    """A figure that counts; between `low` and `high` of it (over SCALE) under the unit."""

    pk: int
    period: str
    value: int | None
    low: int = SCALE
    high: int = SCALE
    estimated: bool = False
    unit: int = 0

    @property
    def divided(self) -> bool:
        return self.low < SCALE


@dataclass(frozen=True)
class Made:
    """The figures that a sum is made of, in order, and what they come to by period."""

    parts: tuple[Part, ...]
    added: tuple[finish.Sums, ...]


@dataclass(frozen=True)
class Sum:
    """One indicator in one period, and which of its figures the one who asks may see."""

    wanted: Wanted
    made: Made
    seen: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.made.parts

    @property
    def open(self) -> bool:
        """A sum beside all parts but one would tell the one that is not to be seen."""
        return len(self.seen) == len(self.parts)


@dataclass(frozen=True)
class Answer:
    """The sums behind a number, and what was worked out from them: nothing where it is not to be told."""

    wanted: Wanted
    sums: tuple[Sum, ...]
    cells: Mapping[tuple[int, str], Cell]

    def cell(self, period: Period, indicator: Indicator | None = None) -> Cell | None:
        """The number in a period, or that of one of the two parts of a ratio; the number knows its reduction."""
        return self.cells.get(((indicator or self.wanted.indicator).pk, str(period)))


def answer_of(wanted: Wanted, visible: QuerySet[Figure], base: Period | None = None) -> Answer:
    """A number with the sums that it is made of, by the rules of the roll-up; compared with a base, if there is one.

    A ratio has two sums in each period. `visible` are the figures that the one who asks may open.
    """
    one = wanted.indicator
    parts = [part for part in (one.numerator, one.denominator) if part is not None]
    singles = parts if one.over_tree == Indicator.OverTree.RATIO else [one]
    periods = [wanted.period, *([base] if base and base != wanted.period else [])]
    sums = tuple(
        _sum_of(replace(wanted, indicator=single, period=period), visible)
        for period in periods
        for single in singles
    )
    if not all(sum_.open for sum_ in sums) or one.over_tree == Indicator.OverTree.WEIGHTED:
        return Answer(wanted, sums, {})
    question = ask([one], periods, wanted.as_of or ANY, base=base, sources=(wanted.source,))
    keys = ((sum_.wanted.indicator.pk, str(sum_.wanted.period), wanted.unit.pk) for sum_ in sums)
    added = {key: list(sum_.made.added) for key, sum_ in zip(keys, sums, strict=True)}
    cells = finish.cells(question, [wanted.unit.pk], added, ())
    return Answer(wanted, sums, {(cell.indicator, cell.period): cell for cell in cells})


def changed_since(answer: Answer, day: date) -> bool:
    """Whether the same number is made of other figures now, or of the same ones otherwise."""
    return any(_made(replace(then.wanted, as_of=None, day=day)).parts != then.parts for then in answer.sums)


def _sum_of(wanted: Wanted, visible: QuerySet[Figure]) -> Sum:
    made = _made(wanted)
    if all_open(wanted.indicator):
        return Sum(wanted, made, made.parts)
    known = set(_figures(wanted, visible).values_list("pk", flat=True))
    return Sum(wanted, made, tuple(part for part in made.parts if part.pk in known))


def _made(wanted: Wanted) -> Made:
    """Worked out once for all moments between two figures, all days between two changes of the tree.

    Nothing is ever taken from the figures: as long as their count is the same, so are they.
    """
    line = line_of(wanted.unit)
    version, count = tree_version(line), Figure.objects.filter(indicator=wanted.indicator).count()
    later = wanted.as_of and _later(wanted.indicator.pk, wanted.as_of, count)
    settled = replace(wanted, as_of=wanted.as_of if later else None, day=map_day(wanted.day, line, version))
    return _kept(settled, count, version)


@kept(256)
def _later(indicator: int, as_of: datetime, _count: int) -> bool:
    return Figure.objects.filter(indicator=indicator, entered__gt=as_of).exists()


@kept(16)
def _kept(wanted: Wanted, _count: int, _version: int) -> Made:
    standing = Figure.objects.filter(superseded_by=None) if wanted.as_of is None else live(wanted.as_of)
    standing = _figures(wanted, standing)
    parts = tuple(_seated(wanted, _rows(wanted, standing.filter(_asked(wanted, standing)))))
    return Made(parts, tuple(added_up(wanted.indicator, parts)))


def _figures(wanted: Wanted, figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """The finals and totals of the indicator from the source, of any period."""
    return figures.filter(
        indicator=wanted.indicator, source=wanted.source, breakdown=TOTAL, kind=Figure.Kind.FINAL
    )


def _inside(period: Period) -> Q:
    return Q(period_start__gte=period.start, period_end__lte=period.end)


def _asked(wanted: Wanted, standing: QuerySet[Figure]) -> Q:
    """Which periods are read: kinds of period are never mixed.

    Of a stock that stands at the end, the last figure inside the period. Else the figures of exactly this period; of
    a flow without any, those of the parts that are reported.
    """
    exact, inside = Q(period=str(wanted.period)), _inside(wanted.period)
    if wanted.stands_last:
        return exact if wanted.period.kind == "day" else inside
    if wanted.indicator.nature == Indicator.Nature.STOCK or standing.filter(exact).exists():
        return exact
    periods = standing.filter(inside).order_by("period").values_list("period", flat=True).distinct()
    kinds = {text: Period.parse(text).kind for text in periods}
    first = next(iter(kinds.values()), "")
    return Q(period__in=[text for text, kind in kinds.items() if kind == first])


_Row = tuple[int, int, int | None, str]  # figure, unit, value, period


def _rows(wanted: Wanted, figures: QuerySet[Figure]) -> list[_Row]:
    """Sorted as an index has them where only one period is asked for; thousands of figures need no more sorting."""
    one_period = wanted.stands_last and wanted.period.kind == "day"
    order = ("unit_id", "pk") if one_period else ("period_end", "period_start", "unit_id", "pk")
    return list(figures.order_by(*order).values_list("pk", "unit_id", "value", "period"))


def _seated(wanted: Wanted, rows: Sequence[_Row]) -> Iterable[Part]:
    """The last figure of each unit (and period, where each counts), where it counts under the unit asked for."""
    one = wanted.indicator
    last = one.over_time == Indicator.OverTime.LAST
    counted = {(unit, "" if last else period): (pk, unit, value, period) for pk, unit, value, period in rows}
    own = one.over_tree == Indicator.OverTree.OWN
    told = {unit for unit, _period in counted}
    seats = {} if own else seats_of(wanted.unit, told, wanted.day, line_of(wanted.unit))
    end = wanted.period.end
    for pk, unit, value, period in counted.values():
        if seats:
            seat = seats.get(unit)
            if seat and (not wanted.stands_last or seat.start < end <= seat.end):
                yield Part(pk, period, value, seat.low, seat.high, seat.estimated, unit)
        elif unit == wanted.unit.pk:
            yield Part(pk, period, value, unit=unit)


def added_up(indicator: Indicator, parts: Iterable[Part]) -> Iterable[finish.Sums]:
    """By period where the rule over time needs each by itself, else all together."""
    each = indicator.over_time not in (Indicator.OverTime.SUM, Indicator.OverTime.LAST)
    slots: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        slots[part.period if each else ""].append(part)
    return (_together(parts) for parts in slots.values())


def _together(parts: Sequence[Part]) -> finish.Sums:
    valued = [(part, part.value) for part in parts if part.value is not None]
    blank = len(parts) - len(valued)
    return finish.added(valued, reported=len(valued), not_applicable=blank, blank=blank, due=len(parts))
