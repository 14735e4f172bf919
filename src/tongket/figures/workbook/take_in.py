"""Takes the workbook back: whole, through the same actions as the screen, or not at all with every fault."""

import datetime
import math
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tongket.base.sheets import Value, column_letters, read_sheets
from tongket.figures import actions
from tongket.figures.actions.reports import OPEN_STATES
from tongket.figures.cells import check, label_of
from tongket.figures.models import Due, Form, FormItem, Report
from tongket.figures.workbook import layout
from tongket.reader.stamp import refuse_stamped
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.numbers import format_number
from tongket.viet.text import fold, nfc

_EXACT = 10**15
_HEAD_ROWS = 30
LONGEST_NOTE = 300
_UNIT_KEY = re.compile(r"unit ([0-9]{1,6})")


@dataclass
class _Filled:
    """What one unit's rows say, by the order of the lines; `wheres` are their places."""

    due: Due
    name: str
    typed: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    wheres: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Identity:
    form: Form
    dues: Mapping[int, Due]


def import_workbook(
    data: bytes, *, actor: Hat, now: datetime.datetime, expected: Form | None = None
) -> list[Report]:
    """Fill and submit the reports of a workbook. `expected` is the form that was asked for, if one was.

    Refused whole, with all faults by sheet, row and column; then nothing of it is kept.
    """
    sheets = read_sheets(data).rows
    _refuse_secret(sheets)
    identity = _identify(sheets, expected)
    items = list(identity.form.items.select_related("indicator", "breakdown").order_by("order"))
    filled, faults = _read_rows(_figures_sheet(sheets), identity, items)
    for one in filled:
        faults += _faults_of(one, items)
    if faults:
        raise Refusal(*dict.fromkeys(faults))
    with transaction.atomic():
        return [_hand_in(one, actor, now) for one in filled]


def _hand_in(one: _Filled, actor: Hat, now: datetime.datetime) -> Report:
    report = actions.start_report(due=one.due, actor=actor, now=now)
    report = actions.save_cells(report=report, typed=one.typed, notes=one.notes, actor=actor, now=now)
    return actions.submit_report(report=report, actor=actor, now=now)


def _refuse_secret(sheets: Mapping[str, list[list[Value]]]) -> None:
    """A file with a stamp of secrecy goes no further than this."""
    for rows in sheets.values():
        refuse_stamped("\n".join(_text(value) for row in rows[:_HEAD_ROWS] for value in row if value != ""))


def _identify(sheets: Mapping[str, list[list[Value]]], expected: Form | None) -> _Identity:
    said = {_text(row[0]): _text(row[1]) for row in sheets.get(layout.IDENTITY_SHEET, []) if len(row) > 1}
    if said.get("mark") != layout.MARK:
        raise refusal("workbook.not_handed_out")
    form = Form.objects.filter(ref=_ref(said.get("form"))).select_related("programme").first()
    if form is None or str(form.programme.ref) != said.get("programme"):
        raise refusal("workbook.not_handed_out")
    if expected is not None and form.programme_id != expected.programme_id:
        raise refusal("workbook.foreign", theirs=form.title, ours=expected.title)
    if str(form.version) != said.get("version") or (expected is not None and form != expected):
        raise refusal("workbook.outdated")
    return _Identity(form, _dues(form, said))


def _dues(form: Form, said: Mapping[str, str]) -> dict[int, Due]:
    """Whose reports the workbook holds, by their numbers in it."""
    refs = {int(m[1]): _ref(ref) for key, ref in said.items() if (m := _UNIT_KEY.fullmatch(key))}
    found = Due.objects.filter(form=form, period=said.get("period", ""), ref__in=refs.values())
    known = {due.ref: due for due in found}
    if not refs or set(refs.values()) != set(known) or len(refs) != len(known):
        raise refusal("workbook.not_handed_out")
    return {number: known[ref] for number, ref in sorted(refs.items())}


