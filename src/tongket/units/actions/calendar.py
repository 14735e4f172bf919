"""The calendar of working days: its rows are entered from the package of holidays, for officers to confirm."""

from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version

from tongket.base.models import CalendarDay
from tongket.law.days import seed_days
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.queries import national_root

SOURCE = f"gói holidays {version('holidays')}, chưa xác nhận"


def seed_calendar(*, years: Iterable[int], actor: Hat, now: datetime) -> int:
    """Enter the holidays and swapped days of some years; a day that stands there stays as it is. How many are new."""
    known = set(CalendarDay.objects.values_list("day", flat=True))
    days = [one for one in seed_days(years) if one.day not in known]
    if not days:
        return 0
    nation = national_root()
    with act("units.seed_calendar", on=About(nation.ref, nation.pk), actor=actor, now=now) as done:
        CalendarDay.objects.bulk_create(
            CalendarDay(day=one.day, working=one.working, name=one.name, source=SOURCE) for one in days
        )
        done.note(years=sorted({one.day.year for one in days}), days=len(days), source=SOURCE)
    return len(days)
