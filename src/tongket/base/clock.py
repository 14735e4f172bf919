"""The one clock: everything else gets `now` or `on` as an argument."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251


def day_of(moment: datetime) -> date:
    """The day in Vietnam on which a moment falls."""
    return moment.astimezone(HANOI).date()


def hour_of(moment: datetime) -> time:
    """What the clock in Vietnam says at a moment, to the minute."""
    return moment.astimezone(HANOI).time().replace(second=0, microsecond=0)


def today() -> date:
    return day_of(now())


def at_hanoi(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """A clock time of Vietnam as the moment that is stored."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HANOI).astimezone(UTC)
