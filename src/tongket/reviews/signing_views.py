"""A review approved, signed digitally and published, on the screen; and what it would say if it were made now."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.files import attachment
from tongket.base.views import refused
from tongket.directives.digital import seals_here
from tongket.directives.outgoing.forms import SealForm, SignForm
from tongket.reviews.actions import approve_review, publish_review
from tongket.reviews.models import Review
from tongket.reviews.pages import annexes_of
from tongket.reviews.queries import visible_to
from tongket.reviews.render import trail_link
from tongket.reviews.signing import pdf_to_sign
from tongket.reviews.since import would_differ
from tongket.reviews.unsettled import unsettled
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal, refusal


def _review_for(request: HttpRequest, ref: uuid.UUID, action: str) -> Review:
    """The review, if the hat may do this with it as it stands."""
    hat, day = asking(request)
    seen = visible_to(hat, day).select_related("unit", "programme", "document", "signed_pdf")
    found: Review = get_object_or_404(seen, ref=ref)
    require(hat, action, unit_id=found.unit_id, day=day, state=found.state)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """First what is still open of it; then the act, which takes the number."""
    hat, _day = asking(request)
    found, now = _review_for(request, ref, "reviews.approve"), clock.now()
    if request.method != "POST":
        return render(request, "reviews/approve.html", {"review": found, "open": unsettled(found, now)})
    found = approve_review(review=found, actor=hat, now=now)
    if found.symbol:
        said = _("The review is approved under number %(symbol)s. It can be published now.")
        messages.success(request, said % {"symbol": found.symbol})
    else:
        messages.success(request, _("The review is approved. It can be published now."))
    return redirect("reviews:review", found.ref)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Approve with a digital signature: the PDF is taken out and handed in signed, or signed with a key at once."""
    hat, _day = asking(request)
    found, now = _review_for(request, ref, "reviews.approve"), clock.now()
    form = SignForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    form.fields["signed"].help_text = _(
        "Take the PDF to sign from here, sign it with your token, hand it in."
    )
    context = {"review": found, "form": form, "open": unsettled(found, now)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reviews/sign.html", context, status=400 if form.errors else 200)
    try:
        signed = form.signed_pdf(lambda: pdf_to_sign(found, hat, now), now)
        if signed is None:
            raise refusal("signing.no_signature")
        approve_review(review=found, signed=signed, actor=hat, now=now)
    except Refusal as why:
        return refused(request, why, "reviews/sign.html", context)
    messages.success(request, _("The review is signed and numbered. It can be published now."))
    return redirect("reviews:review", found.ref)


@require_safe
def to_sign(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The PDF for the leader who asks for it: the place of the name bears this leader's."""
    hat, _day = asking(request)
    found = _review_for(request, ref, "reviews.approve")
    name = f"{found.programme.slug}-{found.period}-de-ky-so.pdf"
    return attachment(pdf_to_sign(found, hat, clock.now()), name)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """First what will be public, to whom, and that it stays; then the act.

    One that is signed digitally takes the agency's signature with it: of the key that is set here, or handed in.
    """
    hat, _day = asking(request)
    found = _review_for(request, ref, "reviews.publish")
    outside = found.signed_pdf is not None and not seals_here(found.unit)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SealForm(*sent) if outside else None
    context = {"review": found, "annexes": annexes_of(found), "form": form}
    if request.method != "POST" or (form and not form.is_valid()):
        return render(request, "reviews/publish.html", context, status=400 if form and form.errors else 200)
    sealed = form.cleaned_data["sealed"].read() if form else None
    try:
        published = publish_review(review=found, sealed=sealed, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "reviews/publish.html", context)
    messages.success(request, _("The review is public now."))
    return redirect("reviews:review", published.ref)


@require_safe
def since(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What would read otherwise if it were built now, and why."""
    found, now, link = _review_for(request, ref, "reviews.write"), clock.now(), trail_link()
    lines = [
        (one, link(one.change.ref), [(cause, link(cause.ref)) for cause in one.causes])
        for one in would_differ(found, now)
    ]
    return render(request, "reviews/since.html", {"review": found, "lines": lines, "now": now})
