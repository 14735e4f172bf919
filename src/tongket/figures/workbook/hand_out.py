"""Hands out the workbook: the same bytes for the same records."""

import io
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from tongket.figures.cells import label_of
from tongket.figures.deadlines import shown_moment
from tongket.figures.models import Cell, Due, Form, FormItem
from tongket.figures.queries.seen import items_of
from tongket.figures.workbook import layout
from tongket.units.queries import names_of
from tongket.viet.period import Period

_LARGEST = 10**15  # beyond, a cell of numbers loses digits
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (a property of the file, of no place)


def template(form: Form, period: Period, dues: Sequence[Due], closed: Collection[int] = ()) -> bytes:
    """An .xlsx for the units that are due, with what their drafts hold already, but for those that are closed."""
    import xlsxwriter

    dues = sorted(dues, key=lambda due: str(due.ref))
    names = names_of((due.unit_id for due in dues), period.last_day)
    items = items_of(form)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": form.title, "created": _CREATED})
    looks = _looks(book)
    figures = book.add_worksheet(layout.FIGURES_SHEET)
    _write_head(figures, form, period, dues, looks)
    open_dues = [due for due in dues if due.pk not in closed]
    _write_rows(figures, items, dues, _typed(open_dues), names, looks)
    _write_guide(book.add_worksheet(layout.GUIDE_SHEET), form, looks)
    _write_identity(book.add_worksheet(layout.IDENTITY_SHEET), form, period, dues, names)
    book.close()
    return file.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    grid = {**base, "border": 1, "border_color": "#9AA5A5"}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "sample": book.add_format({**base, "bold": True, "font_color": "#8A5A00"}),
        "text": book.add_format({**base, "text_wrap": True}),
        "head": book.add_format(
            {**grid, "bold": True, "text_wrap": True, "bg_color": "#DDEBEA", "align": "center"}
        ),
        "fixed": book.add_format({**grid, "text_wrap": True, "font_color": "#44525A", "bg_color": "#F3F3F0"}),
        "note": book.add_format({**grid, "text_wrap": True, "locked": False}),
        **{
            f"value{decimals}": book.add_format(
                {**grid, "locked": False, "align": "right", "num_format": _number_format(decimals)}
            )
            for decimals in range(10)
        },
    }


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _write_head(sheet: Any, form: Form, period: Period, dues: Sequence[Due], looks: dict[str, Any]) -> None:
    sheet.write_string(0, 0, form.title, looks["title"])
    days = [shown_moment(one) for one in sorted({due.deadline for due in dues})]
    head = f"Kỳ báo cáo: {period.label('vi')}. Hạn gửi: {', '.join(days)}."
    sheet.write_string(1, 0, head)
    if form.unit.sample:
        sheet.write_string(2, 0, layout.SAMPLE, looks["sample"])
        sheet.set_footer(f"&C{layout.SAMPLE}")
    for column, (name, width) in enumerate(zip(layout.COLUMNS, layout.WIDTHS, strict=True)):
        sheet.write_string(layout.HEADER_ROW, column, name, looks["head"])
        sheet.set_column(column, column, width)
    sheet.freeze_panes(layout.HEADER_ROW + 1, 0)
    sheet.repeat_rows(layout.HEADER_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _typed(dues: Sequence[Due]) -> dict[int, list[Cell]]:
    """What stands in the cells of each report, by its due."""
    typed: dict[int, list[Cell]] = {}
    for cell in Cell.objects.filter(report__due__in=dues).select_related("report"):
        typed.setdefault(cell.report.due_id, []).append(cell)
    return typed


def _write_rows(
    sheet: Any,
    items: Sequence[FormItem],
    dues: Sequence[Due],
    typed: Mapping[int, Sequence[Cell]],
    names: dict[int, str],
    looks: dict[str, Any],
) -> None:
    row = layout.HEADER_ROW
    value = layout.COLUMNS.index(layout.VALUE)
    for number, due in enumerate(dues, start=1):
        cells = {cell.item_id: cell for cell in typed.get(due.pk, ())}
        for item in items:
            row += 1
            fixed = (
                layout.code_of(number, item.order),
                names[due.unit_id],
                item.order,
                label_of(item),
                item.indicator.measure,
            )
            for column, text in enumerate(fixed):
                sheet.write(row, column, text, looks["fixed"])
            kept = cells.get(item.pk)
            _write_value(sheet, row, value, kept, item, looks)
            sheet.write_string(row, value + 1, kept.note if kept else "", looks["note"])
    hint = f"Nhập số; 0 nếu không phát sinh; “{layout.NOT_APPLICABLE}” nếu không thuộc diện."
    options = {"validate": "any", "input_title": "Cách ghi", "input_message": hint}
    sheet.data_validation(layout.HEADER_ROW + 1, value, max(row, layout.HEADER_ROW + 1), value, options)
    sheet.autofilter(layout.HEADER_ROW, 0, row, len(layout.COLUMNS) - 1)


def _write_value(
    sheet: Any, row: int, column: int, cell: Cell | None, item: FormItem, looks: dict[str, Any]
) -> None:
    """What the draft holds, as a number where a cell can hold it exactly."""
    decimals = item.indicator.decimals
    look = looks[f"value{decimals}"]
    if cell is None or not cell.typed:
        sheet.write_blank(row, column, None, look)
    elif cell.value is not None and abs(cell.value) < _LARGEST:
        sheet.write_number(row, column, cell.value / 10**decimals, look)
    else:
        sheet.write_string(row, column, cell.typed, look)


def _write_guide(sheet: Any, form: Form, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, "Cách nhập báo cáo", looks["title"])
    for row, sentence in enumerate((form.programme.title, *layout.GUIDE), start=1):
        sheet.write_string(row, 0, sentence, looks["text"])


def _write_identity(
    sheet: Any, form: Form, period: Period, dues: Sequence[Due], names: dict[int, str]
) -> None:
    """By what the workbook is known when it comes back."""
    rows = [
        ("mark", layout.MARK),
        ("programme", str(form.programme.ref)),
        ("form", str(form.ref)),
        ("version", str(form.version)),
        ("period", str(period)),
        *((f"unit {number}", str(due.ref), names[due.unit_id]) for number, due in enumerate(dues, start=1)),
    ]
    for row, values in enumerate(rows):
        for column, text in enumerate(values):
            sheet.write_string(row, column, text)
    sheet.very_hidden()
