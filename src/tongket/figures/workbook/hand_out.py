"""Hands out the workbook: the same bytes for the same records."""

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongket.base.clock import day_of
from tongket.figures.actions.estimates import standing_estimates
from tongket.figures.cells import label_of, write_cell
from tongket.figures.columns import TITLES, said
from tongket.figures.deadlines import shown_moment
from tongket.figures.models import Cell, Due, Figure, Form, FormItem
from tongket.figures.queries.columns import ColumnTable, columns_of_units
from tongket.figures.queries.seen import items_of
from tongket.figures.workbook import layout
from tongket.rollup.columns import Column
from tongket.units.queries import names_of
from tongket.viet.period import Period
from tongket.writer.marks import SIGNS

_LARGEST = 10**15  # beyond, a cell of numbers loses digits
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (a property of the file, of no place)


def template(
    form: Form, period: Period, dues: Sequence[Due], closed: Collection[int] = (), *, now: datetime
) -> bytes:
    """An .xlsx for the units that are due, with what their drafts hold already, but for those that are closed.

    Behind the cell to fill in the columns of a report as they are known `now`; while the period runs, or where it was
    estimated before, a column for the estimate.
    """
    import xlsxwriter

    dues = sorted(dues, key=lambda due: str(due.ref))
    names = names_of((due.unit_id for due in dues), period.last_day)
    items = items_of(form)
    beside = _beside(form, period, dues, len(items), now)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": form.title, "created": _CREATED})
    looks = _looks(book)
    figures = book.add_worksheet(layout.FIGURES_SHEET)
    _write_head(figures, form, period, dues, beside.heads, looks)
    open_dues = [due for due in dues if due.pk not in closed]
    _write_rows(figures, items, dues, _typed(open_dues), beside, names, looks)
    _write_guide(book.add_worksheet(layout.GUIDE_SHEET), form, beside, looks)
    _write_identity(book.add_worksheet(layout.IDENTITY_SHEET), form, period, dues, names)
    book.close()
    return file.getvalue()


@dataclass(frozen=True)
class _Beside:
    """What stands beside the cells to fill in: the columns of each unit, and its estimates if there is a place."""

    tables: Mapping[int, ColumnTable]
    shown: tuple[Column, ...]
    estimates: Mapping[int, Mapping[int, Figure]] | None

    @property
    def heads(self) -> tuple[str, ...]:
        """All headings of the sheet from left to right."""
        titles = [TITLES[column][1] for column in self.shown]
        if self.estimates is not None:
            titles.append(layout.ESTIMATE)
        return (*layout.COLUMNS[:-1], *titles, layout.NOTE)


def _beside(form: Form, period: Period, dues: Sequence[Due], lines: int, now: datetime) -> _Beside:
    day = day_of(now)
    tables: dict[int, ColumnTable] = {}
    if len(dues) * lines <= layout.MOST_BESIDE:
        units = [due.unit for due in dues]
        tables = columns_of_units(form, period, units, day=day, as_of=now)
    shown = tuple(one for one in layout.BESIDE if any(one in table.shown for table in tables.values()))
    standing = standing_estimates(dues)
    return _Beside(tables, shown, standing if standing or day <= period.last_day else None)


def _looks(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    grid = {**base, "border": 1, "border_color": "#9AA5A5"}
    grey = {"font_color": "#44525A", "bg_color": "#F3F3F0"}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "sample": book.add_format({**base, "bold": True, "font_color": "#8A5A00"}),
        "text": book.add_format({**base, "text_wrap": True}),
        "head": book.add_format(
            {**grid, "bold": True, "text_wrap": True, "bg_color": "#DDEBEA", "align": "center"}
        ),
        "fixed": book.add_format({**grid, **grey, "text_wrap": True}),
        "note": book.add_format({**grid, "text_wrap": True, "locked": False}),
        "beside": book.add_format({**grid, **grey, "text_wrap": True, "align": "right"}),
        **{
            f"beside{decimals}": book.add_format(
                {**grid, **grey, "align": "right", "num_format": _number_format(decimals)}
            )
            for decimals in range(10)
        },
        **{
            f"value{decimals}": book.add_format(
                {**grid, "locked": False, "align": "right", "num_format": _number_format(decimals)}
            )
            for decimals in range(10)
        },
    }


