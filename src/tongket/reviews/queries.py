"""Reads of this room: reviews a hat may see, their documents, meetings."""

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from tongket.base.clock import day_of
from tongket.base.files import path_of
from tongket.programmes.models import Programme
from tongket.reviews.models import Meeting, Review, Words
from tongket.reviews.outlines.models import Sent
from tongket.reviews.sources import for_reading
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.viet.dates import format_date_long
from tongket.viet.period import Period
from tongket.writer.document import Document, Heading, Signature, from_json

DRAFT = "Dự thảo, chưa được phê duyệt"


def visible_to(actor: Hat, day: date) -> QuerySet[Review]:
    """Reviews as the hat may read them.

    - Anybody reads a published one.
    - An officer reads those of the own unit, of units above and below, and of a unit that the own unit succeeds,
      and what was sent to the own unit for comments or from below.
    """
    sent = Sent.objects.filter(reach(actor, "reviews.see_sent", day)).values("review")
    return Review.objects.filter(reach(actor, "reviews.see", day) | Q(pk__in=sent))


def meetings_visible_to(actor: Hat, day: date) -> QuerySet[Meeting]:
    """Meetings as the hat may see them.

    - Anybody sees one that was held: what, by whom, when; nobody is named.
    - Before that the officers of its unit, of those above and below see it, the invited once it was sent to them,
      and whoever was asked for a contribution.
    """
    held = Q(sitting=None) | Q(sitting__state="held")
    sent = reach(actor, "meetings.see", day, party="invited__unit") & Q(sitting__sent_on__isnull=False)
    asked = reach(actor, "meetings.see", day, party="contributions__unit")
    near = Meeting.objects.filter(asked | sent).values("pk")
    return Meeting.objects.filter(reach(actor, "reviews.see_meeting", day) & held | Q(pk__in=near))


def document_of(review: Review) -> Document:
    """The frozen document, which never changes; until it is approved, every page says that it is a draft.

    With the approval come the number and the day above it, and who signs below.
    """
    draft = review.state == Review.State.BUILT
    frozen = for_reading(read_document(review.document.sha256), draft=draft)
    frozen = replace(frozen, ident=ident_of(review))
    if draft:
        return replace(frozen, notice=". ".join(filter(None, (DRAFT, frozen.notice))))
    if review.issued_on is not None:
        head = replace(frozen.head, number=review.symbol, date=format_date_long(review.issued_on))
        frozen = replace(frozen, head=head)
    if review.signed_as:
        signature = Signature(review.signed_as, review.signed_by, review.signed_for)
        frozen = replace(frozen, signatures=(signature,))
    return frozen


def ident_of(review: Review) -> str:
    """What its files bear unseen, by which they are known when they come back; a draft's says so."""
    return f"tongket:review/{review.ref}" + ("/draft" if review.state == Review.State.BUILT else "")


def map_day(period: Period, as_of: datetime) -> date:
    """The day on whose map a review rolls up: the last of its period, or that of the moment if it comes before."""
    return min(day_of(as_of), period.last_day)


def as_printed(review: Review) -> str:
    """What tells one printing of a review from another: the frozen document, draft or not, its number, day, signer."""
    draft = review.state == Review.State.BUILT
    printed = (
        review.ref,
        draft,
        review.symbol,
        review.issued_on,
        review.signed_for,
        review.signed_as,
        review.signed_by,
    )
    return f"{review.document.sha256} {printed}"


@lru_cache(maxsize=8)
def read_document(sha256: str) -> Document:
    """The document as it was frozen."""
    return from_json(path_of(sha256).read_bytes())


def words_of(programme: Programme, period: Period) -> dict[str, Words]:
    return {words.section: words for words in Words.objects.filter(programme=programme, period=str(period))}


def parts_of(review: Review) -> list[str]:
    """The parts of the frozen document, by their headings."""
    body = read_document(review.document.sha256).body
    return [block.text for block in body if isinstance(block, Heading) and block.level == 1]
