"""The weekly list for the Monday briefing (giao ban): overdue, due that week, done the week before.

Each office sees its own lines first, and may add its word to them until Sunday; on Monday the list opens for whoever
gives out the tasks, with these words in it.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.clock import day_of
from tongket.base.views import refused
from tongket.desk import papers
from tongket.desk.late import tasks_under
from tongket.desk.officers import for_officers
from tongket.programmes.models import Explanation, Task
from tongket.programmes.queries import TaskLine, lines_now, task_lines
from tongket.programmes.state import DONE, TaskState
from tongket.programmes.tally import open_, overdue_on
from tongket.programmes.task_actions import explain_task
from tongket.units.grants import allowed, require
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.dates import format_date
from tongket.viet.fault import Refusal
from tongket.viet.text import sort_key
from tongket.writer.document import Annex, Block, Document, Heading, Paragraph, Text
from tongket.writer.layout import moment_text

WEEK = timedelta(days=7)
OWN = 50  # lines of a part of one's own on the page
SHOWN = 10  # of each other office; the files have all
PARTS = ("overdue", "due", "done")
_CAPTIONS = {
    "overdue": "Quá hạn, chưa hoàn thành",
    "due": "Đến hạn trong tuần",
    "done": "Hoàn thành tuần trước",
}


@dataclass(frozen=True)
class Noted:
    """A line of the list, with the lead's own word."""

    line: TaskLine
    note: str


@dataclass(frozen=True)
class OfficeWeek:
    """One office's lines of a week, part by part; the page has the first of them, `numbers` counts all."""

    name: str
    lines: Mapping[str, tuple[Noted, ...]]
    numbers: Mapping[str, int]

    @property
    def parts(self) -> list[tuple[str, tuple[Noted, ...], int]]:
        """The three parts by the words of the screen: the lines of each, and how many there are."""
        words = part_words()
        return [(words[name], self.lines[name], self.numbers[name]) for name in PARTS if self.numbers[name]]


def part_words() -> dict[str, str]:
    """The parts of a week in the words of the screen."""
    return {"overdue": _("Overdue"), "due": _("Due this week"), "done": _("Done last week")}


def monday_of(day: date) -> date:
    """The Monday on which the week of a day began."""
    return day - timedelta(days=day.weekday())


def coming_monday(day: date) -> date:
    """The Monday for which offices may still write: never today."""
    return monday_of(day) + WEEK


def weeks(tasks: QuerySet[Task], monday: date, most: int | None = None) -> list[OfficeWeek]:
    """The list of a Monday by office: who is late with most comes first, then in the order of names.

    All lines, or of each part of each office the first; what was moved on since that Monday is read event by event.
    """
    since, end = Q(changed_on__gt=monday), monday + WEEK
    about = tasks.filter(since, Q(due__lt=end) | Q(due_now__lt=end) | Q(done_on__gte=monday - WEEK))
    known = [line for line in task_lines(about, monday) if line.events and line.events[0].day <= monday]
    moved = [(part, line) for line in known if (part := _part(line, monday))]
    numbers: Counter[tuple[int, str]] = Counter()
    lines: dict[tuple[int, str], list[TaskLine]] = defaultdict(list)
    for part, which in _parts(monday).items():
        still = tasks.exclude(since).filter(which)
        counted = still.order_by().values_list("unit").annotate(number=Count("pk"))
        numbers.update({(unit, part): number for unit, number in counted})
        for line in lines_now(_first(still, most), monday):
            lines[line.task.unit_id, part].append(line)
    for part, line in moved:
        key = (line.task.unit_id, part)
        lines[key].append(line)
        numbers[key] += 1
    shown = [line.task.pk for some in lines.values() for line in some]
    notes = dict(Explanation.objects.filter(monday=monday, task__in=shown).values_list("task", "text"))
    offices = [_office_week(unit, lines, numbers, notes, most) for unit in {unit for unit, _part in lines}]
    return sorted(offices, key=lambda office: (-office.numbers["overdue"], sort_key(office.name)))


def _parts(monday: date) -> dict[str, Q]:
    """What stands in which part, of tasks to which nothing has happened since that Monday."""
    return {
        "overdue": overdue_on(monday),
        "due": open_() & Q(due_now__gte=monday, due_now__lt=monday + WEEK),
        "done": Q(held="", done_on__gte=monday - WEEK, done_on__lt=monday),
    }


def _first(tasks: QuerySet[Task], most: int | None) -> QuerySet[Task]:
    """The first so many of each office, the earliest day on top."""
    if most is None:
        return tasks
    place = Window(
        RowNumber(), partition_by="unit", order_by=[F("due_now").asc(nulls_last=True), F("pk").asc()]
    )
    return Task.objects.filter(
        pk__in=[*tasks.annotate(place=place).filter(place__lte=most).values_list("pk", flat=True)]
    )


def _part(line: TaskLine, monday: date) -> str:
    """In which part of the list a line stands; empty: in none."""
    standing = line.standing
    if standing.state == TaskState.OVERDUE:
        return "overdue"
    if standing.state == TaskState.UNDER_WAY and standing.due and standing.due < monday + WEEK:
        return "due"
    last_week = standing.done_on is not None and monday - WEEK <= standing.done_on < monday
    return "done" if standing.state in DONE and last_week else ""


def _office_week(
    unit: int,
    lines: Mapping[tuple[int, str], list[TaskLine]],
    numbers: Counter[tuple[int, str]],
    notes: Mapping[int, str],
    most: int | None,
) -> OfficeWeek:
    ordered = {
        part: sorted(
            lines.get((unit, part), ()), key=lambda line: (line.standing.due or date.max, line.task.pk)
        )
        for part in PARTS
    }
    return OfficeWeek(
        name=next(line.lead for some in ordered.values() for line in some),
        lines={
            part: tuple(Noted(line, notes.get(line.task.pk, "")) for line in some[:most])
            for part, some in ordered.items()
        },
        numbers={part: numbers[unit, part] for part in PARTS},
    )


