"""The keeper's page of addresses outside: which are told of what, what they answered, one more, one less."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.doorwords import EVENTS
from tongket.base.views import refused
from tongket.base.webhooks import secret_of
from tongket.units.actions import end_hook, keep_hook
from tongket.units.forms import HookForm
from tongket.units.hooks import messages_of
from tongket.units.keeper_views import kept_unit
from tongket.units.middleware import asking
from tongket.units.models import Hook, Unit
from tongket.viet.fault import Refusal

SHOWN = 5  # of the last messages to an address
ENDED = 5  # of those that are told no more


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hooks(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    hat, _day = asking(request)
    unit, name = kept_unit(request, "units.keep_hook", ref)
    if "end" in request.POST:
        return _ended(request, unit)
    form = HookForm(request.POST or None)
    context = {"form": form, "unit": unit, "name": name, **_known(unit)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "units/keeper/hooks.html", context, status=400 if form.errors else 200)
    try:
        keep_hook(unit=unit, **form.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "units/keeper/hooks.html", context)
    messages.success(request, _("The address is told from now on. Give its keeper the word to check with."))
    return redirect("keeper:hooks", ref=unit.ref)


def _known(unit: Unit) -> dict[str, Any]:
    found = Hook.objects.filter(unit=unit)
    rows = [
        {
            "hook": hook,
            "events": [EVENTS[event] for event in hook.events],
            "secret": secret_of(str(hook.ref)),
            "last": messages_of(hook)[:SHOWN],
        }
        for hook in found.filter(ended_at=None).order_by("pk")
    ]
    return {
        "rows": rows,
        "ended": found.exclude(ended_at=None).order_by(F("ended_at").desc(nulls_last=True), "-pk")[:ENDED],
    }


def _ended(request: HttpRequest, unit: Unit) -> HttpResponse:
    hook = next((one for one in Hook.objects.filter(unit=unit) if str(one.ref) == request.POST["end"]), None)
    if hook is None:
        raise Http404
    end_hook(hook=hook, actor=asking(request)[0], now=clock.now())
    messages.success(request, _("The address is told no more."))
    return redirect("keeper:hooks", ref=unit.ref)
