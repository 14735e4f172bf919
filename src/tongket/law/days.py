"""Working days, and the last day of a term of law (Bộ luật Dân sự 91/2015/QH13, Điều 145 to 148)."""

import calendar as month_lengths
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tongket.viet.fault import refusal

_ONE_DAY = timedelta(days=1)
_LENGTHS = {"d": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
UNITS = (*_LENGTHS, "wd", *_MONTHS)


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked: not Saturdays, Sundays and `holidays`, but the weekend days of `workdays`
    that were swapped for a bridging day."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        return day in self.workdays or (day.weekday() < 5 and day not in self.holidays)

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the first worked day after it (Điều 148 khoản 5)."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def add_working(self, day: date, count: int) -> date:
        """The count-th working day after the day, which is itself not counted; before it when negative."""
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def count_working(self, first: date, last: date) -> int:
        """How many working days lie from the first to the last day, both included."""
        return sum(self.is_working(first + i * _ONE_DAY) for i in range((last - first).days + 1))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last when it has no such day (Điều 148 khoản 3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = month_lengths.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, length))


def _moved(day: date, amount: int, unit: str, calendar: WorkCalendar) -> date:
    if unit == "wd":
        return calendar.add_working(day, amount)
    if unit in _LENGTHS:
        return day + timedelta(days=amount * _LENGTHS[unit])
    if unit in _MONTHS:
        return add_months(day, amount * _MONTHS[unit])
    raise refusal("deadline.unit", unit=unit)


def term_end(event: date, amount: int, unit: str, calendar: WorkCalendar) -> date:
    """The last day of a term that an event starts; `unit` is d, wd, week, month or year.

    The day of the event is not counted (Điều 147); a term in months or years ends on the same day of the
    month, else on its last (Điều 148 khoản 3, 4); a last day that is not worked moves to the next working
    day (Điều 148 khoản 5). The term ends at midnight of the day returned (Điều 148 khoản 6).
    """
    return calendar.next_working(_moved(event, amount, unit, calendar))


def latest_before(event: date, amount: int, unit: str, calendar: WorkCalendar) -> date:
    """The last day on which a thing may be done that is due at least so long before an event."""
    return _moved(event, -amount, unit, calendar)


@dataclass(frozen=True)
class SeedDay:
    """A day off, or a weekend day that is worked, as the package of holidays knows it."""

    day: date
    working: bool
    name: str


def seed_days(years: Iterable[int]) -> list[SeedDay]:
    """Vietnam's holidays and swapped days of some years, by day, for an officer to confirm.

    Later years are a forecast until the government's yearly notice.
    """
    import holidays  # takes long to load, and few need it

    known = holidays.country_holidays("VN", years=sorted(years), language="vi")
    off = {day: SeedDay(day, working=False, name=name) for day, name in known.items()}
    swapped = {
        day: SeedDay(day, working=True, name="Ngày làm bù")
        for day in known.weekend_workdays
        if day.year in known.years
    }
    return sorted((off | swapped).values(), key=lambda seed: seed.day)


def calendar_of(days: Iterable[SeedDay]) -> WorkCalendar:
    """The calendar that such days make."""
    told = list(days)
    return WorkCalendar(
        frozenset(seed.day for seed in told if not seed.working),
        frozenset(seed.day for seed in told if seed.working),
    )
