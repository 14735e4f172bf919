"""What lists of tasks can be narrowed to, on the screen and in the shell: office, source, state, due day."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongket.programmes.models import Task
from tongket.programmes.state import DONE, HELD, OPEN, TaskState
from tongket.programmes.tally import is_done, is_held, open_, overdue_on

# What is owed comes first.
OWED = "con-no"
GROUPS: dict[str, tuple[Promise, frozenset[TaskState]]] = {
    OWED: (_("Owed"), OPEN),
    "qua-han": (_("Overdue"), frozenset({TaskState.OVERDUE})),
    "da-xong": (_("Done"), DONE),
    "tam-dung": (_("Suspended, stopped"), HELD),
    "tat-ca": (_("All"), frozenset(TaskState)),
}
# Days from today on, the last one included; none: those without a day.
DUE: dict[str, tuple[Promise, int | None]] = {
    "hom-nay": (_("today"), 0),
    "3-ngay": (_("within 3 days"), 3),
    "7-ngay": (_("within 7 days"), 7),
    "30-ngay": (_("within 30 days"), 30),
    "thuong-xuyen": (_("regularly, without a day"), None),
}
SOURCES = {
    "van-ban": Task.Source.DOCUMENT,
    "ket-luan": Task.Source.CONCLUSION,
    "tong-ket": Task.Source.REVIEW,
    "chuong-trinh-cong-tac": Task.Source.WORK,
    "chuong-trinh": Task.Source.PROGRAMME,
}


@dataclass(frozen=True)
class Narrowed:
    """A choice; what is empty or not known narrows nothing."""

    office: int | None = None
    source: str = ""
    due: str = ""
    programme: str = ""
    paper: str = ""
    point: str = ""

    @property
    def whole(self) -> bool:
        """Whether no office, programme or paper is asked for."""
        return self.office is None and not (self.programme or self.paper or self.point)

    def of(self, tasks: QuerySet[Task], on: date) -> QuerySet[Task]:
        """The tasks of the choice, in whatever state."""
        found = Q()
        if self.office is not None:
            found &= Q(unit=self.office)
        if self.source in SOURCES:
            found &= Q(source=SOURCES[self.source])
        if self.programme:
            found &= Q(programme__slug=self.programme)
        if self.paper:
            found &= Q(directive__ref=self.paper)
        if self.point:
            found &= Q(clause__ref=self.point)
        if self.due in DUE:
            found &= _due_in(DUE[self.due][1], on)
        return tasks.filter(found) if found else tasks


def _due_in(days: int | None, on: date) -> Q:
    if days is None:
        return Q(due_now=None)
    return Q(due_now__range=(on, on + timedelta(days=days)))


def in_group(tasks: QuerySet[Task], group: str, on: date, at: time | None = None) -> QuerySet[Task]:
    """Those in one of the group's states; all of them for a group that is not known."""
    which = {OWED: open_(), "qua-han": overdue_on(on, at), "da-xong": is_done(), "tam-dung": is_held()}
    return tasks.filter(which[group]) if group in which else tasks
