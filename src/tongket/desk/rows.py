"""What stands on an officer's desk: what to do and by when, what came back, what waits for others."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.base.clock import day_of
from tongket.figures.deadlines import Grounds
from tongket.figures.models import Due, Report, ReportEvent
from tongket.figures.queries import dues_visible_to
from tongket.programmes.actions import judged_by
from tongket.programmes.models import TaskEvent
from tongket.programmes.queries import TaskLine, task_lines, tasks_visible_to
from tongket.programmes.state import TaskState
from tongket.programmes.words import OFFERS, Offer
from tongket.units.grants import allowed
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.period import Period

SOON = 7  # days before the due day from which a row is marked
Kind = TaskEvent.Kind
_WORKING = (TaskState.UNDER_WAY, TaskState.OVERDUE)
_DONE = (TaskState.IN_TIME, TaskState.LATE)


@dataclass(frozen=True)
class Row:
    """One thing: what, from or for whom, by when and why then; `offer` is what can be done from the row."""

    what: str
    link: str
    who: str
    due: date | None
    why: str
    tone: str
    word: str
    offer: Offer | None = None
    programme: str = ""


@dataclass
class Desk:
    """The three lists."""

    soonest: list[Row] = field(default_factory=list)
    returned: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)


def desk_of(hat: Hat, now: datetime) -> Desk:
    day = day_of(now)
    found = Desk()
    for line in _my_tasks(hat, day):
        _place_task(found, line, hat, day)
    _place_reports(found, hat, day)
    found.soonest.sort(key=lambda row: (row.due or date.max, row.what))
    found.waiting.sort(key=lambda row: (row.due or date.max, row.what))
    return found


def _my_tasks(hat: Hat, day: date) -> list[TaskLine]:
    mine = Q(unit=hat.unit_id) | Q(co_workers=hat.unit_id) | Q(follower=hat.unit_id)
    mine |= Q(follower=None, programme__unit=hat.unit_id)
    return task_lines(tasks_visible_to(hat, day).filter(mine).distinct(), day)


def _place_task(found: Desk, line: TaskLine, hat: Hat, day: date) -> None:
    """The lead does it, the follower judges it; whoever is neither does not see it here."""
    last = line.events[-1].kind if line.events else Kind.GIVEN
    leads = line.task.unit_id == hat.unit_id
    follows = (line.task.follower_id or line.task.programme.unit_id) == hat.unit_id
    working, done = line.standing.state in _WORKING, line.standing.state in _DONE
    if leads and working:
        if last == Kind.REOPENED:
            found.returned.append(_task_row(line, hat, day, Kind.HANDED_IN))
        else:
            found.soonest.append(
                _task_row(line, hat, day, Kind.ACCEPTED if last == Kind.GIVEN else Kind.HANDED_IN)
            )
    if follows and not leads and working:
        if last == Kind.SENT_BACK:
            found.returned.append(_task_row(line, hat, day, None))
        elif last == Kind.EXTENSION_ASKED:
            found.soonest.append(_task_row(line, hat, day, Kind.EXTENDED))
        else:
            found.waiting.append(_task_row(line, hat, day, None))
    if done and last == Kind.HANDED_IN:
        if follows:
            found.soonest.append(_task_row(line, hat, day, Kind.CONFIRMED))
        elif leads:
            found.waiting.append(_task_row(line, hat, day, None))


def _task_row(line: TaskLine, hat: Hat, day: date, kind: str | None) -> Row:
    """`kind` is what comes next; it is done from the row where nothing has to be typed for it."""
    tone, word = _urgency(line.standing.due, day, line.standing.done_on)
    action, unit = judged_by(line.task, kind) if kind else ("", 0)
    may = bool(kind) and allowed(hat, action, unit_id=unit, day=day)
    return Row(
        what=line.task.content,
        link=line.task.get_absolute_url(),
        who=line.follower if line.task.unit_id == hat.unit_id else line.lead,
        due=line.standing.due,
        why=_why(line),
        tone=tone,
        word=word,
        offer=OFFERS[kind] if may and kind else None,
        programme=line.task.programme.title,
    )


def _why(line: TaskLine) -> str:
    """On what the due day rests: an extension, or the point of a paper; else on the programme, named beside it."""
    if line.standing.due != line.standing.first_due:
        return _("extended")
    if line.source is None:
        return ""
    if line.task.clause:
        return _("%(paper)s, point %(number)s") % {"paper": line.source, "number": line.task.clause.number}
    return str(line.source)


def _urgency(due: date | None, day: date, done_on: date | None = None) -> tuple[str, str]:
    if done_on:
        return "waiting", _("to be confirmed")
    if due is None:
        return "open", _("regularly")
    left = (due - day).days
    if left < 0:
        return "late", _("%(days)s days late") % {"days": -left}
    if left == 0:
        return "risk", _("due today")
    return ("risk" if left <= SOON else "open"), _("%(days)s days left") % {"days": left}


def _place_reports(found: Desk, hat: Hat, day: date) -> None:
    dues = dues_visible_to(hat, day).filter(Q(unit=hat.unit_id) | Q(form__unit=hat.unit_id))
    listed = list(
        dues.select_related("report", "form__programme", "unit").distinct().order_by("due_at", "pk")
    )
    names = names_of({unit for due in listed for unit in (due.unit_id, due.form.unit_id)}, day)
    reasons, grounds = _reasons(listed), Grounds(day)
    for due in listed:
        report: Report | None = getattr(due, "report", None)
        state = report.state if report else Report.State.DRAFT
        mine = due.unit_id == hat.unit_id
        if mine and report and state == Report.State.RETURNED:
            found.returned.append(
                _report_row(due, names[due.form.unit_id], day, reasons.get(report.pk, ""), grounds)
            )
        elif mine and state == Report.State.DRAFT:
            found.soonest.append(_report_row(due, names[due.form.unit_id], day, "", grounds))
        elif state == Report.State.SUBMITTED and (mine or due.form.unit_id == hat.unit_id):
            row = _submitted_row(due, names[due.form.unit_id if mine else due.unit_id])
            (found.soonest if _may_approve(hat, due, day) else found.waiting).append(row)


def _may_approve(hat: Hat, due: Due, day: date) -> bool:
    state = Report.State.SUBMITTED
    return allowed(
        hat, "figures.approve", unit_id=due.unit_id, day=day, state=state, parties=(due.form.unit_id,)
    )


def _reasons(dues: list[Due]) -> dict[int, str]:
    """Why reports were returned, by report: the last reason counts."""
    returned = ReportEvent.objects.filter(
        kind=ReportEvent.Kind.RETURNED, report__due__in=dues, report__state=Report.State.RETURNED
    )
    return dict(returned.order_by("at", "pk").values_list("report", "reason"))


def _report_row(due: Due, asker: str, day: date, reason: str, grounds: Grounds) -> Row:
    tone, word = _urgency(day_of(due.deadline), day)
    ground = _("extended") if due.extended_to else str(grounds.of(due))
    return Row(
        what=f"{due.form.title}, {Period.parse(due.period).label()}",
        link=report_link(due),
        who=asker,
        due=day_of(due.deadline),
        why=_("Returned: %(reason)s") % {"reason": reason} if reason else ground,
        tone=tone,
        word=word,
    )


def _submitted_row(due: Due, who: str) -> Row:
    return Row(
        what=f"{due.form.title}, {Period.parse(due.period).label()}",
        link=report_link(due),
        who=who,
        due=None,
        why=_("handed in, waits for approval"),
        tone="waiting",
        word=_("to be approved"),
    )


def report_link(due: Due) -> str:
    """The page on which the report of a due is filled in, read and judged."""
    return reverse("figures:report", args=[due.ref])
