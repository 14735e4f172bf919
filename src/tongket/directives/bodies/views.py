"""Steering bodies and trainings of a directive, on the screen."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.bodies.actions import found_body, record_training, set_members
from tongket.directives.bodies.forms import BodyForm, MemberRows, TrainingForm, members_of
from tongket.directives.bodies.models import SteeringBody
from tongket.directives.bodies.queries import bodies_visible_to, trained_for
from tongket.directives.paper_views import paper_of
from tongket.units.grants import allowed, own_unit, require
from tongket.units.middleware import asking
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Record the body that a decision has founded to steer a directive."""
    hat, day = asking(request)
    paper = paper_of(request, ref)
    unit = own_unit(hat, "bodies.found", day)
    named = names_of([unit.pk], day).get(unit.pk, "")
    above = bodies_visible_to(hat, day).filter(directive=paper, unit=unit).order_by("start", "pk")
    form = BodyForm(above, request.POST or None, initial={"decided_by": named})
    context = {"directive": paper, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "directives/body_new.html", context, status=400 if form.errors else 200)
    try:
        made = found_body(unit=unit, directive=paper, **form.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "directives/body_new.html", context)
    messages.success(request, _("The body is recorded. Name its members by their posts."))
    return redirect("directives:body-members", made.ref)


def _body(request: HttpRequest, ref: uuid.UUID) -> SteeringBody:
    hat, day = asking(request)
    seen = bodies_visible_to(hat, day).select_related("unit", "directive", "above")
    one: SteeringBody = get_object_or_404(seen, ref=ref)
    request.sample = one.unit.sample  # type: ignore[attr-defined]
    return one


@require_safe
def body(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One steering body: its decision, its term, its members by post."""
    hat, day = asking(request)
    one = _body(request, ref)
    context = {
        "body": one,
        "name": names_of([one.unit_id], day).get(one.unit_id, ""),
        "members": one.members.order_by("order"),
        "parts": one.parts.order_by("start", "pk"),
        "over": one.end is not None and one.end <= day,
        "may": hat.unit_id is not None and allowed(hat, "bodies.found", unit_id=one.unit_id, day=day),
    }
    return render(request, "directives/body.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Name the members by their posts, a row each."""
    hat, day = asking(request)
    one = _body(request, ref)
    require(hat, "bodies.found", unit_id=one.unit_id, day=day)
    there = list(one.members.order_by("order").values("part", "post"))
    typed = request.POST if request.method == "POST" else None
    rows = MemberRows(typed, prefix="tv", initial=None if typed else there)
    context: dict[str, Any] = {"body": one, "rows": rows}
    if typed is not None and "more" in typed:
        kept = [{name: row[name].value() for name in row.fields} for row in rows.forms]
        context["rows"] = MemberRows(prefix="tv", initial=[row for row in kept if row["post"]])
        return render(request, "directives/body_members.html", context)
    if typed is None or not rows.is_valid():
        return render(request, "directives/body_members.html", context, status=200 if typed is None else 400)
    try:
        set_members(body=one, members=members_of(rows), actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "directives/body_members.html", context)
    messages.success(request, _("The members are recorded."))
    return redirect("directives:body", one.ref)


@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Record how many of a group the own unit has trained about a directive."""
    hat, day = asking(request)
    paper = paper_of(request, ref)
    unit = own_unit(hat, "bodies.train", day)
    form = TrainingForm(request.POST or None)
    recorded = paper.trainings.filter(unit=unit).order_by("on", "pk")
    context = {
        "directive": paper,
        "form": form,
        "unit": names_of([unit.pk], day).get(unit.pk, ""),
        "recorded": recorded,
        "trained": trained_for(recorded),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "directives/training.html", context, status=400 if form.errors else 200)
    try:
        record_training(directive=paper, unit=unit, **form.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "directives/training.html", context)
    messages.success(request, _("The training is recorded."))
    return redirect("directives:training", paper.ref)


urlpatterns = [
    path("<uuid:ref>/ban-chi-dao/", found, name="body-new"),
    path("ban-chi-dao/<uuid:ref>/", body, name="body"),
    path("ban-chi-dao/<uuid:ref>/thanh-vien/", members, name="body-members"),
    path("<uuid:ref>/boi-duong/", training, name="training"),
]
