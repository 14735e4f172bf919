"""What a row says that came in by any of the doors: words as they were sent, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tongket.figures.models import Figure
from tongket.viet.dates import parse_date
from tongket.viet.fault import Fault, Refusal
from tongket.viet.text import fold, nfc

MOST_ROWS = 120_000
MOST_FAULTS = 500  # listed; that there are more is said
ENOUGH = 4 * MOST_FAULTS  # after so many nothing more is read
COLUMNS = ("unit", "day", "period", "form", "indicator", "breakdown", "value", "note", "kind")
NEEDED = ("unit", "period", "indicator", "value")
# What a heading may say besides the English name, folded.
HEADINGS = {
    **{name: name for name in COLUMNS},
    "don vi": "unit",
    "ma don vi": "unit",
    "ngay": "day",
    "ky": "period",
    "ky bao cao": "period",
    "bieu mau": "form",
    "chuong trinh": "form",
    "chi tieu": "indicator",
    "ma chi tieu": "indicator",
    "phan to": "breakdown",
    "so lieu": "value",
    "ghi chu": "note",
    "loai": "kind",
}
KINDS = {
    "": Figure.Kind.FINAL,
    "final": Figure.Kind.FINAL,
    "chinh thuc": Figure.Kind.FINAL,
    "estimate": Figure.Kind.ESTIMATE,
    "uoc": Figure.Kind.ESTIMATE,
    "uoc tinh": Figure.Kind.ESTIMATE,
}


class Place(str):
    """Where something stands, as a sentence says it; row and column apart for a program."""

    __slots__ = ("column", "row")
    row: int
    column: str

    def __new__(cls, text: str, row: int, column: str) -> "Place":
        one = super().__new__(cls, text)
        one.row, one.column = row, column
        return one


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as it was sent. `value` is written as a clerk types it: 1.234,5, blank, “không áp dụng”."""

    number: int
    unit: str
    period: str
    indicator: str
    value: str
    breakdown: str = ""
    day: str = ""
    form: str = ""
    note: str = ""
    kind: str = ""

    def where(self, column: str) -> Place:
        text = _("row %(row)s, column %(column)s") % {"row": self.number, "column": column}
        return Place(text, self.number, column)


def cleaned(text: str) -> str:
    """The text as it is kept or looked up: NFC, in one line, without what no database takes."""
    if text.isascii() and text.isalnum():
        return text
    plain = nfc(text).encode("utf-8", "replace").decode().replace("\0", "")
    return " ".join(plain.split())


def kind_of(row: Row) -> str:
    """Estimate or final; final where nothing is said."""
    kind = KINDS.get(fold(row.kind))
    if kind is None:
        raise Refusal(Fault("intake.kind_unknown", row.where("kind"), {"value": row.kind[:40]}))
    return kind


def day_of_row(row: Row) -> date | None:
    """As of which day the unit's code is meant, where the row says so."""
    if not row.day:
        return None
    try:
        return date.fromisoformat(row.day)
    except ValueError:
        pass
    try:
        return parse_date(row.day)
    except Refusal as why:
        fault = why.faults[0]
        raise Refusal(Fault(fault.code, row.where("day"), fault.values)) from None


def refuse(faults: Sequence[Fault]) -> None:
    """Raise what was found, if anything: each once, and of very many the first ones."""
    found = list({f"{one.code} {one.where} {sorted(one.values.items())}": one for one in faults}.values())
    if len(found) > MOST_FAULTS:
        found = [*found[:MOST_FAULTS], Fault("intake.more_faults")]
    if found:
        raise Refusal(*found)
