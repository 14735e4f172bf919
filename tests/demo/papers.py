"""Reads a review back from its .docx, .pdf or .html, as any other program would: text and tables."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdf
from lxml import html

type Table = list[list[str]]
RANKED = re.compile(r"^(\d+) ((?:Tỉnh|Thành phố) .+?) ([\d.]+) ([\d.]+) (\d+,\d) (\d+/\d+)$", re.MULTILINE)
INLINE = ("a", "b", "em", "span", "strong", "sup", "tspan")


def one_line(text: str) -> str:
    return " ".join(text.split())


@cache
def text_of(path: Path) -> str:
    """All words of the paper on one line, in the order in which they are read."""
    match path.suffix:
        case ".docx":
            return one_line(" ".join(map(_words_of_word, _parts(path))))
        case ".pdf":
            return one_line(_pdf(path))
        case _:
            return one_line("".join(_words(_root(path))))


@cache
def _pdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages).replace("\u00a0", " ")


@cache
def _word(path: Path) -> Any:
    return docx.Document(str(path))


def _parts(path: Path) -> Iterator[Any]:
    """The body, then what stands on every page."""
    yield _word(path).element.body
    for section in _word(path).sections:
        yield from (section.header._element, section.footer._element)


def _words_of_word(element: Any) -> str:
    """The runs as they follow each other, a blank where a paragraph ends or a line breaks."""
    ends = {"t": None, "p": " ", "br": " ", "tab": " ", "noBreakHyphen": "-"}
    marks = ((part, part.tag.rpartition("}")[2]) for part in element.iter("{*}t", "{*}p", "{*}br", "{*}tab"))
    return "".join(part.text or "" if mark == "t" else ends[mark] or "" for part, mark in marks)


@cache
def _root(path: Path) -> html.HtmlElement:
    root = html.document_fromstring(path.read_text(encoding="utf-8"))
    for style in root.xpath("//style|//script"):
        style.drop_tree()
    return root


def _words(element: html.HtmlElement) -> Iterator[str]:
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _words(child)
        yield "" if element.tag in INLINE else " "
    yield element.tail or ""


@cache
def tables_of(path: Path) -> list[Table]:
    """Tables of a .docx or .html; a PDF has none, only lines."""
    if path.suffix == ".docx":
        return [
            [[one_line(_words_of_word(cell)) for cell in row.iter("{*}tc")] for row in table.iter("{*}tr")]
            for table in _word(path).element.body.iter("{*}tbl")
        ]
    return [
        [[one_line("".join(_words(cell))) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")]
        for table in _root(path).xpath("//table")
    ]


def table_with(path: Path, *heads: str) -> Table:
    """The one table whose columns are headed so."""
    found = [table for table in tables_of(path) if table and table[0] == list(heads)]
    assert len(found) == 1, f"one table with {heads}"
    return found[0][1:]


def ranked_of(path: Path) -> list[list[str]]:
    """The rows of the table of reductions: rank, province, before, after, per cent, coverage."""
    if path.suffix == ".pdf":
        return [list(found) for found in RANKED.findall(_pdf(path))]
    heads = ("Hạng", "Đơn vị", "ngày 30/6/2025", "ngày 01/7/2025", "Giảm (%)", "Có số liệu")
    return table_with(path, *heads)
