"""The one door by which another room's paper enters the outgoing book: as a draft, on the office's real path."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tongket.directives.models import Outgoing, Urgency
from tongket.directives.outgoing.actions import Draft, change_draft, draft_paper
from tongket.directives.outgoing.document import AS_ABOVE
from tongket.directives.outgoing.queries import bodies_for
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import refusal
from tongket.writer.document import Block, Bullets, Document, Head, Paragraph, Text, to_json


def body_for(actor: Hat, day: date) -> Unit:
    """The organ that issues what the hat's office drafts: itself, else the nearest above with papers of its own."""
    bodies = bodies_for(actor, day)
    if not bodies:
        raise refusal("series.no_organ", unit=actor.post)
    return Unit.objects.get(pk=next(iter(bodies)))


def enter_draft(
    *,
    document: Document,
    kind: str,
    body: Unit,
    drafter: Unit,
    ref: uuid.UUID,
    recipients: Collection[Unit] = (),
    office: str = "",
    due: date | None = None,
    urgency: str = Urgency.NORMAL,
    orders: bool = False,
    actor: Hat,
    now: datetime,
) -> Outgoing:
    """Put a composed document into the outgoing book of `body` as a draft of `drafter`; `kind` is its type code.

    `ref` comes from what it was composed of (`uuid.uuid5`): while the paper is a draft, a second call brings it up
    to date; once it is on its way, the paper is given back as it stands. Plain paragraphs and points become the
    text that the drafter can still change; what stands after them, tables and annexes are kept as composed.
    Number, day, authority and signature are left to the steps of the way. `recipients` are units of this
    installation: they find the paper in their arrival books at issue.
    """
    text, rest = _parted(document.body)
    left = replace(_EMPTY, body=rest, annexes=document.annexes, notice=document.notice)
    composed = "" if left == _EMPTY else to_json(left).decode()
    draft = Draft(
        kind=kind,
        abstract=document.abstract,
        text=text,
        office=office,
        place=document.head.place,
        addressees="\n".join(document.addressees),
        bases="\n".join(document.bases),
        others="\n".join(_others(document.recipients, recipients)),
        urgency=urgency,
        due=due,
        orders=orders,
    )
    who: dict[str, Any] = {"recipients": recipients, "composed": composed, "actor": actor, "now": now}
    known = Outgoing.objects.filter(ref=ref).first()
    if known is None:
        return draft_paper(unit=body, drafter=drafter, draft=draft, ref=ref, **who)
    if known.state != Outgoing.State.DRAFT:
        return known
    return change_draft(paper=known, version=known.version, draft=draft, **who)


_EMPTY = Document(kind="", abstract="", head=Head("", "", ""), body=(), as_of="")


def _parted(blocks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    """The plain beginning as typed text, a point with its dash, and all from the first other block on."""
    lines: list[str] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _plain([block.content]):
            lines.append(_words(block.content))
        elif isinstance(block, Bullets) and _plain(block.items):
            lines += [f"- {_words(item)}" for item in block.items]
        else:
            return "\n".join(lines), tuple(blocks[at:])
    return "\n".join(lines), ()


def _plain(parts: Sequence[Sequence[object]]) -> bool:
    """Words alone, in no style; a figure that opens its trail stays as composed."""
    return all(isinstance(part, Text) and not part.style for content in parts for part in content)


def _words(content: Sequence[object]) -> str:
    return "".join(part.text for part in content if isinstance(part, Text)).replace("\n", " ")


def _others(lines: Sequence[str], recipients: Collection[Unit]) -> list[str]:
    """Recipients outside; the archive's line is written by the paper itself, “Như trên” where units are named."""
    kept = [line.strip().rstrip(";.") for line in lines]
    return [
        line
        for line in kept
        if not line.startswith(("Lưu:", "Lưu ")) and not (recipients and line == AS_ABOVE)
    ]
