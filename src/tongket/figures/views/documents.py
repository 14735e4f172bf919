"""A figure that an official document states is taken over, with document, article and the paper itself."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.files import put_file
from tongket.base.models import Access, File
from tongket.base.views import refused
from tongket.figures.actions import take_over_figure
from tongket.figures.document_forms import TakeOverForm
from tongket.figures.queries import indicators_visible_to
from tongket.figures.views import require_officer
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal

TEMPLATE = "figures/take_over.html"


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Of one indicator; what two documents say differently both stays, as a contradiction."""
    require_officer(request, "figures.take_over")
    hat, day = asking(request)
    require(hat, "figures.take_over", unit_id=hat.unit_id or 0, day=day)
    indicator = get_object_or_404(indicators_visible_to(hat, day), ref=ref)
    own = names_of([hat.unit_id or 0], day).get(hat.unit_id or 0, "")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TakeOverForm(indicator, hat, day, *sent, initial={"unit": own})
    context = {"indicator": indicator, "form": form}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    data = form.cleaned_data
    try:
        require(hat, "figures.take_over", unit_id=data["unit"].pk, day=day)
        data["evidence"] = _kept(request, data["unit"])
        made = take_over_figure(indicator=indicator, actor=hat, now=clock.now(), **data)
    except Refusal as why:
        return refused(request, why, TEMPLATE, context)
    messages.success(request, _("Taken over. The figure counts from now on; this is its trail."))
    return redirect(made)


def _kept(request: HttpRequest, unit: Unit) -> File | None:
    """The paper, on the disk before the transaction that names it."""
    sent = request.FILES.get("evidence")
    if sent is None:
        return None
    return put_file(
        data=sent.read(),
        name=sent.name or "",
        unit_id=unit.pk,
        access=Access.OFFICE,
        now=clock.now(),
        sent=True,
    )
