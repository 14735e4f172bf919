"""A frozen review as pages and files: each is made once and kept, for the document never changes."""

from collections.abc import Callable
from functools import lru_cache

from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from tongket.reviews.models import Review
from tongket.reviews.queries import document_of
from tongket.viet.fault import refusal
from tongket.writer.document import Document
from tongket.writer.html import annex_html, annex_keys, body_html, render_html

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"docx": WORD, "pdf": "application/pdf", "html": "text/html; charset=utf-8"}


def trail_url(ref: str) -> str:
    """The page that opens a figure: f/<figure>, or r/<indicator>/<unit>/<period>/<source> for a roll-up."""
    kind, *parts = ref.split("/")
    name = {"f": "figures:trail", "r": "figures:rollup"}.get(kind, "")
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def body_of(review: Review) -> str:
    """The document without its annexes, its figures linked to their trails."""
    return _body(review.document.sha256, review.pk)


def annex_of(review: Review, key: str) -> str:
    return _annex(review.document.sha256, review.pk, key)


def annexes_of(review: Review) -> tuple[tuple[str, str], ...]:
    """Key and title of what stands on a page of its own: the sections of an annex, or the annex itself."""
    document = document_of(review)
    whole = {annex.key for annex in document.annexes if any(hasattr(block, "key") for block in annex.blocks)}
    return tuple((key, title) for key, title in annex_keys(document) if key not in whole)


@lru_cache(maxsize=8)
def _body(_sha256: str, review: int) -> str:
    return body_html(_document(review), trail_url)


@lru_cache(maxsize=80)
def _annex(_sha256: str, review: int, key: str) -> str:
    return annex_html(_document(review), key, trail_url)


def _document(review: int) -> Document:
    return document_of(Review.objects.select_related("document").get(pk=review))


def file_of(review: Review, ending: str) -> bytes:
    """The review as a file of one of the three kinds; kept in the cache, made again if it is gone."""
    key = f"review-{review.document.sha256}-{ending}"
    data: bytes | None = cache.get(key)
    if data is None:
        data = render_file(document_of(review), ending)
        cache.set(key, data, None)
    return data


def render_file(document: Document, ending: str) -> bytes:
    """The bytes of a document as .docx, .pdf or .html: the same from the shell and from the screen."""
    if ending not in TYPES:
        raise refusal("review.file.unknown", ending=ending)
    return _renderer(ending)(document)


def _renderer(ending: str) -> Callable[[Document], bytes]:
    if ending == "docx":
        from tongket.writer.docx import render_docx

        return render_docx
    if ending == "pdf":
        from tongket.writer.pdf import render_pdf

        return render_pdf
    return lambda document: render_html(document).encode()
