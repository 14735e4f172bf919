"""The arrival book of the office's document system, as an .xlsx: taken in whole or not at all, and written."""

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tongket.base.clock import day_of
from tongket.base.sheets import Value, column_letters, read_sheets
from tongket.directives.incoming.actions import NewPaper, faults_of, receive_paper
from tongket.directives.incoming.columns import NAMES, NEEDED, key_of
from tongket.directives.incoming.queries import PaperLine
from tongket.directives.incoming.state import WORDS
from tongket.directives.models import Incoming, Urgency
from tongket.law.kinds import kind_code, kind_name
from tongket.reader.stamp import refuse_stamped
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date, parse_date
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import fold

HEAD_ROWS = 30
MOST_FAULTS = 200
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 (a property of the file, of no place)
_OPEN_WORDS = {"", "thuong", "binh thuong", "khong", "khong mat", "0", "none"}
_URGENCIES = {
    "khan": Urgency.URGENT,
    "thuong khan": Urgency.VERY_URGENT,
    "hoa toc": Urgency.FLASH,
    "hoa toc hen gio": Urgency.FLASH,
}
COLUMNS = (*(key for key in NAMES if key != "secrecy"), "handlers", "state")
WIDTHS = {"abstract": 60, "sender": 32, "handlers": 32, "symbol": 18, "foreign_id": 38, "state": 22}


@dataclass
class Taken:
    """What a register held: what is new now, and how many rows stood here already."""

    new: list[Incoming] = field(default_factory=list)
    known: int = 0


@dataclass(frozen=True)
class _Row:
    sheet: str
    index: int  # from 0
    cells: Mapping[str, Value]
    places: Mapping[str, int]

    def where(self, key: str = "") -> str:
        if key in self.places:
            cell = f"{column_letters(self.places[key])}{self.index + 1}"
            return _("sheet %(sheet)s, cell %(cell)s (%(name)s)") % {
                "sheet": self.sheet, "cell": cell, "name": NAMES[key],
            }  # fmt: skip
        return _("sheet %(sheet)s, row %(row)s") % {"sheet": self.sheet, "row": self.index + 1}

    def text(self, key: str) -> str:
        return _text(self.cells.get(key, ""))


def import_register(data: bytes, *, unit: Unit, actor: Hat, now: datetime.datetime) -> Taken:
    """Enter every row that is not here yet; a second time nothing is added, for each row keeps its foreign id.

    Refused whole: every missing column and every wrong row by sheet, row and column.
    """
    sheets = read_sheets(data).rows
    papers = _papers(_rows(sheets), day_of(now))
    for rows in sheets.values():
        refuse_stamped("\n".join(_text(value) for row in rows[:HEAD_ROWS] for value in row if value != ""))
    known = set(
        Incoming.objects.filter(unit=unit, foreign_id__in=[new.foreign_id for new in papers]).values_list(
            "foreign_id", flat=True
        )
    )
    taken = Taken(known=len(known))
    with transaction.atomic():
        for new in papers:
            if new.foreign_id not in known:
                taken.new.append(receive_paper(unit=unit, new=new, quiet=True, actor=actor, now=now))
    return taken


def _rows(sheets: Mapping[str, list[list[Value]]]) -> list[_Row]:
    """The rows of every sheet that has the headings; refused where no sheet has them all."""
    found: list[_Row] = []
    best: tuple[int, list[Fault]] | None = None
    for name, rows in sheets.items():
        head, places = _head(rows)
        missing = [
            Fault("register.column_missing", _("sheet %(sheet)s") % {"sheet": name}, {"column": NAMES[key]})
            for key in NEEDED
            if key not in places
        ]
        if missing:
            best = min(best or (99, missing), (len(missing), missing), key=lambda pair: pair[0])
            continue
        found += _filled(name, rows, head, places)
    if not found:
        raise Refusal(*(best[1] if best and best[1] else [Fault("register.empty")]))
    return found


def _filled(name: str, rows: list[list[Value]], head: int, places: Mapping[str, int]) -> Iterable[_Row]:
    for index, row in enumerate(rows[head + 1 :], start=head + 1):
        cells = {key: row[at] for key, at in places.items() if at < len(row)}
        if any(_text(value) for value in cells.values()):
            yield _Row(name, index, cells, places)


def _head(rows: list[list[Value]]) -> tuple[int, dict[str, int]]:
    """The row that names most columns, and where each stands; the first of two that mean the same counts."""
    best, places = 0, dict[str, int]()
    for index, row in enumerate(rows[:HEAD_ROWS]):
        here: dict[str, int] = {}
        for at, value in enumerate(row):
            key = key_of(_text(value))
            if key:
                here.setdefault(key, at)
        if len(here) > len(places):
            best, places = index, here
    return best, places


