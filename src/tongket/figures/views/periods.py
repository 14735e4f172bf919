"""A period is opened for the units that are to report, and units are given more time."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.figures.actions import extend_due, open_period
from tongket.figures.actions.periods import already_due, refuse_period
from tongket.figures.deadlines import SET_BY_HAND, Ground, Grounds, frozen_due, tier_of
from tongket.figures.models import Due, Form
from tongket.figures.period_forms import ExtendManyForm, OpenForm
from tongket.figures.queries import due_lines, dues_visible_to, forms_visible_to
from tongket.figures.queries.opening import groups_for, periods_for, usual_period
from tongket.figures.views import require_officer
from tongket.programmes.actions import refuse_closed
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.viet.fault import Refusal, refusal
from tongket.viet.period import Period

OPEN, EXTEND = "figures/open.html", "figures/extend.html"


@dataclass(frozen=True)
class Coming:
    """What would be frozen: who is new on the list, who stands on it already, until when and why then."""

    period: Period
    due_at: datetime
    ground: Ground
    new: list[str]
    known: list[str]
    passed: bool


@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Choose period, units and last moment; look at the list; then it is frozen."""
    require_officer(request, "figures.open")
    hat, day = asking(request)
    form = get_object_or_404(forms_visible_to(hat, day).select_related("programme", "unit"), ref=ref)
    require(hat, "figures.open", unit_id=form.unit_id, day=day)
    refuse_closed(form.programme)
    request.sample = form.unit.sample  # type: ignore[attr-defined]
    do = request.POST.get("do", "")
    typed = _typed(request, form, judged=do in ("xem", "mo"))
    context: dict[str, Any] = {"form": form, "typed": typed}
    if typed is None or do not in ("xem", "mo"):
        return render(request, OPEN, context)
    if not typed.is_valid():
        return render(request, OPEN, context, status=400)
    try:
        if do == "mo":
            return _open(request, form, typed)
        context["coming"] = _coming(form, typed)
    except Refusal as why:
        return refused(request, why, OPEN, context)
    return render(request, OPEN, context)


def _typed(request: HttpRequest, form: Form, *, judged: bool) -> OpenForm | None:
    """The form as it was typed; None where nobody stands under the unit that asks."""
    _hat, day = asking(request)
    groups, periods = groups_for(form, day), periods_for(form, day)
    if not groups:
        return None
    sent = request.POST.get("tier", "")
    shown = next((one for one in groups if one.key == sent), groups[0])
    first = {"period": str(usual_period(form, periods, day)), "tier": shown.key, "whom": "tat-ca"}
    if judged:
        return OpenForm(periods, groups, shown, request.POST)
    kept = {key: value for key, value in request.POST.items() if key in OpenForm.base_fields}
    return OpenForm(periods, groups, shown, initial=first | kept | {"units": request.POST.getlist("units")})


def _coming(form: Form, typed: OpenForm) -> Coming:
    now = clock.now()
    period = Period.parse(typed.cleaned_data["period"])
    refuse_period(form, period)
    frozen: dict[str, Any] = {"due_at": typed.due_at, "rule_value": SET_BY_HAND}
    if typed.due_at is None:
        first = Unit.objects.filter(pk__in=typed.asked).order_by("pk").first()
        tier = tier_of(first, clock.day_of(now)) if first else ""
        frozen = frozen_due(form, period, clock.day_of(now), tier)
    elif typed.due_at <= now:
        raise refusal("figures.due_passed", due=typed["due_day"].value())
    known = already_due(form, period)
    names = typed.shown.units
    return Coming(
        period,
        frozen["due_at"],
        Grounds(clock.day_of(now)).of(Due(form=form, period=str(period), **frozen)),
        [names[unit] for unit in typed.asked if unit not in known],
        [names[unit] for unit in typed.asked if unit in known],
        frozen["due_at"] <= now,
    )


def _open(request: HttpRequest, form: Form, typed: OpenForm) -> HttpResponse:
    hat, _day = asking(request)
    period = Period.parse(typed.cleaned_data["period"])
    units = list(Unit.objects.filter(pk__in=typed.asked).order_by("pk"))
    dues = open_period(form=form, period=period, units=units, due_at=typed.due_at, actor=hat, now=clock.now())
    told = ngettext(
        "%(count)s unit now owes this report and has been told.",
        "%(count)s units now owe this report and have been told.",
        len(dues),
    )
    messages.success(request, told % {"count": len(dues)})
    return redirect("figures:period", form.ref, str(period))


@require_http_methods(["GET", "HEAD", "POST"])
def extend_page(request: HttpRequest, ref: uuid.UUID, period: str) -> HttpResponse:
    """More time for those who have not handed in yet, with one reason; the first day stays to be seen."""
    require_officer(request, "figures.extend")
    hat, day = asking(request)
    form = get_object_or_404(forms_visible_to(hat, day).select_related("programme", "unit"), ref=ref)
    asked = Period.parse(period)
    lines = [one for one in extendable(request, form, asked) if one.sent_at is None]
    if not any(
        allowed(hat, "figures.extend", unit_id=unit, day=day, parties=(form.unit_id,))
        for unit in {form.unit_id, *(one.due.unit_id for one in lines)}
    ):
        raise refusal("grant.refused", action="figures.extend", post=hat.post or hat.role)
    request.sample = form.unit.sample  # type: ignore[attr-defined]
    typed = ExtendManyForm(lines, request.POST if request.method == "POST" else None)
    context = {"form": form, "period": asked, "typed": typed, "lines": lines}
    if request.method != "POST":
        return render(request, EXTEND, context)
    if not typed.is_valid():
        return render(request, EXTEND, context, status=400)
    try:
        with transaction.atomic():
            for due in typed.dues:
                extend_due(
                    due=due, to=typed.until, reason=typed.cleaned_data["why"], actor=hat, now=clock.now()
                )
    except Refusal as why:
        return refused(request, why, EXTEND, context)
    messages.success(request, _("More time was given; the first day stays on record."))
    return redirect("figures:period", form.ref, str(asked))


def extendable(request: HttpRequest, form: Form, period: Period) -> list[Any]:
    """The dues of a period to which this hat may give more time."""
    hat, day = asking(request)
    dues = dues_visible_to(hat, day).filter(form=form, period=str(period))
    lines = due_lines(Due.objects.filter(pk__in=dues.values("pk")), clock.now())
    return [
        one
        for one in lines
        if allowed(hat, "figures.extend", unit_id=one.due.unit_id, day=day, parties=(form.unit_id,))
    ]
