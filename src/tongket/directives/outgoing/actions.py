"""Every write on a paper's way out: each step by whom, under which hat, when; in this order and no other."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from tongket.base import series
from tongket.base.clock import day_of
from tongket.base.entries import Fact
from tongket.base.files import public_digest, record_file
from tongket.base.filetypes import DOCX
from tongket.base.models import File
from tongket.base.outbox import notify
from tongket.base.search import index
from tongket.directives.models import (
    Incoming,
    Outgoing,
    OutgoingStep,
    Recipient,
    Urgency,
    WorkFile,
    WorkPaper,
)
from tongket.directives.numbering import COPY, open_register, register_of, series_kind
from tongket.directives.outgoing.document import content_digest, symbol_of
from tongket.directives.outgoing.signed import sealed_file, signature_by, take_back_signed
from tongket.directives.outgoing.way import ON_THE_WAY, require_step, wrong_step
from tongket.law.kinds import COPIES
from tongket.units.acts import About, Act, act
from tongket.units.grants import allowed, require
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold, nfc

Kind, State = OutgoingStep.Kind, Outgoing.State
LONGEST_ABSTRACT = 500  # Decree 30/2020/NĐ-CP, Annex VI: Subject


@dataclass(frozen=True)
class Draft:
    """What a paper says. Its text is typed, or it is a file in the official form."""

    kind: str
    abstract: str
    text: str = ""
    office: str = ""
    place: str = ""
    addressees: str = ""
    bases: str = ""
    others: str = ""
    urgency: str = Urgency.NORMAL
    due: date | None = None
    orders: bool = False


def draft_paper(
    *,
    unit: Unit,
    drafter: Unit,
    draft: Draft,
    file: File | None = None,
    recipients: Collection[Unit] = (),
    answers: Incoming | None = None,
    composed: str = "",
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Outgoing:
    """Begin a paper of the body `unit` in the office `drafter`; it has no number yet.

    `composed` is the writer's JSON of what stands after the text; `drafting.enter_draft` makes it.
    """
    paper = Outgoing(ref=ref or uuid.uuid4(), unit=unit, drafter=drafter, answers=answers, composed=composed)
    if register_of(unit, draft.kind, day_of(now)) is None:
        raise refusal("series.no_organ", unit=names_of([unit.pk], day_of(now)).get(unit.pk, ""))
    _fill(paper, draft, file, day_of(now))
    with act("directives.draft", on=About(paper.ref, drafter.pk), actor=actor, now=now) as done:
        _record(file, actor, now)
        paper.save(force_insert=True)
        index(paper)
        send_to(paper, recipients)
        write_step(paper, Kind.DRAFTED, actor, now, done, text=paper.words, file=paper.file)
        done.note(kind=paper.kind, abstract=paper.abstract, drafter=str(drafter.ref))
    return paper


def change_draft(
    *,
    paper: Outgoing,
    version: int,
    draft: Draft,
    file: File | None = None,
    recipients: Collection[Unit] = (),
    composed: str | None = None,
    actor: Hat,
    now: datetime,
) -> Outgoing:
    """Change a draft; every earlier text stays with its step. `version` is the one that was on the screen."""
    with act("directives.draft", on=About(paper.ref, paper.drafter_id), actor=actor, now=now) as done:
        kept = locked(paper)
        if kept.state != State.DRAFT:
            raise wrong_step(kept, Kind.CHANGED)
        if kept.version != version:
            raise refusal("outgoing.changed")
        _record(file, actor, now)
        if composed is not None:
            kept.composed = composed
        _fill(kept, draft, file or kept.file, day_of(now))
        kept.version += 1
        kept.save()
        index(kept)
        send_to(kept, recipients)
        write_step(kept, Kind.CHANGED, actor, now, done, text=kept.words, file=file)
        done.note(abstract=kept.abstract)
    return kept


def initial_content(*, paper: Outgoing, actor: Hat, now: datetime) -> Outgoing:
    """The head of the drafting office initials what the paper says."""
    return _on(paper, Kind.HEADED, "directives.initial", paper.drafter_id, actor, now)


def initial_form(*, paper: Outgoing, actor: Hat, now: datetime) -> Outgoing:
    """Who answers for form in the body initials it."""
    return _on(paper, Kind.FORMED, "directives.initial_form", paper.unit_id, actor, now)


def submit_paper(*, paper: Outgoing, note: str = "", actor: Hat, now: datetime) -> Outgoing:
    """Lay the paper before the signer, on a routing slip (phiếu trình) that says what it is about."""
    return _on(paper, Kind.SUBMITTED, "directives.draft", paper.drafter_id, actor, now, note=note)


def give_opinion(*, paper: Outgoing, agreed: bool, note: str = "", actor: Hat, now: datetime) -> OutgoingStep:
    """An opinion on the routing slip: agreed, or not and why. It leaves the paper where it is."""
    note = nfc(note.strip())
    if not agreed and not note:
        raise refusal("outgoing.no_reason")
    with act("directives.give_opinion", on=paper, actor=actor, now=now) as done:
        kept = locked(paper)
        if kept.state != State.SUBMITTED:
            raise wrong_step(kept, Kind.OPINION)
        return write_step(kept, Kind.OPINION, actor, now, done, note=note, agreed=agreed)


def send_back(*, paper: Outgoing, reason: str, actor: Hat, now: datetime) -> Outgoing:
    """Give an unsigned paper back to its drafter, with a reason; texts, initials and opinions stay as they were.

    The drafting office may take its own paper back.
    """
    reason = nfc(reason.strip())
    if not reason:
        raise refusal("outgoing.no_reason")
    ours = allowed(actor, "directives.draft", unit_id=paper.drafter_id, day=day_of(now))
    name, unit = ("directives.draft", paper.drafter_id) if ours else ("directives.send_back", paper.unit_id)
    with act(name, on=About(paper.ref, unit), actor=actor, now=now) as done:
        kept = locked(paper)
        if kept.state not in ON_THE_WAY:
            raise wrong_step(kept, Kind.SENT_BACK)
        kept.state = State.DRAFT
        kept.save(update_fields=["state"])
        write_step(kept, Kind.SENT_BACK, actor, now, done, note=reason)
        tell(kept, kept.drafter_id, "notice.paper_sent_back", now)
    return kept


def sign_paper(*, paper: Outgoing, signed: bytes | None = None, actor: Hat, now: datetime) -> Outgoing:
    """A leader of the body signs; authority, post and name are printed as the hat has them on that day.

    `signed` is the PDF with the leader's digital signature; without it the leader signs on paper.
    """
    file = None
    if signed is not None:
        require(actor, "directives.sign", unit_id=paper.unit_id, day=day_of(now))
        require_step(paper, Kind.SIGNED)
        file = take_back_signed(paper, signed, actor, now)
    signature = signature_by(paper, actor, now)
    with act("directives.sign", on=paper, actor=actor, now=now) as done:
        kept = locked(paper)
        kept.state = require_step(kept, Kind.SIGNED)
        kept.authority, kept.signer_post, kept.signer = signature.authority, signature.post, signature.name
        kept.save(update_fields=["state", "authority", "signer_post", "signer"])
        _record(file, actor, now)
        write_step(kept, Kind.SIGNED, actor, now, done, file=file)
        tell(kept, kept.unit_id, "notice.paper_signed", now)
        done.note(signed_for=kept.authority, signed_as=kept.signer_post)
    return kept


def number_paper(*, paper: Outgoing, actor: Hat, now: datetime) -> Outgoing:
    """Number and date a signed paper: the next of its kind in the body's year, in the Party in its term."""
    day = day_of(now)
    with act("directives.number", on=paper, actor=actor, now=now) as done:
        kept = locked(paper)
        kept.state = require_step(kept, Kind.NUMBERED)
        register = open_register(kept.unit, kept.kind, day)
        series_of = series_kind(kept.kind)
        kinds = COPIES if series_of == COPY else (kept.kind,)
        last = Outgoing.objects.filter(unit=kept.unit, kind__in=kinds, term=register.term).aggregate(
            last=Max("issued_on")
        )["last"]
        if last and day < last:
            raise refusal("outgoing.day_before", day=format_date(day), last=format_date(last))
        kept.term = register.term
        kept.number = series.take_number(
            unit_id=kept.unit_id, kind=series_of, term=register.term, subject=kept.ref, now=now
        )
        kept.symbol, kept.issued_on = symbol_of(register, kept.number, kept), day
        there = Outgoing.objects.filter(unit=kept.unit_id, symbol=kept.symbol, issued_on__year=day.year)
        if there.exclude(foreign_id="").exists():
            raise refusal("outgoing.number_there", symbol=kept.symbol)
        kept.save(update_fields=["state", "term", "number", "symbol", "issued_on"])
        index(kept)
        write_step(kept, Kind.NUMBERED, actor, now, done)
        done.note(symbol=kept.symbol, term=kept.term, issued_on=str(day))
    return kept


