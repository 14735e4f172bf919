"""The next term of a programme begins from a copy of the last."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.figures.actions import start_next_term
from tongket.figures.forms import NextTermForm
from tongket.figures.models import Form
from tongket.figures.views import require_officer
from tongket.programmes.queries import programme_of
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal

TEMPLATE = "figures/next_term.html"


@require_http_methods(["GET", "HEAD", "POST"])
def next_term(request: HttpRequest, slug: str) -> HttpResponse:
    require_officer(request, "figures.define")
    hat, day = asking(request)
    programme = programme_of(slug, hat, day)
    require(hat, "figures.define", unit_id=programme.unit_id, day=day)
    request.sample = programme.unit.sample  # type: ignore[attr-defined]
    form = NextTermForm(
        request.POST if request.method == "POST" else None, initial=NextTermForm.after(programme)
    )
    last = Form.objects.filter(programme=programme).order_by("-version").first()
    context = {
        "programme": programme,
        "form": form,
        "last": last,
        "lines": last.items.count() if last else 0,
        "parties": programme.parties.count(),
    }
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    try:
        made = start_next_term(programme=programme, **form.shape(), actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, TEMPLATE, context)
    messages.success(request, _("“%(title)s” has begun. Set its targets now.") % {"title": made.title})
    return redirect("figures:targets", made.slug)
