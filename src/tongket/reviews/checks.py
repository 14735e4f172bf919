"""What `tongket check` asks of this room: is each review what its entries say, and how far it has come."""

from collections import defaultdict
from uuid import UUID

from tongket.base.entries import facts_of
from tongket.base.models import Entry
from tongket.reviews.models import Review
from tongket.reviews.signing import printed_facts
from tongket.viet.fault import Fault

_STATES = {
    "reviews.build": Review.State.BUILT,
    "reviews.approve": Review.State.APPROVED,
    "reviews.publish": Review.State.PUBLISHED,
    "reviews.show_sample": Review.State.SAMPLE,
}


def check_reviews() -> list[Fault]:
    """The first review whose title, document, number or state is not what was built, approved and published."""
    steps: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(kind__in=_STATES).order_by("pk").iterator(2000):
        steps[entry.subject].append(entry)
    for review in Review.objects.select_related("document", "issued_pdf", "issued_docx").order_by("pk"):
        if not _agrees(review, steps.pop(review.ref, [])):
            return [Fault("review.differs", values={"title": review.title})]
    return [Fault("review.differs", values={"title": "…"})] if steps else []


def _agrees(review: Review, entries: list[Entry]) -> bool:
    if not entries or entries[0].kind != "reviews.build":
        return False
    built, last, printed = facts_of(entries[0]), facts_of(entries[-1]), printed_facts(review)
    return (
        review.state == _STATES[entries[-1].kind]
        and built.get("title", review.title) == review.title
        and built.get("period") == review.period
        and built.get("as_of") == review.as_of.isoformat()
        and built.get("document") == last.get("document") == review.document.sha256
        and {name: last.get(name, "") for name in printed} == printed
        and all(
            last.get(form, file.sha256) == file.sha256
            for form, file in (("pdf", review.issued_pdf), ("docx", review.issued_docx))
            if file is not None
        )
    )
