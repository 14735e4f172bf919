"""Chasing (đôn đốc): the offices that are late with what the hat's unit gave out or follows, and the letter to them."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongket.base import clock
from tongket.base.clock import day_of, hour_of
from tongket.desk import papers
from tongket.desk.officers import for_officers
from tongket.directives.drafting import body_for, enter_draft
from tongket.directives.numbering import LETTER
from tongket.directives.outgoing.queries import bodies_for
from tongket.programmes.models import Task
from tongket.programmes.queries import TaskLine, lines_now
from tongket.programmes.rates import told
from tongket.programmes.state import Counts
from tongket.programmes.tally import overdue_on, tally, tally_by
from tongket.units.grants import allowed, own_unit
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal
from tongket.viet.numbers import format_number
from tongket.viet.text import sort_key
from tongket.writer.document import Annex, Block, Document, Heading, Paragraph, Text
from tongket.writer.layout import moment_text

SHOWN = 200  # tasks on the page; the letter lists all
MOST_ADDRESSED = 12  # offices named under “Kính gửi”; more of them are named in the list


@dataclass(frozen=True)
class LateOffice:
    """An office with the tasks it is late with, the longest late first."""

    name: str
    unit: Unit
    lines: tuple[TaskLine, ...]


def watched_by(unit: int) -> QuerySet[Task]:
    """What a unit gave to others, or follows."""
    mine = Q(giver=unit) | Q(follower=unit)
    return Task.objects.filter(mine).exclude(unit=unit)


def _late_tasks(unit: int, now: datetime) -> QuerySet[Task]:
    """What was sent back as not theirs is nobody's to chase."""
    late = watched_by(unit).filter(overdue_on(day_of(now), hour_of(now)))
    return late.exclude(stage=Task.Stage.SENT_BACK)


def late_offices(unit: int, now: datetime, most: int | None = None) -> list[LateOffice]:
    """Who is late with what the unit watches over: with all of it, or with the tasks that are late longest."""
    groups: dict[int, list[TaskLine]] = {}
    late = _late_tasks(unit, now).order_by(F("due_now").asc(nulls_last=True), "pk")[:most]
    for line in lines_now(late, day_of(now), hour_of(now)):
        groups.setdefault(line.task.unit_id, []).append(line)
    offices = [LateOffice(lines[0].lead, lines[0].task.unit, tuple(lines)) for lines in groups.values()]
    return sorted(offices, key=lambda office: sort_key(office.name))


def letter(unit: Unit, offices: list[LateOffice], counts: Counts, now: datetime) -> Document:
    """The official letter to all late offices; number, day, the day by which they answer and signature stay open."""
    day = day_of(now)
    number = sum(len(office.lines) for office in offices)
    agency = papers.agency_of(unit, day) or papers.head_of(unit, now, "").agency
    many, party = len(offices) > MOST_ADDRESSED, papers.form_of(unit, day) == "party"
    symbol = "      /CV-ĐU" if party else "      /UBND"
    return Document(
        kind="",
        abstract="đôn đốc thực hiện nhiệm vụ quá hạn",
        head=replace(papers.head_of(unit, now, symbol), date=f"ngày      tháng      năm {day.year}"),
        body=_body(agency, len(offices), number, counts, day),
        as_of=moment_text(now),
        form="party" if party else "state",
        addressees=("Các cơ quan, đơn vị có tên trong danh sách kèm theo",)
        if many
        else tuple(office.name for office in offices),
        signatures=(papers.signature_of(unit, day),),
        recipients=("Như trên;", "Lưu: VT."),
        annexes=(
            Annex(
                "danh-sach", "Danh sách nhiệm vụ quá hạn, chưa hoàn thành", _annex(offices, day), "landscape"
            ),
        ),
        notice=papers.notice_of(unit),
    )