def seal_paper(*, paper: Outgoing, sealed: bytes | None = None, actor: Hat, now: datetime) -> Outgoing:
    """The clerk seals the paper that is signed and numbered.

    One with a digital signature takes the agency's: of the key that is set here, or `sealed` by a tool outside.
    """
    require(actor, "directives.seal", unit_id=paper.unit_id, day=day_of(now))
    require_step(paper, Kind.SEALED)
    file = sealed_file(paper, sealed, now)
    return _on(paper, Kind.SEALED, "directives.seal", paper.unit_id, actor, now, file=file)


def file_paper(*, paper: Outgoing, work_file: WorkFile, actor: Hat, now: datetime) -> Outgoing:
    """Put an issued paper into its work file: the end of its way."""
    if work_file.unit_id not in (paper.unit_id, paper.drafter_id):
        raise refusal("workfile.of_another", file=work_file.code)
    with act("directives.file_paper", on=paper, actor=actor, now=now) as done:
        kept = locked(paper)
        kept.state = require_step(kept, Kind.FILED)
        file = WorkFile.objects.select_for_update().get(pk=work_file.pk)
        if file.closed_on:
            raise refusal("workfile.closed", file=file.code)
        if not file.papers.filter(outgoing=kept).exists():
            last = file.papers.aggregate(last=Max("order"))["last"] or 0
            WorkPaper.objects.create(work_file=file, order=last + 1, outgoing=kept)
        kept.save(update_fields=["state"])
        write_step(kept, Kind.FILED, actor, now, done, note=file.code)
        done.note(work_file=str(file.ref))
        done.stands(file)
    return kept


