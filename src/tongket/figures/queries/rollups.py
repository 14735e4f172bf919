"""Questions to the roll-up: facts from the store, the map of a day, targets and who was due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from tongket.figures import hot
from tongket.figures.models import Due, Figure, FormItem, Indicator
from tongket.figures.queries.frozen import frozen
from tongket.figures.queries.kept import kept
from tongket.figures.queries.seen import live
from tongket.figures.spark import sums_by_spark
from tongket.programmes.known import targets_known
from tongket.programmes.models import Programme
from tongket.programmes.models import Target as SetTarget
from tongket.rollup import places, question
from tongket.rollup.few import Owed, Said, sums_few
from tongket.rollup.finish import SumsOf, cells
from tongket.rollup.lists import Lists
from tongket.rollup.question import Asked, Cell, Question, Target, span_of
from tongket.units.models import Closure, Line, Unit
from tongket.units.queries import closure_rows, transfer_rows, tree_version, units_under
from tongket.viet.numbers import from_units
from tongket.viet.period import Period

# Up to so many figures are added up without an engine: about as long as an engine needs to start.
FEW = 30_000
Cells = Mapping[tuple[int, int, str], Cell]
SAID = ("pk", "indicator", "unit", "period", "source", "value")


@dataclass(frozen=True)
class Map:
    """The map of a day: for which units an answer is asked, and the units whose figures it is made of."""

    day: date
    targets: frozenset[int]
    parts: frozenset[int]
    line: str = Line.STATE


def map_of(day: date, *, under: Unit, tier: str, parts: str, line: str = Line.STATE) -> Map:
    """The units of a tier under a unit on a day (or the unit itself), from the units of a lower tier of any day."""
    itself = under.tier == tier
    targets = (
        [under.pk] if itself else units_under(under, day, tier=tier, line=line).values_list("unit", flat=True)
    )
    lived = Closure.objects.filter(line=line, depth=0, descendant__tier=parts).values_list(
        "descendant", flat=True
    )
    return Map(day, frozenset(targets), frozenset(lived), line)


def places_on(on: Map) -> places.Places:
    """Where each part counts; worked out once for each version of the tree."""
    return _places(on, tree_version(on.line))


@kept(32)
def _places(on: Map, version: int) -> places.Places:
    closure, transfers = _tree(on.line, version)
    return places.place(closure, transfers, day=on.day, targets=on.targets, parts=on.parts)


def places_together(one: Map, other: Map) -> places.Places:
    """Two levels of a map, as one that is kept: the totals under it are found again by it."""
    return _together(one, other, tree_version(one.line))


@kept(32)
def _together(one: Map, other: Map, _version: int) -> places.Places:
    return places.together(places_on(one), places_on(other))


@kept(4)
def _tree(line: str, _version: int) -> tuple[list[places.Closure], list[places.Transfer]]:
    """The dated tree of a line, read once for each version of it."""
    return closure_rows(line), transfer_rows(line)


def ask(
    indicators: Sequence[Indicator],
    periods: Sequence[Period | Asked],
    as_of: datetime,
    *,
    base: Period | None = None,
    fewer_is_better: bool = False,
    **more: Any,
) -> Question:
    """A question in the database's keys. `more`: kind, sources, breakdown, ranking of `rollup.Question`."""
    return Question(
        indicators=tuple(_indicator(one, fewer_is_better) for one in _with_parts(indicators)),
        periods=tuple(one if isinstance(one, Asked) else Asked(span_of(one)) for one in periods),
        as_of=as_of,
        base=str(base) if base else None,
        **more,
    )


def _with_parts(indicators: Sequence[Indicator]) -> list[Indicator]:
    """Those asked for, and behind them those a ratio or a weighted mean is made from."""
    found = {one.pk: one for one in indicators}
    for one in indicators:
        for part in (one.numerator, one.denominator, one.weight):
            if part is not None:
                found.setdefault(part.pk, part)
    return list(found.values())


def _indicator(one: Indicator, fewer_is_better: bool) -> question.Indicator:
    return question.Indicator(
        id=one.pk,
        nature=one.nature,  # type: ignore[arg-type]
        over_time=one.over_time,  # type: ignore[arg-type]
        over_tree=one.over_tree,  # type: ignore[arg-type]
        decimals=one.decimals,
        weight=one.weight_id,
        numerator=one.numerator_id,
        denominator=one.denominator_id,
        factor=100 if one.measure == "%" else 1,
        more_is_better=not fewer_is_better,
    )


def rollup_answer(
    asked: Question,
    on: Map,
    *,
    programme: Programme | None = None,
    kind: str = SetTarget.Kind.ASSIGNED,
) -> Cells:
    """One exact cell for each unit of the map, indicator and period, by these three."""
    where = places_on(on)
    if programme is None and (found := _in_bulk(asked, where)) is not None:
        return found
    set_for = targets_known([programme], asked.as_of) if programme else ()
    sums = rollup_sums(asked, where, programme)
    return rollup_cells(asked, where.targets, sums, [one for one in set_for if one.kind == kind])


def rollup_sums(asked: Question, where: places.Places, programme: Programme | None = None) -> SumsOf:
    """What is added up for a question, for any number of answers by `rollup_cells`.

    Where a programme has frozen who is due for what is asked, that list is what coverage is counted against; else
    every part that lives on a period's last day is due.
    """
    said = _few_said(asked)
    if said is None:
        return by_engine(asked, where, programme)
    return sums_few(asked, said, where, _expected(asked, programme))


