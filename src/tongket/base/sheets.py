"""Reads the sheets of an .xlsx that may be anything: within bounds, and with every failure a refusal."""

import io
import math
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import cast
from xml.parsers import expat

from django.conf import settings

from tongket.base.programs import refuse_running
from tongket.viet.fault import Refusal, refusal
from tongket.viet.numbers import format_number
from tongket.viet.text import nfc

MOST_BYTES = 48 * 1024 * 1024  # unpacked
SMALL_BYTES, MOST_PACKED = 8 * 1024 * 1024, 60  # times that a sheet's text can be packed
MOST_PARTS = 1000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 120_000, 100, 3_000_000
EXACT = 10**15
# The places of cells and rows as the reader takes them: as they stand, without character references.
_COLUMN = re.compile(rb"\sr\s*=\s*[\"']\$?([A-Za-z]{1,7})")
_ROW = re.compile(rb"\sr\s*=\s*[\"']\$?[A-Za-z]*\$?([0-9]{1,18})")
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

    if len(data) > settings.FILE_LIMIT:
        raise refusal("workbook.too_big")
    clean = _repacked(data)
    try:
        book = CalamineWorkbook.from_filelike(clean)
        rows = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 (a panic of the reader is no Exception)
        raise refusal("workbook.unreadable") from error
    return Sheets(cast(dict[str, list[list[Value]]], rows))


def _repacked(data: bytes) -> io.BytesIO:
    """The same parts in an archive of our own: what they unpack to is bounded and has been looked at."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
            parts = {part.filename: part for part in old.infolist()}
            if len(parts) > MOST_PARTS or _is_bomb(parts.values()):
                raise refusal("workbook.too_big")
            refuse_running(data, "")
            if "xl/workbook.xml" not in parts:
                raise refusal("workbook.unreadable")
            cells = 0
            for name, part in parts.items():
                content = _part(name, old.read(part))
                cells += _area(content)
                if cells > MOST_CELLS:
                    raise refusal("workbook.too_big")
                new.writestr(zipfile.ZipInfo(name), content)
    except Refusal:
        raise
    except Exception as error:  # noqa: BLE001 (an archive can be damaged in more ways than have a name)
        raise refusal("workbook.unreadable") from error
    out.seek(0)
    return out


def _is_bomb(parts: Collection[zipfile.ZipInfo]) -> bool:
    """By what the archive says of its parts, of which no more is read: too much, or packed as no sheet is."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    return unpacked > MOST_BYTES or (unpacked > SMALL_BYTES and unpacked > MOST_PACKED * packed)


def _part(name: str, data: bytes) -> bytes:
    try:
        _refuse_strange(data)
    except expat.ExpatError as error:
        if name.endswith((".xml", ".rels")):
            raise refusal("workbook.unreadable") from error
        return data
    return _ERROR_CELL.sub(rb"\1\2str\2", data) if b'"e"' in data or b"'e'" in data else data


def _refuse_strange(data: bytes) -> None:
    """Well-formed, and without a definition of entities, which no spreadsheet program writes."""

    def doctype(*_said: object) -> None:
        raise refusal("workbook.unreadable")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(data, True)
    if b"\0" in data:
        raise refusal("workbook.unreadable")  # in letters of two bytes, which is not how sheets are written


def _area(data: bytes) -> int:
    """How many cells a reader would lay out for this part: one far out makes it lay out all before it."""
    columns = max((column_number(one.decode()) for one in set(_COLUMN.findall(data))), default=0)
    rows = max(map(int, set(_ROW.findall(data))), default=0)
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise refusal("workbook.too_big")
    return rows * columns


def text_of(value: Value) -> str:
    """A cell as a clerk would type it; a number to the 15 digits that a sheet shows."""
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return f"{int(value):,}".replace(",", ".")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return format_number(Decimal(f"{value:.15g}")) if math.isfinite(value) else str(value)
    return _plain(str(value))


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """Most texts of a sheet stand in many of its rows."""
    return nfc(text).replace("\0", "").strip()


def is_inexact(value: Value) -> bool:
    """Whether a cell holds more digits than a sheet keeps."""
    return isinstance(value, float) and abs(value) >= EXACT


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
