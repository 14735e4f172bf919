"""Takes the fields out of a Word file that was filled in, also after another word processor has saved it.

Told apart by the tag; where a word processor has dropped the tags (LibreOffice before 7.5), by the title; where it
has dropped that too (of lists to choose from), by what there is to choose. The value is all text of the cell.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.image.image import Image

from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold, nfc
from tongket.writer.controls import EMPTY, LONGEST, Field, Rows, Sheet

MOST_UNPACKED = 100 * 2**20
MOST_PIXELS = 50_000_000  # an A4 page scanned at 600 dots an inch has 35 million
_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = (
    f"{_W}del",
    f"{_W}txbxContent",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)


@dataclass
class Filled:
    """What stands in the fields: by name; and row by row."""

    fields: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def read_controls(data: bytes, name: str, sheet: Sheet) -> Filled:
    """The fields of a file that was made from such a sheet.

    Refused is what is no .docx, links to something outside, holds a picture of more than 50 megapixels, a field
    that the sheet does not have, or lacks one that it has; nothing is taken by half.
    """
    body = _body(data, name)
    single = {each.name: each for each in sheet.fields()}
    filled, faults = Filled(rows={each.name: [] for each in sheet.rows()}), []
    lines: dict[Any, dict[str, str]] = {}
    for control in body.iter(f"{_W}sdt"):
        place = _named(control, single.values(), sheet.rows())
        if place is None:
            if told := _unknown(control):
                faults.append(Fault("controls.unknown", name, {"field": told}))
            continue
        one, rows = place
        value = _value(control, one)
        if rows is None:
            filled.fields.setdefault(one.name, value)
            continue
        row = next(control.iterancestors(f"{_W}tr"), control)
        if row not in lines:
            lines[row] = {}
            filled.rows[rows.name].append(lines[row])
        lines[row].setdefault(one.name, value)
    faults += _missing(filled, sheet, name)
    if faults:
        raise Refusal(*dict.fromkeys(faults))
    return filled


def _missing(filled: Filled, sheet: Sheet, name: str) -> Iterator[Fault]:
    for one in sheet.fields():
        if one.required and one.name not in filled.fields:
            yield Fault("controls.missing", name, {"field": one.title})
    for rows in sheet.rows():
        if not filled.rows[rows.name]:
            yield Fault("controls.missing", name, {"field": rows.row[0].title})
        for order, line in enumerate(filled.rows[rows.name], start=1):
            for one in rows.row:
                if one.required and one.name not in line:
                    yield Fault("controls.missing_in_row", name, {"field": one.title, "row": order})


def _body(data: bytes, name: str) -> Any:
    """The root of the document's main part, once the package is known to hold nothing that is not wanted."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = {entry.filename: entry.file_size for entry in package.infolist()}
            if _BODY not in entries or sum(entries.values()) > MOST_UNPACKED:
                raise refusal("form.no_docx", name)
            for part in entries:
                if part.endswith(".rels"):
                    _refuse_outside(etree.fromstring(package.read(part), parser), name)
                elif posixpath.dirname(part) == "word/media":
                    _refuse_huge(package.read(part), name)
            return etree.fromstring(package.read(_BODY), parser)
    except Refusal:
        raise
    except Exception as fault:  # a broken or hostile package may fail in any way
        raise refusal("form.no_docx", name) from fault


def _refuse_outside(relations: Any, name: str) -> None:
    for each in relations:
        if each.get("TargetMode") == "External":
            raise refusal("controls.outside", name, link=(each.get("Target") or "")[:120])


def _refuse_huge(data: bytes, name: str) -> None:
    """The size that the picture's head tells; the picture itself is never unpacked."""
    try:
        image = Image.from_blob(data)
        pixels = image.px_width * image.px_height
    except Exception:  # noqa: BLE001 (a kind of picture whose size is not known here is not opened either)
        return
    if pixels > MOST_PIXELS:
        raise refusal("controls.huge_picture", name, megapixels=pixels // 1_000_000)


def _named(
    control: Any, single: Iterable[Field], repeats: Iterable[Rows]
) -> tuple[Field, Rows | None] | None:
    """Which field of the sheet a control is, and of which rows."""
    tag, title = _said(control, "tag"), _said(control, "alias")
    items = [item.get(f"{_W}value") for item in control.iterfind(f"{_W}sdtPr/{_W}dropDownList/{_W}listItem")]
    known: list[tuple[Field, Rows | None]] = [(one, None) for one in single]
    known += [(one, rows) for rows in repeats for one in rows.row]
    for test in (
        lambda one: tag == one.name,
        lambda one: not tag and title == nfc(one.title)[:LONGEST],
        lambda one: not tag and not title and items and items == [value for value, _words in one.choices],
    ):
        if found := next((each for each in known if test(each[0])), None):
            return found
    return None


def _said(control: Any, what: str) -> str:
    found = control.find(f"{_W}sdtPr/{_W}{what}")
    return "" if found is None else nfc(found.get(f"{_W}val") or "")


def _unknown(control: Any) -> str:
    """What to call a control that the sheet does not have; "" for frames that Word itself draws."""
    properties = control.find(f"{_W}sdtPr")
    frames = ("docPartObj", "docPartList")
    if properties is None or any(properties.find(f"{_W}{each}") is not None for each in frames):
        return ""
    if control.find(f"{_W}sdtContent//{_W}sdt") is not None:
        return ""  # around repeated rows
    return _said(control, "alias") or _said(control, "tag")


def _value(control: Any, one: Field) -> str:
    if control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
        return ""
    cell = next(control.iterancestors(f"{_W}tc"), control)
    inner = control.find(f"{_W}sdtContent/{_W}tc")
    holder = cell if inner is None else inner
    paragraphs = list(holder.iter(f"{_W}p")) or list(control.iterancestors(f"{_W}p"))
    lines = [line.strip() for each in paragraphs for line in _text(each).split("\n")]
    text = nfc("\n".join(line for line in lines if line))
    if text == EMPTY:
        return ""
    if one.kind != "choice":
        return text
    chosen = {fold(words): value for value, words in one.choices}
    return chosen.get(fold(text), text)


def _text(node: Any) -> str:
    """The text of a paragraph, without what was struck out in revision and without text boxes."""
    parts = []
    for each in node:
        if each.tag in _SKIPPED or each.tag == f"{_W}p":
            continue
        if each.tag == f"{_W}t":
            parts.append(each.text or "")
        elif each.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif each.tag == f"{_W}tab":
            parts.append(" ")
        else:
            parts.append(_text(each))
    return "".join(parts)
