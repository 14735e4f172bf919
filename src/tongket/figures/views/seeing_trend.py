"""An indicator over time: the line, what was set, how many have told in each period; the table under the picture."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongket.figures.models import Figure, Indicator
from tongket.figures.queries.seeing import indicators_of
from tongket.figures.queries.seeing_ranks import groups_visible_to
from tongket.figures.queries.seeing_rules import State
from tongket.figures.queries.seeing_trend import (
    Point,
    Trend,
    may_be_added_up,
    periods_told,
    trend_of,
)
from tongket.figures.queries.seeing_units import rows_of, top_of
from tongket.figures.templatetags.figures import target_words
from tongket.figures.views.seeing import Shown, coverage, said, show_cell
from tongket.figures.views.seeing_files import Sheet, Value, respond
from tongket.figures.views.seeing_frame import Frame, context_of, frame_of
from tongket.figures.views.seeing_reports import picture
from tongket.figures.words import PERIOD_KINDS
from tongket.rollup.question import Cell, rounded_units
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.viet.numbers import from_units
from tongket.viet.period import Period
from tongket.writer.document import LineChart, LinePoint, Mark, Series

INDICATOR, PERIODS, ADDED, GROUP = "chi-tieu", "loai-ky", "luy-ke", "nhom"


class Choice:
    """What of the address is this page's own."""

    def __init__(self, request: HttpRequest, frame: Frame) -> None:
        self.indicators = indicators_of(frame.programme)
        wanted = request.GET.get(INDICATOR, "")
        self.indicator: Indicator | None = next(
            (one for one in self.indicators if str(one.ref) == wanted), next(iter(self.indicators), None)
        )
        told = periods_told(frame.programme, self.indicator, frame.today) if self.indicator else {}
        self.kinds = list(told)
        asked = request.GET.get(PERIODS, "")
        self.kind = asked if asked in told else next(iter(told), "")
        self.periods: list[Period] = told.get(self.kind, [])
        self.may_add = self.indicator is not None and may_be_added_up(self.indicator, self.kind)
        self.units = _units(frame)
        hat, _day = asking(request)
        self.groups = list(groups_visible_to(hat, frame.today).order_by("name", "-start", "pk"))
        chosen = request.GET.get(GROUP, "")
        self.group = next((one for one in self.groups if str(one.ref) == chosen), None)
        self.added = self.may_add and request.GET.get(ADDED) == "1"


def _units(frame: Frame) -> list[tuple[str, str]]:
    """Whose line may be asked for besides the whole: the units of its table, and the one that is shown."""
    top = top_of(frame.programme, frame.ground.day)
    names = dict(rows_of(replace(frame.ground, root=top)).names)
    if frame.root.pk != top:
        names.setdefault(frame.root.pk, frame.root_name)
    refs = dict(Unit.objects.filter(pk__in=names).values_list("pk", "ref"))
    return [(str(refs[unit]), name) for unit, name in names.items() if unit != top]


@require_safe
def trend(request: HttpRequest, slug: str) -> HttpResponse:
    """How it has gone on."""
    frame = frame_of(request, slug)
    choice = Choice(request, frame)
    context = context_of(request, frame, "figures:see-trend") | {
        "choice": choice,
        "kinds": [(kind, PERIOD_KINDS.get(kind, kind)) for kind in choice.kinds],
        "whose": _whose(frame, choice),
        "root": str(frame.root.ref),
    }
    if choice.indicator is None or not choice.periods:
        return render(request, "figures/seeing_trend.html", context)
    found = _found(frame, choice, choice.indicator)
    context |= {
        "indicator": choice.indicator,
        "picture": picture(chart_of(_whose(frame, choice), found), "trend"),
        "lines": [_line(frame, found, point, added=choice.added) for point in reversed(found.points)],
        "estimates": any(point.estimate for point in found.points),
        "notes": _notes(frame, choice, found),
    }
    return render(request, "figures/seeing_trend.html", context)


@require_safe
def trend_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    frame = frame_of(request, slug)
    choice = Choice(request, frame)
    indicators, rows, chart, notes = choice.indicator, [], None, frame.notes
    if indicators is not None:
        found = _found(frame, choice, indicators)
        rows = [_row(_line(frame, found, point, added=choice.added)) for point in found.points]
        chart, notes = chart_of(_whose(frame, choice), found), _notes(frame, choice, found)
    name = indicators.name if indicators else ""
    measure = f" ({indicators.measure})" if indicators else ""
    heads = (_("Period"), _("Final"), _("Estimate"), _("Target"), _("Coverage"))
    title = f"{name}{measure}: {frame.programme.title}, {_whose(frame, choice)}"
    return respond(Sheet(frame.file_name(name), title, notes, heads, tuple(rows), 0, chart), ending)


