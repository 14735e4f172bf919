"""Until when a report must be in: the form's working days after the period's last day."""

from datetime import date, datetime, timedelta

from tongket.base.clock import at_hanoi
from tongket.base.models import CalendarDay
from tongket.viet.period import Period


def due_moment(period: Period, working_days: int) -> datetime:
    """The last moment of the day on which a report is due; the period's own last day is not counted."""
    return end_of(_after(period.last_day, working_days))


def end_of(day: date) -> datetime:
    """The last moment of a day in Vietnam."""
    return at_hanoi(day + timedelta(days=1)) - timedelta(microseconds=1)


def _after(day: date, working_days: int) -> date:
    marked = dict(CalendarDay.objects.filter(day__gt=day).values_list("day", "working"))
    left = working_days
    while left:
        day += timedelta(days=1)
        left -= marked.get(day, day.weekday() < 5)
    return day
