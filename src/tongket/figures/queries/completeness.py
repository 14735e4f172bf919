"""Who was due to report, who did, and who did in time: the rates of it never stand alone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet

from tongket.base.past import said_until
from tongket.figures.models import Due, Report
from tongket.units.queries import names_of
from tongket.viet.text import sort_key


class DueState(StrEnum):
    """How a unit stands with a report it owes."""

    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    NOT_YET_DUE = "not_yet_due"


class Stood(Protocol):
    """How a unit stands with a report: by its day, more time included, and by the day that was first set."""

    @property
    def state(self) -> DueState: ...
    @property
    def first(self) -> DueState: ...
    @property
    def extended(self) -> bool: ...


@dataclass(frozen=True)
class DueLine:
    """One unit on the frozen list, as it stands at a moment."""

    due: Due
    unit: str
    report: Report | None
    state: DueState
    sent_at: datetime | None
    first: DueState

    @property
    def extended(self) -> bool:
        return self.due.extended_to is not None


@dataclass(frozen=True)
class Completeness:
    """How many were due, and what became of it by each one's day, more time included.

    `extended` of them were given more time; only where some were, `by_first` tells the same by the days first set.
    """

    due: int = 0
    on_time: int = 0
    late: int = 0
    overdue: int = 0
    not_yet_due: int = 0
    extended: int = 0
    by_first: "Completeness | None" = None

    @property
    def sent(self) -> int:
        return self.on_time + self.late

    @property
    def rates(self) -> tuple[Decimal, Decimal] | None:
        """In time, and sent at all, of those whose day has come; None as long as it has come for nobody."""
        come = self.due - self.not_yet_due
        return (_ratio(self.on_time, come), _ratio(self.sent, come)) if come else None


def _ratio(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def due_lines(dues: QuerySet[Due], as_of: datetime) -> list[DueLine]:
    """The list in the order of the units' names, in two queries however long it is."""
    listed = list(dues.select_related("report", "form", "unit"))
    days = {due.period_end for due in listed}
    names = names_of((due.unit_id for due in listed), max(days)) if days else {}
    _take_back_later_extensions(listed, as_of)
    lines = [_line(due, names.get(due.unit_id, ""), as_of) for due in listed]
    return sorted(lines, key=lambda line: (line.due.period_end, sort_key(line.unit), line.due.pk))


def _take_back_later_extensions(dues: Iterable[Due], as_of: datetime) -> None:
    """More time that was given after the moment had not been given yet; what was given before it holds."""
    extended = {due.ref: due for due in dues if due.extended_to}
    given: dict[UUID, datetime] = {}
    for ref, facts in said_until(extended, as_of, "figures.extend"):
        given[ref] = datetime.fromisoformat(str(facts["until"]))
    for ref, due in extended.items():
        due.extended_to = given.get(ref)


def _line(due: Due, name: str, as_of: datetime) -> DueLine:
    report = getattr(due, "report", None)
    sent = report.submitted_at if report and report.submitted_at and report.submitted_at <= as_of else None
    return DueLine(due, name, report, state_of(due, sent, as_of), sent, state_by(due.due_at, sent, as_of))


def state_of(due: Due, sent: datetime | None, as_of: datetime) -> DueState:
    """In time is what came by the deadline, extension included; the first sending counts."""
    return state_by(due.deadline, sent, as_of)


def state_by(deadline: datetime, sent: datetime | None, as_of: datetime) -> DueState:
    if sent is not None:
        return DueState.ON_TIME if sent <= deadline else DueState.LATE
    return DueState.OVERDUE if as_of > deadline else DueState.NOT_YET_DUE


def completeness(lines: Iterable[Stood]) -> Completeness:
    """The one way in which all pages and papers count who was due."""
    lines = list(lines)
    extended = sum(line.extended for line in lines)
    by_first = _counted(line.first for line in lines) if extended else None
    return replace(_counted(line.state for line in lines), extended=extended, by_first=by_first)


def _counted(states: Iterable[DueState]) -> Completeness:
    counts = Counter(states)
    on_time, late, overdue, not_yet_due = (counts[state] for state in DueState)
    return Completeness(counts.total(), on_time, late, overdue, not_yet_due)
