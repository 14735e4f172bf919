"""The papers of a meeting in the outgoing book: drafted there by one click, then signed, numbered and issued there."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongket.base.clock import day_of
from tongket.directives.drafting import body_for, enter_draft
from tongket.directives.models import Outgoing
from tongket.directives.numbering import register_of
from tongket.reviews.meetings.papers import INVITATION, PAPERS, general_invitation
from tongket.reviews.models import Meeting
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import refusal
from tongket.writer.document import Document, Paragraph, Text

# By the name in the address: what the paper is called, and its type code; one without a code takes no number.
KINDS: Mapping[str, tuple[str | Promise, str]] = {
    INVITATION: (_("Invitation"), "GM"),
    "chuong-trinh": (_("Programme"), "CTr"),
    "kich-ban": (_("Running order, for the chair"), ""),
    "bien-ban": (_("Minutes of the meeting"), "BB"),
    "ket-luan": (_("Notice of the conclusions"), "TB"),
}
AFTERWARDS = ("bien-ban", "ket-luan")  # say what happened: there is nothing to say before the meeting is held


@dataclass(frozen=True)
class PaperLine:
    """A paper as the page of its meeting lists it; `entered` is where it stands in the outgoing book."""

    name: str
    title: str | Promise
    code: str
    entered: Outgoing | None
    enters: bool = False


def ref_of(meeting: Meeting, name: str) -> uuid.UUID:
    """Under which ref a paper of a meeting stands in the outgoing book."""
    return uuid.uuid5(meeting.ref, name)


def entered(meeting: Meeting, name: str) -> Outgoing | None:
    """The paper in the outgoing book, if it was put there."""
    return Outgoing.objects.filter(ref=ref_of(meeting, name)).first()


def lines_of(meeting: Meeting, *, invited: bool, steps: bool, concluded: bool) -> list[PaperLine]:
    """The papers that there is something to print of."""
    there = {INVITATION: invited, "chuong-trinh": steps, "kich-ban": steps, "ket-luan": concluded}
    names = [name for name in KINDS if there.get(name, True)]
    known = {one.ref: one for one in Outgoing.objects.filter(ref__in=[ref_of(meeting, n) for n in names])}
    return [_line(meeting, name, known.get(ref_of(meeting, name))) for name in names]


def _line(meeting: Meeting, name: str, known: Outgoing | None) -> PaperLine:
    title, code = KINDS[name]
    return PaperLine(
        name, title, code, known, enters=bool(code) and not known and not _too_early(meeting, name)
    )


def _too_early(meeting: Meeting, name: str) -> bool:
    return name in AFTERWARDS and not meeting.sitting.is_held


def takes_number(meeting: Meeting, day: date) -> bool:
    """Whether the office that holds the meeting has papers of its own, with numbers."""
    return register_of(meeting.unit, "GM", day) is not None


def enter_paper(*, meeting: Meeting, name: str, actor: Hat, now: datetime) -> Outgoing:
    """Put a paper of the meeting into the outgoing book as a draft, or bring the draft there up to date."""
    day = day_of(now)
    sitting = meeting.sitting
    if name == INVITATION and not meeting.invited.exists():
        raise refusal("meeting.nobody_invited")
    if _too_early(meeting, name):
        raise refusal("meeting.not_held", title=meeting.title)
    document = general_invitation(sitting, day) if name == INVITATION else PAPERS[name](sitting, day)
    body = meeting.unit if takes_number(meeting, day) else body_for(actor, day)
    return enter_draft(
        document=_unstyled(document),
        kind=KINDS[name][1],
        body=body,
        drafter=Unit.objects.get(pk=actor.unit_id or 0),
        ref=ref_of(meeting, name),
        recipients=_recipients(meeting) if name == "ket-luan" else (),
        actor=actor,
        now=now,
    )


def _unstyled(document: Document) -> Document:
    """Its paragraphs without bold: as plain words the drafter can still change them in the book."""
    body = tuple(
        Paragraph((Text("".join(part.text for part in block.content)),))
        if isinstance(block, Paragraph)
        else block
        for block in document.body
    )
    return replace(document, body=body)


def _recipients(meeting: Meeting) -> list[Unit]:
    """The invited offices of this installation: they find the conclusions in their arrival books."""
    return list(Unit.objects.filter(invitations__meeting=meeting).order_by("invitations__order"))
