"""A unit's leader names who fills in its reports while somebody is away."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.figures.forms import DeputyForm
from tongket.figures.views import require_officer
from tongket.units.actions import name_deputy
from tongket.units.actions.deputies import DEPUTISED
from tongket.units.grants import own_unit
from tongket.units.middleware import asking
from tongket.units.models import Appointment
from tongket.viet.fault import Refusal

TEMPLATE = "figures/deputies.html"


@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: HttpRequest) -> HttpResponse:
    """Who does whose work now or soon, and the form by which one more is named."""
    require_officer(request, "units.name_deputy")
    hat, day = asking(request)
    unit = own_unit(hat, "units.name_deputy", day)
    request.sample = unit.sample  # type: ignore[attr-defined]
    here = Appointment.objects.filter(unit=unit, end__gt=day).select_related("account", "deputy_for__account")
    now_held = list(here.filter(start__lte=day, deputy_for=None).order_by("account__name_key", "pk"))
    form = DeputyForm(
        now_held, DEPUTISED, request.POST if request.method == "POST" else None, initial={"first": day}
    )
    named = here.exclude(deputy_for=None).order_by("start", "pk")
    shown = [(one, one.end - timedelta(days=1)) for one in named]
    context = {"form": form, "named": shown}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    try:
        made = name_deputy(**form.shape(), actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, TEMPLATE, context)
    messages.success(request, _("%(name)s does this work on these days.") % {"name": made.account.name})
    return redirect("figures:deputies")
