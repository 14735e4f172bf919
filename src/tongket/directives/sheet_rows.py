"""The rows of a register that a document system hands out as .xlsx, found by their headings; faults by cell."""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongket.base.sheets import Value, column_letters, read_sheets
from tongket.directives.models import Urgency
from tongket.law.kinds import kind_code
from tongket.reader.stamp import refuse_stamped
from tongket.viet.dates import parse_date
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold

HEAD_ROWS = 30
MOST_FAULTS = 200
_OPEN_WORDS = {"", "thuong", "binh thuong", "khong", "khong mat", "0", "none"}
_LETTERS = {"", "cong van", "cv", "thu", "thu cong", "khac", "van ban khac", "loai khac"}
_URGENCIES = {
    "khan": Urgency.URGENT,
    "thuong khan": Urgency.VERY_URGENT,
    "hoa toc": Urgency.FLASH,
    "hoa toc hen gio": Urgency.FLASH,
}


@dataclass(frozen=True)
class Columns:
    """The columns of a register: each by every heading under which systems hand it out, our own first."""

    spellings: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    def name(self, key: str) -> str:
        return self.spellings[key][0]

    def key_of(self, heading: object) -> str:
        """Which column a heading names; nothing for one that is of no use here."""
        asked = plain(heading)
        return next(
            (key for key, names in self.spellings.items() if asked in {plain(name) for name in names}), ""
        )


def plain(heading: object) -> str:
    """A heading as headings are compared, without marks and signs: "Số/Ký hiệu (VB)" is "so ky hieu vb"."""
    return " ".join(re.findall(r"\w+", fold(str(heading))))


@dataclass(frozen=True)
class Row:
    """One row of a register, its cells by column."""

    columns: Columns
    sheet: str
    index: int  # from 0
    cells: Mapping[str, Value]
    places: Mapping[str, int]

    def where(self, key: str = "") -> str:
        if key in self.places:
            cell = f"{column_letters(self.places[key])}{self.index + 1}"
            return _("sheet %(sheet)s, cell %(cell)s (%(name)s)") % {
                "sheet": self.sheet, "cell": cell, "name": self.columns.name(key),
            }  # fmt: skip
        return _("sheet %(sheet)s, row %(row)s") % {"sheet": self.sheet, "row": self.index + 1}

    def text(self, key: str) -> str:
        return _text(self.cells.get(key, ""))

    def day(self, key: str, faults: list[Fault]) -> datetime.date | None:
        """The day in a cell; what is none is added to the faults."""
        value = self.cells.get(key, "")
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        text = _text(value).partition(" ")[0]
        if not text:
            return None
        try:
            return (
                datetime.date.fromisoformat(text)
                if text[:4].isdecimal() and "-" in text
                else parse_date(text)
            )
        except (ValueError, Refusal):
            faults.append(Fault("date.unreadable", self.where(key), {"value": _text(value)[:40]}))
            return None

    def urgency(self, faults: list[Fault]) -> str:
        """The urgency in a cell; a word that is none is added to the faults."""
        told = fold(self.text("urgency"))
        if told not in _URGENCIES and told not in _OPEN_WORDS:
            faults.append(self._unknown("register.unknown_urgency", "urgency"))
        return _URGENCIES.get(told, Urgency.NORMAL)

    def kind(self, faults: list[Fault]) -> str:
        """The type code of the kind in a cell, empty for a letter; a word that is none is added to the faults."""
        code = kind_code(self.text("kind"))
        if not code and fold(self.text("kind")) not in _LETTERS:
            faults.append(self._unknown("register.unknown_kind", "kind"))
        return code

    def _unknown(self, code: str, key: str) -> Fault:
        return Fault(code, self.where(key), {"value": self.text(key)[:40]})

    def refuse_secret(self) -> None:
        """A paper that bears a stamp of secrecy stays out of this system."""
        if fold(self.text("secrecy")) not in _OPEN_WORDS:
            raise refusal("file.secret", self.where("secrecy"), stamp=self.text("secrecy")[:20].upper())


def read_register[Paper](
    data: bytes, columns: Columns, read: Callable[[Row], tuple[Paper, str]]
) -> list[Paper]:
    """What every row of a workbook holds; `read` gives a row's paper and its id in the document system.

    Refused whole: every missing column, every wrong row by sheet, row and column, an id that stands twice, a stamp.
    """
    sheets = read_sheets(data).rows
    papers = _read_all(_rows(sheets, columns), read)
    for rows in sheets.values():
        refuse_stamped("\n".join(_text(value) for row in rows[:HEAD_ROWS] for value in row if value != ""))
    return papers


def _rows(sheets: Mapping[str, list[list[Value]]], columns: Columns) -> list[Row]:
    """The rows of every sheet that has the headings; refused where no sheet has them all."""
    found: list[Row] = []
    best: tuple[int, list[Fault]] | None = None
    for name, rows in sheets.items():
        head, places = _head(rows, columns)
        missing = [
            Fault("register.column_missing", _("sheet %(sheet)s") % {"sheet": name}, {"column": columns.name(key)})
            for key in columns.needed
            if key not in places
        ]  # fmt: skip
        if missing:
            best = min(best or (99, missing), (len(missing), missing), key=lambda pair: pair[0])
            continue
        found += _filled(columns, name, rows, head, places)
    if not found:
        raise Refusal(*(best[1] if best and best[1] else [Fault("register.empty")]))
    return found


def missing_in(data: bytes, columns: Columns) -> int:
    """How many needed columns the best sheet of a workbook lacks."""
    heads = [_head(rows, columns)[1] for rows in read_sheets(data).rows.values()]
    return min((sum(key not in places for key in columns.needed) for places in heads), default=99)


def _read_all[Paper](rows: Sequence[Row], read: Callable[[Row], tuple[Paper, str]]) -> list[Paper]:
    papers: list[Paper] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for row in rows:
        try:
            paper, foreign = read(row)
        except Refusal as why:
            faults += why.faults
            continue
        if foreign in seen:
            twice: dict[str, str | int] = {"id": foreign, "row": seen[foreign]}
            faults.append(Fault("register.row_twice", row.where(), twice))
        seen.setdefault(foreign, row.index + 1)
        papers.append(paper)
    if faults:
        more = len(faults) - MOST_FAULTS
        raise Refusal(
            *faults[:MOST_FAULTS],
            *([Fault("register.more", values={"count": more})] if more > 0 else []),
        )
    return papers


def _filled(
    columns: Columns, name: str, rows: list[list[Value]], head: int, places: Mapping[str, int]
) -> Iterable[Row]:
    for index, row in enumerate(rows[head + 1 :], start=head + 1):
        cells = {key: row[at] for key, at in places.items() if at < len(row)}
        if any(_text(value) for value in cells.values()):
            yield Row(columns, name, index, cells, places)


def _head(rows: list[list[Value]], columns: Columns) -> tuple[int, dict[str, int]]:
    """The row that names most columns, and where each stands; the first of two that mean the same counts."""
    best, places = 0, dict[str, int]()
    for index, row in enumerate(rows[:HEAD_ROWS]):
        here: dict[str, int] = {}
        for at, value in enumerate(row):
            key = columns.key_of(_text(value))
            if key:
                here.setdefault(key, at)
        if len(here) > len(places):
            best, places = index, here
    return best, places


def _text(value: Value) -> str:
    """A cell as its words: a whole number without a decimal point, blanks made single."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        value = int(value)
    return " ".join(str(value).split()) if value is not None else ""
