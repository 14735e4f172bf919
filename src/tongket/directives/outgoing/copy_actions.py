"""Making a copy of a paper: by the rules of what may be copied how, laid before the signer at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tongket.base.clock import day_of
from tongket.base.files import record_file
from tongket.base.models import File
from tongket.base.search import index
from tongket.directives.models import Copied, Incoming, Outgoing, OutgoingStep
from tongket.directives.numbering import is_party, register_of
from tongket.directives.outgoing.actions import locked, send_to, tell, write_step
from tongket.directives.outgoing.copies import (
    EXTRACT,
    OF_A_COPY,
    PDF,
    abstract_of,
    is_signed,
    lines_of,
    own_of,
    pages_of,
)
from tongket.directives.outgoing.way import wrong_step
from tongket.law.kinds import COPIES
from tongket.units.acts import About, Act, act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold, nfc

Kind, State = OutgoingStep.Kind, Outgoing.State


@dataclass(frozen=True)
class NewCopy:
    """What copy is made: its form, on paper or as a signed file, of an extract the chosen lines; who gets it."""

    kind: str
    electronic: bool = False
    lines: Sequence[str] = ()
    signed_by: str = ""
    others: str = ""


def copy_paper(
    *, source: Incoming | Outgoing, unit: Unit, drafter: Unit, new: NewCopy, scan: File | None = None,
    recipients: Collection[Unit] = (), actor: Hat, now: datetime,
) -> Outgoing:  # fmt: skip
    """A copy of `source` by the body `unit`, made in the office `drafter` and laid before the signer.

    `scan` are the pages of the paper where no PDF of it is kept here. Number and day come after the signature, in
    one series for all forms of copies (Decree 30/2020/NĐ-CP, Annex I, part II).
    """
    paper = Outgoing(unit=unit, drafter=drafter)
    copied = Copied(copy=paper)
    setattr(copied, "incoming" if isinstance(source, Incoming) else "outgoing", source)
    _fill(paper, copied, new, scan, now)
    with act("directives.copy", on=About(paper.ref, drafter.pk), actor=actor, now=now) as done:
        if scan is not None:
            record_file(scan, now=now, actor=actor.appointment)
        paper.save(force_insert=True)
        copied.save(force_insert=True)
        index(paper)
        send_to(paper, recipients)
        _lay_before(paper, Kind.DRAFTED, actor, now, done)
        done.note(copied=str(source.ref), electronic="yes" if new.electronic else "no")
    return paper


def change_copy(
    *, paper: Outgoing, version: int, new: NewCopy, scan: File | None = None, recipients: Collection[Unit] = (),
    actor: Hat, now: datetime,
) -> Outgoing:  # fmt: skip
    """Mend a copy that was sent back, and lay it before the signer again."""
    with act("directives.copy", on=About(paper.ref, paper.drafter_id), actor=actor, now=now) as done:
        kept = locked(paper)
        if kept.state != State.DRAFT:
            raise wrong_step(kept, Kind.CHANGED)
        if kept.version != version:
            raise refusal("outgoing.changed")
        copied = kept.copied
        _fill(kept, copied, new, scan, now)
        if scan is not None:
            record_file(scan, now=now, actor=actor.appointment)
        kept.version += 1
        kept.save()
        copied.save()
        index(kept)
        send_to(kept, recipients)
        _lay_before(kept, Kind.CHANGED, actor, now, done)
    return kept


def _lay_before(paper: Outgoing, kind: str, actor: Hat, now: datetime, done: Act) -> None:
    paper.state = State.SUBMITTED
    paper.save(update_fields=["state"])
    write_step(paper, kind, actor, now, done, text=paper.text)
    tell(paper, paper.unit_id, "notice.paper_to_sign", now)


def _fill(paper: Outgoing, copied: Copied, new: NewCopy, scan: File | None, now: datetime) -> None:
    """Refuses what may not be copied so; the paper and what it copies are told from `new`."""
    source = copied.source
    paper.kind, paper.others = new.kind, nfc(new.others.strip())
    paper.abstract, paper.state = abstract_of(source), State.DRAFT
    paper.text = "\n".join(nfc(line.strip()) for line in new.lines) if new.kind == EXTRACT else ""
    paper.folded = fold(f"{paper.abstract} {paper.text}")[:20_000]
    copied.electronic = new.electronic
    copied.signed_by = nfc(new.signed_by.strip()) if new.kind == EXTRACT and own_of(source) is None else ""
    if new.kind != EXTRACT:
        copied.file = scan or copied.file or pages_of(source)
    if faults := list(_faults(paper, copied, source, now)):
        raise Refusal(*faults)


def _faults(paper: Outgoing, copied: Copied, source: Incoming | Outgoing, now: datetime) -> Iterator[Fault]:
    day = day_of(now)
    name = names_of([paper.unit_id], day).get(paper.unit_id, "")
    if paper.kind not in COPIES:
        yield Fault("copy.no_form")
        return
    if is_party(paper.unit, day):
        yield Fault("copy.party", values={"unit": name})
    elif register_of(paper.unit, paper.kind, day) is None:
        yield Fault("series.no_organ", values={"unit": name})
    if source.unit_id not in (paper.unit_id, paper.drafter_id):
        yield Fault("copy.not_in_our_books")
    if isinstance(source, Outgoing) and source.state not in Outgoing.WENT_OUT:
        yield Fault("copy.draft", values={"state": str(source.get_state_display())})
    yield from _by_form(paper, copied, source)


def _by_form(paper: Outgoing, copied: Copied, source: Incoming | Outgoing) -> Iterator[Fault]:
    """What Article 25 asks of each form."""
    of_copy = source.kind == "SY"
    if source.kind in COPIES and not of_copy:
        yield Fault("copy.of_extract")
    elif paper.kind == "SY" and of_copy:
        yield Fault("copy.of_copy")
    elif paper.kind == OF_A_COPY and not of_copy:
        yield Fault("copy.of_original")
    if paper.kind == EXTRACT:
        known = set(lines_of(source))
        lines = [line for line in paper.text.splitlines() if line]
        if not lines:
            yield Fault("copy.no_lines")
        elif known and (other := next((line for line in lines if line not in known), None)):
            yield Fault("copy.not_in_paper", values={"line": other[:80]})
        return
    if copied.file is not None and copied.file.type != PDF:
        yield Fault("copy.scan", values={"name": copied.file.name[:80]})
    elif copied.electronic and copied.file is None:
        yield Fault("copy.no_pages")
    elif copied.electronic and copied.file is not None and is_signed(copied.file):
        yield Fault("copy.file_of_file")
