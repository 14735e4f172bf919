"""A review that is being made, on the screen: how far it is, or why it could not be made."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.base.views import refused
from tongket.reviews.making import refused_of
from tongket.reviews.models import Making, Review
from tongket.units.grants import allowed
from tongket.units.middleware import asking

SEEN = "buoc"  # the step that the page shows which asks again


def progress_of(request: HttpRequest, ref: uuid.UUID) -> HttpResponse | None:
    """The page at the address that the review will have; None where none is being made, or not for this hat.

    The page asks by itself once a second: nothing comes back while nothing has changed; at the end it is loaded anew.
    """
    again = "HX-Request" in request.headers and SEEN in request.GET
    making = Making.objects.filter(ref=ref).select_related("programme").first()
    if making is None or Review.objects.filter(ref=ref).exists():
        return _load_anew() if again else None
    hat, day = asking(request)
    if not allowed(hat, "reviews.build", unit_id=making.programme.unit_id, day=day):
        return None
    why = refused_of(making)
    if again and (why or request.GET[SEEN] == str(making.step)):
        return _load_anew() if why else HttpResponse(status=204, headers={"HX-Reswap": "none"})
    return _page(request, making) if why is None else refused(request, why, *_context(making))


def _page(request: HttpRequest, making: Making) -> HttpResponse:
    return render(request, *_context(making))


def _context(making: Making) -> tuple[str, dict[str, object]]:
    doing = (_("Reading records and figures"), _("Composing the text and tables"), _("Freezing the document"))
    step = min(making.step, Making.STEPS - 1)
    above = f"{reverse('reviews:compose', args=[making.programme.slug])}?ky={making.period}"
    shown = {"making": making, "doing": doing[step], "number": step + 1, "above": above, "seen": SEEN}
    return "reviews/making.html", shown


def _load_anew() -> HttpResponse:
    return HttpResponse(headers={"HX-Refresh": "true"})