def numbers_of(offices: list[OfficeWeek]) -> dict[str, int]:
    """How many tasks of all offices stand in each part; a rate over a choice of tasks would say nothing."""
    return {part: sum(office.numbers[part] for office in offices) for part in PARTS}


def paper(unit: Unit, offices: list[OfficeWeek], monday: date, now: datetime) -> Document:
    """The list in print, as the briefing takes it along."""
    last = monday + WEEK - timedelta(days=1)
    span = f"từ ngày {format_date(monday)} đến ngày {format_date(last)}"
    numbers = "; ".join(f"{_CAPTIONS[part].lower()}: {n}" for part, n in numbers_of(offices).items())
    body = (
        Paragraph((Text(f"Số nhiệm vụ trong danh sách của tuần: {numbers}."),)),
        Paragraph(
            (Text("Ý kiến của cơ quan, đơn vị do chính cơ quan, đơn vị chủ trì ghi trước buổi giao ban."),)
        ),
    )
    blocks: list[Block] = []
    for office in offices:
        blocks.append(Heading(1, office.name))
        for name in PARTS:
            if noted := office.lines[name]:
                blocks += [Heading(2, _CAPTIONS[name]), _table(noted, monday)]
    day = day_of(now)
    return Document(
        kind="BÁO CÁO",
        abstract=f"Tình hình thực hiện nhiệm vụ phục vụ giao ban tuần {span}",
        head=papers.head_of(unit, now, "      /BC"),
        body=body,
        as_of=moment_text(now),
        form="party" if papers.form_of(unit, day) == "party" else "state",
        signatures=(papers.signature_of(unit, day),),
        recipients=("Thành phần dự giao ban;", "Lưu: VT."),
        annexes=(
            Annex("danh-sach", f"Nhiệm vụ theo cơ quan, đơn vị, tuần {span}", tuple(blocks), "landscape"),
        )
        if blocks
        else (),
        notice=papers.notice_of(unit),
    )


def _table(noted: tuple[Noted, ...], monday: date) -> Block:
    notes = {one.line.task.pk: one.note for one in noted}
    said = [one.line for one in noted]
    return papers.task_table(
        said, monday, last="Ý kiến của cơ quan, đơn vị", said=lambda line: notes[line.task.pk] or "–"
    )


def _whole(hat: Hat, day: date) -> bool:
    """Whether the hat sees the list of all offices: whoever gives out their tasks."""
    return allowed(hat, "programmes.run", unit_id=hat.unit_id or 0, day=day)


def _asked(request: HttpRequest, day: date) -> date:
    """The Monday of the address: this week's at the latest."""
    text = request.GET.get("tuan", "")
    try:
        chosen = monday_of(date.fromisoformat(text)) if text else monday_of(day)
    except ValueError:
        raise Http404 from None
    return min(chosen, monday_of(day))


@require_safe
@for_officers
def briefing(request: HttpRequest) -> HttpResponse:
    """One's own lines of the coming briefing, with a word to each; and the list of this week's."""
    return render(request, "desk/briefing.html", _context(request))


def _context(request: HttpRequest) -> dict[str, object]:
    hat, day = asking(request)
    monday, coming = _asked(request, day), coming_monday(day)
    own = weeks(Task.objects.filter(unit=hat.unit_id), coming, OWN)
    whole = _whole(hat, day)
    offices = weeks(tasks_under(hat, day), monday, SHOWN) if whole else []
    numbers = numbers_of(offices)
    return {
        "own": own[0] if own else None,
        "coming": coming,
        "closes": coming - timedelta(days=1),
        "whole": whole,
        "offices": offices,
        "monday": monday,
        "last": monday + WEEK - timedelta(days=1),
        "before": monday - WEEK,
        "after": monday + WEEK if monday < monday_of(day) else None,
        "numbers": [(word, numbers[part]) for part, word in part_words().items()],
        "may_explain": allowed(hat, "programmes.explain", unit_id=hat.unit_id or 0, day=day),
        "unit": names_of([hat.unit_id or 0], day).get(hat.unit_id or 0, ""),
        "today": day,
    }


@require_http_methods(["POST"])
@for_officers
def explain(request: HttpRequest) -> HttpResponse:
    """The office's word on one of its own lines."""
    hat, day = asking(request)
    try:
        ref = uuid.UUID(request.POST.get("task", ""))
    except ValueError:
        raise Http404 from None
    task = get_object_or_404(Task, ref=ref, unit=hat.unit_id)
    try:
        explain_task(
            task=task,
            monday=coming_monday(day),
            text=request.POST.get("text", ""),
            actor=hat,
            now=clock.now(),
        )
    except Refusal as why:
        context = _context(request) | {"typed": task.pk, "text": request.POST.get("text", "")}
        return refused(request, why, "desk/briefing.html", context)
    messages.success(request, _("Kept. It stands in the list of the briefing."))
    return redirect("desk:briefing")


@require_safe
@for_officers
def briefing_paper(request: HttpRequest, ending: str) -> HttpResponse:
    """The list of a week as a file."""
    hat, day = asking(request)
    require(hat, "programmes.run", unit_id=hat.unit_id or 0, day=day)
    monday = _asked(request, day)
    unit = Unit.objects.get(pk=hat.unit_id or 0)
    made = paper(unit, weeks(tasks_under(hat, day), monday), monday, clock.now())
    return papers.download(made, ending, f"giao-ban-{monday.isoformat()}")
