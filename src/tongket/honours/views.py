"""Awards: everybody reads them, clerks record them. Numbers only."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.views import refused
from tongket.honours.actions import record_award, take_back_award
from tongket.honours.forms import AwardForm, ReasonForm
from tongket.honours.queries import may_take_back, visible_to
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.viet.fault import Refusal

PAGE = 30


@require_safe
def awards(request: HttpRequest) -> HttpResponse:
    hat, day = asking(request)
    newest_first = F("decided_on").desc(nulls_last=True)
    found = visible_to(hat, day).select_related("programme").order_by(newest_first, "ref")
    context = {
        "rows": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "may_add": hat.unit_id is not None and allowed(hat, "honours.record", unit_id=hat.unit_id, day=day),
    }
    context["mine"] = may_take_back(hat, day) if context["may_add"] else set()
    return render(request, "honours/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    hat, day = asking(request)
    require(hat, "honours.record", unit_id=hat.unit_id or 0, day=day)
    form = AwardForm(hat, day, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "honours/add.html", {"form": form}, status=400 if form.errors else 200)
    try:
        record_award(
            unit=Unit.objects.get(pk=hat.unit_id or 0), actor=hat, now=clock.now(), **form.cleaned_data
        )
    except Refusal as why:
        return refused(request, why, "honours/add.html", {"form": form})
    messages.success(request, _("The award is recorded."))
    return redirect("honours:list")


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Take back an award that was entered by mistake, with the reason."""
    hat, day = asking(request)
    found = get_object_or_404(visible_to(hat, day).select_related("unit"), ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    require(hat, "honours.record", unit_id=found.unit_id, day=day)
    form = ReasonForm(request.POST or None)
    context = {"award": found, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "honours/take_back.html", context, status=400 if form.errors else 200)
    try:
        take_back_award(award=found, reason=form.cleaned_data["reason"], actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "honours/take_back.html", context)
    messages.success(
        request, _("The award is taken back. Reviews made before keep it; later ones leave it out.")
    )
    return redirect("honours:list")
