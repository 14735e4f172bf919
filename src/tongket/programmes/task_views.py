"""Tasks on the screen: giving one out, and one with its history and what comes next."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.paper_views import paper_of
from tongket.programmes.forms import EventForm, TaskForm
from tongket.programmes.models import Task, TaskEvent
from tongket.programmes.queries import (
    TaskLine,
    clauses_for,
    offices_for,
    offices_near,
    programme_of,
    task_lines,
    tasks_visible_to,
)
from tongket.programmes.task_actions import give_task, judged_by, record_event, refuse_closed
from tongket.programmes.words import OFFERS, STATES, Offer, offers_for
from tongket.units.grants import allowed, own_unit, require
from tongket.units.hats import PUBLIC
from tongket.units.middleware import asking
from tongket.units.models import Appointment
from tongket.units.queries import names_of
from tongket.units.whose import whose
from tongket.viet.fault import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """Give out a task of a programme."""
    hat, day = asking(request)
    programme = programme_of(slug, hat, day)
    require(hat, "programmes.run", unit_id=programme.unit_id, day=day, state=programme.state)
    refuse_closed(programme)
    form = TaskForm(
        offices_for(programme, day),
        clauses_for(programme),
        request.POST or None,
        initial={"clause": request.GET.get("diem", ""), "follower": programme.unit.ref},
    )
    context = {
        "form": form,
        "about": programme.title,
        "top": ("programmes:list", _("Programmes")),
        "above": programme.findable().url,
        "draft": f"giao-viec-{programme.slug}",
    }
    return _give(request, form, context, programme=programme)


@require_http_methods(["GET", "HEAD", "POST"])
def give_from_paper(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Give out a task that a paper asks for, outside of any programme."""
    hat, day = asking(request)
    paper = paper_of(request, ref)
    giver = own_unit(hat, "programmes.run", day)
    points = list(paper.clauses.select_related("directive").order_by("order"))
    form = TaskForm(
        offices_near(giver.pk, day),
        points,
        request.POST or None,
        initial={"clause": request.GET.get("diem", ""), "follower": giver.ref},
    )
    context = {
        "form": form,
        "about": f"{paper}: {paper.abstract}",
        "top": ("directives:list", _("Directives")),
        "above": paper.findable().url,
        "draft": f"giao-viec-{paper.ref}",
    }
    return _give(request, form, context, directive=paper, giver=giver)


def _give(request: HttpRequest, form: TaskForm, context: dict[str, Any], **ground: Any) -> HttpResponse:
    if request.method != "POST" or not form.is_valid() or form.questions:
        return render(request, "programmes/give.html", context, status=400 if form.errors else 200)
    try:
        made = give_task(actor=asking(request)[0], now=clock.now(), **form.cleaned_data, **ground)
    except Refusal as why:
        return refused(request, why, "programmes/give.html", context)
    messages.success(request, _("The task was given. The lead finds it on its desk."))
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One task with its history; what may be done to it next is offered to whoever may do it."""
    hat, day = asking(request)
    at = clock.hour_of(clock.now())
    line = next(iter(task_lines(tasks_visible_to(hat, day).filter(ref=ref), day, at)), None)
    if line is None:
        raise Http404
    chosen = OFFERS.get(request.POST.get("kind", ""))
    if request.method == "POST" and chosen is not None:
        return _record(request, line, chosen)
    return render(request, "programmes/task.html", _task_context(request, line))


def _record(request: HttpRequest, line: TaskLine, offer: Offer) -> HttpResponse:
    hat, day = asking(request)
    form = EventForm(offer, line, _offices(request, line, offer), day, request.POST)
    if not form.is_valid() or form.questions:
        status = 400 if form.errors else 200
        return render(request, "programmes/task.html", _task_context(request, line, form), status=status)
    try:
        record_event(task=line.task, kind=offer.kind, actor=hat, now=clock.now(), **form.cleaned_data)
    except Refusal as why:
        return refused(request, why, "programmes/task.html", _task_context(request, line, form))
    messages.success(request, _("Recorded: %(what)s.") % {"what": offer.verb})
    return redirect(line.task)


def _offices(request: HttpRequest, line: TaskLine, offer: Offer) -> dict[int, str]:
    """To whom it may be given anew."""
    if offer.kind != TaskEvent.Kind.GIVEN:
        return {}
    _hat, day = asking(request)
    programme = line.task.programme
    return offices_for(programme, day) if programme else offices_near(line.task.giver_id, day)


def _task_context(request: HttpRequest, line: TaskLine, typed: EventForm | None = None) -> dict[str, Any]:
    hat, day = asking(request)
    task = line.task
    request.sample = task.unit.sample  # type: ignore[attr-defined]
    offered = [offer for offer in offers_for(line) if _may(request, task, offer.kind)]
    forms = [
        typed
        if typed and typed.offer == offer
        else EventForm(offer, line, _offices(request, line, offer), day)
        for offer in offered
    ]
    leads = names_of({event.lead_id for event in line.events if event.lead_id}, day)
    acted = Appointment.objects.filter(ref__in={event.actor for event in line.events if event.actor})
    posts: dict[uuid.UUID | None, str] = dict(acted.values_list("ref", "post")) if hat != PUBLIC else {}
    return {
        "line": line,
        "task": task,
        "whose": whose(task.unit, day),
        "forms": [(form, form is typed) for form in forms],
        "events": [
            (event, leads.get(event.lead_id or 0, ""), posts.get(event.actor, ""))
            for event in reversed(line.events)
        ],
        "explanations": task.explanations.order_by("-monday") if hat != PUBLIC else (),
        "draft": f"giao-viec-{task.programme.slug if task.programme else task.directive and task.directive.ref}",
        "officer": hat != PUBLIC,
        "state": STATES[line.standing.state],
    }


def _may(request: HttpRequest, task: Task, kind: str) -> bool:
    hat, day = asking(request)
    action, unit = judged_by(task, kind)
    return hat.unit_id is not None and allowed(hat, action, unit_id=unit, day=day)
