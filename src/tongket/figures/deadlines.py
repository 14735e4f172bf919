"""Until when a report must be in: the form's working days after the period's last day."""

from datetime import date, datetime, timedelta

from tongket.base.clock import at_hanoi
from tongket.base.models import CalendarDay
from tongket.law.days import WorkCalendar
from tongket.viet.period import Period


def due_moment(period: Period, working_days: int) -> datetime:
    """The last moment of the day on which a report is due; the period's own last day is not counted."""
    return end_of(_calendar().add_working(period.last_day, working_days))


def end_of(day: date) -> datetime:
    """The last moment of a day in Vietnam."""
    return at_hanoi(day + timedelta(days=1)) - timedelta(microseconds=1)


def _calendar() -> WorkCalendar:
    days = dict(CalendarDay.objects.values_list("day", "working"))
    return WorkCalendar(
        holidays=frozenset(day for day, working in days.items() if not working),
        workdays=frozenset(day for day, working in days.items() if working),
    )
