"""A frozen review as pages: each is written once and kept, for the document never changes."""

from functools import lru_cache

from tongket.reviews.models import Review
from tongket.reviews.queries import as_printed, document_of
from tongket.reviews.render import trail_link
from tongket.writer.document import Section
from tongket.writer.html import annex_html, body_html


def body_of(review: Review) -> str:
    """The document without its annexes, its figures linked to their trails."""
    return _body(as_printed(review), review.pk)


def annex_of(review: Review, key: str) -> str:
    return _annex(as_printed(review), review.pk, key)


def annexes_of(review: Review) -> tuple[tuple[str, str], ...]:
    """Key and title of what stands on a page of its own: the sections of an annex, or the annex itself."""
    pages: list[tuple[str, str]] = []
    for annex in document_of(review).annexes:
        sections = [(block.key, block.title) for block in annex.blocks if isinstance(block, Section)]
        pages += sections or [(annex.key, annex.title)]
    return tuple(pages)


@lru_cache(maxsize=8)
def _body(_printed: str, review: int) -> str:
    found = _read(review)
    return body_html(document_of(found), trail_link(found))


@lru_cache(maxsize=80)
def _annex(_printed: str, review: int, key: str) -> str:
    found = _read(review)
    return annex_html(document_of(found), key, trail_link(found))


def _read(review: int) -> Review:
    return Review.objects.select_related("document").get(pk=review)
