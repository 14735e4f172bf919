"""A Word or PDF file that somebody has: is it what was issued here, a draft, an earlier one, or was it altered?

Nothing is kept of the file. What it is told with it depends on what the asker may read: of a paper that is not open
to the asker it is said only whether the file is the issued one.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from tongket.base.clock import day_of
from tongket.directives.digital import signatures_in
from tongket.directives.models import Outgoing
from tongket.directives.outgoing.queries import visible_to as papers_visible_to
from tongket.directives.outgoing.signed import file_of
from tongket.directives.titles import titled
from tongket.reviews.models import Review
from tongket.reviews.queries import visible_to
from tongket.reviews.render import render
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.fault import refusal
from tongket.viet.text import fold
from tongket.writer.compare import Altered, differences, ident_of, kind_of, lines_of
from tongket.writer.ident import IDENT, claim_of
from tongket.writer.signatures import Signed


class Found(StrEnum):
    """What a file turned out to be."""

    ISSUED = "issued"
    SAME_TEXT = "same_text"
    ALTERED = "altered"
    BEFORE = "before"
    DRAFT = "draft"
    NOT_ISSUED = "not_issued"


@dataclass(frozen=True)
class Answer:
    """What is said of a file: what it is, of which paper, what reads otherwise there, what its signatures are worth.

    `later` is a newer review of the same programme and period. Without `open` nothing of the paper is told.
    """

    found: Found
    title: str = ""
    symbol: str = ""
    issued_on: date | None = None
    link: str = ""
    altered: tuple[Altered, ...] = ()
    signatures: tuple[Signed, ...] = ()
    later: str = ""
    open: bool = True

    @property
    def figures(self) -> tuple[Altered, ...]:
        return tuple(one for one in self.altered if one.is_figure)

    @property
    def words(self) -> tuple[Altered, ...]:
        return tuple(one for one in self.altered if not one.is_figure)


@dataclass(frozen=True)
class _Record:
    """A paper of ours and the file of the same kind that stands for it."""

    ours: bytes
    issued: bool
    earlier: bool
    draft: bool
    answer: Answer


def recognise(*, data: bytes, name: str, actor: Hat, now: datetime) -> Answer:
    """Tell what a file is; refuses one that was not written here, and one that cannot be read."""
    kind = kind_of(data)
    ways = (_by_digest, _by_ident, _by_claim)
    record = next(filter(None, (way(data, kind, actor, now) for way in ways)), None) if kind else None
    if record is None:
        raise refusal("check.foreign", name=name[:80])
    signatures = signatures_in(data) if kind == "pdf" else ()
    answer = record.answer
    if not answer.open:
        same = record.issued and record.ours == data
        return Answer(Found.ISSUED if same else Found.NOT_ISSUED, signatures=signatures, open=False)
    found, altered = _judged(data, record)
    return Answer(**(vars(answer) | {"found": found, "altered": altered, "signatures": signatures}))


def _judged(data: bytes, record: _Record) -> tuple[Found, tuple[Altered, ...]]:
    if data == record.ours:
        return (Found.ISSUED if record.issued else Found.DRAFT), ()
    altered = differences(lines_of(data), lines_of(record.ours))
    if record.draft or record.earlier:
        return (Found.DRAFT if record.draft else Found.BEFORE), altered
    if not record.issued:
        return (Found.ALTERED if altered else Found.DRAFT), altered
    if record.ours.startswith(data):
        return Found.BEFORE, altered
    return (Found.ALTERED if altered else Found.SAME_TEXT), altered


def _by_digest(data: bytes, _kind: str, actor: Hat, now: datetime) -> _Record | None:
    """A file that went out just so, also one that was not written here: a scan, a file of the office's tool."""
    sha256 = hashlib.sha256(data).hexdigest()
    paper = Outgoing.objects.filter(issued_file__sha256=sha256).order_by("pk").first()
    if paper is not None:
        return _Record(data, issued=True, earlier=False, draft=False, answer=_of_paper(paper, actor, now))
    return None


