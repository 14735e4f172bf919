"""A paper goes out: frozen as a file, entered at once with whom it reaches here, registered where it orders."""

import re
import uuid
from collections import Counter
from datetime import datetime

from tongket.base.clock import day_of
from tongket.base.entries import write_entry
from tongket.base.files import put_file, record_file
from tongket.base.models import Access, File
from tongket.directives.actions import NewClause, register_directive
from tongket.directives.incoming.actions import NewPaper, enter, fill, paper_facts
from tongket.directives.models import Directive, Incoming, Outgoing, OutgoingStep
from tongket.directives.numbering import LETTER
from tongket.directives.outgoing.actions import locked, write_step
from tongket.directives.outgoing.signed import file_of, signed_file
from tongket.directives.outgoing.way import require_step
from tongket.law.kinds import COPIES
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.fault import refusal

_PART = re.compile(r"([IVXL]+)\s*[.\-–]\s+")
_POINT = re.compile(r"(Điều \d+|\d+(?:\.\d+)*)[.)]\s+(.+)")


def issue_paper(*, paper: Outgoing, final: File | None = None, actor: Hat, now: datetime) -> Outgoing:
    """Send the sealed paper out. `final` is the scan or the signed file, put on the disk before.

    Without one, what goes out is the Word file in official form, or the file that was uploaded as its draft. A
    paper that was signed digitally here goes out as the agency has sealed it, and as nothing else.
    """
    require_step(paper, OutgoingStep.Kind.ISSUED)
    signed = signed_file(paper)
    if signed is not None and final is not None:
        raise refusal("outgoing.goes_out_signed")
    file = signed or final or paper.file or _rendered(paper, now)
    with act("directives.issue", on=paper, actor=actor, now=now) as done:
        kept = locked(paper)
        kept.state = require_step(kept, OutgoingStep.Kind.ISSUED)
        if file.pk is None:
            record_file(file, now=now, actor=actor.appointment)
        kept.issued_file = file
        if kept.orders:
            kept.directive = _registered(kept, actor, now)
            done.stands(kept.directive)
        kept.save(update_fields=["state", "issued_file", "directive"])
        write_step(kept, OutgoingStep.Kind.ISSUED, actor, now, done, file=file)
        done.note(symbol=kept.symbol, arrivals=_deliver(kept, file, actor, now))
    return kept


def _rendered(paper: Outgoing, now: datetime) -> File:
    """The Word file in official form; of a copy the PDF, in which the pages of what is copied stand too."""
    form = "pdf" if paper.kind in COPIES else "docx"
    data, name = file_of(paper, form), f"{paper.symbol.replace('/', '-')}.{form}"
    return put_file(data=data, name=name, unit_id=paper.unit_id, access=Access.UNIT, now=now)


def _registered(paper: Outgoing, actor: Hat, now: datetime) -> Directive:
    """The directive that the paper is from now on: its points are what its articles or dashes say."""
    issuer = names_of([paper.unit_id], day_of(now)).get(paper.unit_id, "")
    made = register_directive(
        cited=paper.symbol,
        issuer=issuer,
        issued_on=paper.issued_on,
        abstract=paper.abstract,
        unit=paper.unit,
        clauses=(NewClause(number, text) for number, text in points_in(paper.text)),
        actor=actor,
        now=now,
    )
    made.file = paper.issued_file
    made.save(update_fields=["file"])
    return made


def points_in(text: str) -> list[tuple[str, str]]:
    """Lines that begin with a number of their own: “1. Họp thôn …” orders, an introduction does not.

    A number counts within its part or article, II.1 or Điều 2 khoản 1; one that comes again is told apart.
    """
    found, above, seen = [], "", Counter[str]()
    for line in map(str.strip, text.splitlines()):
        if part := _PART.match(line):
            above = f"{part[1]}."
        elif point := _POINT.match(line):
            article = point[1].startswith("Điều")
            number = point[1] if article else f"{above}{point[1]}"
            above = f"{point[1]} khoản " if article else above
            seen[number] += 1
            again = f" ({seen[number]})" if seen[number] > 1 else ""
            found.append((f"{number[: 20 - len(again)]}{again}", point[2]))
    return found


def _deliver(paper: Outgoing, file: File, actor: Hat, now: datetime) -> list[str]:
    """Each unit of this installation among the recipients finds the paper in its arrival book at once."""
    sender = names_of([paper.unit_id], day_of(now)).get(paper.unit_id, "")
    new = NewPaper(
        sender=sender,
        abstract=paper.abstract,
        arrived_on=day_of(now),
        symbol=paper.symbol,
        issued_on=paper.issued_on,
        kind="" if paper.kind == LETTER else paper.kind,
        due=paper.due,
        urgency=paper.urgency,
        source=Incoming.Source.HERE,
    )
    made = []
    for one in paper.recipients.select_related("unit").order_by("unit_id"):
        if one.unit_id == paper.unit_id:
            continue
        arrival = Incoming(ref=uuid.uuid5(paper.ref, str(one.unit.ref)), unit=one.unit, outgoing=paper)
        arrival.year = new.arrived_on.year
        fill(arrival, new)
        enter(arrival, [file], actor, now)
        write_entry(
            kind="directives.receive",
            subject=arrival.ref,
            actor=actor.appointment,
            now=now,
            facts=paper_facts(arrival),
        )
        made.append(f"{one.unit.ref} {paper_facts(arrival)['arrival']}")
    return made
