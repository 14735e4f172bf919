"""Reads the sheets of an .xlsx that may be anything: within bounds, and with every failure a refusal."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import cast
from xml.parsers import expat

from tongket.viet.fault import Refusal, refusal

MOST_BYTES = 64 * 1024 * 1024  # unpacked
MOST_PARTS = 1000
MOST_ROWS, MOST_COLUMNS = 50_000, 100
_REF = re.compile(r"\$?([A-Z]{0,3})\$?([0-9]*)")
# The reader drops formula errors; as a text they are read, and refused by their place.
_ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\b[^<>]*?\st=)([\"'])e\2")

type Value = object


@dataclass(frozen=True)
class Sheets:
    """The rows of every sheet by its name; row and column 0 are row 1 and column A."""

    rows: dict[str, list[list[Value]]]


def read_sheets(data: bytes) -> Sheets:
    """Every sheet's values. Refuses what is no workbook (`workbook.unreadable`) or too big (`workbook.too_big`)."""
    from python_calamine import CalamineWorkbook

    clean = _repacked(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(clean))
        rows = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 (a panic of the reader is no Exception)
        raise refusal("workbook.unreadable") from error
    return Sheets(cast(dict[str, list[list[Value]]], rows))


def _repacked(data: bytes) -> bytes:
    """The same parts in an archive of our own: what they unpack to is bounded and has been looked at."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
            parts = {part.filename: part for part in old.infolist()}
            if sum(part.file_size for part in parts.values()) > MOST_BYTES or len(parts) > MOST_PARTS:
                raise refusal("workbook.too_big")
            if "xl/workbook.xml" not in parts:
                raise refusal("workbook.unreadable")
            for name, part in parts.items():
                new.writestr(zipfile.ZipInfo(name), _part(name, old.read(part)))
    except Refusal:
        raise
    except Exception as error:  # noqa: BLE001 (an archive can be damaged in more ways than have a name)
        raise refusal("workbook.unreadable") from error
    return out.getvalue()


def _part(name: str, data: bytes) -> bytes:
    try:
        _refuse_wide(data)
    except expat.ExpatError as error:
        if name.endswith((".xml", ".rels")):
            raise refusal("workbook.unreadable") from error
        return data
    return _ERROR_CELL.sub(rb"\1\2str\2", data)


def _refuse_wide(data: bytes) -> None:
    """A cell far out would make the reader lay out millions of empty ones before it."""

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] in ("c", "row") and (found := _REF.fullmatch(attributes.get("r", ""))):
            letters, digits = found.groups()
            if int(digits or 0) > MOST_ROWS or column_number(letters) > MOST_COLUMNS:
                raise refusal("workbook.too_big")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(data, True)


def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27; nothing is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(index: int) -> str:
    """Column 0 is A."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters, index = chr(ord("A") + rest) + letters, index - 1
    return letters
