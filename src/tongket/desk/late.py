"""What a leader asks with five minutes: what is late, where, who."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from tongket.base.clock import day_of
from tongket.desk.rows import report_link
from tongket.figures.models import Due
from tongket.figures.queries import DueState, due_lines, dues_visible_to
from tongket.programmes.models import TaskEvent
from tongket.programmes.queries import TaskLine, task_counts, task_lines, tasks_visible_to
from tongket.programmes.state import Counts, TaskState
from tongket.units.hats import Hat
from tongket.units.models import Closure
from tongket.units.queries import names_of
from tongket.viet.text import sort_key


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


@dataclass
class Office:
    """One office with all that it is late with."""

    name: str
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


def late_under(hat: Hat, now: datetime) -> Late:
    """Of the hat's unit and those below it, with the reports that others owe to the hat's unit."""
    day = day_of(now)
    under = Closure.objects.filter(ancestor=hat.unit_id, start__lte=day, end__gt=day).values("descendant")
    lines = task_lines(tasks_visible_to(hat, day).filter(unit__in=under), day)
    owed = Q(unit__in=under) | Q(form__unit=hat.unit_id)
    dues = due_lines(dues_visible_to(hat, day).filter(owed), now)
    offices: dict[int, Office] = defaultdict(lambda: Office(""))
    for line in lines:
        if line.standing.state == TaskState.OVERDUE and line.standing.due:
            asked = line.events[-1].kind == TaskEvent.Kind.EXTENSION_ASKED
            offices[line.task.unit_id].tasks.append(LateTask(line, _days(day, line.standing.due), asked))
    missing = [line for line in dues if line.state == DueState.OVERDUE]
    for one in missing:
        late = LateReport(one.due, _days(day, day_of(one.due.deadline)), report_link(one.due))
        offices[one.due.unit_id].reports.append(late)
    names = names_of(offices, day)
    for unit, office in offices.items():
        office.name = names.get(unit, "")
        office.tasks.sort(key=lambda task: -task.days)
        office.reports.sort(key=lambda report: -report.days)
    ordered = sorted(offices.values(), key=lambda office: (-office.worst, sort_key(office.name)))
    come = [line for line in dues if line.state != DueState.NOT_YET_DUE]
    return Late(tuple(ordered), task_counts(lines), len(come), len(missing))


def _days(day: date, due: date) -> int:
    return (day - due).days
