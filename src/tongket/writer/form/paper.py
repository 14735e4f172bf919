"""A Word file as it will print: its pages and its lines with the letters, sizes and places they will have."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Length, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tongket.viet.fault import refusal
from tongket.viet.text import nfc

_JUSTIFIED = {None: "left", 0: "left", 1: "centre", 2: "right", 3: "justified"}
UNPACKED_LIMIT = 300 * 2**20


@dataclass(frozen=True)
class Letters:
    """A run of letters that look alike; `size` in points."""

    text: str
    font: str
    size: float
    bold: bool
    italic: bool
    black: bool


@dataclass(frozen=True)
class Line:
    """A paragraph: its number in the file, whether it stands in a table, its place on the page in points."""

    number: int
    letters: tuple[Letters, ...]
    in_table: bool
    row: int  # of a table, counted through the file; 0 outside
    align: str
    indent: float
    around: float
    spacing: float | None

    @cached_property
    def text(self) -> str:
        return nfc("".join(part.text for part in self.letters)).strip()

    @property
    def words(self) -> tuple[Letters, ...]:
        return tuple(part for part in self.letters if part.text.strip())

    @property
    def sizes(self) -> tuple[float, ...]:
        return tuple(part.size for part in self.words)

    @property
    def bold(self) -> bool:
        return bool(self.words) and all(part.bold for part in self.words)

    @property
    def italic(self) -> bool:
        return bool(self.words) and all(part.italic for part in self.words)


@dataclass(frozen=True)
class Page:
    """The pages of a section, in millimetres; `numbered` says where a page number stands, "" for nowhere."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    numbered: str
    first_numbered: bool


@dataclass(frozen=True)
class Paper:
    """All that a form is judged by."""

    pages: tuple[Page, ...]
    lines: tuple[Line, ...]


def read_paper(data: bytes, name: str) -> Paper:
    """The paper in a .docx; a file that is none is refused.

    Looked at are the body and its tables; text boxes are not.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
                raise refusal("form.no_docx", name)
        word = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise refusal("form.no_docx", name) from error
    return Paper(tuple(_pages(word)), tuple(_lines(word)))


def _pages(word: Document) -> Iterator[Page]:
    for section in word.sections:
        first = section.first_page_header if section.different_first_page_header_footer else section.header
        yield Page(
            width=_millimetres(section.page_width),
            height=_millimetres(section.page_height),
            top=_millimetres(section.top_margin),
            bottom=_millimetres(section.bottom_margin),
            left=_millimetres(section.left_margin),
            right=_millimetres(section.right_margin),
            numbered=_page_number(section.header._element, "top")
            or _page_number(section.footer._element, "bottom"),
            first_numbered=bool(_page_number(first._element, "top")),
        )


def _millimetres(length: Length | None) -> float:
    return round(length.mm, 1) if length else 0.0


def _page_number(holder: Any, place: str) -> str:
    """Where the field PAGE stands in a header or footer."""
    fields = [each.text or "" for each in holder.iter(qn("w:instrText"))]
    fields += [each.get(qn("w:instr")) or "" for each in holder.iter(qn("w:fldSimple"))]
    return place if any(field.split()[:1] == ["PAGE"] for field in fields) else ""


def _lines(word: Document) -> Iterator[Line]:
    rows = {row: number for number, row in enumerate(word.element.body.iter(qn("w:tr")), 1)}
    for number, element in enumerate(word.element.body.iter(qn("w:p")), 1):
        paragraph = Paragraph(element, word._body)
        row = next((rows[each] for each in element.iterancestors(qn("w:tr"))), 0)
        for piece in _broken(paragraph):
            yield _line(word, paragraph, piece, number, row)


def _broken(paragraph: Paragraph) -> Iterator[list[tuple[Run, str]]]:
    """The runs between line breaks, which part two lines of a heading; a break may stand within a run."""
    piece: list[tuple[Run, str]] = []
    for run in paragraph.runs:
        first, *others = run.text.split("\n")
        piece.append((run, first))
        for text in others:
            yield piece
            piece = [(run, text)]
    yield piece


def _line(word: Document, paragraph: Paragraph, runs: list[tuple[Run, str]], number: int, row: int) -> Line:
    indent = _of_styles(paragraph, "paragraph_format", "first_line_indent")
    before = _of_styles(paragraph, "paragraph_format", "space_before")
    after = _of_styles(paragraph, "paragraph_format", "space_after")
    align = _of_styles(paragraph, "paragraph_format", "alignment")
    return Line(
        number=number,
        letters=tuple(_letters(word, paragraph, run, text) for run, text in runs),
        in_table=row > 0,
        row=row,
        align=_JUSTIFIED.get(None if align is None else int(align), "justified"),
        indent=_points(indent),
        around=max(_points(before), _points(after)),
        spacing=_spacing(paragraph),
    )


def _points(length: Length | None) -> float:
    return round(length.pt, 1) if length else 0.0


def _spacing(paragraph: Paragraph) -> float | None:
    """Line spacing in lines; None where it is told in points."""
    rule = _of_styles(paragraph, "paragraph_format", "line_spacing_rule")
    if rule in (WD_LINE_SPACING.EXACTLY, WD_LINE_SPACING.AT_LEAST):
        return None
    value = _of_styles(paragraph, "paragraph_format", "line_spacing")
    return float(value) if isinstance(value, float) else 1.0


def _letters(word: Document, paragraph: Paragraph, run: Run, text: str) -> Letters:
    size, colour = _of_run(word, paragraph, run, "size"), _of_run(word, paragraph, run, "color")
    return Letters(
        text=text,
        font=_of_run(word, paragraph, run, "name") or "",
        size=size.pt if size else 10.0,
        bold=bool(_of_run(word, paragraph, run, "bold")),
        italic=bool(_of_run(word, paragraph, run, "italic")),
        black=colour in (None, RGBColor(0, 0, 0)),
    )


def _of_styles(paragraph: Paragraph, group: str, name: str) -> Any:
    """A property of a paragraph: its own, else that of the nearest style that tells it."""
    holder: Any = paragraph
    while holder is not None:
        value = getattr(getattr(holder, group), name)
        if value is not None:
            return value
        holder = paragraph.style if holder is paragraph else holder.base_style
    return None


def _of_run(word: Document, paragraph: Paragraph, run: Run, name: str) -> Any:
    """A property of letters: the run's own, its style's, the paragraph's style's, the document's default."""
    value = _of_font(run.font, name)
    style: Any = run.style
    while value is None and style is not None:
        value, style = _of_font(style.font, name), style.base_style
    style = paragraph.style
    while value is None and style is not None:
        value, style = _of_font(style.font, name), style.base_style
    return _default(word, name) if value is None else value


def _of_font(font: Any, name: str) -> Any:
    return font.color.rgb if name == "color" else getattr(font, name)


def _default(word: Document, name: str) -> Any:
    found = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if found is None or name not in ("size", "name"):
        return None
    return found.sz_val if name == "size" else found.rFonts_ascii
