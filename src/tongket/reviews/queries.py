"""Reads of this room: reviews a hat may see, their documents, meetings."""

from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from tongket.base.files import path_of
from tongket.programmes.models import Programme
from tongket.reviews.models import Meeting, Review, Words
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.viet.period import Period
from tongket.writer.document import Document, from_json


def visible_to(actor: Hat, day: date) -> QuerySet[Review]:
    """Reviews as the hat may read them.

    - Anybody reads a published one.
    - An officer reads those of the own unit, of units above and below, and of a unit that the own unit succeeds.
    """
    return Review.objects.filter(reach(actor, "reviews.see", day))


def meetings_visible_to(actor: Hat, day: date) -> QuerySet[Meeting]:
    """Meetings are public: what was held, by whom, when; nobody is named."""
    return Meeting.objects.filter(reach(actor, "reviews.see_meeting", day))


def document_of(review: Review) -> Document:
    """The frozen document; it never changes, so it is kept in memory."""
    return _document(review.document.sha256)


@lru_cache(maxsize=8)
def _document(sha256: str) -> Document:
    return from_json(path_of(sha256).read_bytes())


def words_of(programme: Programme, period: Period) -> dict[str, Words]:
    return {words.section: words for words in Words.objects.filter(programme=programme, period=str(period))}
