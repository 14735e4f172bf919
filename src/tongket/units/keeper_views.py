"""The keeper's pages: which offices there are, who holds which post, who signs in, under which public name."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock, shown
from tongket.base.models import Account, Installation
from tongket.base.once import ShownOnce
from tongket.base.views import refused
from tongket.units.actions import (
    NewUnit,
    appoint,
    appoint_newcomer,
    end_appointment,
    establish_unit,
    make_host,
    reset_password,
    withdraw_host,
)
from tongket.units.following import unfollowed
from tongket.units.forms import AppointForm, EndForm, HostForm, OfficeForm
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import Appointment, Host, Line, Tier, Unit
from tongket.units.offices import offices_of, with_posts
from tongket.units.queries import appointments_visible_to, names_of
from tongket.units.views import asked_day
from tongket.viet.fault import Refusal, refusal
from tongket.viet.text import fold

PAGE = 40
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    """The own unit and all below it on a day: who holds which post since when, and what is missing."""
    hat, today = asking(request)
    require(hat, "units.appoint", unit_id=hat.unit_id or 0, day=today)
    day, words = asked_day(request), request.GET.get("tim", "").strip()[:200]
    everything = offices_of(hat, day)
    found = [office for office in everything if fold(words) in fold(office.name)]
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    with_posts(list(rows), hat, day)
    context = {
        "day": day,
        "today": today,
        "words": words,
        "rows": rows,
        "alone": len(everything) == 1,
        "top": everything[0] if everything else None,
        "no_reporter": sum(office.no_reporter for office in everything),
        "unfollowed": unfollowed(hat, today),
        "no_approver": sum(office.no_approver for office in everything),
    }
    return render(request, "units/keeper/list.html", context)


def kept_unit(request: HttpRequest, action: str, ref: uuid.UUID) -> tuple[Unit, str]:
    """A unit that the hat keeps, and its name."""
    hat, day = asking(request)
    unit = get_object_or_404(Unit, ref=ref)
    require(hat, action, unit_id=unit.pk, day=day)
    return unit, names_of([unit.pk], day).get(unit.pk, "")


def _held(request: HttpRequest, action: str, ref: uuid.UUID) -> tuple[Appointment, str]:
    """An appointment in a unit that the hat keeps, and the name of the unit."""
    hat, day = asking(request)
    held = get_object_or_404(Appointment.objects.select_related("account", "unit"), ref=ref)
    require(hat, action, unit_id=held.unit_id, day=day)
    return held, names_of([held.unit_id], day).get(held.unit_id, "")


def _back(unit: Unit) -> HttpResponseRedirect:
    return redirect(f"{reverse('keeper:list')}#u-{unit.ref}")


@get_or_post
def add(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """An office or a village under a unit."""
    hat, day = asking(request)
    above, name = kept_unit(request, "units.establish", ref)
    form = OfficeForm(_lines(above), request.POST or None, initial={"day": day})
    context = {"form": form, "above": above, "name": name}
    if request.method != "POST" or not form.is_valid():
        return render(request, "units/keeper/add.html", context, status=400 if form.errors else 200)
    data = form.cleaned_data
    tier = Tier(data["kind"])  # an office or a village: tier and kind have one word
    new = NewUnit(tier, data["name"], above, kind=data["kind"], sample=above.sample)
    terms = {"day": data["day"], "decision": data["decision"], "line": data["line"]}
    try:
        unit = establish_unit(new=new, **terms, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "units/keeper/add.html", context)
    messages.success(
        request, _("%(name)s is entered. Now appoint who reports for it.") % {"name": data["name"]}
    )
    return _back(unit)


def _lines(above: Unit) -> list[str]:
    """Under a place an office may stand in any line; under an office in that of the office."""
    if above.tier != Tier.OFFICE:
        return list(Line.values)
    held = set(above.versions.values_list("line", flat=True))
    return [line for line in Line.values if line in held]


@get_or_post
@never_cache
def take_up(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Appoint somebody; of somebody new the first password is shown, once."""
    hat, day = asking(request)
    unit, name = kept_unit(request, "units.appoint", ref)
    form = AppointForm(request.POST or None, initial={"start": day})
    known = Account.objects.filter(appointments__in=appointments_visible_to(hat, day)).distinct()
    accounts = known.order_by("name_key", "pk")[:500]
    context = {"form": form, "unit": unit, "name": name, "accounts": accounts}
    if request.method != "POST" or not form.is_valid():
        return render(request, "units/keeper/appoint.html", context, status=400 if form.errors else 200)
    data, now = form.cleaned_data, clock.now()
    try:
        if data["who"] == form.NEW:
            whom = {"username": data["username"], "name": data["name"]}
            held, password = appoint_newcomer(**whom, unit=unit, **form.terms(), actor=hat, now=now)
            return _show_password(request, held, password)
        account = Account.objects.filter(username=data["username"].strip().lower()).first()
        if account is None:
            raise refusal("account.not_found", name=data["username"])
        held = appoint(account=account, unit=unit, **form.terms(), actor=hat, now=now)
    except Refusal as why:
        return refused(request, why, "units/keeper/appoint.html", context)
    said = {"name": account.name, "post": held.post, "day": shown.day(held.start)}
    messages.success(request, _("%(name)s holds the post “%(post)s” from %(day)s.") % said)
    return _back(unit)


