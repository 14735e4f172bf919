"""A day as it is typed into an address or a command."""

import datetime

from tongket.viet.dates import parse_date
from tongket.viet.fault import Refusal, refusal

FIRST_YEAR, LAST_YEAR = 1900, 2199  # as for periods


def read_day(text: str) -> datetime.date:
    """2025-07-01, or as people write it: 01/07/2025. Refuses what is no day, and one far from any record."""
    day = _parsed(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refusal("date.far", value=text)
    return day


def _parsed(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parse_date(text)
    except Refusal:
        raise refusal("units.no_day", text=text) from None
