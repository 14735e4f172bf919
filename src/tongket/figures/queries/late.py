"""Who is late with a period, and when they were reminded of it."""

from collections.abc import Iterable
from datetime import datetime

from tongket.figures.models import Due, Form, Reminder
from tongket.figures.queries.completeness import DueState, state_of
from tongket.figures.queries.trails import posts_of
from tongket.viet.period import Period


def late_dues(form: Form, period: Period, now: datetime) -> list[Due]:
    """Those that have not handed in though their last moment has passed, more time included."""
    asked = Due.objects.filter(form=form, period=str(period)).select_related("report", "unit", "form")
    return [due for due in asked.order_by("pk") if _overdue(due, now)]


def _overdue(due: Due, now: datetime) -> bool:
    report = getattr(due, "report", None)
    return state_of(due, report.submitted_at if report else None, now) == DueState.OVERDUE


def last_reminders(dues: Iterable[Due]) -> dict[int, tuple[datetime, str]]:
    """Of each due the last reminder: when, and by which post."""
    rows = Reminder.objects.filter(due__in=list(dues)).order_by("at", "pk")
    found = {row.due_id: row for row in rows}
    posts = posts_of(row.actor for row in found.values())
    return {due: (row.at, posts[row.actor]) for due, row in found.items()}
