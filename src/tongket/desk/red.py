"""Red marks: targets of offices under one's own that were missed in the last period that has ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Q

from tongket.base.clock import day_of
from tongket.figures.queries.explained import Said, said_of_units
from tongket.figures.queries.seeing import Matrix, matrix_of
from tongket.figures.queries.seeing_rules import Light, light_of
from tongket.figures.queries.seeing_units import ground_of, top_of
from tongket.figures.quotients import show_bounds
from tongket.programmes.models import Programme, Target
from tongket.programmes.queries import visible_to
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import names_of
from tongket.viet.period import Period

SHOWN_DECIMALS = 2


@dataclass(frozen=True)
class Red:
    """A target that an office missed: what it reached, what was set, where all of it stands."""

    name: str
    indicator: str
    measure: str
    reached: str
    target: Target
    period: Period
    slug: str
    lacking: Fraction
    said: Said | None


def red_under(hat: Hat, now: datetime) -> list[Red]:
    """Of each running programme the last period with targets for offices under the hat, or of its own programmes.

    Where a table folds its units, its lines are those that are marked.
    """
    day = day_of(now)
    under = Closure.objects.filter(ancestor=hat.unit_id, start__lte=day, end__gt=day).values("descendant")
    set_for = Target.objects.filter(
        Q(unit__in=under) | Q(programme__unit=hat.unit_id),
        programme__in=visible_to(hat, day),
        programme__state=Programme.State.RUNNING,
        kind=Target.Kind.ASSIGNED,
        period_end__lte=day,
    ).select_related("programme__unit", "unit")
    found: list[Red] = []
    newest: dict[int, date] = {}
    targets = sorted(set_for, key=lambda one: (one.period_end, one.period, one.pk), reverse=True)
    for one in targets:
        newest.setdefault(one.programme_id, one.period_end)
    last = [one for one in targets if one.period_end == newest[one.programme_id]]
    for programme, text in dict.fromkeys((one.programme, one.period) for one in last):
        mine = [one for one in last if one.programme == programme and one.period == text]
        found += _missed(programme, Period.parse(text), mine)
    return sorted(found, key=lambda one: (-one.lacking, one.name, one.indicator))


def _missed(programme: Programme, period: Period, targets: Iterable[Target]) -> Iterable[Red]:
    root = Unit.objects.get(pk=top_of(programme, period.last_day))
    ground = ground_of(programme, period, root, period.last_day)
    matrix = matrix_of(programme, period, ground, kind="final", set_by=Target.Kind.ASSIGNED)
    for target in targets:
        yield from _marks(matrix, programme, period, target)


def _marks(matrix: Matrix, programme: Programme, period: Period, target: Target) -> Iterable[Red]:
    names = names_of([target.unit_id], period.last_day)
    told = said_of_units(programme, period, [target.unit_id]).get(target.unit_id)
    about = (target, period, programme.slug)
    for place, column in enumerate(matrix.columns):
        cell = matrix.cells.get((target.unit_id, place))
        if (
            column.indicator.ref != target.indicator
            or cell is None
            or target.unit_id not in matrix.rows.names
        ):
            continue
        measure = cell.reduction if target.basis == Target.Basis.REDUCTION else cell.bounds
        if measure is None or light_of(cell, ended=True) != Light.MISSED:
            continue
        one = column.indicator
        decimals = min(one.decimals, SHOWN_DECIMALS)
        lacking = abs(1 - cell.ratio.low) if cell.ratio else Fraction(1)
        yield Red(
            names[target.unit_id],
            one.name,
            one.measure,
            show_bounds(measure, decimals),
            *about,
            lacking,
            told,
        )