def _by_ident(data: bytes, kind: str, actor: Hat, now: datetime) -> _Record | None:
    said = IDENT.match(ident_of(data))
    try:
        ref = uuid.UUID(said["ref"]) if said else None
    except ValueError:
        return None
    if said is None or ref is None:
        return None
    return (_review if said["what"] == "review" else _paper)(ref, said["mark"] or "", kind, actor, now)


def _by_claim(data: bytes, kind: str, actor: Hat, now: datetime) -> _Record | None:
    """A Word file that lost its mark: what was issued by the body that its head names, with that number, that day.

    Of a paper that is not open to the asker nothing is told: a number on a page is no proof of having it.
    """
    claim = claim_of([line.text for line in lines_of(data)]) if kind == "docx" else None
    if claim is None:
        return None
    where, head = {"symbol": claim.symbol, "issued_on": claim.day}, fold(claim.head)
    reviews = Review.objects.filter(**where, state=Review.State.PUBLISHED)
    papers = Outgoing.objects.filter(**where, state__in=Outgoing.WENT_OUT)
    issued: list[Review | Outgoing] = [*reviews.order_by("pk"), *papers.order_by("pk")]
    for one in issued:
        issuer = names_of([one.unit_id], claim.day).get(one.unit_id)
        if issuer and fold(issuer) in head:
            of = _review if isinstance(one, Review) else _paper
            record = of(one.ref, str(getattr(one, "version", "")), kind, actor, now)
            return record if record and record.answer.open else None
    return None


def _review(ref: uuid.UUID, mark: str, kind: str, actor: Hat, now: datetime) -> _Record | None:
    rows = ("unit", "programme", "document", "signed_pdf", "issued_pdf", "issued_docx")
    review = Review.objects.select_related(*rows).filter(ref=ref).first()
    if review is None:
        return None
    issued = review.state == Review.State.PUBLISHED
    newer = Review.objects.filter(programme=review.programme_id, period=review.period, as_of__gt=review.as_of)
    later = newer.filter(state=Review.State.PUBLISHED).order_by("-as_of").first()
    answer = Answer(
        Found.DRAFT,
        title=review.title,
        symbol=review.symbol,
        issued_on=review.issued_on,
        link=f"/tong-ket/{review.ref}/",
        later=f"/tong-ket/{later.ref}/" if later else "",
        open=visible_to(actor, day_of(now)).filter(pk=review.pk).exists(),
    )
    draft = mark == "draft" or review.state in (Review.State.BUILT, Review.State.SAMPLE)
    return _Record(render(review, kind), issued=issued, earlier=False, draft=draft, answer=answer)


def _of_paper(paper: Outgoing, actor: Hat, now: datetime) -> Answer:
    return Answer(
        Found.DRAFT,
        title=titled(paper.kind, paper.abstract),
        symbol=paper.symbol,
        issued_on=paper.issued_on,
        link=paper.get_absolute_url(),
        open=papers_visible_to(actor, day_of(now)).filter(pk=paper.pk).exists(),
    )


def _paper(ref: uuid.UUID, mark: str, kind: str, actor: Hat, now: datetime) -> _Record | None:
    paper = Outgoing.objects.select_related("unit", "drafter", "issued_file", "file").filter(ref=ref).first()
    if paper is None:
        return None
    issued = paper.state in Outgoing.WENT_OUT
    return _Record(
        file_of(paper, kind),
        issued=issued,
        earlier=mark != str(paper.version),
        draft=not issued and paper.state not in Outgoing.BEARS_A_NUMBER,
        answer=_of_paper(paper, actor, now),
    )


def said(answer: Answer) -> str:
    """What the file is, in one sentence."""
    if not answer.open and answer.found is Found.NOT_ISSUED:
        return _(
            "This is not the issued file. It bears the mark of a paper that is not public; nothing more is told here."
        )
    return {
        Found.ISSUED: _("This is the issued file, unchanged."),
        Found.SAME_TEXT: _(
            "Its words and figures are those of the issued file. It is not that file itself: another program saved it."
        ),
        Found.ALTERED: _("This file was altered: it does not read as what is kept here."),
        Found.BEFORE: _("This is an earlier version, from before the one that was issued or is kept now."),
        Found.DRAFT: _("This is a file that was not issued: a draft, or before its issue."),
    }[answer.found]
