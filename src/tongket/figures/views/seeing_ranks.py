"""Ranking among peers: offices of a group of ten or more, by one indicator; fewer stand in their own order."""

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tongket.base import shown
from tongket.figures.models import PeerGroup
from tongket.figures.queries.explained import said_of_units
from tongket.figures.queries.seeing import Column, columns_known
from tongket.figures.queries.seeing_ranks import (
    EACH,
    Ranked,
    groups_visible_to,
    kinds_of,
    peers_of,
    ranked_of,
)
from tongket.figures.queries.seeing_rules import Light, State, light_of
from tongket.figures.queries.seeing_units import rows_of
from tongket.figures.views import require_officer
from tongket.figures.views.seeing import PERCENT_DECIMALS, coverage, notes_of, said, show_cell
from tongket.figures.views.seeing_files import Sheet, respond
from tongket.figures.views.seeing_frame import UNIT, Frame, context_of, frame_of
from tongket.figures.views.seeing_reports import picture
from tongket.rollup.question import Cell, Measure, Reason, rounded_units
from tongket.units.middleware import asking
from tongket.units.models import Kind, Unit
from tongket.writer.document import Bar, BarChart

INDICATOR, PEERS, BY = "chi-tieu", "nhom", "theo"
PAGE = 40
WHY = {
    "few": gettext_lazy(
        "Fewer than ten of these units have a figure to compare, so they stand in their own order, unranked."
    ),
    "no_direction": gettext_lazy("No target says whether more or less is better, so nothing is ranked."),
}


class Choice:
    """What of the address is this page's own: the indicator, who is compared, by what."""

    def __init__(self, request: HttpRequest, frame: Frame) -> None:
        hat, _day = asking(request)
        self.columns = columns_known(frame.programme, frame.period, frame.kind, frame.ground.line)
        wanted = request.GET.get(INDICATOR, "")
        asked = (one for one in self.columns if str(one.indicator.ref) == wanted)
        self.column: Column | None = next(asked, next(iter(self.columns), None))
        self.kinds = [(kind, Kind(kind).label, len(units)) for kind, units in kinds_of(frame.ground).items()]
        day = frame.ground.day
        found = groups_visible_to(hat, frame.today).filter(start__lte=day, end__gt=day)
        self.groups = list(found.order_by("name", "pk"))
        self.chosen = request.GET.get(PEERS, "")
        self.group: PeerGroup | None = next((one for one in self.groups if str(one.ref) == self.chosen), None)
        known = self.chosen in (*Kind.values, EACH)
        self.peers = peers_of(frame.ground, self.chosen if known else "", self.group)
        self.folded = rows_of(frame.ground).folded
        self.by: Measure = "ratio" if request.GET.get(BY) == "muc-tieu" else "value"

    @property
    def usual(self) -> str:
        """What is compared where nothing is chosen."""
        return _("the units of the table") if self.folded else _("all units")

    @property
    def words(self) -> str:
        if self.group is not None:
            ground = f" ({self.group.ground})" if self.group.ground else ""
            return _("Compared: %(group)s, a group since %(day)s%(ground)s.") % {
                "group": self.group.name,
                "day": shown.day(self.group.start),
                "ground": ground,
            }
        kind = str(Kind(self.chosen).label) if self.chosen in Kind.values else self.usual
        if self.chosen == EACH:
            kind = _("each unit by itself")
        return _("Compared: %(group)s.") % {"group": kind}


