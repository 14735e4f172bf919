"""Numbers, days and moments in the language of the screen.

Only for what is shown at once: what is kept, and every document, is written in Vietnamese by `viet` itself.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import get_language

from tongket.viet.dates import format_date
from tongket.viet.numbers import format_number

_ENGLISH = str.maketrans(".,", ",.")


def is_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """1234.5 → 1.234,5, in English 1,234.5; nothing stays nothing."""
    return "" if value is None or value == "" else marks(format_number(value, decimals))


def marks(text: str) -> str:
    """A number that is written out already, with the marks of the screen's language: 66,9 → 66.9."""
    return text if is_vietnamese() else text.translate(_ENGLISH)


def day(value: date | datetime) -> str:
    """22/11/2026, in English 22 Nov 2026: there 01/7 might be taken for a day of January."""
    local = local_of(value)
    return format_date(local) if is_vietnamese() else formats.date_format(local, "SHORT_DATE_FORMAT")


def moment(value: datetime) -> str:
    """14:05 22/11/2026, in English 14:05, 22 Nov 2026, on the clock of Viet Nam."""
    between = " " if is_vietnamese() else ", "
    return f"{local_of(value):%H:%M}{between}{day(value)}"


def second(value: datetime) -> str:
    """14:05:07 22/11/2026: a moment by which something is found again; without seconds where they are none."""
    between = " " if is_vietnamese() else ", "
    local = local_of(value)
    return f"{local:%H:%M:%S}{between}{day(value)}" if value.second else moment(value)


def local_of(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