def _expected(asked: Question, programme: Programme | None) -> Lists | None:
    return frozen(asked, programme) if programme else None


def plain_sums(asked: Question, where: places.Places, programme: Programme | None = None) -> SumsOf:
    """The same from the figures of the database, however many they are: slowly, and with nothing kept."""
    said = said_rows(_standing(asked).iterator(2000))
    return sums_few(asked, said, where, _expected(asked, programme))


def rollup_cells(
    asked: Question,
    units: Iterable[int],
    sums: SumsOf,
    set_for: Sequence[SetTarget] = (),
) -> Cells:
    """The answer for some units from what was added up; what was set for them is set beside the values."""
    wanted = frozenset(units)
    aims = _targets(asked, [one for one in set_for if one.unit_id in wanted])
    found = cells(asked, sorted(wanted), sums, aims)
    return {(cell.unit, cell.indicator, cell.period): cell for cell in found}


def _few_said(asked: Question) -> list[Said] | None:
    """The figures that may count, read from the database; None where they are too many to do without an engine."""
    if _many():
        return None
    rows = list(_standing(asked)[: FEW + 1])
    return None if len(rows) > FEW else said_rows(rows)


def _standing(asked: Question) -> QuerySet[Figure, tuple[Any, ...]]:
    """The figures that may count, by the columns SAID."""
    spans = [span for one in asked.periods for span in (one.span, *one.parts)]
    standing = live(asked.as_of).filter(
        indicator__in=asked.by_id,
        breakdown=asked.breakdown,
        kind=asked.kind,
        source__in=asked.sources,
        period_start__gte=min(span.start for span in spans),
        period_end__lte=max(span.end for span in spans),
    )
    return standing.values_list(*SAID)


def _many() -> bool:
    """Whether this process holds the figures of a store that is worth an engine: then it is asked at once."""
    return hot.loaded() and hot.figures() > FEW


def said_rows(rows: Iterable[tuple[Any, ...]]) -> list[Said]:
    """Rows of figures, by the columns SAID, as the roll-up adds them up."""
    read = cache(lambda text: span_of(Period.parse(text)))  # tens of thousands of rows, but few periods
    return [
        Said(figure, indicator, unit, *read(period), source, value)
        for figure, indicator, unit, period, source, value in rows
    ]


def by_engine(asked: Question, where: places.Places, programme: Programme | None = None) -> SumsOf:
    """From the hot copy of this process; from the files, if the moment asked for lies before what the copy holds.

    With the setting ROLLUP_ENGINE always from the files, by Spark.
    """
    import ibis

    from tongket.rollup.roll import expression, sums

    expected = _expected(asked, programme)
    if settings.ROLLUP_ENGINE:
        return sums_by_spark(asked, where, expected)
    with hot.ready() as (ready, fresh):
        if ready.knows(asked):
            return ready.sums(asked, where, expected)
        due = None if expected is None else ibis.memtable(expected.table(asked.by_id))
        return sums(asked, expression(asked, ready.hot.from_files(fresh), where, due))


def _in_bulk(asked: Question, where: places.Places) -> Cells | None:
    """The cells of many figures, each made when it is looked at; None where they are few, or no plain sums."""
    from tongket.rollup.bulk import fits

    if not fits(asked) or not _many():
        return None
    with hot.ready() as (ready, _fresh):
        return ready.bulk(asked, where) if ready.knows(asked) else None


def _targets(asked: Question, set_for: Sequence[SetTarget]) -> list[Target]:
    if not set_for:
        return []
    ids = dict(Indicator.objects.filter(pk__in=asked.by_id).values_list("ref", "pk"))
    return [target_asked(one, ids[one.indicator]) for one in set_for if one.indicator in ids]


def target_asked(one: SetTarget, indicator: int) -> Target:
    """A target as the roll-up compares with it; `indicator` is its key in the database."""
    return Target(
        indicator=indicator,
        unit=one.unit_id,
        period=one.period,
        sense=one.sense,  # type: ignore[arg-type]
        low=_exact(one.low, one.decimals),
        high=_exact(one.high, one.decimals),
        basis=one.basis,  # type: ignore[arg-type]
    )


def _exact(units: int | None, decimals: int) -> Decimal | None:
    return None if units is None else from_units(units, decimals)


def owed(asked: Question) -> list[Owed]:
    """Who was due to report what, by the lists of whatever form asks for the very parts of the periods asked for."""
    items = FormItem.objects.filter(indicator__in=asked.by_id, breakdown=asked.breakdown)
    keys = {span.key for one in asked.periods for span in one.parts}
    dues = Due.objects.filter(frozen_at__lte=asked.as_of, period__in=keys)
    owes: dict[int, set[tuple[int, str, date, date]]] = {}
    for form, unit, period, start, end in dues.values_list(
        "form", "unit", "period", "period_start", "period_end"
    ):
        owes.setdefault(form, set()).add((unit, period, start, end))
    asking = items.filter(form__in=owes).values_list("form", "indicator")
    return [Owed(*one) for one in sorted({(what, *due) for form, what in asking for due in owes[form]})]
