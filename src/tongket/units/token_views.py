"""The page of tokens: those of the own post, and for the keeper those of every post kept from here."""

import datetime
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongket.base import clock
from tongket.base.once import ShownOnce
from tongket.base.views import refused
from tongket.units.actions import make_token, revoke_token
from tongket.units.forms import TokenForm
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.units.models import Appointment, Role
from tongket.units.queries import appointments_visible_to, names_of, tokens_visible_to
from tongket.viet.fault import Refusal

KEPT = 30  # days that one which is good no more stays on the list


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The list, and the form for a new one; the new token is shown once, on the page that answers."""
    hat, day = asking(request)
    require(hat, "units.make_token", unit_id=hat.unit_id or 0, day=day)
    posts = _posts(hat, day)
    names = names_of((one.unit_id for one in posts), day)
    choices = [(str(one.ref), f"{one.post}, {names.get(one.unit_id, '')}") for one in posts]
    form = TokenForm(choices, request.POST or None, initial={"post": choices[0][0] if choices else ""})
    since = clock.now() - datetime.timedelta(days=KEPT)
    known = tokens_visible_to(hat, day).exclude(revoked_at__lt=since).exclude(expires__lt=clock.day_of(since))
    context = {"form": form, "known": known.select_related("appointment"), "day": day}
    if request.method != "POST" or not form.is_valid():
        return render(request, "units/tokens.html", context, status=400 if form.errors else 200)
    post = next(one for one in posts if str(one.ref) == form.cleaned_data["post"])
    terms = {"use": form.cleaned_data["use"], "days": int(form.cleaned_data["days"])}
    try:
        token, text = make_token(appointment=post, **terms, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "units/tokens.html", context)
    shown = {"token": token, "text": text, "name": dict(choices)[str(post.ref)]}
    return ShownOnce(render(request, "units/token.html", shown), after=reverse("tokens:list"))


def _posts(hat: Hat, day: datetime.date) -> list[Appointment]:
    """For which posts the hat may make a token: the own one; for the keeper all that are held and seen."""
    held = Appointment.objects.filter(start__lte=day, end__gt=day)
    if hat.role != Role.KEEPER:
        return list(held.filter(ref=hat.appointment or uuid.UUID(int=0)))
    seen = held.filter(pk__in=appointments_visible_to(hat, day).values("pk"))
    return list(seen.order_by("post", "pk"))


@require_POST
def revoke(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    hat, day = asking(request)
    token = get_object_or_404(tokens_visible_to(hat, day).select_related("appointment"), ref=ref)
    revoke_token(token=token, actor=hat, now=clock.now())
    messages.success(request, _("The token is revoked: nothing more comes in with it."))
    return redirect("tokens:list")