@require_safe
def ranks(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is how far among those it may be compared with."""
    require_officer(request)
    frame = frame_of(request, slug)
    choice = Choice(request, frame)
    context = context_of(request, frame, "figures:see-ranks") | {
        "choice": choice,
        "kept": {key: value for key, value in frame.asked.items() if key == UNIT},
    }
    if choice.column is None or not choice.peers.names:
        return render(request, "figures/seeing_ranks.html", context)
    found = _found(frame, choice, choice.column)
    rows = Paginator(found.order, PAGE).get_page(request.GET.get("page"))
    chart = chart_of(frame, choice.column, found, list(rows))
    context |= {
        "indicator": choice.column.indicator,
        "found": found,
        "why": why_of(found),
        "rows": rows,
        "lines": _lines(frame, choice.column, found, list(rows)),
        "picture": picture(chart, "ranks") if chart.bars else "",
        "caption": chart.caption,
        "notes": (choice.words, *notes_of(frame, [choice.column])),
    }
    return render(request, "figures/seeing_ranks.html", context)


@require_safe
def ranks_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    require_officer(request)
    frame = frame_of(request, slug)
    choice = Choice(request, frame)
    heads = (_("Rank"), _("Unit"), _("Value"), _("Against the target, %"), _("Coverage"))
    if choice.column is None:
        return respond(
            Sheet(frame.file_name(_("ranking")), frame.programme.title, frame.notes, heads, ()), ending
        )
    found = _found(frame, choice, choice.column)
    lines = _lines(frame, choice.column, found, found.order)
    rows = tuple(
        (
            line["rank"] or "–",
            line["name"],
            said(line["value"]),
            line["ratio"] or "–",
            coverage(line["value"]),
        )
        for line in lines
    )
    one = choice.column.indicator
    title = f"{one.name} ({one.measure}): {frame.programme.title}, {frame.label}, {frame.root_name}"
    why = why_of(found)
    notes = (choice.words, *([why] if why else []), *notes_of(frame, [choice.column]))
    chart = chart_of(frame, choice.column, found, found.order[:PAGE])
    sheet = Sheet(frame.file_name(_("ranking")), title, notes, heads, rows, 0, chart if chart.bars else None)
    return respond(sheet, ending)


def _found(frame: Frame, choice: Choice, column: Column) -> Ranked:
    return ranked_of(frame.programme, column, frame.ground, choice.peers, kind=frame.kind, by=choice.by)


def why_of(found: Ranked) -> str:
    """Why no rank is shown; nothing where there are ranks."""
    if found.why == "open" and found.open_until:
        return _("Offices may object until %(day)s, so no rank is shown before.") % {
            "day": shown.day(found.open_until)
        }
    return str(WHY[found.why]) if found.why else ""


def _lines(frame: Frame, column: Column, found: Ranked, units: list[int]) -> list[dict[str, Any]]:
    refs = dict(Unit.objects.filter(pk__in=units).values_list("pk", "ref"))
    marked = [unit for unit in units if light_of(found.cells[unit], ended=frame.ended) == Light.MISSED]
    told = said_of_units(frame.programme, frame.period, marked)
    lines = []
    for unit in units:
        cell = found.cells[unit]
        url = ""
        if cell.bounds is not None:
            url = frame.trail(column.indicator.ref, refs[unit], column.asked.key, column.source)
        lines.append(
            {
                "rank": "" if found.why or cell.rank is None else str(cell.rank),
                "level": not found.why and cell.rank_reason == Reason.OVERLAP,
                "name": found.names[unit],
                "value": show_cell(cell, ended=frame.ended, url=url),
                "ratio": ratio_of(cell),
                "said": told.get(unit),
            }
        )
    return lines


def ratio_of(cell: Cell) -> str:
    """How many per cent of its target's bound."""
    if cell.ratio is None or not cell.ratio.exact:
        return ""
    return shown.number(Decimal(rounded_units(cell.ratio.low, 3)).scaleb(-1), 1)


def chart_of(frame: Frame, column: Column, found: Ranked, units: list[int]) -> BarChart:
    """A bar for each unit of the page that has a value, in the order of the table: what it is ranked by."""
    fewer = any(found.cells[unit].reduction for unit in units)
    decimals, bars = PERCENT_DECIMALS if fewer else column.indicator.decimals, []
    for unit in units:
        cell = found.cells[unit]
        one, measured = show_cell(cell, ended=frame.ended), cell.reduction if fewer else cell.bounds
        if measured is not None and measured.exact and one.state in (State.VALUE, State.ZERO):
            text = one.fewer if fewer else one.text
            bars.append(Bar(found.names[unit], rounded_units(measured.low, decimals), text))
    unit_word = _("reduction in per cent") if fewer else column.indicator.measure
    return BarChart(
        caption=f"{column.indicator.name} ({unit_word}), {frame.label}, {frame.root_name}",
        unit=unit_word,
        bars=tuple(bars),
        decimals=decimals,
    )
