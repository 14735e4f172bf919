"""The codes of offices in the exchange of papers, on one page: seen by the office, set by keeper and clerk."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.exchange.actions import drop_partner, set_code, set_partner
from tongket.directives.exchange.forms import CodeForm, PartnerForm
from tongket.directives.exchange.queries import codes_near, partners_of, settable
from tongket.directives.incoming.views import may
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import BEFORE, Unit
from tongket.viet.fault import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Which code the own office and its partners bear; the keeper sets those of units, the clerk those outside."""
    hat, day = asking(request)
    if not may(request, "units.give_code"):
        require(hat, "directives.see_papers", unit_id=hat.unit_id or 0, day=day)
    do = request.POST.get("do", "")
    context = _context(request, do)
    if request.method != "POST":
        return render(request, "exchange/codes.html", context)
    form = {"unit": context["unit_form"], "partner": context["partner_form"]}.get(do)
    if form is not None and not form.is_valid():
        return render(request, "exchange/codes.html", context, status=400)
    try:
        said = _do(request, do, form)
    except Refusal as why:
        return refused(request, why, "exchange/codes.html", context)
    messages.success(request, said)
    return redirect("exchange:codes")


def _context(request: HttpRequest, do: str) -> dict[str, Any]:
    hat, day = asking(request)
    typed = request.POST if request.method == "POST" else None
    units = settable(hat, day)
    may_keep = may(request, "directives.keep_partners")
    return {
        "coded": codes_near(hat, day),
        "partners": partners_of(hat, day),
        "unit_form": CodeForm(units, typed if do == "unit" else None) if units else None,
        "partner_form": PartnerForm(typed if do == "partner" else None) if may_keep else None,
        "before": BEFORE,
        "reads_papers": may(request, "directives.see_papers"),
    }


def _do(request: HttpRequest, do: str, form: Any) -> str:
    hat, day = asking(request)
    who: dict[str, Any] = {"actor": hat, "now": clock.now()}
    if do == "unit" and form is not None:
        made = set_code(unit=form.cleaned_data["of"], code=form.cleaned_data["code"], **who)
        return _("The code %(code)s is written down.") % {"code": made.code}
    if do == "partner" and form is not None:
        partner = set_partner(unit=Unit.objects.get(pk=hat.unit_id or 0), **form.cleaned_data, **who)
        return _("%(name)s bears the code %(code)s.") % {"name": partner.name, "code": partner.code}
    if do == "drop":
        try:
            ref = uuid.UUID(request.POST.get("partner", ""))
        except ValueError:
            raise Http404 from None
        partner = get_object_or_404(partners_of(hat, day), ref=ref)
        drop_partner(partner=partner, **who)
        return _("%(name)s has no code here any more.") % {"name": partner.name}
    raise Http404