def _ref(text: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        raise refusal("workbook.not_handed_out") from None


def _figures_sheet(sheets: Mapping[str, list[list[Value]]]) -> list[list[Value]]:
    if layout.FIGURES_SHEET not in sheets:
        raise refusal("workbook.sheet_missing", sheet=layout.FIGURES_SHEET)
    return sheets[layout.FIGURES_SHEET]


def _columns(rows: list[list[Value]]) -> tuple[int, dict[str, int]]:
    """The row of the headings and the column of each; every missing one is a fault."""
    heads = [{fold(_text(value)): i for i, value in enumerate(row)} for row in rows[:_HEAD_ROWS]]
    best = max(
        range(len(heads)), key=lambda i: sum(fold(name) in heads[i] for name in layout.COLUMNS), default=0
    )
    head = heads[best] if heads else {}
    missing = [name for name in layout.COLUMNS if fold(name) not in head and name != layout.NOTE]
    if missing:
        where = _("sheet %(sheet)s") % {"sheet": layout.FIGURES_SHEET}
        raise Refusal(*(Fault("workbook.column_missing", where, {"column": name}) for name in missing))
    return best, {name: head[fold(name)] for name in layout.COLUMNS if fold(name) in head}


def _read_rows(
    rows: list[list[Value]], identity: _Identity, items: list[FormItem]
) -> tuple[list[_Filled], list[Fault]]:
    head, columns = _columns(rows)
    names = names_of(
        (due.unit_id for due in identity.dues.values()), next(iter(identity.dues.values())).period_end
    )
    filled = {number: _Filled(due, names.get(due.unit_id, "")) for number, due in identity.dues.items()}
    lines = {
        layout.code_of(number, item.order): (one, item) for number, one in filled.items() for item in items
    }
    faults: list[Fault] = []
    for index, row in enumerate(rows[head + 1 :], start=head + 1):
        sheet_row = _Row(index, row, columns)
        if not sheet_row.empty:
            faults += _read_row(sheet_row, lines)
    for one in filled.values():
        faults += [
            Fault("workbook.row_missing", _place(None), {"unit": one.name, "order": item.order})
            for item in items
            if item.order not in one.wheres
        ]
    return list(filled.values()), faults


@dataclass(frozen=True)
class _Row:
    """One row of the sheet, read by the names of its columns."""

    index: int
    values: list[Value]
    columns: Mapping[str, int]

    @property
    def empty(self) -> bool:
        return all(_text(value) == "" for value in self.values)

    def __getitem__(self, name: str) -> Value:
        column = self.columns.get(name, len(self.values))
        return self.values[column] if column < len(self.values) else ""

    def where(self, name: str) -> str:
        return _place(f"{column_letters(self.columns[name])}{self.index + 1}")


def _place(cell: str | None) -> str:
    if cell is None:
        return _("sheet %(sheet)s") % {"sheet": layout.FIGURES_SHEET}
    return _("sheet %(sheet)s, cell %(cell)s") % {"sheet": layout.FIGURES_SHEET, "cell": cell}


def _read_row(row: _Row, lines: Mapping[str, tuple[_Filled, FormItem]]) -> list[Fault]:
    code = _text(row[layout.CODE])
    if code not in lines:
        return [Fault("workbook.row_unknown", row.where(layout.CODE), {"code": code[:40]})]
    one, item = lines[code]
    if item.order in one.wheres:
        return [Fault("workbook.row_twice", row.where(layout.CODE), {"code": code})]
    expected = {layout.UNIT: one.name, layout.NAME: label_of(item), layout.MEASURE: item.indicator.measure}
    faults = [
        Fault(_WRONG[name], row.where(name), {"value": _text(row[name])[:80], "expected": text})
        for name, text in expected.items()
        if fold(_text(row[name])) != fold(text)
    ]
    one.wheres[item.order] = f"{row.where(layout.VALUE)} ({label_of(item)})"
    one.typed[item.order] = _text(row[layout.VALUE])
    one.notes[item.order] = note = _text(row[layout.NOTE])
    if len(note) > LONGEST_NOTE:
        said: dict[str, str | int] = {"most": LONGEST_NOTE, "start": note[:30]}
        faults.append(Fault("figures.too_long", row.where(layout.NOTE), said))
    return faults + _imprecise(row[layout.VALUE], one.wheres[item.order])


_WRONG = {
    layout.UNIT: "workbook.unit_wrong",
    layout.NAME: "workbook.indicator_wrong",
    layout.MEASURE: "workbook.measure_wrong",
}


def _imprecise(value: Value, where: str) -> list[Fault]:
    exact = not isinstance(value, float) or abs(value) < _EXACT
    return [] if exact else [Fault("workbook.imprecise", where)]


def _text(value: Value) -> str:
    """A cell as a clerk would type it; a number to the 15 digits that a sheet shows."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return format_number(Decimal(f"{value:.15g}")) if math.isfinite(value) else str(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return str(value)
    return nfc(str(value)).replace("\0", "").strip()


def _faults_of(one: _Filled, items: list[FormItem]) -> list[Fault]:
    """What the report's own checks find, by place; and a report that is no longer open."""
    report = Report.objects.filter(due=one.due).first()
    if report is not None and report.state not in OPEN_STATES:
        return [Fault("figures.report_state", one.name, {"state": report.state})]
    present = [item for item in items if item.order in one.wheres]
    return check(present, one.typed, one.wheres)
