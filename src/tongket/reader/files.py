"""The text of a file: plain text in its encodings, a web page, a Word document."""

import io
import re
import zipfile
from html.parser import HTMLParser
from typing import Any

from tongket.viet.fault import Refusal, refusal
from tongket.viet.text import nfc

_MOST_BYTES = 25 * 1024 * 1024
_MOST_UNPACKED = 100 * 1024 * 1024
_SKIP = frozenset(("script", "style", "noscript", "template", "svg", "head", "select", "button", "iframe"))
_INLINE = re.compile(
    r"a|abbr|b|bdi|cite|code|em|font|i|img|kbd|mark|q|s|small|span|strong|sub|sup|time|tt|u|var|wbr|o:p"
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY_PART = "word/document.xml"
_HEADER_PART = re.compile(r"word/header\d*\.xml")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def text_of(data: bytes, name: str) -> str:
    """The text of a file in NFC; the kind is told by the content, the name only appears in refusals."""
    if len(data) > _MOST_BYTES:
        raise refusal("file.too_big", name, megabytes=_MOST_BYTES // 1024 // 1024)
    if data.startswith(b"PK\x03\x04"):
        return nfc(_of_word(data, name))
    if data.startswith(
        (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc")
    ):
        raise refusal("file.kind", name)
    text = _decoded(data, name)
    return nfc(
        _of_page(text)
        if re.search(r"<(?:!doctype html|html|body|p|div|article|h1)\b", text[:4000], re.I)
        else text
    )


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1258"] if b"\x00" not in data[:2000] else []
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    raise refusal("file.unreadable", name)


class _PageText(HTMLParser):
    """Text of a page, a line a block; what is never shown is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SKIP:
            self.hidden += 1
        elif not _INLINE.fullmatch(tag):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIP:
            self.hidden = max(0, self.hidden - 1)
        elif not _INLINE.fullmatch(tag):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def _of_page(page: str) -> str:
    reader = _PageText()
    reader.feed(page)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _of_word(data: bytes, name: str) -> str:
    """Headers first, then the body with tables and text boxes, a line a paragraph."""
    try:
        return "\n".join(line for part in _word_parts(data, name) for line in _paragraphs(part))
    except Refusal:
        raise
    except Exception as fault:  # a broken or hostile package may fail in any way
        raise refusal("file.unreadable", name) from fault


def _word_parts(data: bytes, name: str) -> list[Any]:
    """The roots of the headers and of the body."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {entry.filename: entry.file_size for entry in package.infolist()}
        if _BODY_PART not in entries:
            raise refusal("file.kind", name)
        parts = [*sorted(filter(_HEADER_PART.fullmatch, entries)), _BODY_PART]
        if sum(entries[part] for part in parts) > _MOST_UNPACKED:
            raise refusal("file.too_big", name, megabytes=_MOST_UNPACKED // 1024 // 1024)
        return [etree.fromstring(package.read(part), parser) for part in parts]


def _paragraphs(element: Any) -> list[str]:  # noqa: ANN401 (an lxml element)
    return [line for paragraph in element.iter(f"{_WORD}p") for line in _lines(paragraph) if line.strip()]


def _lines(paragraph: Any) -> list[str]:  # noqa: ANN401 (an lxml element)
    """The paragraph's own text: not that of a text box inside it, which is a paragraph of its own."""
    parts = []
    for node in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
        owner = node.getparent()
        while owner is not None and owner.tag not in (f"{_WORD}p", _FALLBACK):
            owner = owner.getparent()
        if owner is paragraph:
            parts.append(
                node.text or "" if node.tag == f"{_WORD}t" else "\t" if node.tag == f"{_WORD}tab" else "\n"
            )
    return "".join(parts).split("\n")