def _body(agency: str, offices: int, number: int, counts: Counts, day: date) -> tuple[Block, ...]:
    watched = f"Qua theo dõi việc thực hiện nhiệm vụ do {agency} giao hoặc theo dõi"
    left = f"Hiện còn {format_number(number)} nhiệm vụ quá hạn, chưa hoàn thành"
    said = (
        f"{watched}, tính đến ngày {format_date(day)}: {_lower(told(counts))}",
        f"{left} của {format_number(offices)} cơ quan, đơn vị (danh sách kèm theo).",
        f"{agency} đề nghị các cơ quan, đơn vị có tên trong danh sách:",
        "1. Khẩn trương hoàn thành nhiệm vụ quá hạn; gửi sản phẩm kèm số, ký hiệu và ngày ban hành.",
        "2. Với nhiệm vụ chưa thể hoàn thành ngay, báo cáo rõ nguyên nhân, đề xuất thời hạn mới trước ngày …/…/……",
        "3. Nhiệm vụ đã hoàn thành nhưng chưa cập nhật: cập nhật kết quả trong ngày nhận được văn bản này.",
        f"{agency} đề nghị các cơ quan, đơn vị nghiêm túc thực hiện./.",
    )
    return tuple(Paragraph((Text(text),)) for text in said)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _annex(offices: list[LateOffice], day: date) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for office in offices:
        blocks += [Heading(1, office.name), papers.task_table(office.lines, day)]
    return tuple(blocks)


@require_safe
@for_officers
def chase(request: HttpRequest) -> HttpResponse:
    """Who is late with what the unit watches over, and the letter."""
    hat, day = asking(request)
    now = clock.now()
    unit = own_unit(hat, "programmes.run", day)
    late: dict[int, Counts] = tally_by(_late_tasks(unit.pk, now), "unit", day, hour_of(now))
    number = sum(counts.given for counts in late.values())
    context = {
        "offices": late_offices(unit.pk, now, most=SHOWN),
        "late_offices": len(late),
        "number": number,
        "more": max(0, number - SHOWN),
        "counts": tally(watched_by(unit.pk), day, hour_of(now)),
        "unit": names_of([unit.pk], day).get(unit.pk, ""),
        "today": day,
        "may_draft": allowed(hat, "directives.draft", unit_id=unit.pk, day=day)
        and bool(bodies_for(hat, day)),
    }
    return render(request, "desk/chase.html", context)


def _to_send(request: HttpRequest, now: datetime) -> tuple[Unit, list[LateOffice], Document]:
    """The unit that chases, who is late, and the letter to them; where nobody is late there is none."""
    hat, day = asking(request)
    unit = own_unit(hat, "programmes.run", day)
    offices = late_offices(unit.pk, now)
    if not offices:
        raise refusal("task.nobody_late")
    return unit, offices, letter(unit, offices, tally(watched_by(unit.pk), day, hour_of(now)), now)


@require_POST
@for_officers
def chase_draft(request: HttpRequest) -> HttpResponse:
    """The letter as a draft in the outgoing book: from here it is initialled, signed and numbered like any other.

    One a day: who presses twice finds the same draft, with the lists as they are now.
    """
    hat, day = asking(request)
    now = clock.now()
    unit, offices, document = _to_send(request, now)
    body = body_for(hat, day)
    made = enter_draft(
        document=document,
        kind=LETTER,
        body=body,
        drafter=unit,
        ref=uuid.uuid5(unit.ref, f"don-doc {body.ref} {day.isoformat()}"),
        recipients=[office.unit for office in offices],
        actor=hat,
        now=now,
    )
    messages.success(request, _("The letter stands in the outgoing book. Read it and let it be initialled."))
    return redirect(made)


@require_safe
@for_officers
def chase_letter(request: HttpRequest, ending: str) -> HttpResponse:
    """The letter as a file."""
    now = clock.now()
    _unit, _offices, document = _to_send(request, now)
    return papers.download(document, ending, f"cong-van-don-doc-{day_of(now).isoformat()}")