def skip_number(*, unit: Unit, kind: str, reason: str, actor: Hat, now: datetime) -> str:
    """Leave out the next number of a kind, with the reason that the register shows; its symbol."""
    with act("directives.skip_number", on=About(unit.ref, unit.pk), actor=actor, now=now) as done:
        register = open_register(unit, kind, day_of(now))
        number = series.skip_number(
            unit_id=unit.pk, kind=kind, term=register.term, reason=nfc(reason), now=now
        )
        symbol = register.symbol(number)
        done.note(number=symbol, term=register.term, reason=nfc(reason.strip()))
    return symbol


def _on(
    paper: Outgoing, kind: str, grant: str, unit_id: int, actor: Hat, now: datetime, *, note: str = "",
    file: File | None = None,
) -> Outgoing:  # fmt: skip
    """One step further that changes nothing but where the paper stands."""
    with act(grant, on=About(paper.ref, unit_id), actor=actor, now=now) as done:
        kept = locked(paper)
        kept.state = require_step(kept, kind)
        kept.save(update_fields=["state"])
        _record(file, actor, now)
        write_step(kept, kind, actor, now, done, note=nfc(note.strip()), file=file)
        if kind == Kind.SUBMITTED:
            tell(kept, kept.unit_id, "notice.paper_to_sign", now)
    return kept


def _record(file: File | None, actor: Hat, now: datetime) -> None:
    if file is not None and file.pk is None:
        record_file(file, now=now, actor=actor.appointment)


def locked(paper: Outgoing) -> Outgoing:
    """The paper as it stands, held until the transaction ends."""
    return (
        Outgoing.objects.select_for_update(of=("self",))
        .select_related("unit", "drafter", "file")
        .get(pk=paper.pk)
    )


def write_step(
    paper: Outgoing, kind: str, actor: Hat, now: datetime, done: Act, *, note: str = "", agreed: bool | None = None,
    text: str = "", file: File | None = None,
) -> OutgoingStep:  # fmt: skip
    """Write down what happened, with the digest of what the paper said then."""
    step = OutgoingStep.objects.create(
        outgoing=paper, kind=kind, at=now, actor=actor.appointment, note=note, agreed=agreed,
        content=content_digest(paper), text=text, file=file,
    )  # fmt: skip
    done.note(**step_facts(step))
    if file is not None:
        done.note(file=public_digest(file))
    return step


def step_facts(step: OutgoingStep) -> dict[str, Fact]:
    """What the ledger keeps of a step."""
    agreed = "" if step.agreed is None else ("no", "yes")[step.agreed]
    return {
        "step": str(step.ref),
        "what": str(step.kind),
        "note": step.note,
        "agreed": agreed,
        "content": step.content,
    }


def tell(paper: Outgoing, unit_id: int, code: str, now: datetime) -> None:
    """Lay a notice about the paper before an office."""
    values = {"abstract": paper.abstract[:120]}
    notify(unit_id=unit_id, code=code, values=values, link=paper.get_absolute_url(), now=now)


def send_to(paper: Outgoing, recipients: Collection[Unit]) -> None:
    """The units of this installation that the paper goes to, and no others."""
    paper.recipients.all().delete()
    Recipient.objects.bulk_create(Recipient(outgoing=paper, unit=unit) for unit in dict.fromkeys(recipients))


def _fill(paper: Outgoing, draft: Draft, file: File | None, day: date) -> None:
    faults = []
    if draft.kind in COPIES:
        faults.append(Fault("copy.of_a_paper"))
    if not draft.abstract.strip():
        faults.append(Fault("directive.no_abstract"))
    if len(draft.abstract) > LONGEST_ABSTRACT:
        faults.append(
            Fault("paper.too_long", values={"value": draft.abstract[:30], "most": LONGEST_ABSTRACT})
        )
    if not draft.text.strip() and not paper.composed and file is None:
        faults.append(Fault("outgoing.no_text"))
    if file is not None and file.type != DOCX:
        faults.append(Fault("outgoing.no_word", values={"name": file.name[:80]}))
    if draft.due and draft.due < day:
        faults.append(Fault("outgoing.due_passed", values={"due": format_date(draft.due)}))
    if faults:
        raise Refusal(*faults)
    for name, value in vars(draft).items():
        setattr(paper, name, nfc(value.strip()) if isinstance(value, str) else value)
    paper.file = file
    paper.folded = fold(f"{paper.abstract} {paper.text}")[:20_000]
