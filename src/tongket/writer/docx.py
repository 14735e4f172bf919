"""The document as Word: A4, styles for navigation, pictures with their words, the same bytes each time."""

import io
import struct
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Pt

from tongket.writer import charts
from tongket.writer.document import (
    Annex,
    Article,
    Block,
    Bullets,
    Chart,
    CopyMark,
    Document,
    FigureRef,
    Heading,
    Inline,
    Paragraph,
    Section,
    Signature,
    Table,
)
from tongket.writer.ident import bookmark_of
from tongket.writer.layout import (
    AGENCY_MM,
    FORMS,
    LANDSCAPE_MM,
    PORTRAIT_MM,
    Form,
    addressed_by,
    addressed_lines,
    annex_heading,
    annex_note,
    caption_line,
    copy_number_line,
    copy_rule_mm,
    issuer_line,
    laid_out,
    leads_on,
    moment,
    number_line,
    orders_line,
    place_line,
    rules_mm,
    title_lines,
)
from tongket.writer.marks import in_words, legend, source_line
from tongket.writer.svg import width_in
from tongket.writer.word import columns_of, element, legend_runs, paragraph, rule, run, twips
from tongket.writer.wordstyles import set_page, set_styles
from tongket.writer.wordtable import table_xml

LISTED = 46  # bytes of an entry in the list of an archive, before its name
HEAD_MM = (AGENCY_MM, PORTRAIT_MM - AGENCY_MM)
FOOT_MM = (75.0, 90.0)
COLON_MM = 52.0  # from the left margin to the right edge of the colon of "Kính gửi:"
COLON_WIDTH_MM = 1.4
DASH_MM = 2.9  # a dash and the space behind it
LETTER_MM = 2.8  # as wide as a letter of a telegram's head may be
KEPT = "<w:keepNext/>"  # on the page of what follows
GAP = paragraph("", "Plain", '<w:spacing w:line="20" w:lineRule="exact"/>')


def render_docx(document: Document) -> bytes:
    """The document as a .docx file; the same document gives the same bytes."""
    document = laid_out(document)
    word = docx.Document()
    set_styles(word, FORMS[document.form])
    set_page(word, document.notice)
    _Writer(word, document).write()
    _describe(word, document)
    out = io.BytesIO()
    word.save(out)
    return _same_bytes(out.getvalue(), document)


class _Writer:
    """Puts the parts of a document one after the other into the body."""

    def __init__(self, word: WordDocument, document: Document) -> None:
        self.word, self.document = word, document
        self.form = FORMS[document.form]
        self.body = word.element.body
        self.end = self.body.sectPr
        self.room = PORTRAIT_MM

    def write(self) -> None:
        for xml in () if self.document.bare else _opening(self.document, self.form):
            self.add(xml)
        self.blocks(self.document.body, 0)
        self.keep_last()
        for xml in (*_closing(self.document), *_under_copy(self.document.copied)):
            self.add(xml)
        if not self.document.annexes:
            self.add(GAP)
        page = "portrait"
        for annex in self.document.annexes:
            self.close_section(page)
            page = annex.page
            self.annex(annex)
        self.turn(self.end, page)
        self.mark()

    def mark(self) -> None:
        """A hidden bookmark in the first line says whose the file is, when what is said about it is wiped."""
        if name := bookmark_of(self.document.ident):
            first = next(self.body.iter(qn("w:p")))
            first.append(element(f'<w:bookmarkStart w:id="0" w:name="{name}"/>'))
            first.append(element('<w:bookmarkEnd w:id="0"/>'))

    def keep_last(self) -> None:
        """Who signs never stands alone on a page: the last words of the body go with it."""
        last = self.end.getprevious()
        if last is not None and last.tag == qn("w:p"):
            last.get_or_add_pPr().get_or_add_keepNext()

    def add(self, xml: str) -> None:
        self.end.addprevious(element(xml))

    def close_section(self, page: str) -> None:
        """Ends the pages so far; the next begin at 1."""
        gap = element(GAP)
        section = deepcopy(self.end)
        self.turn(section, page)
        gap.pPr.append(section)
        self.end.addprevious(gap)

    def turn(self, section: Any, page: str) -> None:
        if page == "landscape":
            size = section.pgSz
            size.w, size.h, size.orient = size.h, size.w, 1

    def annex(self, annex: Annex) -> None:
        self.room = LANDSCAPE_MM if annex.page == "landscape" else PORTRAIT_MM
        words = run(annex_heading(annex)) + "<w:r><w:br/></w:r>" + run(annex.title.upper())
        self.add(paragraph(words, "Heading1", '<w:ind w:firstLine="0"/><w:jc w:val="center"/>'))
        self.add(paragraph(run(annex_note(self.document), "italic"), "Centred"))
        self.blocks(annex.blocks, 1)

    def blocks(self, blocks: tuple[Block, ...], deeper: int) -> None:
        for block in blocks:
            match block:
                case Heading():
                    self.add(paragraph(run(f"{block.number} {block.text}"), f"Heading{block.level + deeper}"))
                case Paragraph():
                    self.add(
                        paragraph(_runs(block.content), "BodyText", KEPT if leads_on(block.content) else "")
                    )
                case Article():
                    self.add(paragraph(run(f"{block.number} ", "bold") + _runs(block.content), "BodyText"))
                case Bullets():
                    for item in block.items:
                        self.add(paragraph(run("- ") + _runs(item), "BodyText"))
                case Table():
                    self.table(block)
                case Section():
                    self.add(paragraph(run(block.title), f"Heading{1 + deeper}"))
                    self.blocks(block.blocks, deeper + 1)
                case _:
                    self.chart(block)

    def table(self, table: Table) -> None:
        if table.caption:
            self.add(paragraph(run(caption_line(table)), "Caption", "<w:keepNext/>"))
        self.add(table_xml(table, self.room))
        self.notes(table)

    def chart(self, chart: Chart) -> None:
        width = Pt(min(width_in(charts.draw(chart)), 467))
        picture = self.word.part.new_pic_inline(io.BytesIO(charts.png(chart)), width=width)
        picture.docPr.set("name", chart.number)
        picture.docPr.set("descr", f"{chart.caption}. {charts.in_words(chart)}")
        holder = element(paragraph("<w:r><w:drawing/></w:r>", "Centred", "<w:keepNext/>"))
        holder.r_lst[0][0].append(picture)
        self.end.addprevious(holder)
        self.add(paragraph(run(caption_line(chart)), "Caption"))
        self.notes(chart)

    def notes(self, block: Table | Chart) -> None:
        source, signs = source_line(block.source), legend(block)
        if source:
            self.add(paragraph(run(source, "italic"), "Note"))
        if signs:
            self.add(paragraph(legend_runs(signs), "Note"))
        if not source and not signs:
            self.add(paragraph("", "Note"))


