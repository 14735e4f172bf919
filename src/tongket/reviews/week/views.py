"""The weekly calendar on the screen: the office's own week, its public part, typing a line, the feed."""

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongket.base import clock
from tongket.base.views import refused
from tongket.reviews.meetings.models import WeekEntry, WeekFeed
from tongket.reviews.week.actions import change_entry, drop_entry, renew_feed, write_entry
from tongket.reviews.week.clashes import clashes_of_entry
from tongket.reviews.week.forms import EntryForm
from tongket.reviews.week.ics import calendar
from tongket.reviews.week.own import own_lines
from tongket.reviews.week.queries import (
    calendars_near,
    entries_visible_to,
    public_week,
    week_holding,
    week_of,
)
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

BACK, AHEAD = timedelta(days=31), timedelta(days=186)  # what a feed holds


def _period(request: HttpRequest, day: date) -> Period:
    asked = Period.parse(request.GET["tuan"]) if request.GET.get("tuan") else week_holding(day)
    if asked.kind != "week":
        raise Http404
    return asked


def _around(period: Period) -> dict[str, Period]:
    return {"period": period, "before": period.previous(), "after": period.next()}


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """The week of an office for whoever may see it; for everybody else what offices have chosen to show."""
    hat, day = asking(request)
    period = _period(request, day)
    asked = request.GET.get("don-vi", "")
    unit = _office(asked) if asked else Unit.objects.filter(pk=hat.unit_id or 0).first()
    officer = hat.unit_id is not None and unit is not None
    if not officer or unit is None or not allowed(hat, "meetings.see_week", unit_id=unit.pk, day=day):
        return _public(request, period)
    request.sample = unit.sample  # type: ignore[attr-defined]
    may_keep = allowed(hat, "meetings.keep_week", unit_id=unit.pk, day=day)
    feed = WeekFeed.objects.filter(unit=unit).first() if may_keep else None
    context = {
        **_around(period),
        "week": week_of(unit, period),
        "unit": unit,
        "name": names_of([unit.pk], day).get(unit.pk, ""),
        "offices": calendars_near(hat, period, day),
        "may_keep": may_keep,
        "feed": request.build_absolute_uri(reverse("reviews:week-feed", args=[feed.token])) if feed else "",
        "today": day,
    }
    return render(request, "reviews/week.html", context)


def _office(ref: str) -> Unit:
    try:
        return get_object_or_404(Unit, ref=uuid.UUID(ref))
    except ValueError:
        raise Http404 from None


def _public(request: HttpRequest, period: Period) -> HttpResponse:
    _hat, day = asking(request)
    found, names = public_week(request.unit, period)  # type: ignore[attr-defined]
    context = {**_around(period), "week": found, "names": names, "today": day}
    return render(request, "reviews/week_public.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Type a line into the own office's calendar."""
    hat, day = asking(request)
    require(hat, "meetings.keep_week", unit_id=hat.unit_id or 0, day=day)
    form = EntryForm(request.POST or None, initial={"day": request.GET.get("ngay", "")})
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/week_entry.html", {"form": form}, status=400 if form.errors else 200)
    unit = Unit.objects.get(pk=hat.unit_id or 0)
    try:
        made = write_entry(unit=unit, typed=form.typed(), actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/week_entry.html", {"form": form})
    return _written(request, made)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Change a line that was typed."""
    hat, day = asking(request)
    entry = get_object_or_404(entries_visible_to(hat, day), ref=ref)
    require(hat, "meetings.keep_week", unit_id=entry.unit_id, day=day)
    names = ("kind", "day", "content", "starts", "ends", "chair", "place", "who", "shown", "version")
    form = EntryForm(request.POST or None, initial={name: getattr(entry, name) for name in names})
    context = {"form": form, "entry": entry}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/week_entry.html", context, status=400 if form.errors else 200)
    try:
        made = change_entry(
            entry=entry,
            typed=form.typed(),
            version=form.cleaned_data["version"] or 0,
            actor=hat,
            now=clock.now(),
        )
    except Refusal as why:
        return refused(request, why, "reviews/week_entry.html", context)
    return _written(request, made)


def _written(request: HttpRequest, entry: WeekEntry) -> HttpResponse:
    messages.success(request, _("The line stands in the calendar."))
    for clash in clashes_of_entry(entry):
        messages.warning(request, clash)
    return redirect(f"{reverse('reviews:week')}?tuan={week_holding(entry.day)}")


@require_POST
def drop(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Take a typed line out."""
    hat, day = asking(request)
    entry = get_object_or_404(entries_visible_to(hat, day), ref=ref)
    drop_entry(entry=entry, actor=hat, now=clock.now())
    messages.success(request, _("The line is taken out."))
    return redirect(f"{reverse('reviews:week')}?tuan={week_holding(entry.day)}")


@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Give the office's feed a new private address."""
    hat, _day = asking(request)
    unit = get_object_or_404(Unit, pk=hat.unit_id or 0)
    renew_feed(unit=unit, actor=hat, now=clock.now())
    messages.success(request, _("The calendar has a new address. The one before answers no more."))
    return redirect(f"{reverse('reviews:week')}#dia-chi")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of the office whose private address this is; nobody signs in for it."""
    _hat, day = asking(request)
    found = get_object_or_404(WeekFeed.objects.select_related("unit"), token=token)
    lines = own_lines(found.unit_id, day - BACK, day + AHEAD)
    name = names_of([found.unit_id], day).get(found.unit_id, "")
    body = calendar(f"Lịch công tác {name}", lines, clock.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, max-age=600"
    return response
