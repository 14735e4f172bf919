"""The files of a review, rendered from its frozen document: the same bytes from the screen and the shell."""

from collections.abc import Callable
from functools import lru_cache

from tongket.base.models import Installation
from tongket.figures.standing import query_of
from tongket.reviews.models import Review
from tongket.reviews.queries import as_printed, document_of, map_day
from tongket.viet.fault import refusal
from tongket.viet.period import Period
from tongket.writer.document import Document

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
TRAIL = "/so-lieu/dau-vet"


def render(review: Review, form: str) -> bytes:
    """One of docx, pdf, html, json."""
    if form not in FORMATS:
        raise refusal("review.format_unknown", form=form, known=", ".join(FORMATS))
    return _rendered(as_printed(review), form, review.pk)


@lru_cache(maxsize=16)
def _rendered(_printed: str, form: str, pk: int) -> bytes:
    review = Review.objects.select_related("document").get(pk=pk)
    return _RENDERERS[form](document_of(review), review)


def _docx(document: Document, _review: Review) -> bytes:
    from tongket.writer.docx import render_docx

    return render_docx(document)


def _pdf(document: Document, _review: Review) -> bytes:
    from tongket.writer.pdf import render_pdf

    return render_pdf(document)


def _html(document: Document, review: Review) -> bytes:
    from tongket.writer.html import render_html

    return render_html(document, link=trail_link(review, whole=True)).encode()


def _json(document: Document, _review: Review) -> bytes:
    from tongket.writer.document import to_json

    return to_json(document)


_RENDERERS: dict[str, Callable[[Document, Review], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
    "json": _json,
}


def trail_link(review: Review | None = None, *, whole: bool = False) -> Callable[[str], str]:
    """Where a figure's trail opens; that of a review as of its own moment, on its own map.

    A file that is taken along (`whole`) names the installation's main host.
    """
    installation = Installation.objects.first() if whole else None
    start = f"http://{installation.main_host}" if installation else ""
    query = query_of(review.as_of, map_day(Period.parse(review.period), review.as_of)) if review else ""
    return lambda ref: f"{start}{TRAIL}/{ref.removeprefix('f/')}/{query}"
