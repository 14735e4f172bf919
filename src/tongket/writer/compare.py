"""A Word or PDF file that comes back: which document it claims to be, and where it reads otherwise than ours.

A file is read line by line: a cell of a table by its row and column, a paragraph, a line of a page. What two files
have in common drops out; what is left is told number by number and word by word.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from tongket.viet.fault import Refusal, refusal
from tongket.viet.text import nfc
from tongket.writer.ident import ident_by_bookmark, ident_in

UNPACKED_LIMIT = 300 * 2**20
MOST = 200  # differences told
MOST_LINES = 4000  # lines that differ; beyond, it is another text
MOST_PAGES = 1000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST = 90
_ABOUT, _TEXT = "docProps/core.xml", "word/document.xml"


@dataclass(frozen=True)
class Line:
    """A line of a file and where it stands, as a reader would say it."""

    where: str
    text: str


@dataclass(frozen=True)
class Altered:
    """Words that read otherwise; empty: they do not stand there. `line` is the line they stand in, of ours."""

    where: str
    line: str
    there: str
    frozen: str

    @property
    def is_figure(self) -> bool:
        return any(letter.isdigit() for letter in self.there + self.frozen)


def kind_of(data: bytes) -> str:
    """ "pdf", "docx", or "" for another file."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if not data.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "docx" if _TEXT in archive.namelist() else ""
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""


def ident_of(data: bytes) -> str:
    """The mark that our writers leave in a file; empty where there is none. Refuses a broken file."""
    if kind_of(data) == "pdf":
        return ident_in(_pdf_keywords(data))
    parts = _parts(data, [_ABOUT, _TEXT])
    about, text = (parts.get(name, b"").decode("utf-8", "replace") for name in (_ABOUT, _TEXT))
    return ident_in(about) or ident_by_bookmark(text)


def lines_of(data: bytes) -> tuple[Line, ...]:
    """All that is written in a .docx or .pdf. Refuses a broken file."""
    found = _pdf_lines(data) if kind_of(data) == "pdf" else _docx_lines(data)
    return tuple(line for line in found if line.text)


def differences(theirs: tuple[Line, ...], ours: tuple[Line, ...]) -> tuple[Altered, ...]:
    """Where two readings differ, in the order of ours; refuses texts that have too little in common."""
    there, here = [line.text for line in theirs], [line.text for line in ours]
    start, end = _common(there, here), 0
    while end < min(len(there), len(here)) - start and there[-1 - end] == here[-1 - end]:
        end += 1
    mine, other = ours[start : len(ours) - end], theirs[start : len(theirs) - end]
    if max(len(mine), len(other)) > MOST_LINES:
        raise refusal("check.other_text")
    found: list[Altered] = []
    matched = SequenceMatcher(None, [one.text for one in other], [one.text for one in mine], autojunk=False)
    for step, first, last, from_, to in matched.get_opcodes():
        if step != "equal":
            for theirs_, ours_ in zip_longest(other[first:last], mine[from_:to]):
                found += _in_line(theirs_, ours_)
        if len(found) > MOST:
            break
    return tuple(found[:MOST])


def _common(there: list[str], here: list[str]) -> int:
    pairs = enumerate(zip(there, here, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(there), len(here)))


def _in_line(theirs: Line | None, ours: Line | None) -> Iterator[Altered]:
    """The words of a line that differ."""
    there, here = (line.text.split() if line else [] for line in (theirs, ours))
    place = ours or theirs
    assert place is not None
    for step, a, b, c, d in SequenceMatcher(None, there, here, autojunk=False).get_opcodes():
        if step != "equal":
            words = " ".join(there[a:b])[:_LONGEST], " ".join(here[c:d])[:_LONGEST]
            yield Altered(place.where, place.text[:_LONGEST], *words)


def _pdf_keywords(data: bytes) -> str:
    about = _pdf(data).metadata
    return str(about.get("/Keywords", "")) if about else ""


def _pdf(data: bytes) -> Any:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise refusal("check.locked")
        _ = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refusal("check.broken") from error
    return reader


def _pdf_lines(data: bytes) -> Iterator[Line]:
    reader = _pdf(data)
    try:
        for name, field in (reader.get_fields() or {}).items():
            if field.get("/FT") == "/Tx":
                yield Line(f"ô {name}", _plain(str(field.get("/V", ""))))
        if len(reader.pages) > MOST_PAGES:
            raise refusal("check.other_text")
        for number, page in enumerate(reader.pages, 1):
            for text in page.extract_text().splitlines():
                yield Line(f"trang {number}", _plain(text))
    except Refusal:
        raise
    except Exception as error:  # a parser of broken or hostile files may fail in any way
        raise refusal("check.broken") from error


def _parts(data: bytes, names: Iterable[str]) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
                raise refusal("check.broken")
            there = set(archive.namelist())
            return {name: archive.read(name) for name in names if name in there}
    except Refusal:
        raise
    except Exception as error:  # a broken or hostile archive may fail in any way
        raise refusal("check.broken") from error


def _docx_lines(data: bytes) -> Iterator[Line]:
    """Paragraphs and cells in the order of the file; what is struck out by a tracked change is left out."""
    from docx.oxml import parse_xml

    try:
        body = parse_xml(_parts(data, [_TEXT])[_TEXT])[0]
    except (ValueError, KeyError, SyntaxError, IndexError) as error:
        raise refusal("check.broken") from error
    tables = paragraphs = 0
    for block in body:
        if block.tag == f"{_W}tbl":
            tables += 1
            yield from _table_lines(block, tables)
        elif text := _words(block):
            paragraphs += 1
            yield Line(f"đoạn {paragraphs}", text)


def _table_lines(table: Any, number: int) -> Iterator[Line]:
    titles: list[str] = []
    for row in table.iterchildren(f"{_W}tr"):
        cells = [_words(cell) for cell in row.iterchildren(f"{_W}tc")]
        titles = titles or cells
        named = (cell for cell in cells if any(map(str.isalpha, cell)))
        label = (next(named, "") or next(filter(None, cells), ""))[:40]
        for place, text in enumerate(cells):
            title = titles[place][:40] if place < len(titles) else ""
            yield Line(f"bảng {number}, dòng “{label}”, cột “{title}”", text)


def _words(element: Any) -> str:
    """What is read in an element; a break or another paragraph parts words."""
    read = element.iter(f"{_W}t", f"{_W}p", f"{_W}br", f"{_W}tab")
    parts = (each.text or "" if each.tag == f"{_W}t" else " " for each in read)
    return _plain("".join(parts))


def _plain(text: str) -> str:
    return " ".join(nfc(text).split())