def _runs(content: tuple[Inline, ...]) -> str:
    return "".join(run(in_words(r)) if isinstance(r, FigureRef) else run(r.text, r.style) for r in content)


def _opening(document: Document, form: Form) -> Iterator[str]:
    """Everything above the body: agencies, country, number, place and date, type, addressees, bases."""
    head, (left, right) = document.head, HEAD_MM
    under_agency, under_title = rules_mm(document)
    agency = paragraph(run(head.parent, size=12.5), "Centred") if head.parent else ""
    agency += paragraph(run(head.agency, "bold", 12.5), "Centred")
    agency += paragraph(run(form.under, size=13), "Centred") if form.under else rule(under_agency, left)
    country = paragraph(run(form.right[0], "bold", 12), "Centred") if len(form.right) > 1 else ""
    country += paragraph(run(form.right[-1], "bold", 13.5), "Centred") + rule(60, right)
    number = paragraph(run(number_line(document), size=13), "Centred")
    if not document.kind:
        letter = run(f"V/v {document.abstract}", size=12.5)
        number += paragraph(letter, "Centred", '<w:spacing w:before="120"/>')
    place = paragraph(run(place_line(document), "italic", 13.5), "Centred")
    yield columns_of(((agency, country), (number, place)), HEAD_MM)
    yield paragraph("", "Plain")
    if lines := title_lines(document):
        yield paragraph("<w:r><w:br/></w:r>".join(map(run, lines)), "Title")
        yield rule(under_title, PORTRAIT_MM)
    yield from _addressees(addressed_by(document), document.addressees)
    if issuer := issuer_line(document):
        yield paragraph(run(issuer, "bold"), "Centred", '<w:spacing w:after="120"/>')
    for base in document.bases:
        yield paragraph(run(form.bases_dash + base, form.bases_style), "BodyText")
    if orders := orders_line(document):
        around = '<w:keepNext/><w:spacing w:before="120" w:after="120"/>'
        yield paragraph(run(orders, "bold"), "Centred", around)


