"""Which figures of a review differ from those of the one built before it: told apart by what they are of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tongket.base.clock import today
from tongket.figures.models import Figure, Indicator
from tongket.reviews.models import Review
from tongket.reviews.queries import read_document
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.period import Period
from tongket.writer.document import Block, Bullets, Cell, Document, FigureRef, Paragraph, Section, Table

MOST = 200  # lines shown


@dataclass(frozen=True)
class Change:
    """A figure that was printed before and reads otherwise now; empty: it did not stand there."""

    what: str
    before: str
    now: str
    ref: str


def review_rebuilt(review: Review) -> Review | None:
    """The one built before it, of the same programme and period."""
    earlier = Review.objects.filter(
        programme=review.programme_id, period=review.period, as_of__lt=review.as_of
    ).select_related("document")
    return earlier.order_by("-as_of", "-pk").first()


def changes_since(earlier: Review, review: Review) -> tuple[Change, ...]:
    return _changes(earlier.document.sha256, review.document.sha256)


@lru_cache(maxsize=32)
def _changes(before: str, after: str) -> tuple[Change, ...]:
    return changes_between(read_document(before), read_document(after))


def changes_between(before: Document, after: Document) -> tuple[Change, ...]:
    """Every figure that reads otherwise in the second, a corrected one beside the one it corrects."""
    old, new = printed_in(before), printed_in(after)
    differing = [ref for ref in {**old, **new} if old.get(ref) != new.get(ref)]
    successors = _superseded(ref for ref in differing if ref in old and ref not in new)
    old = {successors.get(ref, ref): text for ref, text in old.items()}
    differing = [ref for ref in {**old, **new} if old.get(ref) != new.get(ref)][:MOST]
    said = _said(differing)
    return tuple(Change(said.get(ref, ""), old.get(ref, ""), new.get(ref, ""), ref) for ref in differing)


def _superseded(refs: Iterable[str]) -> dict[str, str]:
    """The correction that stands in the place of each figure that was corrected since."""
    waiting = {ref.removeprefix("f/"): ref for ref in refs if ref.startswith("f/")}
    found: dict[str, str] = {}
    while waiting:
        rows = Figure.objects.filter(supersedes__ref__in=list(waiting)).values_list("supersedes__ref", "ref")
        waiting = {str(new): waiting[str(old)] for old, new in rows}
        found |= {first: f"f/{new}" for new, first in waiting.items()}
    return found


def _said(refs: Iterable[str]) -> dict[str, str]:
    """What each is of: the indicator, unit and period; of a sum, as its trail names them."""
    refs = list(refs)
    figures = Figure.objects.filter(ref__in=[ref[2:] for ref in refs if ref.startswith("f/")])
    sums = {ref: ref.split("/") for ref in refs if ref.startswith("r/")}
    indicators = {
        str(each.ref): each.name for each in Indicator.objects.filter(ref__in={p[1] for p in sums.values()})
    }
    units = {str(each.ref): each.pk for each in Unit.objects.filter(ref__in={p[2] for p in sums.values()})}
    listed = list(figures.select_related("indicator"))
    names = names_of({*units.values(), *(each.unit_id for each in listed)}, today())
    said = {
        f"f/{each.ref}": _what(each.indicator.name, names.get(each.unit_id, ""), each.period)
        for each in listed
    }
    for ref, parts in sums.items():
        said[ref] = _what(indicators.get(parts[1], ""), names.get(units.get(parts[2], 0), ""), parts[3])
        if len(parts) > 5:
            said[ref] += f" so với {Period.parse(parts[-1]).label('vi')}"
    return said


def _what(indicator: str, unit: str, period: str) -> str:
    return f"{indicator}, {unit}, {Period.parse(period).label('vi')}"


def printed_in(document: Document) -> dict[str, str]:
    """Every figure of a document by its ref, as it is printed there; marks say what has no number."""
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    return {ref: text for ref, text in _figures(blocks) if ref}


def _figures(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case Section():
                yield from _figures(block.blocks)
            case Table():
                yield from (_cell(cell) for row in block.rows for cell in row)
            case Paragraph():
                yield from ((part.ref, part.text) for part in block.content if isinstance(part, FigureRef))
            case Bullets():
                parts = (part for item in block.items for part in item)
                yield from ((part.ref, part.text) for part in parts if isinstance(part, FigureRef))


def _cell(cell: Cell) -> tuple[str, str]:
    return cell.ref, cell.text or ", ".join(cell.marks)
