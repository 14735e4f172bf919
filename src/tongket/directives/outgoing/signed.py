"""The digital way of a paper: laid out for who signs it, taken back signed, numbered and sealed in its free places."""

from copy import copy
from datetime import datetime

from tongket.base.clock import day_of
from tongket.base.files import open_file, put_file
from tongket.base.filetypes import DOCX
from tongket.base.models import Access, File
from tongket.directives.digital import require_signed, seal_file
from tongket.directives.models import Outgoing, OutgoingStep
from tongket.directives.numbering import is_party
from tongket.directives.outgoing.copies import copy_docx, copy_pdf, is_electronic, sealed_copy
from tongket.directives.outgoing.document import document_of, made_at
from tongket.directives.signing import signature_of
from tongket.law.kinds import COPIES
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.dates import format_date_long
from tongket.viet.fault import refusal
from tongket.writer.document import Signature
from tongket.writer.files import render_files

MEDIA = {"docx": DOCX, "pdf": "application/pdf"}
Kind, State = OutgoingStep.Kind, Outgoing.State


def signature_by(paper: Outgoing, actor: Hat, now: datetime) -> Signature:
    """Authority and post of the actor as they are printed on that day, and the name."""
    day = day_of(now)
    office = names_of([paper.unit_id], day).get(paper.unit_id, "")
    return signature_of(office=office, post=actor.post, name=actor.name, party=is_party(paper.unit, day))


def pdf_to_sign(paper: Outgoing, actor: Hat, now: datetime) -> bytes:
    """The paper as the actor would sign it, with free places for number, day and two digital signatures.

    Refused for a paper whose text is an uploaded file.
    """
    from tongket.writer.pdf import render_pdf

    if not laid_out(paper):
        raise refusal("signing.uploaded")
    laid = paper.steps.filter(kind=Kind.SUBMITTED).latest("pk").at
    shown, signature = copy(paper), signature_by(paper, actor, now)
    shown.authority, shown.signer_post, shown.signer = signature.authority, signature.post, signature.name
    return render_pdf(document_of(shown, laid), to_sign=True)


def laid_out(paper: Outgoing) -> bool:
    """Whether its text is here and not in an uploaded file alone, to be signed digitally: no copy's is."""
    return bool(paper.text or paper.composed) and paper.kind not in COPIES


def take_back_signed(paper: Outgoing, signed: bytes, actor: Hat, now: datetime) -> File:
    """The paper with the actor's digital signature, on the disk; refuses what was not given out to this actor."""
    require_signed(pdf_to_sign(paper, actor, now), signed, now=now, more=True)
    return _kept(paper, signed, now)


def signed_file(paper: Outgoing) -> File | None:
    """The digitally signed file as it stands: the leader's, after the seal the agency's; None for one on paper."""
    steps = paper.steps.filter(kind__in=(Kind.SIGNED, Kind.SEALED), file__isnull=False)
    last = steps.select_related("file").order_by("-pk").first()
    return last.file if last else None


def signed_pdf(paper: Outgoing) -> bytes | None:
    """The digitally signed file, with number and day once they are taken; the same bytes each time."""
    from tongket.writer.places import fill_places

    file = signed_file(paper)
    if file is None:
        return None
    with open_file(file) as data:
        pdf = data.read()
    if paper.state != State.NUMBERED or paper.issued_on is None:
        return pdf
    return fill_places(pdf, number=f"{paper.number:02d}", day=format_date_long(paper.issued_on))


def sealed_file(paper: Outgoing, sealed: bytes | None, now: datetime) -> File | None:
    """The signed file closed by the agency, on the disk: with the key set here, or sealed outside and handed in."""
    if is_electronic(paper):
        return _kept(paper, sealed_copy(paper, sealed, now), now)
    numbered = signed_pdf(paper)
    if numbered is None:
        return None
    return _kept(paper, seal_file(numbered, sealed, paper.unit, now), now)


def _kept(paper: Outgoing, pdf: bytes, now: datetime) -> File:
    name = (paper.symbol or "van-ban-da-ky").replace("/", "-")
    return put_file(data=pdf, name=f"{name}.pdf", unit_id=paper.unit_id, access=Access.UNIT, now=now)


def file_of(paper: Outgoing, form: str) -> bytes:
    """The paper as .docx or .pdf: as it went out, as it is signed, else as it is written now."""
    file = paper.issued_file
    if file is not None and file.type == MEDIA[form]:
        with open_file(file) as data:
            return data.read()
    signed = signed_pdf(paper) if form == "pdf" else None
    if paper.kind in COPIES and not signed:
        return copy_pdf(paper) if form == "pdf" else copy_docx(paper)
    return signed or render_files(document_of(paper, made_at(paper)), [form], lambda one: one)[form]
