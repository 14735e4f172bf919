"""Reads a file or message of figures into rows: CSV, a plain workbook, JSON, DHIS2's dataValueSets.

Nothing is guessed about a number: with commas between the columns a point begins the decimals, as programs
write; with semicolons or tabs a comma does, as a spreadsheet saves it in Vietnamese; a workbook's cell
is what it shows.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.conf import settings

from tongket.base.sheets import read_sheets
from tongket.base.sheets import text_of as cell_text
from tongket.figures.cells import NOT_APPLICABLE_WORDS
from tongket.figures.intake.messages import read_message
from tongket.figures.intake.rows import (
    COLUMNS,
    ENOUGH,
    HEADINGS,
    MOST_ROWS,
    NEEDED,
    Place,
    Row,
    cleaned,
    refuse,
)
from tongket.reader.stamp import refuse_stamped
from tongket.viet.fault import Fault, refusal
from tongket.viet.numbers import format_number
from tongket.viet.text import fold

_MACHINE = re.compile(r"[-+]?[0-9]{1,40}(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?")
_HEAD = 4000  # characters in which a stamp of secrecy would stand


def read_file(data: bytes) -> list[Row]:
    """The rows of whatever it is, told by its first byte."""
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data[:2] == b"PK":
        return read_rows(data, "xlsx")
    return read_rows(data, "json" if start[:1] in (b"{", b"[") else "csv")


def read_rows(data: bytes, form: str) -> list[Row]:
    """The rows of a CSV, JSON or workbook. Refuses with all that is wrong with its shape, by row and column."""
    if len(data) > settings.FILE_LIMIT:
        raise refusal("file.too_big", megabytes=settings.FILE_LIMIT // (1024 * 1024))
    if not data.strip():
        raise refusal("file.empty")
    if form == "xlsx":
        return _from_workbook(data)
    text = _decoded(data)
    refuse_stamped(text[:_HEAD])
    rows, faults = read_message(text, machine_value) if form == "json" else _from_csv(text)
    refuse(faults)
    if not rows:
        raise refusal("intake.no_rows")
    return rows


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("intake.encoding", line=data.count(b"\n", 0, error.start) + 1) from None


def machine_value(text: str) -> str | None:
    """A value as programs write it (1234.5, -3, 1e3), put as a clerk types it; None where it is no number."""
    if not text or fold(text) in NOT_APPLICABLE_WORDS:
        return text
    return format_number(Decimal(text)) if _MACHINE.fullmatch(text) else None


def _from_csv(text: str) -> tuple[list[Row], list[Fault]]:
    head = text[: text.find("\n")] if "\n" in text else text
    mark = max(",;\t", key=head.count)
    return _from_lines(_lines(text, mark), machine=mark == ",")


def _lines(text: str, mark: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS + 1:
                raise refusal("intake.too_many", most=MOST_ROWS)
            yield number, cells
    except csv.Error:
        raise refusal("intake.csv_broken", line=reader.line_num) from None


def _from_workbook(data: bytes) -> list[Row]:
    """Of a workbook the first sheet, with the same headings in its first row."""
    sheets = read_sheets(data).rows
    for rows in sheets.values():
        refuse_stamped("\n".join(cell_text(value) for row in rows[:30] for value in row))
    first = next(iter(sheets.values()), [])
    lines = ((number, [cell_text(value) for value in row]) for number, row in enumerate(first, start=1))
    read, faults = _from_lines(lines, machine=False)
    refuse(faults)
    if not read:
        raise refusal("intake.no_rows")
    return read


def _from_lines(
    lines: Iterator[tuple[int, Sequence[str]]], *, machine: bool
) -> tuple[list[Row], list[Fault]]:
    """Rows under a line of headings; empty lines are passed over."""
    _number, head = next(lines, (0, []))
    columns = _columns(head)
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            faults.append(Fault("intake.row_long", Place(str(number), number, ""), {"row": number}))
            continue
        said = {name: cleaned(cell) for name, cell in zip(columns, cells, strict=False)}
        row = Row(number, **{name: said.get(name, "") for name in COLUMNS})
        faults += missing(row)
        if machine:
            row, fault = with_value(row)
            faults += fault
        rows.append(row)
        if len(faults) > ENOUGH:
            refuse(faults)
    return rows, faults


def with_value(row: Row) -> tuple[Row, list[Fault]]:
    """The row with its value put as a clerk types it."""
    value = machine_value(row.value)
    if value is None:
        return row, [Fault("intake.value", row.where("value"), {"value": row.value[:40]})]
    return (row if value == row.value else replaced(row, value)), []


def replaced(row: Row, value: str) -> Row:
    said = {name: getattr(row, name) for name in COLUMNS}
    return Row(row.number, **(said | {"value": value}))


def missing(row: Row) -> list[Fault]:
    """What each row has to say, but for its value: blank is “not reported”."""
    wanted = (name for name in NEEDED if name != "value" and not getattr(row, name))
    return [Fault("intake.missing", row.where(name), {"column": name}) for name in wanted]


def _columns(head: Sequence[str]) -> list[str]:
    """What each column is. Refuses headings that are unknown, twice there or missing."""
    while head and not head[-1].strip():
        head = head[:-1]
    columns = [HEADINGS.get(fold(cleaned(name)), "") for name in head]
    faults = [
        Fault("intake.column_unknown", values={"column": cleaned(name)[:40], "known": ", ".join(COLUMNS)})
        for name, column in zip(head, columns, strict=True)
        if not column
    ]
    faults += [
        Fault("intake.column_twice", values={"column": name}) for name in COLUMNS if columns.count(name) > 1
    ]
    faults += [
        Fault("intake.column_missing", values={"column": name}) for name in NEEDED if name not in columns
    ]
    refuse(faults)
    return columns
