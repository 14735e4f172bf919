"""Takes the workbook back: whole, through the same actions as the screen, or not at all with every fault."""

import datetime
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from tongket.base.sheets import Value, column_letters, is_inexact, read_sheets, text_of
from tongket.figures.actions.estimates import changed_estimates, estimate
from tongket.figures.cells import check, label_of
from tongket.figures.intake.hand_in import Filled, hand_in
from tongket.figures.intake.rows import refuse
from tongket.figures.models import Due, Form, FormItem, Report
from tongket.figures.queries.seen import items_of
from tongket.figures.workbook import layout
from tongket.reader.stamp import refuse_stamped
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold

_HEAD_ROWS = 30
LONGEST_NOTE = 300
_UNIT_KEY = re.compile(r"unit ([0-9]{1,6})")


@dataclass
class _Told(Filled):
    """What a workbook says of one unit: its report, and its estimates in a column of their own."""

    estimates: dict[int, str] = field(default_factory=dict)
    estimate_wheres: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Identity:
    form: Form
    dues: Mapping[int, Due]


def import_workbook(
    data: bytes, *, actor: Hat, now: datetime.datetime, expected: Form | None = None
) -> list[Report]:
    """Fill and submit the reports of a workbook. `expected` is the form that was asked for, if one was.

    Estimates are kept as estimates. A unit of which nothing else is told hands in no report.
    Refused whole, with all faults by sheet, row and column; then nothing of it is kept.
    """
    sheets = read_sheets(data).rows
    _refuse_secret(sheets)
    identity = _identify(sheets, expected)
    items = items_of(identity.form)
    filled, faults = _read_rows(_figures_sheet(sheets), identity, items)
    guessing = [one for one in filled if _estimates(one, faults)]
    reporting = [one for one in filled if any(one.typed.values()) or one not in guessing]
    if faults:
        for one in reporting:
            faults += check([item for item in items if item.order in one.wheres], one.typed, one.wheres)
        refuse(faults)
    with transaction.atomic():
        reports = hand_in(reporting, actor=actor, now=now) if reporting else []
        for one in guessing:
            estimate(due=one.due, typed=one.estimates, actor=actor, now=now)
    return reports


def _estimates(one: "_Told", faults: list[Fault]) -> bool:
    """Whether a unit tells estimates that do not stand yet; what is wrong with them goes among the faults."""
    try:
        return bool(changed_estimates(one.due, one.estimates, one.estimate_wheres))
    except Refusal as why:
        faults += why.faults
        return True


def _refuse_secret(sheets: Mapping[str, list[list[Value]]]) -> None:
    """A file with a stamp of secrecy goes no further than this."""
    for rows in sheets.values():
        refuse_stamped("\n".join(text_of(value) for row in rows[:_HEAD_ROWS] for value in row if value != ""))


def _identify(sheets: Mapping[str, list[list[Value]]], expected: Form | None) -> _Identity:
    said = {text_of(row[0]): text_of(row[1]) for row in sheets.get(layout.IDENTITY_SHEET, []) if len(row) > 1}
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
    found = form.dues.filter(period=said.get("period", ""), ref__in=refs.values())
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
    heads = [{fold(text_of(value)): i for i, value in enumerate(row)} for row in rows[:_HEAD_ROWS]]
    best = max(
        range(len(heads)), key=lambda i: sum(fold(name) in heads[i] for name in layout.COLUMNS), default=0
    )
    head = heads[best] if heads else {}
    missing = [name for name in layout.COLUMNS if fold(name) not in head and name != layout.NOTE]
    if missing:
        where = _("sheet %(sheet)s") % {"sheet": layout.FIGURES_SHEET}
        raise Refusal(*(Fault("workbook.column_missing", where, {"column": name}) for name in missing))
    known = (*layout.COLUMNS, layout.ESTIMATE)
    return best, {name: head[fold(name)] for name in known if fold(name) in head}


