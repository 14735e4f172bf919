"""What the page of one programme shows from several rooms: results against targets, units × indicators, reports."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import Count, Max

from tongket.base import clock
from tongket.figures.models import Due, Figure
from tongket.figures.queries import Completeness, completeness, due_lines
from tongket.programmes.models import Programme, Target
from tongket.reviews.gather.desk import Desk
from tongket.reviews.gather.indicators import results
from tongket.reviews.gather.year_before import YearBefore
from tongket.reviews.material import Official, Result, TargetLine, UnitRow, Value
from tongket.units.queries import tree_version
from tongket.viet.period import Period

KEPT = 2 * 24 * 3600  # seconds
# What is kept is read back only by code that knows the same fields.
_SHAPE = [field.name for kind in (Result, UnitRow, TargetLine, Official, Value) for field in fields(kind)]


def periods_of(programme: Programme, day: date) -> list[Period]:
    """What results can be asked for: the term, and the periods of targets and reports that have begun."""
    texts = {programme.term, *programme.targets.values_list("period", flat=True)}
    texts |= set(Due.objects.filter(form__programme=programme).values_list("period", flat=True))
    return sorted((one for one in map(Period.parse, texts) if one.start <= day), reverse=True)


def usual_period(programme: Programme, day: date) -> Period:
    """The term; where targets are set for shorter periods only, the last of these that has begun."""
    set_for = {Period.parse(text) for text in programme.targets.values_list("period", flat=True)}
    begun = [one for one in set_for if one.start <= day]
    term = Period.parse(programme.term)
    return term if term in set_for or not begun else max(begun)


def results_of(programme: Programme, period: Period, now: datetime) -> tuple[Result, ...]:
    """Results over a period as known now.

    Worked out again only when there is a new figure, target or due, another tree or another day; the worker
    does it before anybody asks (`portal.tasks`).
    """
    figures = Figure.objects.filter(indicator__items__form__programme=programme)
    newest = figures.order_by("-pk").values_list("ref", flat=True).first()
    if newest is None:
        return ()
    day = clock.day_of(now)
    # One that was taken back and one that came in its place are as many as before.
    targets = Target.objects.filter(programme=programme).aggregate(Count("pk"), Max("pk"))
    dues = Due.objects.filter(form__programme=programme).aggregate(Count("pk"), Max("pk"))
    parts = (programme.ref, period, newest, targets, dues, tree_version(), day, _SHAPE)
    key = hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()
    found: tuple[Result, ...] | None = cache.get(key)
    if found is None:
        desk = Desk(programme, period, now, min(day, period.last_day))
        found = results(desk, YearBefore(desk))
        cache.set(key, found, KEPT)
    return found


@dataclass(frozen=True)
class Matrix:
    """Units × indicators: one column a result that has parts."""

    columns: tuple[Result, ...]
    rows: tuple[tuple[str, tuple[Value | None, ...]], ...]


def matrix(found: tuple[Result, ...]) -> Matrix | None:
    columns = tuple(result for result in found if result.rows)
    if not columns:
        return None
    values = [{row.unit: row.reduction or row.value for row in result.rows} for result in columns]
    rows = columns[0].rows
    return Matrix(columns, tuple((row.name, tuple(each.get(row.unit) for each in values)) for row in rows))


@dataclass(frozen=True)
class PeriodReports:
    """Who sent a report of one period: counts, and who is late or missing."""

    period: Period
    counts: Completeness
    late: tuple[str, ...]
    missing: tuple[str, ...]


def reports_of(programme: Programme, now: datetime) -> list[PeriodReports]:
    """By period, the newest first, from the lists frozen when each was opened."""
    lines = due_lines(Due.objects.filter(form__programme=programme), now)
    periods = sorted({line.due.period for line in lines}, key=Period.parse, reverse=True)
    found = []
    for text in periods:
        of_period = [line for line in lines if line.due.period == text]
        found.append(
            PeriodReports(
                Period.parse(text),
                completeness(of_period),
                tuple(line.unit for line in of_period if line.state == "late"),
                tuple(line.unit for line in of_period if line.state == "overdue"),
            )
        )
    return found
