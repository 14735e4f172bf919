"""Units × indicators of a programme in a period: values, lights, totals, coverage."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tongket.base.shown import number
from tongket.figures.columns import STATES as UNTOLD
from tongket.figures.models import Figure
from tongket.figures.queries import dues_visible_to
from tongket.figures.queries.explained import Said, said_of_units
from tongket.figures.queries.seeing import Column, Matrix, matrix_of
from tongket.figures.queries.seeing_ranks import LEAST
from tongket.figures.queries.seeing_rules import Light, State, light_of, state_of
from tongket.figures.queries.seeing_units import FOLD
from tongket.figures.quotients import show_bounds
from tongket.figures.views.seeing_files import Sheet, Value, respond
from tongket.figures.views.seeing_frame import SORT, UNIT, Frame, context_of, frame_of
from tongket.programmes.models import Target
from tongket.rollup.question import Cell
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.writer.marks import SIGNS

SHOWN_DECIMALS, PERCENT_DECIMALS = 2, 1
LIGHTS = {
    Light.MET: ("done", gettext_lazy("met")),
    Light.NEAR: ("risk", gettext_lazy("nearly met")),
    Light.MISSED: ("late", gettext_lazy("missed")),
    Light.UNDER_WAY: ("open", gettext_lazy("under way")),
    Light.OPEN: ("waiting", gettext_lazy("cannot be told yet")),
}
STATES = {State(mark): words for mark, (words, _written) in UNTOLD.items()}
STATES[State.ZERO] = gettext_lazy("reported, and it is zero")


@dataclass(frozen=True)
class Shown:
    """A cell as it stands on the page: text or the sign of its state, light, coverage, and where it leads."""

    state: State
    text: str
    value: Decimal | None
    light: Light
    told: int
    expected: int
    url: str = ""
    fewer: str = ""
    estimated: bool = False

    @property
    def word(self) -> str:
        return str(STATES.get(self.state, ""))

    @property
    def partly(self) -> bool:
        return self.told < self.expected

    @property
    def badge(self) -> tuple[str, str] | None:
        tone, word = LIGHTS.get(self.light, ("", ""))
        return (tone, str(word)) if tone else None


@dataclass(frozen=True)
class Line:
    name: str
    url: str
    cells: tuple[Shown, ...]
    said: Said | None = None


def show_cell(cell: Cell, *, ended: bool, url: str = "") -> Shown:
    state = state_of(cell)
    sign = "" if cell.bounds is not None else SIGNS[state.value].sign  # type: ignore[index]
    decimals = min(cell.decimals, SHOWN_DECIMALS)
    return Shown(
        state,
        sign or (show_bounds(cell.bounds, decimals) if cell.bounds else ""),
        cell.value,
        light_of(cell, ended=ended) if cell.bounds is not None else Light.NONE,
        cell.reported + cell.not_applicable,
        cell.expected,
        url,
        show_bounds(cell.reduction, PERCENT_DECIMALS) if cell.reduction else "",
        cell.estimated,
    )


@require_safe
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """Who stands where with what."""
    frame = frame_of(request, slug)
    found = matrix_of(frame.programme, frame.period, frame.ground, kind=frame.kind, set_by=frame.set_by)
    lines, total = _lines(request, frame, found)
    sort = _sort(request, found)
    context = context_of(request, frame, "figures:see-matrix") | {
        "columns": _heads(frame, found, sort),
        "rows": Paginator(lines, FOLD).get_page(request.GET.get("page")),
        "total": total,
        "folded": found.rows.folded,
        "sort": sort,
        "by_name": frame.query(),
        "states": [(SIGNS[state.value].sign, word) for state, word in STATES.items()],  # type: ignore[index]
        "lights": [LIGHTS[light] for light in LIGHTS if light in _lit([*lines, total])],
        "kept": {key: value for key, value in frame.asked.items() if key == UNIT},
        "notes": notes_of(frame, found.columns),
        "pledged": frame.set_by == Target.Kind.PLEDGED,
        "estimates": frame.kind == Figure.Kind.ESTIMATE,
    }
    return render(request, "figures/seeing_matrix.html", context)


@require_safe
def matrix_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    frame = frame_of(request, slug)
    found = matrix_of(frame.programme, frame.period, frame.ground, kind=frame.kind, set_by=frame.set_by)
    lines, total = _lines(request, frame, found)
    heads = (f"{one.indicator.name} ({one.indicator.measure})" for one in found.columns)
    words = {light: str(word) for light, (_tone, word) in LIGHTS.items()}
    told = [*lines, total]
    lit = [any(line.cells[place].badge for line in told) for place in range(len(found.columns))]
    head, rows = [_("Unit")], []
    for place, name in enumerate(heads):
        head += [name, *([_("Against the target")] if lit[place] else [])]
    for line in told:
        row: list[Value] = [line.name]
        for place, one in enumerate(line.cells):
            row += [said(one), *([words.get(one.light, "–")] if lit[place] else [])]
        rows.append(tuple(row))
    covered: list[Value] = [_("Coverage")]
    for place, one in enumerate(total.cells):
        covered += [coverage(one), *([""] if lit[place] else [])]
    sheet = Sheet(
        frame.file_name(_("figures")),
        f"{frame.programme.title}: {frame.label}, {frame.root_name}",
        notes_of(frame, found.columns),
        tuple(head),
        (*rows, tuple(covered)),
        2,
    )
    return respond(sheet, ending)


def _lit(lines: Sequence[Line]) -> set[Light]:
    return {one.light for line in lines for one in line.cells}


def said(one: Shown) -> Value:
    """A number as such, a state in words: nothing in a file is left blank."""
    if one.state in (State.VALUE, State.ZERO):
        return one.value if one.value is not None else one.text
    return one.word


def coverage(one: Shown) -> str:
    """How many have told, of how many."""
    return _("%(n)s of %(of)s") % {"n": number(one.told), "of": number(one.expected)}


def notes_of(frame: Frame, columns: Sequence[Column]) -> tuple[str, ...]:
    """What stands under a table wherever it goes: source, map, kind of figures."""
    sources = sorted({str(Figure.Source(one.source).label) for one in columns})
    source = _("Source: %(sources)s.") % {"sources": ", ".join(sources)}
    approved = _("A figure counts once its report is approved.")
    return source, frame.map_words, frame.kind_words, approved, *frame.sample_note


def _sort(request: HttpRequest, found: Matrix) -> int:
    """The column by which lines are sorted, from 1; 0 for the units' own order, the only one for a few units."""
    text = request.GET.get(SORT, "")
    place = int(text) if text.isdecimal() and len(text) < 4 else 0
    return place if len(found.rows.names) >= LEAST and place <= len(found.columns) else 0


