"""Figures out: what a program needs in order to post. Pages are ordered by ref, each with the address of the next."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from tongket.api.door import door
from tongket.base import clock
from tongket.figures.models import Due, Figure, Form
from tongket.figures.queries import closed_drafts, dues_visible_to, figures_visible_to, forms_visible_to, live
from tongket.units.hats import Hat
from tongket.units.models import Token, UnitCode
from tongket.units.queries import names_of
from tongket.viet.fault import refusal
from tongket.viet.numbers import from_units
from tongket.viet.period import Period

MOST, USUAL = 500, 100
AFTER, SIZE = "sau", "toi-da"


def _page[M: (Due, Figure, Form)](
    request: HttpRequest, rows: QuerySet[M]
) -> tuple[list[M], Mapping[str, Any]]:
    """The rows after the ref that is asked for, and where the next ones are."""
    asked = request.GET.get(SIZE, str(USUAL))
    size = min(int(asked), MOST) if asked.isdecimal() and len(asked) < 6 and int(asked) else USUAL
    after = request.GET.get(AFTER, "")
    if after:
        rows = rows.filter(ref__gt=_ref(after))
    found = list(rows.order_by("ref")[: size + 1])
    if len(found) <= size:
        return found, {"next": None}
    query = request.GET.dict() | {AFTER: str(found[size - 1].ref)}
    return found[:size], {"next": f"{request.path}?{urlencode(query)}"}


def _ref(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise refusal("api.no_ref", value=text[:40]) from None


def _forms(request: HttpRequest, hat: Hat, _token: Token) -> Mapping[str, Any]:
    """The forms that the hat may see, with their lines."""
    seen = forms_visible_to(hat, clock.today()).select_related("programme")
    rows, more = _page(request, seen.prefetch_related("items__indicator", "items__breakdown"))
    return {"forms": [_form(one) for one in rows], **more}


def _form(form: Form) -> dict[str, Any]:
    return {
        "ref": str(form.ref),
        "programme": form.programme.slug,
        "title": form.title,
        "version": form.version,
        "period_kind": form.period_kind,
        "lines": [
            {
                "line": item.order,
                "indicator": item.indicator.code,
                "name": item.indicator.name,
                "breakdown": [part for part in (item.breakdown.first, item.breakdown.second) if part],
                "measure": item.indicator.measure,
                "decimals": item.indicator.decimals,
                "required": item.required,
            }
            for item in sorted(form.items.all(), key=lambda item: item.order)
        ],
    }


def _reports(request: HttpRequest, hat: Hat, _token: Token) -> Mapping[str, Any]:
    """The reports that are due, with their state; `?ky=` names a period, `?don-vi=` the ref of a unit."""
    day = clock.today()
    seen = dues_visible_to(hat, day).select_related("form", "unit", "report")
    if period := request.GET.get("ky", ""):
        seen = seen.filter(period=str(Period.parse(period)))
    if unit := request.GET.get("don-vi", ""):
        seen = seen.filter(unit__ref=_ref(unit))
    rows, more = _page(request, seen)
    names = names_of((one.unit_id for one in rows), day)
    codes = _codes(rows)
    closed = closed_drafts(hat, rows, day)
    return {"reports": [_report(one, names, codes, closed) for one in rows], **more}


def _report(
    due: Due, names: Mapping[int, str], codes: Mapping[tuple[int, str], str], closed: set[int]
) -> dict[str, Any]:
    report = getattr(due, "report", None)
    state = "" if report is None else ("draft" if due.pk in closed else report.state)
    return {
        "ref": str(due.ref),
        "form": str(due.form.ref),
        "period": due.period,
        "unit": str(due.unit.ref),
        "unit_code": codes.get((due.unit_id, due.period), ""),
        "unit_name": names.get(due.unit_id, ""),
        "due_at": due.deadline.isoformat(),
        "state": state,
    }


def _codes(dues: list[Due]) -> dict[tuple[int, str], str]:
    """The code by which each unit is named in its period: that of the period's last day."""
    rows = UnitCode.objects.filter(unit__in={due.unit_id for due in dues}).order_by("scheme", "start")
    held = list(rows.values_list("unit", "code", "start", "end"))
    found: dict[tuple[int, str], str] = {}
    for due in dues:
        last = Period.parse(due.period).last_day
        codes = (code for unit, code, start, end in held if unit == due.unit_id and start <= last < end)
        found[due.unit_id, due.period] = next(codes, "")
    return found


def figures(request: HttpRequest, hat: Hat, _token: Token) -> Mapping[str, Any]:
    """The figures as they stand now; `?chi-tieu=` a code, `?ky=` a period, `?don-vi=` the ref of a unit."""
    seen = live(clock.now()).filter(pk__in=figures_visible_to(hat, clock.today()).values("pk"))
    if code := request.GET.get("chi-tieu", ""):
        seen = seen.filter(indicator__code=code[:40])
    if period := request.GET.get("ky", ""):
        seen = seen.filter(period=str(Period.parse(period)))
    if unit := request.GET.get("don-vi", ""):
        seen = seen.filter(unit__ref=_ref(unit))
    rows, more = _page(request, seen.select_related("indicator", "unit", "breakdown"))
    return {"figures": [_figure(one) for one in rows], **more}


def _figure(one: Figure) -> dict[str, Any]:
    decimals = one.indicator.decimals
    return {
        "ref": str(one.ref),
        "indicator": one.indicator.code,
        "unit": str(one.unit.ref),
        "period": one.period,
        "breakdown": [part for part in (one.breakdown.first, one.breakdown.second) if part],
        "kind": one.kind,
        "source": one.source,
        "value": "-" if one.value is None else f"{from_units(one.value, decimals):f}",
        "note": one.note,
        "entered": one.entered.isoformat(),
    }


forms = door(get=_forms)
reports = door(get=_reports)
