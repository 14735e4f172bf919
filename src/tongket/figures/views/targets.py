"""Targets of a programme: set by unit and period, in one table; what was assigned and what was pledged side by side."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.middleware import status_of
from tongket.base.views import refused
from tongket.figures.cells import write_cell
from tongket.figures.models import Figure, Form, Indicator
from tongket.figures.queries import indicators_visible_to
from tongket.figures.queries.last_targets import last_targets
from tongket.figures.queries.load import likely_asked, newest
from tongket.figures.queries.sums import PERCENT_DECIMALS
from tongket.figures.target_forms import AboutForm, TargetForm
from tongket.figures.views import require_officer
from tongket.programmes.actions import refuse_closed, set_target
from tongket.programmes.models import Programme, Target
from tongket.programmes.queries import clauses_for, programme_of
from tongket.programmes.taking_back import take_back_target
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.period import Period
from tongket.viet.text import sort_key

TEMPLATE = "figures/targets.html"
MOST_PERIODS = 80
YEARS_BEFORE = 5


@dataclass
class Row:
    """One unit: what stands of both kinds, the cells to type in where none of this kind stands, and what was asked
    the last time."""

    unit: int
    name: str
    assigned: Target | None
    pledged: Target | None
    form: TargetForm | None
    last: Target | None


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, slug: str) -> HttpResponse:
    """First what the targets are about (in the address, so that it can be found again), then the table."""
    require_officer(request, "programmes.run")
    hat, day = asking(request)
    programme = programme_of(slug, hat, day)
    require(hat, "programmes.run", unit_id=programme.unit_id, day=day, state=programme.state)
    refuse_closed(programme)
    request.sample = programme.unit.sample  # type: ignore[attr-defined]
    known = newest(indicators_visible_to(hat, day))
    within = periods_within(programme)
    about = AboutForm(
        known, within, bases_for(programme, within, request.GET.get("indicator", "")), clauses_for(programme),
        request.GET or None, initial=_usual(programme, day),
    )  # fmt: skip
    about.fields["indicator"].choices = _asked_first(programme, about)  # type: ignore[attr-defined]
    context: dict[str, Any] = {"programme": programme, "about": about}
    if not request.GET:
        return render(request, TEMPLATE, context)
    if not about.is_valid():
        return render(request, TEMPLATE, context, status=400)
    if "take_back" in request.POST:
        return _taken_back(request, programme, context)
    rows = _rows(request, programme, about.cleaned_data)
    context |= _table(rows, about.cleaned_data)
    if request.method != "POST" or "last" in request.POST:
        return render(request, TEMPLATE, context)
    if not all(row.form.is_valid() for row in rows if row.form):
        return render(request, TEMPLATE, context, status=400)
    try:
        count = _save(request, programme, about.cleaned_data, rows)
    except Refusal as why:
        return refused(request, why, TEMPLATE, context)
    told = ngettext("%(count)s target is set.", "%(count)s targets are set.", count)
    messages.success(request, told % {"count": count})
    return redirect(f"{reverse('figures:targets', args=[slug])}?{request.GET.urlencode()}")


def _taken_back(request: HttpRequest, programme: Programme, context: dict[str, Any]) -> HttpResponse:
    """A target set by mistake goes at once; what was typed in other rows stays in its cells."""
    data, status = context["about"].cleaned_data, 200
    try:
        ref = UUID(request.POST["take_back"])
        said = take_back_target(programme=programme, ref=ref, actor=asking(request)[0], now=clock.now())
        messages.success(request, _("Taken back: %(said)s") % {"said": said})
    except ValueError:
        raise refusal("record.gone") from None
    except Refusal as why:
        context, status = context | {"refusal": why}, status_of(why)
    context |= _table(_rows(request, programme, data), data)
    return render(request, TEMPLATE, context, status=status)


def _table(rows: list[Row], data: dict[str, Any]) -> dict[str, Any]:
    reduced = data["basis"] == Target.Basis.REDUCTION
    return {
        "rows": rows,
        "lasts": any(row.last for row in rows),
        "fields": TargetForm(data["sense"], *_numbers(data)).fields.values(),
        "base": Period.parse(data["base"]) if reduced else None,
    }


def _numbers(data: dict[str, Any]) -> tuple[int, int | None]:
    """Decimals of the bounds, and their greatest value: percentages, or the indicator's own numbers."""
    if data["basis"] == Target.Basis.REDUCTION:
        return PERCENT_DECIMALS, 100
    return data["indicator"].decimals, None


