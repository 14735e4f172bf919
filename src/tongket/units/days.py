"""A day as it is typed into an address or a command."""

import datetime

from tongket.viet.dates import parse_date
from tongket.viet.fault import Refusal, refusal


def read_day(text: str) -> datetime.date:
    """2025-07-01, or as people write it: 01/07/2025. Refuses (`units.no_day`) what is no day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parse_date(text)
    except Refusal:
        raise refusal("units.no_day", text=text) from None
