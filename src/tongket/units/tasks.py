"""What runs later in this room."""

from datetime import datetime

from tongket.base.clock import day_of
from tongket.units.actions import close_done, end_deaf_hooks, seed_calendar
from tongket.units.hats import SYSTEM
from tongket.units.models import Tier, Unit

YEARS_AHEAD = 2


def keep_calendar(*, now: datetime) -> None:
    """See that the calendar reaches two years ahead: deadlines are counted by it."""
    year = day_of(now).year
    if Unit.objects.filter(tier=Tier.NATION).exists():
        seed_calendar(years=range(year - 1, year + YEARS_AHEAD + 1), actor=SYSTEM, now=now)


def close_accounts(*, now: datetime) -> None:
    """Close the accounts of those whose last post ended on a day that has come."""
    close_done(day=day_of(now), actor=SYSTEM, now=now)


def end_deaf(*, now: datetime) -> None:
    """Stop telling addresses that have not answered for days."""
    end_deaf_hooks(now=now)