def _read_rows(
    rows: list[list[Value]], identity: _Identity, items: list[FormItem]
) -> tuple[list[_Told], list[Fault]]:
    head, columns = _columns(rows)
    names = names_of(
        (due.unit_id for due in identity.dues.values()), next(iter(identity.dues.values())).period_end
    )
    filled = {number: _Told(due, names.get(due.unit_id, "")) for number, due in identity.dues.items()}
    lines = _lines(filled, items)
    place = _Places(columns)
    faults: list[Fault] = []
    for index, row in enumerate(rows[head + 1 :], start=head + 1):
        said = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        if not (said[layout.CODE] or any(text_of(value) for value in row)):
            continue
        faults += _read_row(index, said, lines, place)
        faults += [
            Fault("workbook.imprecise", place(name, index))
            for name in (layout.VALUE, layout.ESTIMATE)
            if is_inexact(said.get(name, ""))
        ]
    for one in filled.values():
        faults += [
            Fault("workbook.row_missing", _place_of_sheet(), {"unit": one.name, "order": item.order})
            for item in items
            if item.order not in one.wheres
        ]
    return list(filled.values()), faults


@dataclass(frozen=True)
class _Line:
    """One line of the form for one unit, and what its fixed cells have to say."""

    one: _Told
    item: FormItem
    fixed: Mapping[str, str]
    label: str


def _lines(filled: Mapping[int, _Told], items: list[FormItem]) -> dict[str, _Line]:
    """Each line of each unit by the code of its row."""
    labels = {item.order: label_of(item) for item in items}
    return {
        layout.code_of(number, item.order): _Line(
            one,
            item,
            {
                layout.UNIT: one.name,
                layout.NAME: labels[item.order],
                layout.MEASURE: item.indicator.measure,
            },
            labels[item.order],
        )
        for number, one in filled.items()
        for item in items
    }


class _Places:
    """Where a cell stands, in words that are looked up once for all rows."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        said = _("sheet %(sheet)s, cell %(cell)s") % {"sheet": layout.FIGURES_SHEET, "cell": "%s%s"}
        self._said = {name: said.replace("%s", column_letters(at), 1) for name, at in columns.items()}

    def __call__(self, name: str, row: int) -> str:
        return self._said[name].replace("%s", str(row + 1))


def _place_of_sheet() -> str:
    return _("sheet %(sheet)s") % {"sheet": layout.FIGURES_SHEET}


def _read_row(row: int, said: Mapping[str, Value], lines: Mapping[str, _Line], place: _Places) -> list[Fault]:
    code = text_of(said[layout.CODE])
    if code not in lines:
        return [Fault("workbook.row_unknown", place(layout.CODE, row), {"code": code[:40]})]
    line = lines[code]
    one, order = line.one, line.item.order
    if order in one.wheres:
        return [Fault("workbook.row_twice", place(layout.CODE, row), {"code": code})]
    faults = [
        Fault(_WRONG[name], place(name, row), {"value": text_of(said[name])[:80], "expected": text})
        for name, text in line.fixed.items()
        if said[name] != text and fold(text_of(said[name])) != fold(text)
    ]
    one.wheres[order] = f"{place(layout.VALUE, row)} ({line.label})"
    one.typed[order] = text_of(said[layout.VALUE])
    if told := text_of(said.get(layout.ESTIMATE, "")):
        one.estimates[order] = told
        one.estimate_wheres[order] = f"{place(layout.ESTIMATE, row)} ({line.label})"
    one.notes[order] = note = text_of(said.get(layout.NOTE, ""))
    if len(note) > LONGEST_NOTE:
        words: dict[str, str | int] = {"most": LONGEST_NOTE, "start": note[:30]}
        faults.append(Fault("figures.too_long", place(layout.NOTE, row), words))
    return faults


_WRONG = {
    layout.UNIT: "workbook.unit_wrong",
    layout.NAME: "workbook.indicator_wrong",
    layout.MEASURE: "workbook.measure_wrong",
}
