"""How complete a period is: due, in time, late, overdue, not yet due, with both rates; the map and its table."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongket.base import clock, shown
from tongket.base.templatetags.viet import percent
from tongket.figures.queries import Completeness, DueState
from tongket.figures.queries.explained import said_of_units
from tongket.figures.queries.seeing_reports import Owed, owed_of, points_of
from tongket.figures.views.seeing import report_links
from tongket.figures.views.seeing_files import Sheet, Value, respond
from tongket.figures.views.seeing_frame import UNIT, Frame, context_of, frame_of
from tongket.figures.words import DUE_STATES
from tongket.units.models import Tier, Unit
from tongket.writer import charts
from tongket.writer.document import BarChart, Chart, LineChart, PointGroup, PointMap, Source
from tongket.writer.maps import COUNTRY

# Dark dot, pale dot, ring, cross: told apart in grey; who has not reported stands out by its cross.
SHADES = (DueState.ON_TIME, DueState.LATE, DueState.NOT_YET_DUE, DueState.OVERDUE)


@require_safe
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has reported, and who has not."""
    frame = frame_of(request, slug)
    owed = owed_of(frame.programme, frame.period, frame.ground, clock.now())
    chart = map_of(frame, owed)
    context = context_of(request, frame, "figures:see-reports") | {
        "told": owed.told,
        "lines": _lines(request, frame, owed),
        "folded": owed.rows.folded,
        "picture": picture(chart, "map") if chart else "",
        "notes": _notes(frame),
        "kept": {key: value for key, value in frame.asked.items() if key == UNIT},
    }
    return render(request, "figures/seeing_reports.html", context)


@require_safe
def reports_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    frame = frame_of(request, slug)
    owed = owed_of(frame.programme, frame.period, frame.ground, clock.now())
    by_row = owed.by_row
    rows = [(name, *_values(by_row[unit])) for unit, name in owed.rows.names.items()]
    heads = (_("Due"), _("In time"), _("Late"), _("Overdue"), _("Not yet due"), _("Given more time"))
    sheet = Sheet(
        frame.file_name(_("completeness")),
        f"{_('Completeness')}: {frame.programme.title}, {frame.label}, {frame.root_name}",
        _notes(frame),
        (_("Unit"), *heads, _("Rate in time"), _("Rate sent")),
        (*rows, *_totals(owed.told)),
        1,
        map_of(frame, owed),
    )
    return respond(sheet, ending)


def _totals(told: Completeness) -> tuple[tuple[Value, ...], ...]:
    """The whole; where some were given more time, also by the days first set."""
    whole: tuple[Value, ...] = (_("In all"), *_values(told))
    if told.by_first is None:
        return (whole,)
    return whole, (_("In all, by the day first set"), *_values(told.by_first))


def _values(told: Completeness) -> tuple[Value, ...]:
    """The counts and both rates; a rate of nobody is none."""
    counts = (told.due, told.on_time, told.late, told.overdue, told.not_yet_due, told.extended)
    rates = tuple(percent(rate) for rate in told.rates) if told.rates else ("–", "–")
    return (*(Decimal(count) for count in counts), *rates)


def _notes(frame: Frame) -> tuple[str, ...]:
    said = _("Who was due was frozen when each period opened; as of %(moment)s.") % {
        "moment": shown.moment(clock.now())
    }
    return said, *frame.notes


def _lines(request: HttpRequest, frame: Frame, owed: Owed) -> list[dict[str, Any]]:
    by_row, states = owed.by_row, owed.by_unit
    refs = dict(Unit.objects.filter(pk__in=owed.rows.names).values_list("pk", "ref"))
    links = {} if owed.rows.folded else report_links(request, frame)
    marked = [] if owed.rows.folded else [unit for unit, told in by_row.items() if told.late or told.overdue]
    said = said_of_units(frame.programme, frame.period, marked)
    lines = []
    for unit, name in owed.rows.names.items():
        url = frame.query(**{UNIT: str(refs[unit])}) if owed.rows.folded else links.get(unit, "")
        alone = by_row[unit].due == 1 and unit in states
        state = DUE_STATES[states[unit]] if alone else None
        lines.append({"name": name, "url": url, "told": by_row[unit], "state": state, "said": said.get(unit)})
    return lines


def map_of(frame: Frame, owed: Owed) -> PointMap | None:
    """A point for each unit by how it stands; None where no coordinates are known."""
    points = points_of(owed, frame.ground)
    if not points:
        return None
    groups: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for name, longitude, latitude, state in points:
        groups[name, SHADES.index(state)].append((longitude, latitude))
    return PointMap(
        caption=f"{_('Completeness')}: {frame.label}, {frame.root_name}",
        point_word=_("units"),
        groups=tuple(PointGroup(name, tuple(each), shade) for (name, shade), each in groups.items()),
        shades=tuple(str(DUE_STATES[state][1]) for state in SHADES),
        names=COUNTRY if frame.root.tier == Tier.NATION else (),
        group_title=_("Unit"),
        source=Source("", owed.told.sent, owed.told.due),
    )


def picture(chart: Chart, name: str) -> SafeString:
    """A chart in the page, named by its caption; bars and lines for a phone too, of which the style sheet shows one."""
    if not isinstance(chart, BarChart | LineChart):
        return _drawn(charts.draw(chart), chart.caption, name)
    wide, narrow = charts.draw(chart), charts.draw(chart, charts.PHONE)
    both = _drawn(wide, chart.caption, name, "on-desk") + _drawn(
        narrow, chart.caption, f"{name}-small", "on-phone"
    )
    return mark_safe(both)  # noqa: S308


def _drawn(svg: str, caption: str, name: str, size: str = "") -> SafeString:
    opened, rest = svg.split(">", 1)
    title = f'<title id="{name}-title">{escape(caption)}</title>'
    return mark_safe(f'{opened} class="{size}" role="img" aria-labelledby="{name}-title">{title}{rest}')  # noqa: S308
