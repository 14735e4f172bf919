"""What the desk's papers have in common: letterhead, signature, the table of tasks, files. Always Vietnamese."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.http import Http404, HttpResponse

from tongket.base.clock import day_of
from tongket.base.files import attachment
from tongket.base.models import Installation
from tongket.programmes.queries import TaskLine
from tongket.reviews.gather import INVENTED
from tongket.units.models import Appointment, Line, Role, Tier, Unit
from tongket.units.queries import in_office, names_of, nearest_version, place_of
from tongket.viet.dates import format_date, format_date_long
from tongket.viet.numbers import format_number
from tongket.writer.document import Cell, Column, Document, Head, Signature, Table
from tongket.writer.files import render_files

ENDINGS = ("docx", "pdf")
COMMITTEE = "Ủy ban nhân dân"
_COMMITTEES = (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE)


def head_of(unit: Unit, now: datetime, number: str) -> Head:
    """Agencies, place and day; the number is left to whoever issues the paper."""
    day = day_of(now)
    place = place_of(unit, day)
    version = nearest_version(place, day) or nearest_version(place, day, Line.PARTY)
    installation = Installation.objects.first()
    agency = agency_of(unit, day) or (installation.name if installation else "tongket")
    above = Unit.objects.get(pk=place)
    over = agency_of(above, day) if unit.tier == Tier.OFFICE and above.pk != unit.pk else ""
    parent = "" if over == agency or form_of(unit, day) == "party" else over
    return Head(
        agency=agency.upper(),
        parent=parent.upper(),
        place="Hà Nội" if version is None or above.tier == Tier.NATION else version.short_name,
        date=format_date_long(day),
        number=number,
    )


def agency_of(unit: Unit, day: date) -> str:
    """The office that writes for a unit: a place writes through its People's Committee."""
    name = names_of([unit.pk], day).get(unit.pk, "")
    if unit.tier == Tier.NATION:
        return ""
    return f"{COMMITTEE} {name[:1].lower()}{name[1:]}" if unit.tier in _COMMITTEES else name


def signature_of(unit: Unit, day: date) -> Signature:
    """The committee's chair, or the head of the office by its post."""
    if agency_of(unit, day).startswith(COMMITTEE):
        return Signature(authority=f"TM. {COMMITTEE.upper()}", post="CHỦ TỊCH")
    head = Appointment.objects.filter(in_office(unit, day), role=Role.LEADER).order_by("start", "pk").first()
    return Signature(post=(head.post if head else "Thủ trưởng cơ quan").upper())


def form_of(unit: Unit, day: date) -> str:
    """An office of the Party's line writes by the Party's rules."""
    of_party = nearest_version(unit, day) is None and nearest_version(unit, day, Line.PARTY) is not None
    return "party" if of_party else "state"


def notice_of(unit: Unit) -> str:
    return INVENTED if unit.sample else ""


def task_table(
    lines: Iterable[TaskLine], day: date, caption: str = "", last: str = "Số ngày quá hạn",
    said: Callable[[TaskLine], str] | None = None,
) -> Table:  # fmt: skip
    """Tasks as an annex lists them: what, on which ground, by when; in the last column the days late, or words."""
    said = said or (lambda line: _days_late(line, day))
    return Table(
        columns=(
            Column("TT", "center", width=5),
            Column("Nội dung nhiệm vụ", width=30),
            Column("Nguồn giao", width=20),
            Column("Sản phẩm", width=14),
            Column("Hạn", "center", width=13),
            Column(last, width=14, align="center" if last.startswith("Số") else "left"),
        ),
        rows=tuple(
            (
                Cell(str(order)),
                Cell(line.task.content),
                Cell(line.ground),
                Cell(line.expected or "–"),
                Cell(due_of(line)),
                Cell(said(line)),
            )
            for order, line in enumerate(lines, start=1)
        ),
        caption=caption,
    )


def _days_late(line: TaskLine, day: date) -> str:
    due = line.standing.due
    return format_number((day - due).days) if due and due < day else "–"


def due_of(line: TaskLine) -> str:
    """“16 giờ 30 ngày 05/12/2026”, “05/12/2026”, “thường xuyên”."""
    standing = line.standing
    if standing.due is None:
        return "thường xuyên"
    hour = f"{standing.due_hour:%H} giờ {standing.due_hour:%M} ngày " if standing.due_hour else ""
    return f"{hour}{format_date(standing.due)}"


def download(document: Document, ending: str, name: str) -> HttpResponse:
    """The paper as a file to take along; an ending that is not known is no page."""
    if ending not in ENDINGS:
        raise Http404
    data = render_files(document, [ending], lambda ref: ref)[ending]
    return attachment(data, f"{name}.{ending}")
