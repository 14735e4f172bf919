"""A unit enters what it expects of a period, in a column of its own beside the plan and last year."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.figures.actions.estimates import estimate, standing_estimates
from tongket.figures.cells import label_of, where_of, write_cell
from tongket.figures.models import FormItem
from tongket.figures.queries import carriers, dues_visible_to
from tongket.figures.queries.seen import items_of
from tongket.figures.views import require_officer
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.whose import whose
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

TEMPLATE = "figures/estimates.html"


@dataclass(frozen=True)
class EstimateLine:
    """One line of the form with what is estimated, or was just typed."""

    item: FormItem
    label: str
    typed: str


@require_http_methods(["GET", "HEAD", "POST"])
def estimates(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """All lines or none; the figures that stand already are only written anew where they differ."""
    require_officer(request)
    hat, day = asking(request)
    due = get_object_or_404(dues_visible_to(hat, day).select_related("form__programme", "unit"), ref=ref)
    require(hat, "figures.estimate", unit_id=due.unit_id, day=day, parties=carriers(due.unit_id, day))
    request.sample = due.unit.sample  # type: ignore[attr-defined]
    items = items_of(due.form)
    standing = standing_estimates([due]).get(due.pk, {})
    kept = {order: write_cell(one.value, one.indicator.decimals) for order, one in standing.items()}
    typed = {item.order: request.POST.get(f"c{item.order}", kept.get(item.order, "")) for item in items}
    context = {
        "due": due,
        "period": Period.parse(due.period),
        "whose": whose(due.unit, day),
        "lines": [EstimateLine(item, label_of(item), typed[item.order]) for item in items],
        "fault_places": {where_of(item): f"c{item.order}" for item in items},
    }
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    try:
        count = estimate(due=due, typed=typed, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, TEMPLATE, context)
    said = ngettext("%(count)s estimate is entered.", "%(count)s estimates are entered.", count)
    messages.success(request, said % {"count": count})
    return redirect(due)
