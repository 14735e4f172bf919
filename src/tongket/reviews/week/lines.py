"""What stands in an office's calendar between two days, wherever it was written down."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import F, Q
from django.urls import reverse

from tongket.programmes.models import Task
from tongket.programmes.queries import task_lines
from tongket.programmes.state import TaskState
from tongket.reviews.meetings.models import PlannedReview, Sitting, WeekEntry, later
from tongket.reviews.models import Meeting
from tongket.reviews.plans.queries import planned_lines

UNTIMED = 120  # minutes that a line without an end is taken to last
MOST_NAMED = 3  # of the invited, in a line
_WORKING = (TaskState.UNDER_WAY, TaskState.OVERDUE)


@dataclass(frozen=True)
class Line:
    """One line of a calendar. `key` names its record: m/…, e/…, t/…, r/… with the ref behind it.

    `of` names the office whose line it is, where that is another than the one whose calendar it stands in.
    """

    key: str
    kind: str
    unit: int
    day: date
    what: str
    starts: time | None = None
    ends: time | None = None
    chair: str = ""
    place: str = ""
    who: str = ""
    link: str = ""
    shown: bool = False
    held: bool = False
    of: str = ""
    clashes: tuple[str, ...] = field(default=())

    @property
    def typed(self) -> bool:
        """Whether it was typed into the calendar; only who keeps that may open it."""
        return self.key.startswith("e/")

    @property
    def until(self) -> time | None:
        """When room and chair are free again; nothing for a line without an hour."""
        return self.ends or (later(self.starts, UNTIMED) if self.starts else None)


def meeting_lines(meetings: Iterable[Meeting]) -> list[Line]:
    """Meetings that were or will be held; one that was called off stands nowhere."""
    lines = []
    for one in meetings:
        sitting: Sitting | None = getattr(one, "sitting", None)
        if one.held_on is None or (sitting and sitting.state == Sitting.State.CALLED_OFF):
            continue
        span = sitting.span() if sitting else None
        lines.append(
            Line(
                key=f"m/{one.ref}",
                kind="meeting",
                unit=one.unit_id,
                day=one.held_on,
                what=one.title,
                starts=span[0] if span else None,
                ends=span[1] if span else None,
                chair=sitting.chair if sitting else "",
                place=one.place,
                who=_invited(one),
                link=reverse("reviews:meeting", args=[one.ref]),
                shown=sitting is None or sitting.shown,
                held=not one.planned,
            )
        )
    return lines


def _invited(meeting: Meeting) -> str:
    """The first of the invited by name, and how many more."""
    named = [one.named for one in sorted(meeting.invited.all(), key=lambda one: one.order)]
    more = len(named) - MOST_NAMED
    return "; ".join(named[:MOST_NAMED]) + (f" và {more} nơi khác" if more > 0 else "")


def meetings_between(first: date, last: date, which: Q | None = None) -> list[Meeting]:
    """Those of some days, all or some of them, with all that their lines need."""
    within = Meeting.objects.filter(which or Q(), held_on__gte=first, held_on__lte=last)
    known = within.select_related("sitting").prefetch_related("items", "invited")
    return list(known.order_by(F("held_on").asc(nulls_last=True), "ref"))


def entry_lines(first: date, last: date, units: Q) -> list[Line]:
    """What was typed."""
    rows = WeekEntry.objects.filter(units, day__gte=first, day__lte=last).order_by("day", "starts", "ref")
    return [
        Line(
            key=f"e/{one.ref}", kind=one.kind, unit=one.unit_id, day=one.day, what=one.content, starts=one.starts,
            ends=one.ends, chair=one.chair, place=one.place, who=one.who, shown=one.shown,
            link=reverse("reviews:week-change", args=[one.ref]),
        )
        for one in rows
    ]  # fmt: skip


def due_tasks(unit: int, first: date, last: date) -> list[Line]:
    """Tasks of the office that fall due and are not done; the last day that was granted counts."""
    near = Q(due__gte=first, due__lte=last) | Q(events__new_due__gte=first, events__new_due__lte=last)
    keys = Task.objects.filter(Q(unit=unit) & near).values("pk")
    return [
        Line(
            key=f"t/{line.task.ref}", kind="deadline", unit=unit, day=line.standing.due, what=line.task.content,
            link=line.task.get_absolute_url(),
        )
        for line in task_lines(Task.objects.filter(pk__in=keys), first)
        if line.standing.due and first <= line.standing.due <= last and line.standing.state in _WORKING
    ]  # fmt: skip


def due_reviews(unit: int, first: date, last: date) -> list[Line]:
    """Reviews that the office has planned for these days and not made."""
    rows = PlannedReview.objects.filter(unit=unit, due__gte=first, due__lte=last)
    return [
        Line(
            key=f"r/{one.planned.ref}",
            kind="review",
            unit=unit,
            day=one.planned.due,
            what=one.title,
            link=one.link,
        )
        for one in planned_lines(rows)
        if one.review is None
    ]
