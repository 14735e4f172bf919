"""Meetings on the screen: the list, recording one, its conclusions, and tasks out of them."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.numbering import COUNCIL, organ_code
from tongket.programmes.queries import offices_for
from tongket.reviews.meetings.actions import conclude, give_conclusion, record_meeting
from tongket.reviews.meetings.forms import (
    ConclusionsForm,
    IntoForm,
    MeetingForm,
    PointForm,
    programmes_to_run,
)
from tongket.reviews.meetings.offices import offices_around
from tongket.reviews.meetings.points import due_of, lead_of, points_in
from tongket.reviews.models import Conclusion, Meeting
from tongket.reviews.queries import meetings_visible_to
from tongket.units.grants import allowed, own_unit, require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of, place_of
from tongket.viet.fault import Fault, Refusal

PAGE = 30


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """All meetings, the newest first; those of an unknown year last."""
    hat, day = asking(request)
    seen = meetings_visible_to(hat, day).select_related("sitting")
    found = seen.order_by(F("held_on").desc(nulls_last=True), "held_text", "ref")
    may_record = hat.unit_id is not None and allowed(
        hat, "reviews.record_meeting", unit_id=hat.unit_id, day=day
    )
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "reviews/meetings.html", {"rows": rows, "may_record": may_record})


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record a meeting of the own unit that was held."""
    hat, day = asking(request)
    unit = own_unit(hat, "reviews.record_meeting", day)
    named = names_of([unit.pk], day).get(unit.pk, "")
    initial = {"host": named, "programmes": request.GET.getlist("chuong-trinh")}
    form = MeetingForm(hat, day, request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/record.html", {"form": form}, status=400 if form.errors else 200)
    try:
        made = record_meeting(
            unit=unit, held_basis=Meeting.Basis.STATED, actor=hat, now=clock.now(), **form.cleaned_data
        )
    except Refusal as why:
        return refused(request, why, "reviews/record.html", {"form": form})
    messages.success(request, _("The meeting is recorded. Write down what it decided now."))
    return redirect("reviews:conclusions", made.ref)


def _mine(request: HttpRequest, ref: uuid.UUID) -> Meeting:
    """The meeting of the address, for whoever may write about it."""
    hat, day = asking(request)
    found: Meeting = get_object_or_404(meetings_visible_to(hat, day).select_related("unit"), ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    require(hat, "reviews.record_meeting", unit_id=found.unit_id, day=day)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def conclusions(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Paste or type what the meeting decided; points that are no tasks yet are changed here too."""
    found = _mine(request, ref)
    waiting = list(found.conclusions.filter(task=None).order_by("order"))
    initial = {
        "text": "\n".join(f"{one.order}. {one.text}" for one in waiting),
        "replaces": " ".join(str(one.ref) for one in waiting),
    }
    form = ConclusionsForm(request.POST or None, initial=initial)
    given = found.conclusions.exclude(task=None).order_by("order")
    context = {"meeting": found, "form": form, "given": given, "waiting": waiting}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/conclusions.html", context, status=400 if form.errors else 200)
    try:
        made = conclude(
            meeting=found,
            points=points_in(form.cleaned_data["text"]),
            replaces=form.cleaned_data["replaces"],
            actor=asking(request)[0],
            now=clock.now(),
        )
    except Refusal as why:
        return refused(request, why, "reviews/conclusions.html", context)
    messages.success(
        request, _("Points recorded: %(count)s. Tick those that become tasks.") % {"count": len(made)}
    )
    return redirect("reviews:tasks", found.ref)


@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Tick the points that become tasks; lead and due day are proposed from their words."""
    hat, day = asking(request)
    found = _mine(request, ref)
    programmes = programmes_to_run(hat, day)
    about = programmes.filter(meetings=found).first()
    typed = request.POST if request.method == "POST" else None
    into = IntoForm(programmes, typed, initial={"programme": about.slug if about else ""})
    waiting = list(found.conclusions.filter(task=None).order_by("order"))
    rows = _rows(request, found, waiting, programmes)
    context = {"meeting": found, "into": into, "rows": rows}
    if typed is None:
        return render(request, "reviews/tasks.html", context)
    forms = [form for _point, form in rows]
    if not all([into.is_valid(), *(form.is_valid() for form in forms)]):
        return render(request, "reviews/tasks.html", context, status=400)
    try:
        count = _give(request, into, rows)
    except Refusal as why:
        return refused(request, why, "reviews/tasks.html", context)
    messages.success(
        request, _("Tasks given: %(count)s. Their leads find them on their desks.") % {"count": count}
    )
    return redirect("reviews:meeting", found.ref)


type Rows = list[tuple[Conclusion, PointForm]]


def _rows(request: HttpRequest, found: Meeting, waiting: list[Conclusion], programmes: Any) -> Rows:
    """A form for each point, with what its words propose."""
    _hat, day = asking(request)
    offices = names_of([found.unit_id], day) | offices_around(found.unit, day)
    offices = {
        one: name for one, name in offices.items() if one == found.unit_id or organ_code(name) != COUNCIL
    }
    for programme in programmes:
        offices |= offices_for(programme, day)
    place = place_of(found.unit_id, day)
    here = names_of([place], day).get(place, "")
    refs = dict(Unit.objects.filter(pk__in=offices).values_list("pk", "ref"))
    rows = []
    for point in waiting:
        lead = lead_of(point.text, offices, here)
        initial = {"lead": refs.get(lead or 0), "due": due_of(point.text, found.held_on or day)}
        typed = request.POST if request.method == "POST" else None
        rows.append((point, PointForm(offices, typed, prefix=f"diem-{point.order}", initial=initial)))
    return rows


def _give(request: HttpRequest, into: IntoForm, rows: Rows) -> int:
    """All ticked points become tasks, or none does."""
    ticked = [(point, form.cleaned_data) for point, form in rows if form.cleaned_data["tick"]]
    if not ticked:
        raise Refusal(Fault("conclusion.nothing_ticked"))
    unled = [point.order for point, data in ticked if data["lead"] is None]
    if unled:
        raise Refusal(*(Fault("conclusion.no_lead", values={"order": order}) for order in unled))
    with transaction.atomic():
        for point, data in ticked:
            give_conclusion(
                conclusion=point,
                programme=into.cleaned_data["programme"],
                lead=data["lead"],
                due=data["due"],
                actor=asking(request)[0],
                now=clock.now(),
            )
    return len(ticked)
