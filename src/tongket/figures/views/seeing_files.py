"""What is seen, to take along: a table as workbook, CSV or picture, a chart as the picture it is on the page."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from textwrap import wrap
from typing import Any

from django.http import Http404, HttpResponse

from tongket.base.files import attachment
from tongket.base.shown import number
from tongket.writer import charts, svg
from tongket.writer.document import Chart
from tongket.writer.typesetter import rasterise

ENDINGS = ("xlsx", "csv", "svg", "png")
MOST_DIGITS = 15  # beyond, a cell of numbers loses digits
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (a property of the file, of no place)
_LINE, _MOST_CHARACTERS, _PPI = 15, 34, 150

type Value = Decimal | str


@dataclass(frozen=True)
class Sheet:
    """A table as it is taken along: what it is, how it was asked, head, rows, the last `totals` of them totals."""

    name: str
    title: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: int = 0
    chart: Chart | None = None


def respond(sheet: Sheet, ending: str) -> HttpResponse:
    """The table in the asked form; a picture of the chart, where there is one, else of the table itself."""
    makers: dict[str, Callable[[Sheet], bytes]] = {"xlsx": _xlsx, "csv": _csv, "svg": _svg, "png": _png}
    if ending not in makers:
        raise Http404
    return attachment(makers[ending](sheet), f"{sheet.name}.{ending}")


def safe(value: Value) -> str:
    """As text that no table program takes for a formula; a number stays a number."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"'{value}" if value.lstrip()[:1] in tuple("=+-@") or value[:1] in tuple("\t\r\n") else value


def _csv(sheet: Sheet) -> bytes:
    """Rows of text in UTF-8 with its mark; numbers with a decimal point."""
    file = io.StringIO()
    out = csv.writer(file)
    out.writerow([safe(sheet.title)])
    out.writerows([safe(note)] for note in sheet.notes)
    out.writerow([])
    out.writerow([safe(word) for word in sheet.head])
    out.writerows([safe(value) for value in row] for row in sheet.rows)
    return file.getvalue().encode("utf-8-sig")


def _xlsx(sheet: Sheet) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": sheet.title, "created": _CREATED})
    page = book.add_worksheet()
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    bold = {**base, "bold": True}
    looks = {
        "title": book.add_format({**bold, "font_size": 14}),
        "note": book.add_format(base),
        "head": book.add_format({**bold, "border": 1, "text_wrap": True, "bg_color": "#DDEBEA"}),
        "cell": book.add_format({**base, "border": 1}),
        "total": book.add_format({**bold, "border": 1}),
    }
    page.write_string(0, 0, sheet.title, looks["title"])
    for row, note in enumerate(sheet.notes, start=1):
        page.write_string(row, 0, note, looks["note"])
    top = len(sheet.notes) + 2
    for column, word in enumerate(sheet.head):
        page.write_string(top, column, word, looks["head"])
    for place, values in enumerate(sheet.rows):
        look = looks["total" if place >= len(sheet.rows) - sheet.totals else "cell"]
        for column, value in enumerate(values):
            _write(page, top + 1 + place, column, value, look)
    page.set_column(0, 0, 34)
    page.set_column(1, max(len(sheet.head) - 1, 1), 16)
    page.freeze_panes(top + 1, 1)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()


def _write(page: Any, row: int, column: int, value: Value, look: Any) -> None:
    """A number as a number where a cell can hold it exactly; never a formula."""
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= MOST_DIGITS:
        page.write_number(row, column, float(value), look)
    else:
        page.write_string(row, column, str(value), look)


def _svg(sheet: Sheet) -> bytes:
    return (charts.draw(sheet.chart) if sheet.chart else table_svg(sheet)).encode()


def _png(sheet: Sheet) -> bytes:
    return charts.png(sheet.chart) if sheet.chart else rasterise(table_svg(sheet), _PPI)


def table_svg(sheet: Sheet) -> str:
    """The table as a picture: head, rows, totals, and under it how it was asked."""
    rows = [tuple(_cut(_shown(value)) for value in row) for row in sheet.rows]
    heads = [_wrapped(word) for word in sheet.head]
    columns = list(zip(*rows, strict=True)) or [()] * len(heads)
    widths = [
        max(svg.width_of(word) for word in (*head, *column, "")) + 10
        for head, column in zip(heads, columns, strict=True)
    ]
    rights, edge = [], 4.0
    for width in widths:
        edge += width
        rights.append(edge)
    deep = max(map(len, heads))
    top = 22.0 + _LINE * deep
    body = [svg.text(4, 14, sheet.title, size=11, weight=600)]
    for place, head in enumerate(heads):
        for line, word in enumerate(head):
            y = top - _LINE * (len(head) - line) + 11
            body.append(_put(place, word, y, rights, 600))
    for index, row in enumerate(rows):
        y = top + _LINE * index
        body.append(svg.line(4, y, edge, y, "rule", svg.INK if index == 0 else svg.RULE))
        weight = 600 if index >= len(rows) - sheet.totals else 400
        body += [_put(place, word, y + 11, rights, weight) for place, word in enumerate(row)]
    bottom = top + _LINE * len(rows)
    body.append(svg.line(4, bottom, edge, bottom, "rule", svg.INK))
    body += [svg.text(4, bottom + 12 + 11 * i, note, size=8) for i, note in enumerate(sheet.notes)]
    notes = [svg.width_of(note, 8) for note in sheet.notes]
    return svg.frame(
        bottom + 16 + 11 * len(notes), body, max([edge, svg.width_of(sheet.title, 11), *notes]) + 8
    )


def _put(place: int, word: str, y: float, rights: list[float], weight: int) -> str:
    if place == 0:
        return svg.text(4, y, word, weight=weight)
    return svg.text(rights[place] - 4, y, word, "end", weight=weight)


def _shown(value: Value) -> str:
    return number(value) if isinstance(value, Decimal) else value


def _cut(word: str) -> str:
    return word if len(word) <= _MOST_CHARACTERS else f"{word[: _MOST_CHARACTERS - 1]}…"


def _wrapped(word: str) -> list[str]:
    return wrap(word, 18) or [""]
