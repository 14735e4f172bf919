"""Targets of a programme: set by unit and period, in one table; what was assigned and what was pledged side by side."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.figures.cells import show_value
from tongket.figures.models import Form, Indicator
from tongket.figures.queries import indicators_visible_to
from tongket.figures.queries.load import likely_asked, newest
from tongket.figures.target_forms import AboutForm, TargetForm
from tongket.figures.views import require_officer
from tongket.programmes.actions import refuse_closed, set_target
from tongket.programmes.models import Programme, Target
from tongket.programmes.queries import programme_of
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period
from tongket.viet.text import sort_key

TEMPLATE = "figures/targets.html"
MOST_PERIODS = 80


@dataclass
class Row:
    """One unit: what stands of both kinds, and the cells to type in where none of this kind stands."""

    unit: int
    name: str
    assigned: str
    pledged: str
    form: TargetForm | None


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
    about = AboutForm(known, periods_within(programme), request.GET or None, initial=_usual(programme, day))
    about.fields["indicator"].choices = _asked_first(programme, about)  # type: ignore[attr-defined]
    context: dict[str, Any] = {"programme": programme, "about": about}
    if not request.GET:
        return render(request, TEMPLATE, context)
    if not about.is_valid():
        return render(request, TEMPLATE, context, status=400)
    rows = _rows(request, programme, about.cleaned_data)
    sense = about.cleaned_data["sense"]
    context |= {"rows": rows, "fields": TargetForm(sense, about.cleaned_data["indicator"]).fields.values()}
    if request.method != "POST":
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
    told = {(one.unit_id, one.kind): said(one) for one in standing}
    units = {programme.unit_id, *likely_asked(programme, day), *(unit for unit, _kind in told)}
    names = names_of(units, day)
    sent = request.POST if request.method == "POST" else None
    listed = sorted(units, key=lambda unit: (unit != programme.unit_id, sort_key(names.get(unit, ""))))
    return [
        Row(
            unit,
            names.get(unit, ""),
            told.get((unit, Target.Kind.ASSIGNED), ""),
            told.get((unit, Target.Kind.PLEDGED), ""),
            None if (unit, kind) in told else TargetForm(data["sense"], indicator, sent, prefix=f"u{unit}"),
        )
        for unit in listed
    ]


def said(target: Target) -> str:
    """A target in words: at least 6."""
    low, high = (
        "" if value is None else show_value(value, target.decimals) for value in (target.low, target.high)
    )
    return f"{target.get_sense_display()} {' – '.join(filter(None, (low, high)))}"


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
                decimals=data["indicator"].decimals,
                actor=hat,
                now=now,
            )
    return len(typed)
