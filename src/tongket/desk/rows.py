"""What stands on an officer's desk: what to do and by when, what came back, what waits for others."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.base.clock import day_of, hour_of
from tongket.desk.asked import asked_of
from tongket.desk.laid import laid_before
from tongket.figures.deadlines import Grounds
from tongket.figures.models import Due, Report, ReportEvent
from tongket.figures.queries import dues_visible_to
from tongket.programmes.models import Task, TaskEvent
from tongket.programmes.queries import TaskLine, lines_now
from tongket.programmes.state import TaskState
from tongket.programmes.tally import open_
from tongket.programmes.task_actions import judged_by
from tongket.programmes.words import OFFERS, Offer
from tongket.reviews.plans.queries import planned_lines, plans_visible_to
from tongket.units.grants import allowed
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.dates import format_date
from tongket.viet.period import Period

PLANNED_AHEAD = 60  # days before a planned review from which it stands on the desk
SOON = 7  # days before the due day from which a row is marked
MOST = 30  # rows of a list; behind it stands the list of all
Kind, Stage = TaskEvent.Kind, Task.Stage


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
    hour: time | None = None

    @property
    def when(self) -> str:
        """The due day, with its hour where one is set."""
        hour = f"{self.hour:%H:%M} " if self.hour else ""
        return f"{hour}{format_date(self.due)}" if self.due else ""


@dataclass
class Desk:
    """The three lists, each with how many tasks more it has."""

    soonest: list[Row] = field(default_factory=list)
    returned: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)
    more: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("soonest", "returned", "waiting"), 0))

    def number(self, name: str) -> int:
        """How many rows a list has, shown or not."""
        return len(getattr(self, name)) + self.more[name]


def desk_of(hat: Hat, now: datetime) -> Desk:
    """What the hat's unit has to do; of each kind the earliest only, so that thousands cost no more than some."""
    day = day_of(now)
    found = Desk()
    _place_tasks(found, hat, now)
    _place_reports(found, hat, day)
    _place_plans(found, hat, day)
    _place_asked(found, hat, day)
    for name in ("soonest", "returned", "waiting"):
        rows: list[Row] = getattr(found, name)
        rows.sort(key=lambda row: (row.due or date.max, row.hour or time.max, row.what))
    return found


def _place_asked(found: Desk, hat: Hat, day: date) -> None:
    """Words that others wait for, and papers that lie before the officer; what was returned says why."""
    for one in chain(asked_of(hat, day), laid_before(hat, day)):
        tone, word = _urgency(one.due, day) if one.due else ("waiting", one.word or _("to be confirmed"))
        why = _("Returned: %(reason)s") % {"reason": one.reason} if one.reason else ""
        row = Row(what=one.what, link=one.link, who=one.who, due=one.due, why=why, tone=tone, word=word)
        (found.waiting if one.others else found.returned if one.reason else found.soonest).append(row)


@dataclass(frozen=True)
class _Pile:
    """Tasks that stand in one list for one reason, and what comes next with them."""

    place: str
    which: Q
    next: str | None


def _piles(unit: int) -> list[_Pile]:
    """The lead does it, the follower judges it; whoever is neither does not see it here.

    Who follows a task and who has given one that nobody else follows are asked apart: each has its index.
    """
    leads = Q(unit=unit)
    judges = (Q(follower=unit), Q(follower=None, giver=unit))
    begun = Q(stage__in=[Stage.GIVEN, Stage.ACCEPTED, Stage.RETURNED]) & open_() & ~leads
    handed_in = Q(held="", stage=Stage.HANDED_IN)
    not_judged = ~Q(follower=unit) & ~Q(follower=None, giver=unit)
    return [
        _Pile("soonest", leads & open_() & Q(stage=Stage.GIVEN), Kind.ACCEPTED),
        _Pile("soonest", leads & open_() & Q(stage=Stage.ACCEPTED), Kind.HANDED_IN),
        _Pile("returned", leads & open_() & Q(stage=Stage.RETURNED), Kind.HANDED_IN),
        _Pile("returned", Q(giver=unit, stage=Stage.SENT_BACK) & open_(), Kind.GIVEN),
        *(_Pile("soonest", judge & begun & Q(asked__isnull=False), Kind.EXTENDED) for judge in judges),
        *(_Pile("waiting", judge & begun & Q(asked=None), None) for judge in judges),
        *(_Pile("soonest", judge & handed_in, Kind.CONFIRMED) for judge in judges),
        _Pile("waiting", leads & handed_in & not_judged, None),
    ]