def _papers(rows: Sequence[_Row], today: datetime.date) -> list[NewPaper]:
    papers: list[NewPaper] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for row in rows:
        try:
            new = _paper(row, today)
        except Refusal as why:
            faults += why.faults
            continue
        if new.foreign_id in seen:
            twice: dict[str, str | int] = {"id": new.foreign_id, "row": seen[new.foreign_id]}
            faults.append(Fault("register.row_twice", row.where(), twice))
        seen.setdefault(new.foreign_id, row.index + 1)
        papers.append(new)
    if faults:
        more = len(faults) - MOST_FAULTS
        shown = faults[:MOST_FAULTS]
        raise Refusal(*shown, *([Fault("register.more", values={"count": more})] if more > 0 else []))
    return papers


def _paper(row: _Row, today: datetime.date) -> NewPaper:
    faults: list[Fault] = []
    if fold(row.text("secrecy")) not in _OPEN_WORDS:
        raise refusal("file.secret", row.where("secrecy"), stamp=row.text("secrecy")[:20].upper())
    days = {key: _day(row, key, faults) for key in ("arrived_on", "issued_on", "due")}
    if days["arrived_on"] is None and not faults:
        faults.append(Fault("register.no_day", row.where("arrived_on")))
    if not row.text("number_there"):
        faults.append(Fault("register.no_number", row.where("number_there")))
    if faults:
        raise Refusal(*faults)
    arrived = days["arrived_on"] or today
    number = row.text("number_there")
    new = NewPaper(
        sender=row.text("sender"),
        abstract=row.text("abstract"),
        arrived_on=arrived,
        symbol=row.text("symbol"),
        issued_on=days["issued_on"],
        kind=kind_code(row.text("kind")),
        due=days["due"],
        urgency=_URGENCIES.get(fold(row.text("urgency")), Urgency.NORMAL),
        source=Incoming.Source.REGISTER,
        foreign_id=row.text("foreign_id") or f"{arrived.year}/{number}",
        number_there=number,
    )
    wrong = faults_of(new, today)
    if wrong:
        raise Refusal(*(Fault(fault.code, row.where(), fault.values) for fault in wrong))
    return new


def _day(row: _Row, key: str, faults: list[Fault]) -> datetime.date | None:
    value = row.cells.get(key, "")
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = _text(value).partition(" ")[0]
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text) if text[:4].isdecimal() and "-" in text else parse_date(text)
    except (ValueError, Refusal):
        faults.append(Fault("date.unreadable", row.where(key), {"value": _text(value)[:40]}))
        return None


def _text(value: Value) -> str:
    """A cell as its words: a whole number without a decimal point, blanks made single."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        value = int(value)
    return " ".join(str(value).split()) if value is not None else ""


def write_register(lines: Sequence[PaperLine], *, title: str) -> bytes:
    """An .xlsx of an arrival book, with the headings of the paper book; it can be taken in again elsewhere."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "created": _CREATED})
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True, "border": 1}
    text = book.add_format(base)
    head = book.add_format({**base, "bold": True, "align": "center", "bg_color": "#DDEBEA"})
    sheet = book.add_worksheet("Sổ văn bản đến")
    sheet.write_string(
        0, 0, title, book.add_format({"font_name": "Times New Roman", "bold": True, "font_size": 14})
    )
    names = {**NAMES, "handlers": "Đơn vị xử lý", "state": "Tình trạng"}
    for column, key in enumerate(COLUMNS):
        sheet.write_string(2, column, names[key], head)
        sheet.set_column(column, column, WIDTHS.get(key, 13))
    with override("vi"):
        for row, line in enumerate(lines, start=3):
            for column, key in enumerate(COLUMNS):
                sheet.write_string(row, column, _cell(line, key), text)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()


def _cell(line: PaperLine, key: str) -> str:
    paper = line.paper
    if key == "state":
        return str(WORDS[line.state][0])
    if key == "handlers":
        return line.handlers
    if key == "number_there":
        return paper.arrival
    if key == "foreign_id":
        return paper.foreign_id or str(paper.ref)
    if key == "kind":
        return kind_name(paper.kind, party=False) or kind_name(paper.kind, party=True)
    if key == "urgency":
        return "" if paper.urgency == Urgency.NORMAL else str(paper.get_urgency_display())
    value = line.due if key == "due" else getattr(paper, key)
    return format_date(value) if isinstance(value, datetime.date) else str(value or "")