def _heads(frame: Frame, found: Matrix, sort: int) -> list[dict[str, Any]]:
    heads = []
    for place, (column, cell) in enumerate(zip(found.columns, found.totals, strict=True), start=1):
        heads.append(
            {
                "column": column,
                "source": str(Figure.Source(column.source).label),
                "coverage": coverage(show_cell(cell, ended=frame.ended)),
                "sort": frame.query(**{SORT: str(place)}) if len(found.rows.names) >= LEAST else "",
                "current": place == sort,
            }
        )
    return heads


def _lines(request: HttpRequest, frame: Frame, found: Matrix) -> tuple[list[Line], Line]:
    units = {*found.rows.names, frame.root.pk}
    refs = dict(Unit.objects.filter(pk__in=units).values_list("pk", "ref"))
    owed = report_links(request, frame) if not found.rows.folded else {}
    shown = {unit: _shown(frame, found, unit, refs[unit], owed) for unit in found.rows.names}
    marked = [unit for unit, cells in shown.items() if any(one.light == Light.MISSED for one in cells)]
    told = said_of_units(frame.programme, frame.period, marked)
    lines = []
    for unit, name in found.rows.names.items():
        url = frame.query(**{UNIT: str(refs[unit])}) if found.rows.folded else ""
        lines.append(Line(name, url, shown[unit], told.get(unit)))
    sort = _sort(request, found)
    if sort:
        lines.sort(key=lambda line: _by(line.cells[sort - 1]))
    return lines, Line(_("In all"), "", _shown(frame, found, frame.root.pk, refs[frame.root.pk], {}))


def _by(one: Shown) -> tuple[bool, Decimal]:
    """The greatest first, what has no value last."""
    return one.value is None, -(one.value or Decimal(0))


def _shown(frame: Frame, found: Matrix, unit: int, ref: UUID, owed: dict[int, str]) -> tuple[Shown, ...]:
    cells = []
    for column, cell in zip(found.columns, found.of(unit), strict=True):
        url = owed.get(unit, "")
        if cell.bounds is not None:
            url = frame.trail(column.indicator.ref, ref, column.asked.key, column.source)
        cells.append(show_cell(cell, ended=frame.ended, url=url))
    return tuple(cells)


def report_links(request: HttpRequest, frame: Frame) -> dict[int, str]:
    """The report of each unit that may be opened: of several in the period the last that has come due."""
    hat, day = asking(request)
    if not frame.officer:
        return {}
    dues = dues_visible_to(hat, day).filter(form__programme=frame.programme)
    inside = dues.filter(period_start__gte=frame.period.start, period_end__lte=frame.period.end)
    ordered = inside.order_by("period_end", "pk").only("unit_id", "ref")
    return {due.unit_id: due.get_absolute_url() for due in ordered}
