"""Which days are worked, by the rows of the calendar: holidays, and weekend days that were swapped."""

from tongket.base.models import CalendarDay
from tongket.law.days import SeedDay, WorkCalendar, calendar_of


def work_calendar() -> WorkCalendar:
    """The calendar that deadlines are counted by; without any row, Saturdays and Sundays alone are free."""
    rows = CalendarDay.objects.order_by("day").values_list("day", "working", "name")
    return calendar_of(SeedDay(day, working=working, name=name) for day, working, name in rows)
