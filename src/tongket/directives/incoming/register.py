"""The arrival book of the office's document system, as an .xlsx: taken in whole or not at all, and written."""

import datetime
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import override

from tongket.base.clock import day_of
from tongket.directives.incoming.actions import NewPaper, faults_of, receive_paper
from tongket.directives.incoming.columns import COLUMNS, SPELLINGS
from tongket.directives.incoming.queries import PaperLine
from tongket.directives.incoming.state import WORDS
from tongket.directives.models import Incoming, Urgency
from tongket.directives.sheet_rows import Row, read_register
from tongket.law.kinds import kind_name
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal

_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 (a property of the file, of no place)
WRITTEN = (*(key for key in SPELLINGS if key != "secrecy"), "handlers", "state")
WIDTHS = {"abstract": 60, "sender": 32, "handlers": 32, "symbol": 18, "foreign_id": 38, "state": 22}


@dataclass
class Taken:
    """What a register held: what is new now, and how many rows stood here already."""

    new: list[Incoming] = field(default_factory=list)
    known: int = 0


def import_register(data: bytes, *, unit: Unit, actor: Hat, now: datetime.datetime) -> Taken:
    """Enter every row that is not here yet; a second time nothing is added, for each row keeps its foreign id.

    Refused whole: every missing column and every wrong row by sheet, row and column.
    """
    today = day_of(now)
    ours = Incoming.objects.filter(unit=unit)
    known = {one.foreign_id or str(one.ref) for one in ours.only("foreign_id", "ref")}
    numbers = set(ours.filter(number__isnull=False).values_list("year", "number"))
    papers = read_register(data, COLUMNS, lambda row: _paper(row, today, known, numbers))
    taken = Taken(known=sum(new.foreign_id in known for new in papers))
    with transaction.atomic():
        for new in papers:
            if new.foreign_id not in known:
                taken.new.append(receive_paper(unit=unit, new=new, quiet=True, actor=actor, now=now))
    return taken


def _paper(
    row: Row, today: datetime.date, known: Collection[str], numbers: Collection[tuple[int, int | None]]
) -> tuple[NewPaper, str]:
    """What a row says; `numbers` of the own series are borne by no other paper, `known` are the ids that stand here."""
    row.refuse_secret()
    faults: list[Fault] = []
    days = {key: row.day(key, faults) for key in ("arrived_on", "issued_on", "due")}
    if days["arrived_on"] is None and not faults:
        faults.append(Fault("register.no_day", row.where("arrived_on")))
    if not row.text("number_there"):
        faults.append(Fault("register.no_number", row.where("number_there")))
    kind, urgency = row.kind(faults), row.urgency(faults)
    arrived = days["arrived_on"] or today
    number = row.text("number_there")
    new = NewPaper(
        sender=row.text("sender"),
        abstract=row.text("abstract"),
        arrived_on=arrived,
        symbol=row.text("symbol"),
        issued_on=days["issued_on"],
        kind=kind,
        due=days["due"],
        urgency=urgency,
        source=Incoming.Source.REGISTER,
        foreign_id=row.text("foreign_id") or f"{arrived.year}/{number}",
        number_there=number,
    )
    faults += (Fault(fault.code, row.where(), fault.values) for fault in faults_of(new, today))
    taken = number.isascii() and number.isdecimal() and (arrived.year, int(number)) in numbers
    if taken and new.foreign_id not in known:
        values: dict[str, str | int] = {"number": number, "year": arrived.year}
        faults.append(Fault("register.number_taken", row.where("number_there"), values))
    if faults:
        raise Refusal(*faults)
    return new, new.foreign_id


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
    names = {
        **{key: COLUMNS.name(key) for key in SPELLINGS},
        "handlers": "Đơn vị xử lý",
        "state": "Tình trạng",
    }
    for column, key in enumerate(WRITTEN):
        sheet.write_string(2, column, names[key], head)
        sheet.set_column(column, column, WIDTHS.get(key, 13))
    with override("vi"):
        for row, line in enumerate(lines, start=3):
            for column, key in enumerate(WRITTEN):
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
