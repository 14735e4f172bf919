"""A meeting that is to be held, on the screen: its plan, programme, contributions, the invited, invitations."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongket.base import clock
from tongket.base.views import refused, seen_version
from tongket.reviews.meetings.book import KINDS, enter_paper, entered
from tongket.reviews.meetings.held import write_minutes
from tongket.reviews.meetings.models import Contribution, Invited, Sitting
from tongket.reviews.meetings.offices import offices_around
from tongket.reviews.meetings.papers import INVITATION
from tongket.reviews.meetings.plan_forms import (
    ContributionForm,
    InviteForm,
    ItemRows,
    MinutesForm,
    PlanForm,
    TextFileForm,
    items_of,
)
from tongket.reviews.meetings.planning import (
    ask_contribution,
    call_off,
    change_plan,
    drop_contribution,
    hand_in_contribution,
    invite,
    plan_meeting,
    send_invitations,
    set_agenda,
    uninvite,
)
from tongket.reviews.meetings.signers import leader_on, signature_on
from tongket.reviews.models import Meeting
from tongket.reviews.queries import meetings_visible_to
from tongket.units.grants import own_unit, require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal


def mine(request: HttpRequest, ref: uuid.UUID, action: str = "meetings.plan") -> Meeting:
    """The meeting of the address, for whoever may prepare it."""
    hat, day = asking(request)
    found: Meeting = get_object_or_404(
        meetings_visible_to(hat, day).select_related("unit", "sitting"), ref=ref, sitting__isnull=False
    )
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    require(hat, action, unit_id=found.unit_id, day=day)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of the own unit."""
    hat, day = asking(request)
    unit = own_unit(hat, "meetings.plan", day)
    leader = leader_on(unit, hat, day)
    initial = {"chair": leader.post if leader else "", "programmes": request.GET.getlist("chuong-trinh")}
    form = PlanForm(hat, day, request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/plan.html", {"form": form}, status=400 if form.errors else 200)
    try:
        made = plan_meeting(unit=unit, plan=form.plan(), **form.subjects(), actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/plan.html", {"form": form})
    messages.success(request, _("The meeting is planned. Write its programme, then invite."))
    return redirect("reviews:meeting", made.ref)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Another day, hour, room, chair."""
    hat, day = asking(request)
    found = mine(request, ref)
    sitting: Sitting = found.sitting
    initial: dict[str, Any] = {
        name: getattr(sitting, name)
        for name in ("starts", "lasts", "chair", "secretary", "about", "shown", "version")
    }
    initial |= {name: getattr(found, name) for name in ("title", "kind", "held_on", "place")}
    ticked = {"programmes": found.programmes, "reviews": found.reviews, "agreements": sitting.agreements}
    initial |= {name: [one.ref for one in rows.all()] for name, rows in ticked.items()}
    form = PlanForm(hat, day, request.POST or None, initial=initial)
    context = {"form": form, "meeting": found}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/plan.html", context, status=400 if form.errors else 200)
    try:
        change_plan(
            meeting=found, plan=form.plan(), **form.subjects(), version=form.cleaned_data["version"] or 0,
            actor=hat, now=clock.now(),
        )  # fmt: skip
    except Refusal as why:
        return refused(request, why, "reviews/plan.html", context)
    messages.success(
        request, _("The plan is changed. Whoever was invited is told of another day, hour or place.")
    )
    return redirect("reviews:meeting", found.ref)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The programme and running order, a point a row; the hours follow from the minutes."""
    found = mine(request, ref)
    there = list(found.items.order_by("order").values("minutes", "title", "who", "words"))
    typed = request.POST if request.method == "POST" else None
    rows = ItemRows(typed, prefix="muc", initial=None if typed else there)
    version = found.sitting.version if typed is None else seen_version(request)
    context = {"meeting": found, "rows": rows, "version": version}
    if typed is not None and "more" in typed:
        kept = [{name: row[name].value() for name in row.fields} for row in rows.forms]
        context["rows"] = ItemRows(prefix="muc", initial=[row for row in kept if row["title"]])
        return render(request, "reviews/agenda.html", context)
    if typed is None or not rows.is_valid():
        return render(request, "reviews/agenda.html", context, status=200 if typed is None else 400)
    try:
        set_agenda(
            meeting=found, items=items_of(rows), version=seen_version(request) or 0,
            actor=asking(request)[0], now=clock.now(),
        )  # fmt: skip
    except Refusal as why:
        return refused(request, why, "reviews/agenda.html", context)
    messages.success(request, _("The programme is kept; its hours follow from the minutes."))
    return redirect("reviews:meeting", found.ref)


@require_http_methods(["GET", "HEAD", "POST"])
def contributions(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Which office contributes what."""
    hat, day = asking(request)
    found = mine(request, ref)
    form = ContributionForm(offices_around(found.unit, day), request.POST or None)
    context = {"meeting": found, "form": form, "contributions": found.contributions.order_by("order")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/contributions.html", context, status=400 if form.errors else 200)
    try:
        ask_contribution(meeting=found, **form.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/contributions.html", context)
    messages.success(request, _("The contribution is on the list; its office finds a notice on its desk."))
    return redirect("reviews:contributions", found.ref)


@require_POST
def drop(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Take a contribution off the list."""
    hat, _day = asking(request)
    one = get_object_or_404(Contribution.objects.select_related("meeting"), ref=ref)
    mine(request, one.meeting.ref)
    drop_contribution(contribution=one, actor=hat, now=clock.now())
    return redirect("reviews:contributions", one.meeting.ref)


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Hand in the text of a contribution: the office that gives it, or the one that holds the meeting."""
    hat, day = asking(request)
    one = get_object_or_404(Contribution.objects.select_related("meeting__unit", "meeting__sitting"), ref=ref)
    get_object_or_404(meetings_visible_to(hat, day), pk=one.meeting_id)
    own = one.unit_id is not None and one.unit_id == hat.unit_id
    unit = hat.unit_id or 0 if own else one.meeting.unit_id
    require(hat, "meetings.reply" if own else "meetings.plan", unit_id=unit, day=day)
    form = TextFileForm(request.POST or None, request.FILES or None)
    context = {"meeting": one.meeting, "contribution": one, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/contribution.html", context, status=400 if form.errors else 200)
    sent = form.cleaned_data["file"]
    try:
        hand_in_contribution(contribution=one, data=sent.read(), name=sent.name, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/contribution.html", context)
    messages.success(request, _("The text of the contribution is handed in."))
    return redirect("reviews:meeting", one.meeting.ref)


@require_http_methods(["GET", "HEAD", "POST"])
def guests(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Who is invited, before and after the invitations went out."""
    hat, day = asking(request)
    found = mine(request, ref)
    there = list(found.invited.order_by("order"))
    known = {one.unit_id for one in there}
    offices = {unit: name for unit, name in offices_around(found.unit, day).items() if unit not in known}
    form = InviteForm(offices, request.POST or None)
    context = {"meeting": found, "form": form, "invited": there}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/guests.html", context, status=400 if form.errors else 200)
    try:
        made = invite(
            meeting=found,
            units=form.cleaned_data["units"],
            others=form.others_named(),
            actor=hat,
            now=clock.now(),
        )
    except Refusal as why:
        return refused(request, why, "reviews/guests.html", context)
    messages.success(request, _("Invited: %(count)s more.") % {"count": len(made)})
    return redirect("reviews:guests", found.ref)


@require_POST
def drop_guest(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Take one of the invited off the list."""
    hat, _day = asking(request)
    one = get_object_or_404(Invited.objects.select_related("meeting"), ref=ref)
    mine(request, one.meeting.ref)
    uninvite(invited=one, actor=hat, now=clock.now())
    return redirect("reviews:guests", one.meeting.ref)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """First what goes to whom; then the invitations are numbered and sent."""
    hat, day = asking(request)
    found = mine(request, ref)
    context = {
        "meeting": found,
        "invited": found.invited.order_by("order"),
        "paper": entered(found, INVITATION),
        "signature": signature_on(found.unit, hat, day),
    }
    if request.method == "POST":
        try:
            sitting = send_invitations(meeting=found, actor=hat, now=clock.now())
        except Refusal as why:
            return refused(request, why, "reviews/send.html", context)
        said = _(
            "The invitations are sent: each invited office finds one on its desk. Print them for the others."
        )
        messages.success(request, f"{sitting.symbol}: {said}" if sitting.symbol else said)
        return redirect("reviews:meeting", found.ref)
    return render(request, "reviews/send.html", context)


@require_POST
def enter(request: HttpRequest, ref: uuid.UUID, name: str) -> HttpResponse:
    """Put a paper of the meeting into the outgoing book."""
    found = mine(request, ref)
    if name not in KINDS or not KINDS[name][1]:
        raise Http404
    made = enter_paper(meeting=found, name=name, actor=asking(request)[0], now=clock.now())
    messages.success(
        request,
        _("The paper stands in the outgoing book. Initials, signature, number and issue follow here."),
    )
    return redirect(made.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The meeting does not take place."""
    found = mine(request, ref)
    if request.method == "POST":
        call_off(meeting=found, actor=asking(request)[0], now=clock.now())
        messages.success(request, _("The meeting is called off. Whoever was invited is told."))
        return redirect("reviews:meeting", found.ref)
    return render(request, "reviews/off.html", {"meeting": found})


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The course of the meeting and who was there; from then on it counts as held."""
    found = mine(request, ref, "reviews.record_meeting")
    sitting: Sitting = found.sitting
    names = ("discussed", "ended", "present", "present_list", "version")
    form = MinutesForm(
        settings.PRESENT_LIST_DAYS,
        request.POST or None,
        gone=sitting.present_gone is not None,
        initial={name: getattr(sitting, name) for name in names},
    )
    context = {"meeting": found, "form": form, "sitting": sitting}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/minutes.html", context, status=400 if form.errors else 200)
    data = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
    try:
        write_minutes(meeting=found, **data, actor=asking(request)[0], now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/minutes.html", context)
    messages.success(
        request, _("The minutes are kept; the meeting counts as held. Now record what it decided.")
    )
    return redirect("reviews:meeting", found.ref)
