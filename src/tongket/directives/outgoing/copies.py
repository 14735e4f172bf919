"""Copies of papers (sao y, trích sao, sao lục): what of a paper is copied, and what the copy looks like.

Decree 30/2020/NĐ-CP, Articles 25 to 27 and Annex I, part II. On paper the copy's number, day and signer stand under
the text, or on a sheet behind the pages of a kept file; an electronic copy bears the agency's signature alone.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from tongket.base.clock import day_of
from tongket.base.files import open_file
from tongket.base.filetypes import DOCX
from tongket.base.models import File
from tongket.directives.digital import require_signed, seal_of
from tongket.directives.models import Copied, Incoming, Outgoing
from tongket.directives.outgoing.document import document_of, free_symbol, ident_of, made_at, place_in
from tongket.law.kinds import COPIES, kind_name
from tongket.law.symbol import parse_symbol
from tongket.units.queries import names_of
from tongket.viet.dates import format_date, format_date_long
from tongket.viet.fault import Refusal, refusal
from tongket.viet.text import sort_key
from tongket.writer.document import CopyMark, Document, Head, Paragraph, Signature, Text
from tongket.writer.files import render_files
from tongket.writer.layout import moment_text

EXTRACT, OF_A_COPY = "TrS", "SL"
PDF = "application/pdf"


def is_electronic(paper: Outgoing) -> bool:
    """Whether the paper is a copy that goes out as a signed file."""
    return paper.kind in COPIES and paper.copied.electronic


def own_of(source: Incoming | Outgoing) -> Outgoing | None:
    """The paper as it was written on this installation, if it was."""
    return source.outgoing if isinstance(source, Incoming) else source


def kept_files(source: Incoming | Outgoing) -> list[File]:
    """The files of the paper, the paper itself first."""
    if isinstance(source, Outgoing):
        return [source.issued_file] if source.issued_file else []
    return [one.file for one in source.papers.select_related("file").order_by("order")]


def pages_of(source: Incoming | Outgoing) -> File | None:
    """The file whose pages can be copied as they are: the first PDF of the paper."""
    return next((one for one in kept_files(source) if one.type == PDF), None)


def lines_of(source: Incoming | Outgoing) -> list[str]:
    """The paragraphs of the paper, as far as they are known here: written here, or in a Word file."""
    own = own_of(source)
    if own is not None and own.text:
        return [line.strip() for line in own.text.splitlines() if line.strip()]
    word = next((one for one in kept_files(source) if one.type == DOCX), None)
    if word is None:
        return []
    from tongket.writer.form import read_paper

    with open_file(word) as data:
        paper = read_paper(data.read(), word.name)
    return [line.text for line in paper.lines if line.text and not line.in_table]


def abstract_of(source: Incoming | Outgoing) -> str:
    """ "12/KH-UBND ngày 05/7/2026 của …": what the copy is of, as its abstract has it."""
    if isinstance(source, Incoming):
        issuer = source.sender
    else:
        issuer = names_of([source.unit_id], source.issued_on or date.max).get(source.unit_id, "")
    day = f" ngày {format_date(source.issued_on)}" if source.issued_on else ""
    return f"{source.symbol or source.abstract[:200]}{day} của {issuer}"[:500]


def copy_document(paper: Outgoing) -> Document:
    """The copy as a document: the text with what stands under it, or the sheet alone where the pages are a file."""
    copied, as_of = paper.copied, made_at(paper)
    own = own_of(copied.source)
    if paper.kind == EXTRACT:
        whole = document_of(own, made_at(own)) if own is not None else _from_outside(copied)
        base = replace(whole, body=tuple(_chosen(paper.text)), annexes=(), notice="")
    elif copied.file is None and own is not None and (own.text or own.composed):
        base = document_of(own, made_at(own))
    else:
        name = f"{COPIES[paper.kind]} {paper.abstract}"
        base = Document("", name, Head("", "", ""), (), moment_text(as_of))
    mark = None if copied.electronic else _mark(paper, as_of)
    return replace(base, copied=mark, as_of=moment_text(as_of), ident=ident_of(paper))


def _chosen(text: str) -> Iterator[Paragraph]:
    """The lines as the paper has them: their own numbers stay, so no heading is counted anew."""
    for line in filter(None, map(str.strip, text.splitlines())):
        yield Paragraph((Text(line),))


def _from_outside(copied: Copied) -> Document:
    """The form of a paper from outside, made again from what the arrival book knows."""
    source = copied.source
    assert isinstance(source, Incoming)
    try:
        party = parse_symbol(source.symbol).symbol.form == "party"
    except Refusal:
        party = False
    *authority, post, name = ["", "", *copied.signed_by.splitlines()][-4:]
    day = format_date_long(source.issued_on) if source.issued_on else ""
    return Document(
        kind=kind_name(source.kind, party=party).upper() if source.kind else "",
        abstract=source.abstract,
        head=Head(source.sender.upper(), place_in(source.sender), day, source.symbol),
        body=(),
        as_of="",
        form="party" if party else "state",
        signatures=(Signature(post, name, "\n".join(filter(None, authority))),) if copied.signed_by else (),
    )


def _mark(paper: Outgoing, as_of: datetime) -> CopyMark:
    day = paper.issued_on or day_of(as_of)
    body = names_of([paper.unit_id], day).get(paper.unit_id, "")
    place = paper.place or place_in(body)
    told = format_date_long(day) if paper.issued_on else f"ngày      tháng      năm {day.year}"
    units = names_of((one.unit_id for one in paper.recipients.all()), day).values()
    others = filter(None, map(str.strip, paper.others.splitlines()))
    head = Head(body.upper(), place, told, paper.symbol or free_symbol(paper, day))
    signature = Signature(paper.signer_post, paper.signer, paper.authority)
    return CopyMark(COPIES[paper.kind], head, signature, (*sorted(units, key=sort_key), *others, "Lưu: VT."))


def copy_docx(paper: Outgoing) -> bytes:
    """The copy in Word: its text, or the sheet to print behind the copied pages."""
    return render_files(copy_document(paper), ["docx"], lambda one: one)["docx"]


def copy_pdf(paper: Outgoing) -> bytes:
    """The copy as PDF: the pages of the kept file with the sheet behind them, else as it is laid out.

    An electronic one has the place for the agency's signature, and nothing under its text.
    """
    from tongket.writer.copies import place_for_copy, with_sheet

    file = paper.copied.file
    pages = b""
    if file is not None:
        with open_file(file) as data:
            pages = data.read()
    if is_electronic(paper):
        return place_for_copy(pages or _laid(paper))
    return with_sheet(pages, _laid(paper)) if pages else _laid(paper)


def _laid(paper: Outgoing) -> bytes:
    return render_files(copy_document(paper), ["pdf"], lambda one: one)["pdf"]


def sealed_copy(paper: Outgoing, sealed: bytes | None, now: datetime) -> bytes:
    """The electronic copy with the agency's signature: of the key that is set here, or by a tool outside."""
    from tongket.writer.copies import sign_as_copy

    free = copy_pdf(paper)
    if sealed is None:
        seal = seal_of(paper.unit)
        if seal is None:
            raise refusal("signing.no_seal")
        agency = names_of([paper.unit_id], day_of(now)).get(paper.unit_id, "")
        sealed = sign_as_copy(free, seal.key, form=COPIES[paper.kind], agency=agency, now=now)
    require_signed(free, sealed, now=now, more=False)
    return sealed


def kept_for_good(paper: Outgoing) -> bool:
    """Whether the copied pages say that they are for keeping (PDF/A); what is laid out here always is."""
    from tongket.writer.copies import claims_pdfa

    file = paper.copied.file
    if file is None:
        return True
    with open_file(file) as data:
        return claims_pdfa(data.read())


def is_signed(file: File) -> bool:
    """Whether a PDF bears a digital signature: it is an original file, and no scan."""
    from tongket.writer.signatures import signature_count

    with open_file(file) as data:
        return signature_count(data.read()) > 0
