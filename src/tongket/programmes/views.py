"""Programmes and tasks: who owes what, what happened to a task, what comes next."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.views import refused
from tongket.programmes.actions import (
    NewParty,
    give_task,
    judged_by,
    record_event,
    refuse_closed,
    start_programme,
)
from tongket.programmes.forms import EventForm, ProgrammeForm, TaskForm
from tongket.programmes.models import Party, Programme, Task
from tongket.programmes.queries import (
    TaskLine,
    by_office,
    clauses_for,
    offices_for,
    programme_of,
    search_programmes,
    task_counts,
    task_lines,
    tasks_visible_to,
)
from tongket.programmes.state import TaskState
from tongket.programmes.words import OFFERS, STATES, Offer, offers_for
from tongket.units.grants import allowed, require
from tongket.units.hats import PUBLIC
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.units.whose import whose
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

PAGE = 30
# What the list of tasks can be narrowed to; what is owed comes first.
OWED = "con-no"
GROUPS = {
    OWED: {TaskState.OVERDUE, TaskState.UNDER_WAY},
    "qua-han": {TaskState.OVERDUE},
    "da-xong": {TaskState.IN_TIME, TaskState.LATE},
    "tat-ca": set(TaskState),
}


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    hat, day = asking(request)
    words, state = request.GET.get("tim", "").strip()[:200], request.GET.get("trang-thai", "")
    found = search_programmes(hat, day, words, state if state in Programme.State.values else "")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = names_of((one.unit_id for one in page), day)
    context = {
        "words": words,
        "state": state,
        "states": [Programme.State.RUNNING, Programme.State.CLOSED],
        "rows": page,
        "shown": [(one, names.get(one.unit_id, ""), Period.parse(one.term)) for one in page],
        "may_start": hat.unit_id is not None and allowed(hat, "programmes.run", unit_id=hat.unit_id, day=day),
    }
    return render(request, "programmes/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Begin a programme or plan of the own unit."""
    hat, day = asking(request)
    require(hat, "programmes.run", unit_id=hat.unit_id or 0, day=day)
    form = ProgrammeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "programmes/start.html", {"form": form}, status=400 if form.errors else 200)
    unit = Unit.objects.get(pk=hat.unit_id or 0)
    data = form.cleaned_data
    try:
        made = start_programme(
            unit=unit,
            slug=data["slug"],
            kind=data["kind"],
            title=data["title"],
            term=data["term"],
            summary=data["summary"],
            grounds=data["grounds"],
            parties=[NewParty(unit, Party.Part.LEAD)],
            public=data["public"],
            actor=hat,
            now=clock.now(),
        )
    except Refusal as why:
        return refused(request, why, "programmes/start.html", {"form": form})
    messages.success(request, _("“%(title)s” has begun. Give out its tasks now.") % {"title": made.title})
    return redirect(made.findable().url)


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
        initial={"clause": request.GET.get("diem", "")},
    )
    context = {"form": form, "programme": programme}
    if request.method != "POST" or not form.is_valid():
        return render(request, "programmes/give.html", context, status=400 if form.errors else 200)
    try:
        made = give_task(
            programme=programme, follower=programme.unit, actor=hat, now=clock.now(), **form.cleaned_data
        )
    except Refusal as why:
        return refused(request, why, "programmes/give.html", context)
    messages.success(request, _("The task was given. The lead finds it on its desk."))
    return redirect(made)


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Who owes what, by office."""
    hat, day = asking(request)
    group = request.GET.get("loc", OWED)
    wanted = GROUPS.get(group, GROUPS[OWED])
    found = tasks_visible_to(hat, day)
    slug = request.GET.get("chuong-trinh", "")
    if slug:
        found = found.filter(programme__slug=slug)
    lines = task_lines(found, day)
    offices = by_office(line for line in lines if line.standing.state in wanted)
    context = {
        "offices": Paginator(offices, PAGE).get_page(request.GET.get("page")),
        "counts": task_counts(lines),
        "group": group,
        "tabs": _tabs(lines, group),
        "today": day,
    }
    return render(request, "programmes/tasks.html", context)


def _tabs(lines: list[TaskLine], group: str) -> list[tuple[str, str, bool]]:
    words = {OWED: _("Owed"), "qua-han": _("Overdue"), "da-xong": _("Done"), "tat-ca": _("All")}
    counts = {key: sum(line.standing.state in states for line in lines) for key, states in GROUPS.items()}
    return [(f"{word} ({counts[key]})", f"?loc={key}", key == group) for key, word in words.items()]


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One task with its history; what may be done to it next is offered to whoever may do it."""
    hat, day = asking(request)
    line = next(iter(task_lines(tasks_visible_to(hat, day).filter(ref=ref), day)), None)
    if line is None:
        raise Http404
    chosen = OFFERS.get(request.POST.get("kind", ""))
    if request.method == "POST" and chosen is not None:
        return _record(request, line, chosen)
    return render(request, "programmes/task.html", _task_context(request, line))


def _record(request: HttpRequest, line: TaskLine, offer: Offer) -> HttpResponse:
    hat, _day = asking(request)
    form = EventForm(offer, request.POST)
    if not form.is_valid():
        return render(request, "programmes/task.html", _task_context(request, line, form), status=400)
    try:
        record_event(task=line.task, kind=offer.kind, actor=hat, now=clock.now(), **form.cleaned_data)
    except Refusal as why:
        return refused(request, why, "programmes/task.html", _task_context(request, line, form))
    messages.success(request, _("Recorded: %(what)s.") % {"what": offer.verb})
    return redirect(line.task)


def _task_context(request: HttpRequest, line: TaskLine, typed: EventForm | None = None) -> dict[str, Any]:
    hat, day = asking(request)
    request.sample = line.task.unit.sample  # type: ignore[attr-defined]
    offered = [offer for offer in offers_for(line) if _may(request, line.task, offer.kind)]
    forms = [typed if typed and typed.offer == offer else EventForm(offer) for offer in offered]
    return {
        "line": line,
        "task": line.task,
        "whose": whose(line.task.unit, day),
        "forms": [(form, form is typed) for form in forms],
        "events": list(reversed(line.events)),
        "officer": hat != PUBLIC,
        "state": STATES[line.standing.state],
    }


def _may(request: HttpRequest, task: Task, kind: str) -> bool:
    hat, day = asking(request)
    action, unit = judged_by(task, kind)
    return hat.unit_id is not None and allowed(hat, action, unit_id=unit, day=day)
