"""The texts of one review one after the other: the draft, the one that went to the meeting, the final one after it.

Also which of its words differ from the text before; which figures do is told by `changes`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from tongket.reviews.models import Meeting, Review
from tongket.reviews.queries import meetings_visible_to, read_document, visible_to
from tongket.units.hats import Hat
from tongket.writer.document import Block, Bullets, Document, FigureRef, Heading, Paragraph, Text

MOST = 120  # lines shown


@dataclass(frozen=True)
class Place:
    """Where a text stands among those of its programme and period, as the hat may see them."""

    later: Review | None  # the newest, where it is another one
    meeting: Meeting | None  # the last that was held over one of them
    points: int  # what that meeting decided
    discussed: bool  # this very text was the one that lay before it

    @property
    def is_final(self) -> bool:
        """Whether it was made after the meeting that had an earlier text before it."""
        return self.meeting is not None and not self.discussed


def place_of(review: Review, hat: Hat, day: date) -> Place:
    others = visible_to(hat, day).filter(programme=review.programme_id, period=review.period)
    later = others.filter(as_of__gt=review.as_of).order_by("-as_of", "-pk").first()
    held = meetings_visible_to(hat, day).filter(
        reviews__programme=review.programme_id,
        reviews__period=review.period,
        reviews__as_of__lte=review.as_of,
    )
    meeting = (
        held.exclude(sitting__state__in=("planned", "called_off")).order_by("-reviews__as_of", "-pk").first()
    )
    if meeting is None:
        return Place(later, None, 0, discussed=False)
    discussed = meeting.reviews.filter(pk=review.pk).exists()
    return Place(later, meeting, meeting.conclusions.count(), discussed)


@dataclass(frozen=True)
class Changed:
    """A line that is new, or that is gone, in one part of the review."""

    part: str
    text: str
    new: bool


def words_changed(earlier: Review, review: Review) -> tuple[Changed, ...]:
    """Part by part, the lines that were taken out and those that were put in; tables are told by their figures."""
    return _changed(earlier.document.sha256, review.document.sha256)


@lru_cache(maxsize=32)
def _changed(before: str, after: str) -> tuple[Changed, ...]:
    old, new = _parts(read_document(before)), _parts(read_document(after))
    found = [line for part in {**new, **old} for line in _between(part, old.get(part, []), new.get(part, []))]
    return tuple(found[:MOST])


def _between(part: str, old: list[str], new: list[str]) -> Iterator[Changed]:
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (Changed(part, line, new=False) for line in old[a:b])
            yield from (Changed(part, line, new=True) for line in new[c:d])


def _parts(document: Document) -> dict[str, list[str]]:
    """The lines under each first heading; what stands above them all tells the moment and is left out."""
    parts: dict[str, list[str]] = {}
    here: list[str] = []
    for block in document.body:
        if isinstance(block, Heading) and block.level == 1:
            here = parts.setdefault(block.text, [])
        else:
            here += _lines(block)
    return parts


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [_text(block.content)]
        case Bullets():
            return [_text(item) for item in block.items]
        case _:
            return []


def _text(content: tuple[Text | FigureRef, ...]) -> str:
    return "".join(part.text for part in content)
