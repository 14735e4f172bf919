"""The opinions on a draft plan, on the screen: whose is asked, what each said, and the approval."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tongket.base import clock
from tongket.base.forms import DayField
from tongket.base.views import refused
from tongket.programmes.models import Programme
from tongket.programmes.opinions.actions import (
    approve_programme,
    ask_opinion,
    record_opinion,
    take_back_opinion,
)
from tongket.programmes.opinions.models import Opinion
from tongket.programmes.queries import programme_of
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal

AGREED = [("yes", _("agrees")), ("no", _("does not agree"))]


class AskForm(forms.Form):
    """Whose opinion the plan needs."""

    body = forms.CharField(label=_("Whose opinion is needed"), max_length=200)
    asked_on = DayField(label=_("Asked on"), help_text=_("For example 22/11/2026."))


class AnswerForm(forms.Form):
    """What the body said."""

    symbol = forms.CharField(label=_("Number and symbol of its paper"), max_length=60)
    given_on = DayField(label=_("Date of the paper"))
    agreed = forms.ChoiceField(label=_("What it says"), choices=AGREED, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What it does not agree to, and how that was met"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def typed(self) -> dict[str, Any]:
        return self.cleaned_data | {"agreed": self.cleaned_data["agreed"] == "yes"}


def _plan(request: HttpRequest, slug: str) -> Programme:
    hat, day = asking(request)
    found = programme_of(slug, hat, day)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    require(hat, "programmes.run", unit_id=found.unit_id, day=day, state=found.state)
    return found


def _context(request: HttpRequest, found: Programme, day: date, **more: object) -> dict[str, Any]:
    hat, _day = asking(request)
    may = allowed(hat, "programmes.approve", unit_id=found.unit_id, day=day, state=found.state)
    return {
        "programme": found,
        "opinions": found.opinions.order_by("order"),
        "draft": found.state == Programme.State.DRAFT,
        "may_approve": may,
        **more,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def opinions(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has to be heard before the plan is approved, and what each said."""
    hat, day = asking(request)
    found = _plan(request, slug)
    form = AskForm(request.POST or None, initial={"asked_on": day})
    context = _context(request, found, day, form=form)
    if request.method != "POST" or not form.is_valid():
        return render(request, "programmes/opinions.html", context, status=400 if form.errors else 200)
    try:
        ask_opinion(programme=found, **form.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "programmes/opinions.html", context)
    messages.success(
        request, now_("The body is on the list; the plan is not approved before it has answered.")
    )
    return redirect("programmes:opinions", found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str, ref: uuid.UUID) -> HttpResponse:
    """Record what one body said."""
    hat, _day = asking(request)
    found = _plan(request, slug)
    one = get_object_or_404(Opinion.objects.select_related("programme"), ref=ref, programme=found)
    initial: dict[str, Any] = {"symbol": one.symbol, "given_on": one.given_on, "note": one.note}
    if one.agreed is not None:
        initial["agreed"] = "yes" if one.agreed else "no"
    form = AnswerForm(request.POST or None, initial=initial)
    context = {"programme": found, "opinion": one, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "programmes/opinion.html", context, status=400 if form.errors else 200)
    try:
        record_opinion(opinion=one, **form.typed(), actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "programmes/opinion.html", context)
    messages.success(request, now_("The opinion is recorded."))
    return redirect("programmes:opinions", found.slug)


@require_POST
def take_back(request: HttpRequest, slug: str, ref: uuid.UUID) -> HttpResponse:
    """A body asked by mistake goes from the list."""
    hat, day = asking(request)
    found = _plan(request, slug)
    one = get_object_or_404(Opinion.objects.select_related("programme"), ref=ref, programme=found)
    try:
        take_back_opinion(opinion=one, actor=hat, now=clock.now())
    except Refusal as why:
        context = _context(request, found, day, form=AskForm(initial={"asked_on": day}))
        return refused(request, why, "programmes/opinions.html", context)
    messages.success(request, now_("%(body)s is on the list no more.") % {"body": one.body})
    return redirect("programmes:opinions", found.slug)


@require_POST
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan runs, if everybody who has to be heard was heard."""
    hat, day = asking(request)
    found = _plan(request, slug)
    try:
        approve_programme(programme=found, actor=hat, now=clock.now())
    except Refusal as why:
        context = _context(request, found, day, form=AskForm(initial={"asked_on": day}))
        return refused(request, why, "programmes/opinions.html", context)
    messages.success(request, now_("The plan is approved and runs."))
    return redirect(found.findable().url)


urlpatterns = [
    path("chuong-trinh/<slug:slug>/y-kien/", opinions, name="opinions"),
    path("chuong-trinh/<slug:slug>/y-kien/<uuid:ref>/", answer, name="opinion"),
    path("chuong-trinh/<slug:slug>/y-kien/<uuid:ref>/rut-lai", take_back, name="take-back-opinion"),
    path("chuong-trinh/<slug:slug>/phe-duyet", approve, name="approve"),
]
