"""Figures of past periods from a file, taken over from the document that states them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.files import put_file
from tongket.base.models import Access
from tongket.base.views import refused
from tongket.figures.forms import HistoryForm
from tongket.figures.intake.files import take_over_file
from tongket.units.grants import own_unit
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest) -> HttpResponse:
    """All the rows are taken over, or the page lists every one to mend."""
    hat, day = asking(request)
    unit = own_unit(hat, "figures.take_over", day)
    form = HistoryForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "figures/history.html", {"form": form}, status=400 if form.errors else 200)
    said, now = form.cleaned_data, clock.now()
    try:
        sent = said["evidence"]
        evidence = sent and put_file(
            data=sent.read(), name=sent.name, unit_id=unit.pk, access=Access.OFFICE, now=now, sent=True
        )
        terms = {"document": said["document"], "evidence": evidence or None}
        taken = take_over_file(said["figures"].read(), **terms, actor=hat, now=now)
    except Refusal as why:
        return refused(request, why, "figures/history.html", {"form": form})
    told = {"count": taken.count, "known": taken.known}
    messages.success(request, _("Figures taken over: %(count)s; known already: %(known)s.") % told)
    return redirect("figures:list")