def _place_tasks(found: Desk, hat: Hat, now: datetime) -> None:
    """The earliest of each pile; who may see them all is said by the unit that each pile names."""
    if hat.unit_id is None:
        return
    lists: dict[str, list[tuple[date, int, str | None]]] = {"soonest": [], "returned": [], "waiting": []}
    for pile in _piles(hat.unit_id):
        tasks = Task.objects.filter(pile.which).order_by(F("due_now").asc(nulls_last=True), "pk")
        some = list(tasks.values_list("due_now", "pk")[: MOST + 1])
        if len(some) > MOST:
            found.more[pile.place] += tasks.count() - MOST
        lists[pile.place] += [(due or date.max, pk, pile.next) for due, pk in some[:MOST]]
    for name, rows in lists.items():
        found.more[name] += max(0, len(rows) - MOST)
        lists[name] = sorted(rows, key=lambda row: row[:2])[:MOST]
    day = day_of(now)
    wanted = Task.objects.filter(pk__in=[pk for rows in lists.values() for _due, pk, _next in rows])
    of = {line.task.pk: line for line in lines_now(wanted, day, hour_of(now))}
    asking = _Asking(hat, day)
    for name, rows in lists.items():
        listed: list[Row] = getattr(found, name)
        listed += [_task_row(of[pk], asking, kind) for _due, pk, kind in rows]


class _Asking:
    """Who asks; what a unit's grants say is asked for once."""

    def __init__(self, hat: Hat, day: date) -> None:
        self.hat, self.day = hat, day
        self.known: dict[tuple[str, int], bool] = {}

    def may(self, action: str, unit: int) -> bool:
        if (action, unit) not in self.known:
            self.known[action, unit] = allowed(self.hat, action, unit_id=unit, day=self.day)
        return self.known[action, unit]


def _task_row(line: TaskLine, asking: _Asking, kind: str | None) -> Row:
    """`kind` is what comes next; it is done from the row where nothing has to be typed for it."""
    tone, word = _urgency(line.standing.due, asking.day, line.standing.done_on)
    if line.standing.state == TaskState.OVERDUE and line.standing.due == asking.day:
        tone, word = "late", _("late since %(hour)s") % {"hour": f"{line.standing.due_hour:%H:%M}"}
    may = kind is not None and asking.may(*judged_by(line.task, kind))
    return Row(
        what=line.task.content,
        link=line.task.get_absolute_url(),
        who=(line.follower or line.giver) if line.task.unit_id == asking.hat.unit_id else line.lead,
        due=line.standing.due,
        why=_why(line),
        tone=tone,
        word=word,
        offer=OFFERS[kind] if may and kind else None,
        programme=line.task.programme.title if line.task.programme else "",
        hour=line.standing.due_hour,
    )


def _why(line: TaskLine) -> str:
    """On what the due day rests: an extension, or its source; a programme is named beside it."""
    if line.standing.due != line.standing.first_due:
        return _("extended")
    if line.task.directive or line.task.cited:
        return line.ground
    return str(line.source or "")


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
    sent = Q(form__unit=hat.unit_id, report__state=Report.State.SUBMITTED)
    dues = dues_visible_to(hat, day).filter(Q(unit=hat.unit_id) | sent)
    dues = dues.exclude(report__state=Report.State.APPROVED)  # in time most are
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


def _place_plans(found: Desk, hat: Hat, day: date) -> None:
    """Reviews of directives that the office has planned and that come due, or are overdue."""
    near = plans_visible_to(hat.unit_id or 0).filter(due__lte=day + timedelta(days=PLANNED_AHEAD))
    may_plan = allowed(hat, "meetings.plan_review", unit_id=hat.unit_id or 0, day=day)
    for line in planned_lines(near):
        if line.review is None:
            tone, word = _urgency(line.planned.due, day)
            why, link = _("plan of reviews"), line.plan_link if may_plan else line.link
            found.soonest.append(Row(line.title, link, "", line.planned.due, why, tone, word))


def report_link(due: Due) -> str:
    """The page on which the report of a due is filled in, read and judged."""
    return reverse("figures:report", args=[due.ref])
