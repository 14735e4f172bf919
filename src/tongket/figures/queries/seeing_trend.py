"""An indicator over a programme's periods of one kind: final and estimated apart, target and coverage of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tongket.base import clock
from tongket.figures.models import Due, Figure, Indicator, PeerGroup
from tongket.figures.queries.kept import kept
from tongket.figures.queries.rollups import Map, ask, places_on, rollup_cells, rollup_sums
from tongket.figures.queries.seeing import OWN_SOURCES, Version, version_of
from tongket.figures.queries.seeing_units import Ground, ground_of, rows_of, whole
from tongket.programmes.known import targets_known
from tongket.programmes.models import Programme, Target
from tongket.rollup.places import Places
from tongket.rollup.question import Asked, Cell, span_of
from tongket.units.models import Unit
from tongket.viet.period import Period

TOGETHER = 0  # stands for a group where a unit is asked for
MOST = 12  # periods in one picture, the last ones


@dataclass(frozen=True)
class Point:
    """One period: the final figure, the estimate that it replaces, what was set for it."""

    period: Period
    final: Cell
    estimate: Cell | None
    target: Target | None


@dataclass(frozen=True)
class Trend:
    indicator: Indicator
    source: str
    points: tuple[Point, ...]
    one: bool  # of one unit, whose sums have trails; not of a group


def periods_told(programme: Programme, indicator: Indicator, day: date) -> dict[str, list[Period]]:
    """By kind, the periods that have begun for which the indicator was asked or told; the kind most used first."""
    dues = Due.objects.filter(form__programme=programme, form__items__indicator=indicator)
    parts = [one for one in (indicator.numerator_id, indicator.denominator_id) if one] or [indicator.pk]
    figures = Figure.objects.filter(indicator__in=parts, source__in=OWN_SOURCES, breakdown=0)
    texts = set(dues.order_by().values_list("period", flat=True).distinct())
    texts |= set(figures.order_by().values_list("period", flat=True).distinct())
    term = Period.parse(programme.term)
    found: dict[str, list[Period]] = {}
    for one in sorted(map(Period.parse, texts)):
        if one.start <= day and term.start <= one.start and one.end <= term.end:
            found.setdefault(one.kind, []).append(one)
    return dict(sorted(found.items(), key=lambda each: -len(each[1])))


def trend_of(
    programme: Programme,
    indicator: Indicator,
    periods: Sequence[Period],
    ground: Ground,
    *,
    on_todays_map: bool,
    added_up: bool,
    group: PeerGroup | None = None,
) -> Trend:
    """The whole of the ground, or the units of a group together, in each period; `added_up` since New Year.

    On the map of each period, or on the ground's.
    """
    members = frozenset(group.units.values_list("pk", flat=True)) if group else None
    version = version_of(programme, ground.line)
    asked = (tuple(periods[-MOST:]), ground, on_todays_map, added_up, members)
    return _trend(programme, indicator, *asked, version)


@kept(64)
def _trend(
    programme: Programme,
    indicator: Indicator,
    periods: tuple[Period, ...],
    ground: Ground,
    on_todays_map: bool,
    added_up: bool,
    members: frozenset[int] | None,
    _version: Version,
) -> Trend:
    now, root = clock.now(), Unit.objects.get(pk=ground.root)
    told = Figure.objects.filter(indicator=indicator, breakdown=0)
    sources = set(told.order_by().values_list("source", flat=True).distinct())
    source = next((str(one) for one in OWN_SOURCES if one in sources), str(OWN_SOURCES[-1]))
    estimated = told.filter(kind=Figure.Kind.ESTIMATE).exists()
    set_for = [one for one in targets_known([programme], now) if one.kind == Target.Kind.ASSIGNED]
    points = []
    for period in periods:
        day = ground.day if on_todays_map else min(period.last_day, clock.day_of(now))
        here = ground_of(programme, period, root, day)
        asked = since_new_year(period) if added_up else Asked(span_of(period))

        def cell(kind: str, here: Ground = here, asked: Asked = asked) -> Cell:
            question = ask([indicator], [asked], now, kind=kind, sources=(source,))
            where = whole(here) if members is None else _one(here, members)
            (whose,) = where.targets
            sums = rollup_sums(question, where, programme)
            return rollup_cells(question, [whose], sums)[whose, indicator.pk, asked.key]

        target = None if members else target_of(indicator, root, period, set_for, yearly=added_up)
        estimate = cell(Figure.Kind.ESTIMATE) if estimated else None
        points.append(Point(period, cell(Figure.Kind.FINAL), estimate, target))
    return Trend(indicator, source, tuple(points), members is None)


def _one(ground: Ground, members: frozenset[int]) -> Places:
    """The units of a group as one: what counts under any of them counts under all together."""
    inside = members & rows_of(ground, fold=False).names.keys()
    found = places_on(Map(ground.day, frozenset(inside), ground.leaves, ground.line))
    return replace(
        found, targets=(TOGETHER,), rows=tuple(row._replace(ancestor=TOGETHER) for row in found.rows)
    )


def since_new_year(period: Period) -> Asked:
    """From the first period of its year up to this one, added up (lũy kế)."""
    parts = tuple(map(span_of, period.since_new_year()))
    return Asked(span_of(period)._replace(start=parts[0].start), parts)


def may_be_added_up(indicator: Indicator, kind: str) -> bool:
    """A flow by months or quarters; a stock stands, and is not added up over time."""
    short = kind.rpartition(":")[2] in ("month", "quarter", "half")
    return short and indicator.nature == "flow" and indicator.over_time == "sum"


def target_of(
    indicator: Indicator, root: Unit, period: Period, set_for: Sequence[Target], *, yearly: bool
) -> Target | None:
    """What was set for the unit and exactly the period; of what is added up or stands, what was set for the year."""
    wanted = [str(period.year())] if yearly else [str(period)]
    if indicator.nature == Indicator.Nature.STOCK and period.plain_kind not in ("day", "term"):
        wanted.append(str(period.year()))
    mine = [
        one
        for one in set_for
        if one.indicator == indicator.ref and one.unit_id == root.pk and one.basis == Target.Basis.VALUE
    ]
    return next((one for text in wanted for one in mine if one.period == text), None)