def _found(frame: Frame, choice: Choice, indicator: Indicator) -> Trend:
    return trend_of(
        frame.programme,
        indicator,
        choice.periods,
        frame.ground,
        on_todays_map=frame.on_todays_map,
        added_up=choice.added,
        group=choice.group,
    )


def _whose(frame: Frame, choice: Choice) -> str:
    return choice.group.name if choice.group else frame.root_name


def _notes(frame: Frame, choice: Choice, found: Trend) -> tuple[str, ...]:
    source = _("Source: %(sources)s.") % {"sources": Figure.Source(found.source).label}
    on = _("Each period as it was: on the map of its last day.")
    notes = [source, frame.map_words if frame.on_todays_map else on]
    if choice.added:
        notes.append(_("Added up since the beginning of the year."))
    if any("partial" in _marks(point.final) for point in found.points):
        notes.append(_("A hollow point, marked c: not all units that were due have reported."))
    return (*notes, *frame.sample_note)


def _line(frame: Frame, found: Trend, point: Point, *, added: bool) -> dict[str, Any]:
    ended = point.period.end <= frame.today
    url = ""
    if (
        point.final.bounds is not None and not added and found.one
    ):  # a sum over several periods has no trail of its own
        url = frame.trail(found.indicator.ref, frame.root.ref, point.final.period, found.source)
    final = show_cell(point.final, ended=ended, url=url)
    return {
        "period": point.period,
        "final": final,
        "estimate": show_cell(point.estimate, ended=ended) if point.estimate else None,
        "target": target_words(point.target) if point.target else "",
        "coverage": coverage(final),
    }


def _row(line: dict[str, Any]) -> tuple[Value, ...]:
    estimate: Shown | None = line["estimate"]
    told = estimate is not None and estimate.state in (State.VALUE, State.ZERO)
    label = line["period"].label(get_language() or "vi")
    target = line["target"] or "–"
    return label, said(line["final"]), said(estimate) if estimate and told else "–", target, line["coverage"]


def chart_of(whose: str, found: Trend) -> LineChart:
    """Final and estimate as two lines, what was set as a third; a period without a figure is a gap."""
    decimals = found.indicator.decimals
    series = [
        Series(_("final"), _points([point.final for point in found.points], decimals)),
        Series(_("estimate"), _points([point.estimate for point in found.points], decimals)),
        Series(_("target"), _targets(found, decimals)),
    ]
    return LineChart(
        caption=f"{found.indicator.name} ({found.indicator.measure}), {whose}",
        unit=found.indicator.measure,
        periods=tuple(_short(point.period) for point in found.points),
        series=tuple(one for place, one in enumerate(series) if one.points or place == 0),
        decimals=decimals,
    )


def _points(cells: list[Cell] | list[Cell | None], decimals: int) -> tuple[LinePoint, ...]:
    points = []
    for at, cell in enumerate(cells):
        if cell is not None and cell.bounds is not None and cell.bounds.exact:
            value = rounded_units(cell.bounds.low, decimals)
            text = show_cell(cell, ended=True).text
            points.append(LinePoint(at, value, text, marks=_marks(cell)))
    return tuple(points)


def _marks(cell: Cell) -> tuple[Mark, ...]:
    """A point that not all who were due have told is hollow: a lower one may only be an earlier one."""
    partly = cell.reported + cell.not_applicable < cell.expected
    marks: list[Mark] = ["estimated"] if cell.estimated else []
    return (*marks, "partial") if partly else tuple(marks)


def _targets(found: Trend, decimals: int) -> tuple[LinePoint, ...]:
    points = []
    for at, point in enumerate(found.points):
        bound = (
            None
            if point.target is None
            else (point.target.low if point.target.low is not None else point.target.high)
        )
        if point.target is not None and bound is not None:
            exact = from_units(bound, point.target.decimals)
            points.append(LinePoint(at, int(exact * Decimal(10) ** decimals), f"{exact.normalize():f}"))
    return tuple(points)


def _short(period: Period) -> str:
    """As it stands under a point: quý III/2026."""
    words = period.label(get_language() or "vi").partition(" (")[0]
    return words.replace(" năm ", "/").replace(" of ", "/").removeprefix("ngày ").removeprefix("năm ")
