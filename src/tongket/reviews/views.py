"""Reviews as everybody reads them: rendered from the frozen document, never computed again."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.shortcuts import render as page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongket.base.files import attachment
from tongket.directives.digital import signatures_kept
from tongket.reviews.making_views import progress_of
from tongket.reviews.models import Review
from tongket.reviews.outlines.queries import received_by
from tongket.reviews.pages import annex_of, annexes_of, body_of
from tongket.reviews.queries import visible_to
from tongket.reviews.render import FORMATS, render
from tongket.reviews.texts import place_of
from tongket.units.grants import allowed
from tongket.units.middleware import asking
from tongket.units.queries import names_of
from tongket.units.whose import whose
from tongket.writer.html import stylesheet

PAGE = 30


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    hat, day = asking(request)
    found = visible_to(hat, day).select_related("unit", "programme").order_by("-as_of", "pk")
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = names_of((one.unit_id for one in rows), day)
    shown = [(one, names.get(one.unit_id, "")) for one in rows]
    may_see = hat.unit_id is not None and allowed(hat, "reviews.see_register", unit_id=hat.unit_id, day=day)
    return page(request, "reviews/list.html", {"rows": rows, "shown": shown, "may_see_register": may_see})


def _review(request: HttpRequest, ref: uuid.UUID) -> Review:
    hat, day = asking(request)
    seen = visible_to(hat, day).select_related(
        "unit", "programme", "document", "signed_pdf", "issued_pdf", "issued_docx"
    )
    found: Review = get_object_or_404(seen, ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


def _may(request: HttpRequest, review: Review, action: str) -> bool:
    hat, day = asking(request)
    return hat.unit_id is not None and allowed(
        hat, action, unit_id=review.unit_id, day=day, state=review.state
    )


def _may_build(request: HttpRequest, review: Review) -> bool:
    hat, day = asking(request)
    return hat.unit_id == review.unit_id and allowed(hat, "reviews.build", unit_id=review.unit_id, day=day)


@require_safe
def review(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The body of the document; annexes and files are one link away. While it is being made: how far it is."""
    if page_of_making := progress_of(request, ref):
        return page_of_making
    hat, day = asking(request)
    found = _review(request, ref)
    signed = (found.issued_pdf or found.signed_pdf) if found.signed_pdf else None
    context = {
        "review": found,
        "body": body_of(found),
        "style": stylesheet(),
        "annexes": annexes_of(found),
        "endings": ("docx", "pdf", "html"),
        "whose": whose(found.unit, day),
        "place": place_of(found, hat, day),
        "may_write": _may(request, found, "reviews.write"),
        "may_approve": _may(request, found, "reviews.approve"),
        "may_publish": _may(request, found, "reviews.publish"),
        "waits": found.state == Review.State.BUILT and _may_build(request, found),
        "ways": _ways(request, found),
        "signatures": signatures_kept(signed.sha256) if signed else (),
        "received": received_by(asking(request)[0], found, day),
    }
    return page(request, "reviews/review.html", context)


def _ways(request: HttpRequest, found: Review) -> list[tuple[str, str]]:
    """Where the work on it goes on, for those who may."""
    ways = (
        ("reviews.ask_comments", "reviews:ask-comments", _("Send out for comments…")),
        ("reviews.write", "reviews:answers", _("Comments and what became of them")),
        ("reviews.write", "reviews:sources", _("Sources and changes")),
        ("reviews.write", "reviews:since", _("If it were made now")),
        ("reviews.write", "reviews:next-tasks", _("Tasks of the next period…")),
        ("reviews.send_up", "reviews:send-up", _("Send up…")),
    )
    return [(reverse(name, args=[found.ref]), word) for act, name, word in ways if _may(request, found, act)]


@require_safe
def annex(request: HttpRequest, ref: uuid.UUID, key: str) -> HttpResponse:
    """One section of an annex: a province a page."""
    found = _review(request, ref)
    keys = annexes_of(found)
    here = next((place for place, (one, _title) in enumerate(keys) if one == key), None)
    if here is None:
        raise Http404
    context = {
        "review": found,
        "body": annex_of(found, key),
        "style": stylesheet(),
        "title": keys[here][1],
        "before": keys[here - 1] if here else None,
        "after": keys[here + 1] if here + 1 < len(keys) else None,
    }
    return page(request, "reviews/annex.html", context)


@require_safe
def download(request: HttpRequest, ref: uuid.UUID, ending: str) -> HttpResponse:
    found = _review(request, ref)
    if ending not in FORMATS:
        raise Http404
    name = f"{found.programme.slug}-{found.period}.{ending}"
    return attachment(render(found, ending), name)
