"""The plan of reviews of one directive, by one office, on the screen."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tongket.base import clock
from tongket.base.forms import DayField
from tongket.base.views import refused
from tongket.directives.paper_views import paper_of
from tongket.reviews.meetings.models import PlannedReview
from tongket.reviews.plans.actions import drop_plan, plan_review
from tongket.reviews.plans.queries import PlannedLine, planned_lines, plans_visible_to, proposals
from tongket.reviews.plans.standing import Way, ways_of
from tongket.units.grants import own_unit
from tongket.units.middleware import asking
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal


class PlannedForm(forms.Form):
    """One review that is planned."""

    kind = forms.ChoiceField(label=_("Kind of review"), choices=PlannedReview.Kind.choices)
    first_year = forms.IntegerField(label=_("From the year"), min_value=1945, max_value=2199)
    last_year = forms.IntegerField(label=_("To the year"), min_value=1945, max_value=2199)
    due = DayField(label=_("To be held by"), help_text=_("For example 15/12/2026."))


@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What is planned, what was made of it, what the directive's age asks for; one more is typed below."""
    hat, day = asking(request)
    paper = paper_of(request, ref)
    unit = own_unit(hat, "meetings.plan_review", day)
    form = PlannedForm(request.POST or None, initial={"kind": PlannedReview.Kind.YEARLY})
    context: dict[str, Any] = {
        "directive": paper,
        "form": form,
        "unit": names_of([unit.pk], day).get(unit.pk, ""),
        "lines": _standing(plans_visible_to(unit).filter(directive=paper)),
        "proposals": [(one, PlannedReview.Kind(one.kind).label) for one in proposals(paper, unit, day)],
        "today": day,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/plans.html", context, status=400 if form.errors else 200)
    try:
        plan_review(unit=unit, directive=paper, **form.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/plans.html", context)
    messages.success(
        request, now_("The review is planned; its day stands on the desk and in the weekly calendar.")
    )
    return redirect("reviews:plans", paper.ref)


def _standing(rows: QuerySet[PlannedReview]) -> list[tuple[PlannedLine, list[Way]]]:
    """Each planned review with the programmes it is made from, as long as it is not made."""
    lines = planned_lines(rows)
    ways = ways_of(line.planned for line in lines if line.review is None)
    return [(line, ways.get(line.planned.pk, [])) for line in lines]


@require_POST
def drop(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Take a planned review off the list."""
    hat, _day = asking(request)
    planned = get_object_or_404(plans_visible_to(hat.unit_id or 0).select_related("directive"), ref=ref)
    drop_plan(planned=planned, actor=hat, now=clock.now())
    messages.success(request, now_("The planned review is taken off the list."))
    return redirect("reviews:plans", planned.directive.ref)


urlpatterns = [
    path("van-ban/<uuid:ref>/ke-hoach-tong-ket/", plans, name="plans"),
    path("ke-hoach-tong-ket/<uuid:ref>/bo", drop, name="plan-drop"),
]