def _show_password(request: HttpRequest, held: Appointment, password: str) -> HttpResponse:
    page = render(request, "units/keeper/password.html", {"held": held, "password": password})
    return ShownOnce(page, after=_back(held.unit).url)


@get_or_post
def lay_down(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """End an appointment."""
    hat, day = asking(request)
    held, name = _held(request, "units.end_appointment", ref)
    form = EndForm(request.POST or None, initial={"day": day})
    context: dict[str, Any] = {"form": form, "held": held, "name": name}
    if request.method != "POST" or not form.is_valid():
        return render(request, "units/keeper/end.html", context, status=400 if form.errors else 200)
    try:
        end_appointment(appointment=held, **form.cleaned_data, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "units/keeper/end.html", context)
    said = {"name": held.account.name, "post": held.post, "day": shown.day(held.end)}
    messages.success(request, _("From %(day)s on %(name)s no longer holds the post “%(post)s”.") % said)
    return _back(held.unit)


@get_or_post
@never_cache
def new_password(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """A new first password for the holder of a post, shown once."""
    hat, _day = asking(request)
    held, name = _held(request, "units.reset_password", ref)
    context = {"held": held, "name": name}
    if request.method != "POST":
        return render(request, "units/keeper/reset.html", context)
    try:
        password = reset_password(account=held.account, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "units/keeper/reset.html", context)
    return _show_password(request, held, password)


@get_or_post
def host(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The public host names of a place, one more, or one less: what is withdrawn stands in the field again."""
    hat, _day = asking(request)
    unit, name = kept_unit(request, "units.make_host", ref)
    installation = Installation.objects.first()
    if "withdraw" in request.POST:
        return _withdrawn(request, unit, request.POST["withdraw"])
    asked = {"name": request.GET.get("ten", ""), "theme": request.GET.get("mau", "")}
    form = HostForm(request.POST or None, initial=asked)
    context = {
        "form": form,
        "unit": unit,
        "name": name,
        "hosts": Host.objects.filter(unit=unit).order_by("name"),
        "main": installation.main_host.partition(":")[0] if installation else "",
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "units/keeper/host.html", context, status=400 if form.errors else 200)
    try:
        made = make_host(**form.cleaned_data, unit=unit, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "units/keeper/host.html", context)
    messages.success(
        request, _("%(host)s is the public address of %(name)s.") % {"host": made.name, "name": name}
    )
    return redirect("keeper:host", ref=unit.ref)


def _withdrawn(request: HttpRequest, unit: Unit, name: str) -> HttpResponse:
    withdraw_host(name=name, unit=unit, actor=asking(request)[0], now=clock.now())
    said = _("%(host)s leads here no more. If that was a mistake, set it again: it stands in the field.")
    messages.success(request, said % {"host": name})
    return redirect(f"{reverse('keeper:host', args=[unit.ref])}?{urlencode({'ten': name})}")
