"""Every write of the arrival book: a paper is entered, corrected, instructed on."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tongket.base.clock import day_of
from tongket.base.entries import Fact
from tongket.base.files import record_file
from tongket.base.models import File
from tongket.base.outbox import notify
from tongket.base.search import index
from tongket.base.series import next_number, skip_number, take_number
from tongket.directives.models import Incoming, Instruction, Outgoing, PaperFile, Urgency
from tongket.directives.numbering import ARRIVALS
from tongket.law.symbol import parse_symbol
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold, nfc

FOR_INFORMATION = "Để biết"
NUMBERED_THERE = "Số đã dùng trong sổ của hệ thống quản lý văn bản"
LONGEST_SYMBOL = 60
LONGEST_NAME = 200


@dataclass(frozen=True)
class NewPaper:
    """What is known of a paper as it arrives. `number_there` is its number in the document system's own book."""

    sender: str
    abstract: str
    arrived_on: date
    symbol: str = ""
    issued_on: date | None = None
    kind: str = ""
    due: date | None = None
    urgency: str = Urgency.NORMAL
    source: str = Incoming.Source.TYPED
    foreign_id: str = ""
    number_there: str = ""


def receive_paper(
    *,
    unit: Unit,
    new: NewPaper,
    files: Sequence[File] = (),
    outgoing: Outgoing | None = None,
    quiet: bool = False,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Incoming:
    """Enter a paper in the arrival book of an office; it takes the next arrival number of the year.

    A paper whose book the document system keeps (`number_there`) bears that number and takes none of ours.
    `files` were put on the disk before. `quiet` leaves out the line on the desk, as for a whole register.
    """
    faults = faults_of(new, day_of(now))
    if faults:
        raise Refusal(*faults)
    paper = Incoming(ref=ref or uuid.uuid4(), unit=unit, outgoing=outgoing, year=new.arrived_on.year)
    fill(paper, new)
    paper.number_there = new.number_there
    with act("directives.receive", on=paper, actor=actor, now=now) as done:
        enter(paper, files, actor, now, quiet=quiet)
        done.note(**paper_facts(paper))
    return paper


def enter(paper: Incoming, files: Sequence[File], actor: Hat, now: datetime, *, quiet: bool = False) -> None:
    """Within an action's transaction: number, row and files of a paper that arrives."""
    if paper.foreign_id and Incoming.objects.filter(unit=paper.unit_id, foreign_id=paper.foreign_id).exists():
        raise refusal("paper.known", id=paper.foreign_id)
    if not paper.number_there:
        paper.number = _free_number(paper, now)
    paper.save(force_insert=True)
    index(paper)
    for order, file in enumerate(files, start=1):
        if file.pk is None:
            record_file(file, now=now, actor=actor.appointment)
        PaperFile.objects.create(incoming=paper, file=file, order=order)
    if not quiet:
        notify(
            unit_id=paper.unit_id,
            code="notice.paper_arrived",
            values={"sender": paper.sender, "abstract": paper.abstract[:120]},
            link=paper.get_absolute_url(),
            now=now,
        )


def _free_number(paper: Incoming, now: datetime) -> int:
    """The next arrival number; one that a register of the document system bears is left out, with that reason."""
    series: dict[str, Any] = {"unit_id": paper.unit_id, "kind": ARRIVALS, "term": str(paper.year)}
    there = Incoming.objects.filter(unit=paper.unit_id, year=paper.year).exclude(number_there="")
    while there.filter(number_there=str(next_number(**series))).exists():
        skip_number(**series, reason=NUMBERED_THERE, now=now)
    return take_number(**series, subject=paper.ref, now=now)


def correct_paper(*, paper: Incoming, new: NewPaper, actor: Hat, now: datetime) -> Incoming:
    """Mend what was entered of a paper; its number, source and foreign id stay, the ledger keeps both texts."""
    faults = faults_of(new, day_of(now))
    if faults:
        raise Refusal(*faults)
    with act("directives.receive", on=paper, actor=actor, now=now) as done:
        kept = Incoming.objects.select_for_update().get(pk=paper.pk)
        before = paper_facts(kept)
        if new.arrived_on.year != kept.year:
            raise refusal("paper.other_year", year=kept.year)
        source, foreign = kept.source, kept.foreign_id
        fill(kept, new)
        kept.source, kept.foreign_id = source, foreign
        kept.save()
        index(kept)
        after = paper_facts(kept)
        done.note(corrected={key: [before[key], after[key]] for key in after if before[key] != after[key]})
    return kept


def record_instruction(
    *,
    paper: Incoming,
    content: str,
    lead: Unit | None = None,
    co_workers: Collection[Unit] = (),
    follower: Unit | None = None,
    due: date | None = None,
    task: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Instruction:
    """The leader's instruction on a paper: exactly one lead with a task, or nobody: “for information”.

    A paper noted before may still be given out; one that is a task already is changed there.
    """
    content = nfc(content.strip()) or ("" if lead else FOR_INFORMATION)
    _fits(paper, content, lead, co_workers, due)
    with act("directives.instruct", on=paper, actor=actor, now=now) as done:
        Incoming.objects.select_for_update().get(pk=paper.pk)
        if paper.instructions.filter(lead__isnull=False).exists():
            raise refusal("paper.instructed")
        made = Instruction.objects.create(
            incoming=paper, content=content, lead=lead, follower=follower if lead else None,
            due=due if lead else None, task=task, at=now, actor=actor.appointment,
        )  # fmt: skip
        made.co_workers.set(co_workers if lead else ())
        done.note(
            content=content,
            lead=str(lead.ref) if lead else "",
            co_workers=sorted(str(unit.ref) for unit in co_workers),
            follower=str(follower.ref) if follower else "",
            due=str(due or ""),
            task=str(task or ""),
        )
        done.stands(made)
    return made


def note_paper(*, paper: Incoming, content: str = "", actor: Hat, now: datetime) -> Instruction:
    """“For information” (để biết): the paper is closed at once."""
    with transaction.atomic():
        return record_instruction(paper=paper, content=content, actor=actor, now=now)


def _fits(
    paper: Incoming, content: str, lead: Unit | None, co_workers: Collection[Unit], due: date | None
) -> None:
    faults = []
    if not content:
        faults.append(Fault("paper.no_instruction"))
    if lead is not None and lead in co_workers:
        faults.append(Fault("paper.lead_twice"))
    if lead is None and (co_workers or due):
        faults.append(Fault("paper.no_lead"))
    if due is not None and due < paper.arrived_on:
        days = {"due": format_date(due), "before": format_date(paper.arrived_on)}
        faults.append(Fault("paper.due_before_arrival", values=days))
    if faults:
        raise Refusal(*faults)


def faults_of(new: NewPaper, today: date) -> list[Fault]:
    """What is wrong with a paper as it is entered, all at once."""
    faults = []
    if not new.sender.strip():
        faults.append(Fault("paper.no_sender"))
    if not new.abstract.strip():
        faults.append(Fault("directive.no_abstract"))
    if new.arrived_on > today:
        faults.append(Fault("paper.day_ahead", values={"day": format_date(new.arrived_on)}))
    if new.issued_on and new.issued_on > new.arrived_on:
        days = {"issued": format_date(new.issued_on), "arrived": format_date(new.arrived_on)}
        faults.append(Fault("paper.arrived_before", values=days))
    if new.due and new.due < (new.issued_on or new.arrived_on):
        code = "paper.due_before" if new.issued_on else "paper.due_before_arrival"
        days = {"due": format_date(new.due), "before": format_date(new.issued_on or new.arrived_on)}
        faults.append(Fault(code, values=days))
    longest = {
        "symbol": LONGEST_SYMBOL,
        "sender": LONGEST_NAME,
        "foreign_id": 120,
        "number_there": 20,
        "kind": 10,
    }
    for name, most in longest.items():
        value = getattr(new, name)
        if len(value) > most:
            faults.append(Fault("paper.too_long", values={"value": f"{value[:30]}…", "most": most}))
    return faults


def fill(paper: Incoming, new: NewPaper) -> None:
    """The columns of what is known, in normal form."""
    for one in fields(new):
        if one.name != "number_there":
            value = getattr(new, one.name)
            setattr(paper, one.name, nfc(value.strip()) if isinstance(value, str) else value)
    paper.symbol, paper.symbol_key = _symbol(paper.symbol)
    paper.folded = fold(f"{paper.symbol} {paper.sender} {paper.abstract}")


def _symbol(typed: str) -> tuple[str, str]:
    """A symbol as law.symbol prints it, with its key; one that it cannot read stays as the paper bears it."""
    try:
        symbol = parse_symbol(typed).symbol
    except Refusal:
        return typed, fold(typed).replace(" ", "")[:LONGEST_SYMBOL]
    return str(symbol)[:LONGEST_SYMBOL], symbol.key[:LONGEST_SYMBOL]


def paper_facts(paper: Incoming) -> dict[str, Fact]:
    """What the ledger keeps of a paper that came in."""
    return {
        "arrival": f"{paper.arrival}/{paper.year}",
        "arrived_on": str(paper.arrived_on),
        "sender": paper.sender,
        "symbol": paper.symbol,
        "issued_on": str(paper.issued_on or ""),
        "kind": paper.kind,
        "abstract": paper.abstract,
        "due": str(paper.due or ""),
        "urgency": str(paper.urgency),
        "source": str(paper.source),
        "foreign_id": paper.foreign_id,
    }
