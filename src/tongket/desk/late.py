"""What a leader asks with five minutes: what is late, where, who."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from tongket.base.clock import day_of, hour_of
from tongket.desk.rows import report_link
from tongket.figures.models import Due
from tongket.figures.queries import DueState, due_lines, dues_visible_to
from tongket.figures.queries.explained import Said, said_of_dues
from tongket.programmes.models import Task
from tongket.programmes.queries import TaskLine, lines_now, tasks_visible_to
from tongket.programmes.state import Counts
from tongket.programmes.tally import overdue_on, tally
from tongket.units.grants import units_below
from tongket.units.hats import Hat
from tongket.units.models import Appointment, Role
from tongket.units.queries import names_of
from tongket.viet.text import sort_key

MOST = 200  # overdue tasks on the page, the longest late first
ON_PAPER = 16  # lines of the page that go on one A4 sheet


@dataclass(frozen=True)
class LateTask:
    line: TaskLine
    days: int
    asked: bool


@dataclass(frozen=True)
class LateReport:
    due: Due
    days: int
    link: str
    said: Said | None


@dataclass
class Office:
    """One office with all that it is late with."""

    name: str
    post: str = ""
    tasks: list[LateTask] = field(default_factory=list)
    reports: list[LateReport] = field(default_factory=list)

    @property
    def worst(self) -> int:
        return max([*(task.days for task in self.tasks), *(report.days for report in self.reports)])


@dataclass(frozen=True)
class Late:
    """All offices that are late with something, the longest first, and the rates they stand in."""

    offices: tuple[Office, ...]
    counts: Counts
    reports_due: int
    reports_missing: int

    @property
    def lines(self) -> int:
        return sum(len(office.tasks) + len(office.reports) for office in self.offices)

    @property
    def beyond(self) -> int:
        """Lines that the printed sheet leaves to the screen."""
        return max(0, self.lines - ON_PAPER)

    @property
    def more(self) -> int:
        """Overdue tasks that the page leaves to the list of all."""
        return max(0, self.counts.overdue - MOST)


def tasks_under(hat: Hat, day: date) -> QuerySet[Task]:
    """What the hat's unit and those below it lead, as far as the hat may see it."""
    under = units_below(hat.unit_id, day, depth=0)
    return tasks_visible_to(hat, day).filter(unit__in=under)


def late_under(hat: Hat, now: datetime) -> Late:
    """Of the hat's unit and those below it, with the reports that others owe to the hat's unit."""
    day, at = day_of(now), hour_of(now)
    tasks = tasks_under(hat, day)
    late = tasks.filter(overdue_on(day, at)).order_by(F("due_now").asc(nulls_last=True), "pk")
    under = units_below(hat.unit_id, day, depth=0)
    owed = Q(unit__in=under) | Q(form__unit=hat.unit_id)
    dues = due_lines(dues_visible_to(hat, day).filter(owed), now)
    offices: dict[int, Office] = defaultdict(lambda: Office(""))
    for line in lines_now(late[:MOST], day, at):
        asked = line.standing.course.asked is not None
        offices[line.task.unit_id].tasks.append(LateTask(line, _days(day, line.standing.due or day), asked))
    missing = [line for line in dues if line.state == DueState.OVERDUE]
    told = said_of_dues(line.due for line in missing)
    for one in missing:
        days = _days(day, day_of(one.due.deadline))
        owes = LateReport(one.due, days, report_link(one.due), told.get(one.due.pk))
        offices[one.due.unit_id].reports.append(owes)
    names, posts = names_of(offices, day), posts_of_heads(offices, day)
    for unit, office in offices.items():
        office.name, office.post = names.get(unit, ""), posts.get(unit, "")
        office.reports.sort(key=lambda report: -report.days)
    ordered = sorted(offices.values(), key=lambda office: (-office.worst, sort_key(office.name)))
    come = [line for line in dues if line.state != DueState.NOT_YET_DUE]
    return Late(tuple(ordered), tally(tasks, day, at), len(come), len(missing))


def posts_of_heads(units: Iterable[int], day: date) -> dict[int, str]:
    """The post that heads each office on a day, never a name; nothing where several or none is held."""
    held = Appointment.objects.filter(unit__in=list(units), role=Role.LEADER, start__lte=day, end__gt=day)
    posts: dict[int, set[str]] = defaultdict(set)
    for unit, post in held.values_list("unit", "post"):
        posts[unit].add(post)
    return {unit: min(some) for unit, some in posts.items() if len(some) == 1}


def _days(day: date, due: date) -> int:
    return (day - due).days