def _number_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _write_head(
    sheet: Any, form: Form, period: Period, dues: Sequence[Due], heads: Sequence[str], looks: dict[str, Any]
) -> None:
    sheet.write_string(0, 0, form.title, looks["title"])
    days = [shown_moment(one) for one in sorted({due.deadline for due in dues})]
    head = f"Kỳ báo cáo: {period.label('vi')}. Hạn gửi: {', '.join(days)}."
    sheet.write_string(1, 0, head)
    if form.unit.sample:
        sheet.write_string(2, 0, layout.SAMPLE, looks["sample"])
        sheet.set_footer(f"&C{layout.SAMPLE}")
    for column, name in enumerate(heads):
        sheet.write_string(layout.HEADER_ROW, column, name, looks["head"])
        sheet.set_column(column, column, layout.WIDTHS.get(name, layout.BESIDE_WIDTH))
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
    beside: _Beside,
    names: dict[int, str],
    looks: dict[str, Any],
) -> None:
    row = layout.HEADER_ROW
    value = layout.COLUMNS.index(layout.VALUE)
    for number, due in enumerate(dues, start=1):
        cells = {cell.item_id: cell for cell in typed.get(due.pk, ())}
        for place, item in enumerate(items):
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
            _write_value(
                sheet, row, value, kept.typed if kept else "", kept.value if kept else None, item, looks
            )
            after = _write_beside(sheet, row, value + 1, beside, due, place, item, looks)
            sheet.write_string(row, after, kept.note if kept else "", looks["note"])
    hint = f"Nhập số; 0 nếu không phát sinh; “{layout.NOT_APPLICABLE}” nếu không thuộc diện."
    options = {"validate": "any", "input_title": "Cách ghi", "input_message": hint}
    sheet.data_validation(layout.HEADER_ROW + 1, value, max(row, layout.HEADER_ROW + 1), value, options)
    sheet.autofilter(layout.HEADER_ROW, 0, row, len(beside.heads) - 1)


def _write_beside(
    sheet: Any, row: int, column: int, beside: _Beside, due: Due, place: int, item: FormItem, looks: dict[str, Any]
) -> int:  # fmt: skip
    """The columns of a line from a place on, and the cell of its estimate; the first place behind them."""
    for shown in beside.shown:
        one = said(beside.tables[due.unit_id].lines[place], shown)
        number = one.values[0] if len(set(one.values)) == 1 and not (one.before or one.estimated) else None
        if number is not None and abs(number) * 10**one.decimals < _LARGEST:
            sheet.write_number(row, column, number, looks[f"beside{one.decimals}"])
        else:
            words = SIGNS[one.state].meaning if one.state else one.written()
            sheet.write_string(row, column, f"{words} (ước)" if one.estimated else words, looks["beside"])
        column += 1
    if beside.estimates is None:
        return column
    kept = beside.estimates.get(due.pk, {}).get(item.order)
    text = write_cell(kept.value, item.indicator.decimals) if kept else ""
    _write_value(sheet, row, column, text, kept.value if kept else None, item, looks)
    return column + 1


def _write_value(
    sheet: Any, row: int, column: int, typed: str, value: int | None, item: FormItem, looks: dict[str, Any]
) -> None:
    """What stands there already, as a number where a cell can hold it exactly."""
    decimals = item.indicator.decimals
    look = looks[f"value{decimals}"]
    if not typed:
        sheet.write_blank(row, column, None, look)
    elif value is not None and abs(value) < _LARGEST:
        sheet.write_number(row, column, value / 10**decimals, look)
    else:
        sheet.write_string(row, column, typed, look)


def _write_guide(sheet: Any, form: Form, beside: _Beside, looks: dict[str, Any]) -> None:
    more: tuple[str, ...] = (layout.BESIDE_GUIDE,) if beside.shown else ()
    if beside.estimates is not None:
        more += layout.ESTIMATE_GUIDE
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, "Cách nhập báo cáo", looks["title"])
    for row, sentence in enumerate((form.programme.title, *layout.GUIDE, *more), start=1):
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
