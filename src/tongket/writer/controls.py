"""Word files with fields to fill in: content controls, no template language. `controls_read` takes them back.

A field is a control (`w:sdt`): its tag is the field's name, its title the Vietnamese one that Word shows. Each
stands alone in a cell of a table, so that what is written beside or below it still belongs to it. Rows that may
be added are Word's repeating rows.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import count
from typing import Literal

import docx

from tongket.writer.layout import FORMS, PORTRAIT_MM
from tongket.writer.word import element, paragraph, run, twips
from tongket.writer.wordstyles import set_page, set_styles

LONGEST = 64  # letters of a tag or a title: Word calls a file with longer ones damaged
EMPTY = "Viết vào đây"  # what stands in an empty field
_W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'

type Kind = Literal["line", "text", "choice", "fixed"]


@dataclass(frozen=True)
class Field:
    """One field. `text` has paragraphs a line each; `fixed` is filled by the records and not to be written in."""

    name: str
    title: str
    text: str = ""
    kind: Kind = "line"
    choices: tuple[tuple[str, str], ...] = ()  # value and words
    required: bool = True  # a file without it is refused

    def __post_init__(self) -> None:
        if len(self.name) > LONGEST:
            raise ValueError(f"the name of a field has at most {LONGEST} letters: {self.name}")


@dataclass(frozen=True)
class Lines:
    """Paragraphs that explain what follows; the first may be a heading."""

    heading: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pairs:
    """Fields below each other, each beside its title."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Box:
    """One field over the whole width, for text."""

    field: Field


@dataclass(frozen=True)
class Rows:
    """Rows of like fields: rows may be added, moved and taken out. `row` is what a row is made of."""

    name: str
    row: tuple[Field, ...]
    widths: tuple[int, ...]  # shares of the width
    texts: tuple[tuple[str, ...], ...]


type Part = Lines | Pairs | Box | Rows


@dataclass(frozen=True)
class Sheet:
    """A file to fill in."""

    title: str
    parts: tuple[Part, ...]

    def fields(self) -> Iterator[Field]:
        """All fields outside of rows."""
        for part in self.parts:
            if isinstance(part, Pairs):
                yield from part.fields
            elif isinstance(part, Box):
                yield part.field

    def rows(self) -> Iterator[Rows]:
        yield from (part for part in self.parts if isinstance(part, Rows))


def render_controls(sheet: Sheet) -> bytes:
    """The sheet as a .docx whose fields are content controls."""
    word = docx.Document()
    set_styles(word, FORMS["state"])
    set_page(word, "")
    end, ids = word.element.body.sectPr, count(1001)
    end.addprevious(element(paragraph(run(sheet.title), "Title")))
    for part in sheet.parts:
        for xml in _part(part, ids):
            end.addprevious(element(xml))
        if not isinstance(part, Lines):
            end.addprevious(element(paragraph("", "Note")))
    word.core_properties.title, word.core_properties.language = sheet.title[:255], "vi-VN"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _part(part: Part, ids: Iterator[int]) -> Iterator[str]:
    match part:
        case Lines():
            if part.heading:
                yield paragraph(run(part.heading), "Heading1", '<w:ind w:firstLine="0"/>')
            yield from (paragraph(run(text, "italic"), "Plain", "<w:keepNext/>") for text in part.texts)
        case Pairs():
            lines = [[_label(each.title), _cell_of(each, ids)] for each in part.fields]
            yield _table([3, 7], [_line(cells, [3, 7]) for cells in lines])
        case Box():
            yield _table([1], [_line([_cell_of(part.field, ids)], [1])])
        case Rows():
            yield _repeating(part, ids)


def _repeating(part: Rows, ids: Iterator[int]) -> str:
    head = _line([_label(each.title) for each in part.row], part.widths, head=True)
    rows = [
        [replace(field, text=text) for field, text in zip(part.row, texts, strict=True)]
        for texts in part.texts
    ]
    lines = [_line([_cell_of(each, ids, locked=False) for each in row], part.widths) for row in rows]
    items = "".join(
        _control("", "", line, next(ids), f"<w15:repeatingSectionItem {_W15}/>") for line in lines
    )
    # Without a title: LibreOffice would give it to the first field of the first row.
    section = _control(part.name, "", items, next(ids), f"<w15:repeatingSection {_W15}/>")
    return _table(part.widths, [head, section])


def _control(name: str, title: str, inner: str, number: int, kind: str, more: str = "") -> str:
    form = f'<w:alias w:val="{escape(title[:LONGEST])}"/>' if title else ""
    form += f'<w:tag w:val="{escape(name)}"/>' if name else ""
    form += f'<w:id w:val="{number}"/>{more}{kind}'
    return f"<w:sdt><w:sdtPr>{form}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def _cell_of(field: Field, ids: Iterator[int], *, locked: bool = True) -> str:
    """The cell with the field's control: a line within a paragraph, a text around paragraphs.

    What is locked cannot be deleted; a row with a locked field could not be taken out.
    """
    words = dict(field.choices).get(field.text, "") if field.kind == "choice" else field.text
    lock = "sdtContentLocked" if field.kind == "fixed" else "sdtLocked"
    more = f'<w:lock w:val="{lock}"/>' if locked else ""
    more += "" if words else "<w:showingPlcHdr/>"
    shown = words or EMPTY
    if field.kind == "text":
        inner = "".join(paragraph(run(line), "CellLeft") for line in shown.split("\n"))
        return _control(field.name, field.title, inner, next(ids), "", more)
    items = "".join(
        f'<w:listItem w:displayText="{escape(said)}" w:value="{escape(value)}"/>'
        for value, said in field.choices
    )
    kind = f"<w:dropDownList>{items}</w:dropDownList>" if field.kind == "choice" else "<w:text/>"
    inner = run(" ".join(shown.split("\n")))
    return paragraph(_control(field.name, field.title, inner, next(ids), kind, more), "CellLeft")


def _label(text: str) -> str:
    return paragraph(run(text, "bold"), "CellLeft")


def _line(cells: Sequence[str], widths: Sequence[int], *, head: bool = False) -> str:
    form = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else ""
    opened = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in _shares(widths)]
    made = "".join(f"{start}{cell}</w:tc>" for start, cell in zip(opened, cells, strict=True))
    return f"<w:tr>{form}{made}</w:tr>"


def _shares(widths: Sequence[int]) -> list[int]:
    return [twips(PORTRAIT_MM * width / sum(widths)) for width in widths]


def _table(widths: Sequence[int], rows: Sequence[str]) -> str:
    shares = _shares(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in shares)
    form = (
        f'<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(shares)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
    )
    return f"<w:tbl><w:tblPr>{form}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
