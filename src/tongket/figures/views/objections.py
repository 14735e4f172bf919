"""A unit objects to what the system has counted of it, or explains a red mark; whoever asks answers an objection."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.figures.actions import answer_objection, explain_mark, object_to_count
from tongket.figures.cells import label_of, show_value
from tongket.figures.forms import AnswerForm, ExplanationForm, ObjectionForm
from tongket.figures.models import Due, FormItem, Objection, Report
from tongket.figures.queries import dues_visible_to
from tongket.figures.queries.counted import counts_of
from tongket.figures.queries.explained import said_of_dues
from tongket.figures.queries.trails import posts_of
from tongket.figures.views import require_officer
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal

TEMPLATE, EXPLANATION = "figures/objection.html", "figures/explanation.html"


@require_http_methods(["GET", "HEAD", "POST"])
def objection_page(request: HttpRequest, ref: uuid.UUID, order: int) -> HttpResponse:
    require_officer(request)
    hat, day = asking(request)
    due = get_object_or_404(dues_visible_to(hat, day).select_related("form", "unit"), ref=ref)
    item = get_object_or_404(due.form.items.select_related("indicator", "breakdown"), order=order)
    if not item.indicator.counted_by:
        raise Http404
    waiting = due.objections.filter(item=item, answered_at=None).first()
    form = _form(request, due, waiting)
    context = _context(request, due, item, waiting) | {"form": form}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if form is None or not form.is_valid():
        return render(request, TEMPLATE, context, status=400 if form else 403)
    said = form.cleaned_data["said"]
    try:
        if waiting:
            answer_objection(objection=waiting, answer=said, actor=hat, now=clock.now())
        else:
            object_to_count(due=due, item=item, reason=said, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, TEMPLATE, context)
    told = (
        _("The answer is given; the unit has been told.")
        if waiting
        else _("Whoever asks for the report is told.")
    )
    messages.success(request, told)
    return redirect("figures:objection", due.ref, item.order)


@require_http_methods(["GET", "HEAD", "POST"])
def explanation_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The right of reply beside a red mark."""
    require_officer(request)
    hat, day = asking(request)
    due = get_object_or_404(dues_visible_to(hat, day).select_related("form__programme", "unit"), ref=ref)
    require(hat, "figures.object", unit_id=due.unit_id, day=day)
    request.sample = due.unit.sample  # type: ignore[attr-defined]
    form = ExplanationForm(request.POST if request.method == "POST" else None)
    unit = names_of([due.unit_id], day).get(due.unit_id, "")
    context = {"due": due, "unit": unit, "form": form, "said": said_of_dues([due]).get(due.pk)}
    if request.method != "POST":
        return render(request, EXPLANATION, context)
    if not form.is_valid():
        return render(request, EXPLANATION, context, status=400)
    try:
        explain_mark(due=due, text=form.cleaned_data["said"], actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, EXPLANATION, context)
    messages.success(
        request, _("Your explanation stands beside the mark; whoever asks for the report is told.")
    )
    return redirect(due.get_absolute_url())


def _form(request: HttpRequest, due: Due, waiting: Objection | None) -> AnswerForm | ObjectionForm | None:
    """What this hat may write here now: the answer to what waits, or an objection where nothing waits."""
    hat, day = asking(request)
    sent = request.POST if request.method == "POST" else None
    if waiting and allowed(hat, "figures.answer", unit_id=due.unit_id, day=day, parties=(due.form.unit_id,)):
        return AnswerForm(sent)
    if not waiting and allowed(hat, "figures.object", unit_id=due.unit_id, day=day):
        return ObjectionForm(sent)
    return None


def _context(request: HttpRequest, due: Due, item: FormItem, waiting: Objection | None) -> dict[str, Any]:
    _hat, day = asking(request)
    request.sample = due.unit.sample  # type: ignore[attr-defined]
    approved = Report.objects.filter(due=due, state=Report.State.APPROVED).exists()
    told = list(due.objections.filter(item=item).order_by("at", "pk"))
    posts = posts_of([*(one.actor for one in told), *(one.answered_by for one in told)])
    decimals = item.indicator.decimals
    return {
        "due": due,
        "unit": names_of([due.unit_id], day).get(due.unit_id, ""),
        "label": label_of(item),
        "count": counts_of(due, [item], clock.now(), recorded=approved)[item.order],
        "objections": [
            (one, show_value(one.value, decimals), posts[one.actor], posts[one.answered_by]) for one in told
        ],
        "verb": _("Answer") if waiting else _("Object"),
    }
