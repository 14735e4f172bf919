"""What a page of the composer is asked for."""

from django.contrib import messages
from django.http import HttpRequest

from tongket.base.faults import explain
from tongket.programmes.models import Programme
from tongket.programmes.queries import programme_of
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal
from tongket.viet.period import Period


def asked_review(request: HttpRequest, slug: str, action: str) -> tuple[Programme, Period]:
    """The programme of a page and the period in its address, else its term; for whoever may do this there.

    A period that is none is told on the page, which then shows the term.
    """
    hat, day = asking(request)
    programme = programme_of(slug, hat, day)
    require(hat, action, unit_id=programme.unit_id, day=day)
    request.sample = programme.unit.sample  # type: ignore[attr-defined]
    try:
        return programme, Period.parse(request.GET.get("ky") or programme.term)
    except Refusal as why:
        if request.method not in ("GET", "HEAD"):
            raise
        messages.warning(request, " ".join(explain(fault) for fault in why.faults))
        return programme, Period.parse(programme.term)