def _addressees(by: str, addressees: tuple[str, ...]) -> Iterator[str]:
    """One beside "Kính gửi:"; several below it, their dashes under its colon."""
    lines = addressed_lines(addressees)
    if len(lines) == 1:
        yield paragraph(run(f"{by} {lines[0]}"), "Centred", '<w:spacing w:after="120"/>')
    elif lines:
        colon = max(COLON_MM, len(by) * LETTER_MM)
        above = f'<w:keepNext/><w:ind w:right="{twips(PORTRAIT_MM - colon)}"/>'
        yield paragraph(run(by), "RightAligned", above)
        side = f'<w:ind w:left="{twips(colon - COLON_WIDTH_MM + DASH_MM)}" w:hanging="{twips(DASH_MM)}"/>'
        yield from (paragraph(run(line), "Plain", side) for line in lines)
        yield paragraph("", "Plain")


def _closing(document: Document) -> Iterator[str]:
    """Nơi nhận at the left and who signs at the right; several sign side by side above it."""
    if not document.recipients and not document.signatures:
        return
    yield paragraph("", "Plain", "<w:keepNext/>")
    sent = _recipients(document)
    if len(document.signatures) > 1:
        share = PORTRAIT_MM / len(document.signatures)
        yield columns_of((tuple(map(_signer, document.signatures)),), (share,) * len(document.signatures))
        yield paragraph("", "Plain")
        yield columns_of(((sent,),), (PORTRAIT_MM,))
    else:
        signed = "".join(map(_signer, document.signatures)) or paragraph("", "Plain")
        yield columns_of(((sent, signed),), FOOT_MM)


def _under_copy(mark: CopyMark | None) -> Iterator[str]:
    """Below a line as wide as the text: who copies, form and number of the copy, who gets it, who signs it."""
    if mark is None:
        return
    yield paragraph("", "Plain", KEPT)
    yield rule(PORTRAIT_MM, PORTRAIT_MM)
    agency = paragraph(run(mark.head.agency, "bold", 12.5), "Centred", KEPT) + rule(
        copy_rule_mm(mark), AGENCY_MM
    )
    form = paragraph(run(mark.form, "bold", 14), "Centred", KEPT)
    number = paragraph(run(copy_number_line(mark), size=13), "Centred", KEPT)
    place = paragraph(run(place_line(mark), "italic", 13.5), "Centred", KEPT)
    yield columns_of(((agency, form), (number, place)), HEAD_MM)
    yield paragraph("", "Plain", KEPT)
    sent = paragraph(run("Nơi nhận:", "bold italic", 12), "Plain", KEPT)
    sent += "".join(paragraph(run(f"- {name}", size=11), "Plain") for name in mark.recipients)
    yield columns_of(((sent, _signer(mark.signature)),), FOOT_MM)


def _signer(signature: Signature) -> str:
    kept = "<w:keepNext/>"
    lines = [*signature.authority.splitlines(), signature.post]
    above = "".join(paragraph(run(line, "bold", 13.5), "Centred", kept) for line in lines)
    gap = paragraph(
        "", "Centred", f'{kept}<w:spacing w:line="{1500 - 300 * (len(lines) - 1)}" w:lineRule="exact"/>'
    )
    return above + gap + paragraph(run(signature.name, "bold", 13.5), "Centred")


def _recipients(document: Document) -> str:
    if not document.recipients:
        return paragraph("", "Plain")
    label = run("Nơi nhận:", "underline" if document.form == "party" else "bold italic", 12)
    return paragraph(label, "Plain") + "".join(
        paragraph(run(f"- {name}", size=11), "Plain") for name in document.recipients
    )


def _describe(word: WordDocument, document: Document) -> None:
    at, about = moment(document).replace(tzinfo=None), word.core_properties
    about.title = " ".join(filter(None, (document.kind, document.abstract)))[:255]
    about.author = about.last_modified_by = document.head.agency[:255]
    about.subject, about.language = document.head.number, "vi-VN"
    about.comments, about.keywords, about.revision = document.notice[:255], document.ident, 1
    about.created = about.modified = at
    package = word.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype == RT.THUMBNAIL]:
        del package.rels[key]  # the template's, of an empty page


def _same_bytes(data: bytes, document: Document) -> bytes:
    """The archive with the as-of moment as the time of all its entries, instead of the moment of writing."""
    at, out = moment(document), bytearray(data)
    time, day = at.hour << 11 | at.minute << 5 | at.second // 2, at.year - 1980 << 9 | at.month << 5 | at.day
    stamp = struct.pack("<HH", time, day)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries, listed = archive.infolist(), archive.start_dir
    for entry in entries:  # it stands in front of the entry's bytes, and in the list at the end
        out[entry.header_offset + 10 : entry.header_offset + 14] = stamp
        out[listed + 12 : listed + 16] = stamp
        listed += LISTED + len(entry.filename.encode()) + len(entry.extra) + len(entry.comment)
    return bytes(out)
