"""What the review takes from its outline: the texts of the draft under each heading, with where they came from."""

from collections.abc import Iterable
from datetime import datetime

from tongket.base.clock import day_of
from tongket.programmes.models import Programme
from tongket.reviews.material import HeadingLine, PieceLine
from tongket.reviews.outlines.models import Outline, Piece, PieceSource
from tongket.reviews.outlines.queries import doubted_in
from tongket.units.queries import names_of
from tongket.viet.period import Period


def outline_of(programme: Programme, period: Period) -> Outline | None:
    """The outline of a review: a period has one at most."""
    return Outline.objects.filter(programme=programme, period=str(period)).first()


def headings(outline: Outline, as_of: datetime) -> tuple[HeadingLine, ...]:
    """The headings in order, those without a text too; what was written after the moment is not in it."""
    found = list(outline.headings.order_by("order"))
    pieces = Piece.objects.filter(heading__in=found, at__lte=as_of).prefetch_related("sources__submission")
    by_heading: dict[int, list[Piece]] = {each.pk: [] for each in found}
    for piece in pieces.order_by("order", "pk"):
        by_heading[piece.heading_id].append(piece)
    units = {source.submission.unit_id for each in by_heading.values() for one in each for source in _of(one)}
    names = names_of(units, day_of(as_of))
    return tuple(
        HeadingLine(each.section, each.title, tuple(_line(one, names) for one in by_heading[each.pk]))
        for each in found
    )


def doubts(outline: Outline, as_of: datetime) -> tuple[str, ...]:
    """Texts of the draft that give another number than the approved figure of the unit that wrote them."""
    found = doubted_in(outline, as_of)
    names = names_of({one.unit for one in found}, day_of(as_of))
    return tuple(f"Mục “{one.piece.heading.title}”, {names.get(one.unit, '')}: {one.said}" for one in found)


def _of(piece: Piece) -> Iterable[PieceSource]:
    return sorted(piece.sources.all(), key=lambda source: source.pk)


def _line(piece: Piece, names: dict[int, str]) -> PieceLine:
    return PieceLine(piece.text, tuple(told(source, names) for source in _of(piece)))


def told(source: PieceSource, names: dict[int, str]) -> str:
    """Where a text came from: the unit, the paragraph, and which version of its words."""
    name = names.get(source.submission.unit_id, "")
    return f"{name}, đoạn {source.paragraph}, bản {source.handed_in}"
