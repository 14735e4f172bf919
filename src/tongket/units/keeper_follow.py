"""The keeper's page on which the Party or the Front follows a merger of the State."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.units.following import FOLLOWERS, follow, following, may_follow, said_of
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import Line, Succession
from tongket.viet.fault import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def follow_page(request: HttpRequest, ref: uuid.UUID, line: str) -> HttpResponse:
    """First what each organisation becomes; then the one step."""
    hat, day = asking(request)
    event = get_object_or_404(Succession, ref=ref, line=Line.STATE)
    require(hat, "units.reorganise", unit_id=hat.unit_id or 0, day=day)
    one = following(event, line) if line in FOLLOWERS else None
    if one is None or not may_follow(one, hat, day):
        raise Http404
    context = {"one": one, "fates": [(fate, said_of(fate)) for fate in one.fates], "event": event}
    if request.method != "POST":
        return render(request, "units/keeper/follow.html", context)
    try:
        follow(event=event, line=line, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "units/keeper/follow.html", context)
    messages.success(request, _("Recorded: %(line)s has followed.") % {"line": one.line_word})
    return redirect("keeper:list")
