"""From the units' paragraphs to the text of the draft: take, merge, quote, edit; each keeps its sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from tongket.base.clock import day_of
from tongket.reader.stamp import refuse_stamped
from tongket.reviews.outlines.models import Heading, Outline, Passage, Piece, PieceSource, Submission
from tongket.reviews.outlines.words import MOST, joined, paragraphs, tidy, whole
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.fault import refusal

Kind = Piece.Kind


@dataclass(frozen=True)
class Paragraph:
    """One paragraph that a unit has handed in under a heading, counted from 1."""

    submission: Submission
    number: int
    text: str

    @property
    def key(self) -> str:
        return f"{self.submission.ref}/{self.number}"


def paragraphs_of(heading: Heading) -> list[Paragraph]:
    """All that is handed in under a heading; what is still a draft, or was returned, is nobody else's yet."""
    handed_in = Submission.State.SUBMITTED
    passages = Passage.objects.filter(heading=heading, submission__state=handed_in)
    return [
        Paragraph(passage.submission, number, text)
        for passage in passages.select_related("submission")
        for number, text in enumerate(paragraphs(passage.text), start=1)
    ]


def _about(outline: Outline) -> About:
    return About(outline.ref, outline.unit_id)


def use_paragraphs(
    *, heading: Heading, kind: str, keys: Sequence[str], actor: Hat, now: datetime
) -> list[Piece]:
    """Take each of the paragraphs, merge them all into one text, or quote each with its unit named."""
    with act("reviews.write", on=_about(heading.outline), actor=actor, now=now) as done:
        Outline.objects.select_for_update().get(pk=heading.outline_id)
        there = {each.key: each for each in paragraphs_of(heading)}
        chosen = [there[key] for key in dict.fromkeys(keys) if key in there]
        if not chosen:
            raise refusal("outline.none_chosen")
        if len(chosen) < len(set(keys)):
            raise refusal("outline.gone_meanwhile")
        groups = [chosen] if kind == Kind.MERGE else [[each] for each in chosen]
        names = names_of({each.submission.unit_id for each in chosen}, day_of(now))
        made = [_make(heading, kind, group, names, actor, now) for group in groups]
        done.note(heading=str(heading.ref), kind=kind, paragraphs=[each.key for each in chosen])
    return made


def _make(
    heading: Heading, kind: str, group: Sequence[Paragraph], names: dict[int, str], actor: Hat, now: datetime
) -> Piece:
    text = joined(each.text for each in group)
    if kind == Kind.QUOTE:
        text = f"{names.get(group[0].submission.unit_id, '')}: “{_bare(text)}”"
    last = heading.pieces.aggregate(last=Max("order"))["last"] or 0
    piece = Piece.objects.create(
        heading=heading, order=last + 1, kind=kind, text=text, actor=actor.appointment, at=whole(now)
    )
    PieceSource.objects.bulk_create(
        PieceSource(
            piece=piece,
            submission=each.submission,
            paragraph=each.number,
            handed_in=each.submission.handed_in,
            text=each.text,
        )
        for each in group
    )
    return piece


def edit_piece(*, piece: Piece, text: str, version: int, actor: Hat, now: datetime) -> Piece:
    """The composer's own wording of it; its sources stay. With an older `version` it is refused."""
    text = tidy(text)
    if not text:
        raise refusal("outline.piece_empty")
    if len(text) > MOST:
        raise refusal("outline.too_long", piece.heading.title, most=MOST)
    refuse_stamped(text)
    with act("reviews.write", on=_about(piece.heading.outline), actor=actor, now=now) as done:
        piece = Piece.objects.select_for_update().get(pk=piece.pk)
        if piece.version != version:
            raise refusal("review.words_changed", theirs=piece.text, yours=text)
        piece.kind = _kind_of(piece, text)
        piece.text, piece.actor, piece.at = text, actor.appointment, whole(now)
        piece.version += 1
        piece.save(update_fields=["kind", "text", "actor", "at", "version"])
        done.note(piece=str(piece.ref), text=text)
    return piece


def _kind_of(piece: Piece, text: str) -> str:
    """What is taken and then reworded is no longer the unit's own text; what is quoted stays word for word."""
    words = [_bare(source.text) for source in piece.sources.all()]
    if piece.kind == Kind.QUOTE and not all(each in text for each in words):
        raise refusal("outline.quote_changed", text=piece.text[:60])
    if piece.kind == Kind.TAKE and text != joined(source.text for source in piece.sources.all()):
        return Kind.OWN
    return piece.kind


def _bare(text: str) -> str:
    return text.strip('“”" ')


def move_piece(*, piece: Piece, up: bool, actor: Hat, now: datetime) -> None:
    """One place up or down under its heading."""
    with act("reviews.write", on=_about(piece.heading.outline), actor=actor, now=now) as done:
        pieces = list(
            Piece.objects.select_for_update().filter(heading=piece.heading_id).order_by("order", "pk")
        )
        here = next(place for place, each in enumerate(pieces) if each.pk == piece.pk)
        there = here - 1 if up else here + 1
        if 0 <= there < len(pieces):
            pieces[here], pieces[there] = pieces[there], pieces[here]
        for order, each in enumerate(pieces, start=1):
            each.order = order
        Piece.objects.bulk_update(pieces, ["order"])
        done.note(piece=str(piece.ref), order=there + 1)


def drop_piece(*, piece: Piece, actor: Hat, now: datetime) -> None:
    """Leave a text out of the draft again; the units' words stay where they are."""
    with act("reviews.write", on=_about(piece.heading.outline), actor=actor, now=now) as done:
        done.note(dropped=str(piece.ref), text=piece.text)
        piece.delete()
