"""Pages of the units, all public: the country on a day, one unit with its history, look-up by name or code."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongket.base.middleware import status_of
from tongket.base.shown import day as day_shown
from tongket.units.history import history
from tongket.units.middleware import asking
from tongket.units.models import OPEN, Line, Tier, Unit
from tongket.units.picture import strip
from tongket.units.queries import (
    ancestors,
    children_of,
    code_on,
    counts_under,
    find_on,
    first_change,
    national_root,
    nearest_version,
    paths_on,
    tally,
    visible_to,
)
from tongket.viet.dates import parse_date
from tongket.viet.fault import Refusal, refusal

PAGE = 60
ONE = datetime.timedelta(days=1)


def asked_day(request: HttpRequest) -> datetime.date:
    """The day in the address (`ngay`), else today."""
    text = request.GET.get("ngay", "").strip()
    return parse_date(text) if text else asking(request)[1]


@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """The provinces of a day with what stands under them."""
    day = asked_day(request)
    nation = national_root()
    provinces = list(children_of(nation, day))
    ids = [version.unit_id for version in provinces]
    communes = counts_under(ids, day, Tier.COMMUNE)
    districts = counts_under(ids, day, Tier.DISTRICT)
    rows = [(v, districts.get(v.unit_id, 0), communes.get(v.unit_id, 0)) for v in provinces]
    context = {
        "day": day,
        "rows": rows,
        "has_districts": bool(districts),
        "tally": tally(nation, day),
        "today": asking(request)[1],
        "first": first_change(),
    }
    return render(request, "units/list.html", context)


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """By name or code on a day: straight to the one that is meant, else all that may be."""
    text = request.GET.get("ten", "").strip()
    context: dict[str, Any] = {"text": text, "day": asking(request)[1]}
    try:
        day = context["day"] = asked_day(request)
        found = find_on(text, day) if text else []
        if text and not found:
            raise refusal("units.unknown", text=text, day=day_shown(day))
    except Refusal as why:
        return render(request, "units/look_up.html", {**context, "refusal": why}, status=status_of(why))
    if len(found) == 1:
        return redirect(f"{reverse('units:unit', args=[found[0].unit.ref])}?ngay={day.isoformat()}")
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    above = paths_on([version.unit_id for version in rows], day)
    listed = [(version, above[version.unit_id]) for version in rows]
    context |= {"rows": rows, "listed": listed, "count": len(found)}
    return render(request, "units/look_up.html", context)


@require_safe
def unit_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    return render(request, "units/unit.html", unit_context(request, ref))


def unit_context(request: HttpRequest, ref: uuid.UUID) -> dict[str, Any]:
    """All that the page of one unit shows, for a face that fills its `figures` block as well."""
    day = asked_day(request)
    unit = get_object_or_404(visible_to(asking(request)[0], day), ref=ref)
    line = _line_of(unit)
    version = nearest_version(unit, day, line)
    if version is None:
        raise refusal("units.not_on_day", unit=str(ref), day=day_shown(day))
    request.sample = unit.sample  # type: ignore[attr-defined]
    shown = min(max(day, version.start), version.end - ONE)
    past = history(unit, line)
    children = Paginator(children_of(unit, shown, line), PAGE).get_page(request.GET.get("page"))
    return {
        "unit": unit,
        "version": version,
        "day": day,
        "shown": shown,
        "today": asking(request)[1],
        "alive": version.start <= day < version.end,
        "last_day": version.end - ONE if version.end != OPEN else None,
        "trail": [(v.name, _address(v.unit, day)) for v in ancestors(unit, shown, line)],
        "code": code_on(unit, shown),
        "codes": list(unit.codes.filter(scheme="gso").order_by("start")),
        "history": past,
        "picture": strip(version.name, past.before, past.after),
        "tally": tally(unit, shown, line),
        "children": children,
        "place": [Decimal(text) for text in (version.lat, version.lon) if text],
    }


def _line_of(unit: Unit) -> str:
    """The State's line where the unit stands in it, else the one it has."""
    lines = set(unit.versions.values_list("line", flat=True))
    return Line.STATE if Line.STATE in lines or not lines else sorted(lines)[0]


def _address(unit: Unit, day: datetime.date) -> str:
    return f"{reverse('units:unit', args=[unit.ref])}?ngay={day.isoformat()}"