def bases_for(programme: Programme, within: list[Period], indicator: str) -> list[Period]:
    """What a target may be compared with: periods of which the indicator has figures, then those of the term
    and the years before it."""
    known: list[Period] = []
    with suppress(ValueError):
        figures = Figure.objects.filter(indicator__ref=UUID(indicator)).order_by("-period_start", "period")
        known = [
            Period.parse(text) for text in figures.values_list("period", flat=True).distinct()[:MOST_PERIODS]
        ]
    first = Period.parse(programme.term).start.year
    before = [Period.parse(str(year)) for year in range(first - 1, first - 1 - YEARS_BEFORE, -1)]
    return list(dict.fromkeys([*known, *before, *within]))


def periods_within(programme: Programme) -> list[Period]:
    """The whole term, its years, and the periods of the programme's form within it."""
    term = Period.parse(programme.term)
    form = Form.objects.filter(programme=programme).order_by("-version").first()
    kind = form.period_kind if form else "quarter"
    found = [term, *(Period.parse(str(year)) for year in range(term.start.year, term.end.year))]
    plain = kind.rpartition(":")[2]
    if plain not in ("day", "week", "term", "year") or ":" in kind:
        one = Period.of(kind, date(term.start.year, 1, 1))
        while one.start < term.end and len(found) < MOST_PERIODS:
            found.append(one)
            one = one.next()
    return list(dict.fromkeys(found))


def _usual(programme: Programme, day: date) -> dict[str, str]:
    years = [one for one in periods_within(programme) if one.kind == "year" and one.covers(day)]
    period = str(years[0]) if years else programme.term
    return {"period": period, "kind": Target.Kind.ASSIGNED, "sense": Target.Sense.AT_LEAST}


def _asked_first(programme: Programme, about: AboutForm) -> list[tuple[str, str]]:
    """The indicators that the programme asks for stand on top."""
    asked = Indicator.objects.filter(items__form__programme=programme).values_list("ref", flat=True)
    own = {str(ref) for ref in asked}
    choices = about.fields["indicator"].choices  # type: ignore[attr-defined]
    return sorted(choices, key=lambda pair: (pair[0] != "", pair[0] not in own))


def _rows(request: HttpRequest, programme: Programme, data: dict[str, Any]) -> list[Row]:
    _hat, day = asking(request)
    indicator, kind = data["indicator"], data["kind"]
    standing = programme.targets.filter(indicator=indicator.ref, period=data["period"])
    told = {(one.unit_id, one.kind): one for one in standing.select_related("clause__directive")}
    units = {programme.unit_id, *likely_asked(programme, day), *(unit for unit, _kind in told)}
    names = names_of(units, day)
    lasts = last_targets(programme, indicator, Period.parse(data["period"]), kind, units)
    listed = sorted(units, key=lambda unit: (unit != programme.unit_id, sort_key(names.get(unit, ""))))
    return [
        Row(
            unit,
            names.get(unit, ""),
            told.get((unit, Target.Kind.ASSIGNED)),
            told.get((unit, Target.Kind.PLEDGED)),
            None if (unit, kind) in told else _cells(request, data, unit, lasts.get(unit)),
            lasts.get(unit),
        )
        for unit in listed
    ]


def _cells(request: HttpRequest, data: dict[str, Any], unit: int, last: Target | None) -> TargetForm:
    """As typed; with one press an empty row takes the numbers of the last time, which are not set by that."""
    prefix, shape = f"u{unit}", (data["sense"], *_numbers(data))
    if "last" not in request.POST:
        return TargetForm(*shape, request.POST if request.method == "POST" else None, prefix=prefix)
    begun = {name: request.POST.get(f"{prefix}-{name}", "") for name in TargetForm(*shape).fields}
    same = last is not None and (last.sense, last.basis) == (data["sense"], data["basis"])
    if last is not None and same and not any(begun.values()):
        begun = {name: write_cell(getattr(last, name), last.decimals) for name in begun}
    return TargetForm(*shape, prefix=prefix, initial=begun)


def _save(request: HttpRequest, programme: Programme, data: dict[str, Any], rows: list[Row]) -> int:
    """All rows or none."""
    hat, _day = asking(request)
    typed = [(row, row.form.bounds) for row in rows if row.form and row.form.bounds]
    if not typed:
        raise Refusal(Fault("target.none_typed"))
    units = Unit.objects.in_bulk([row.unit for row, _bounds in typed])
    now = clock.now()
    with transaction.atomic():
        for row, bounds in typed:
            set_target(
                programme=programme,
                indicator=data["indicator"].ref,
                unit=units[row.unit],
                period=Period.parse(data["period"]),
                kind=data["kind"],
                bounds=bounds,
                decimals=_numbers(data)[0],
                basis=data["basis"],
                base_period=Period.parse(data["base"]) if data["base"] else None,
                clause=data["clause"],
                actor=hat,
                now=now,
            )
    return len(typed)
