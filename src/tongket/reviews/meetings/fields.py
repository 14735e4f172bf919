"""Fields that meetings and the weekly calendar share: an hour of the day as people here write it."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_HOUR = re.compile(r"(\d{1,2})\s*(?:[:hg.]|giờ)?\s*(\d{1,2})?(?:\s*(?:p|ph|phút))?", re.IGNORECASE)


def parse_hour(text: str) -> time | None:
    """8, 8h, 8:00, 8h30, 08 giờ 30 as a time of the day; nothing for what is none."""
    found = _HOUR.fullmatch(text.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class HourField(forms.CharField):
    """An hour: 08:00, 8h30, 14 giờ."""

    def clean(self, value: object) -> time | None:
        text = super().clean(value)
        if not text:
            return None
        read = parse_hour(text)
        if read is None:
            raise ValidationError(
                _("“%(value)s” is no hour of the day. Write for example 08:00 or 14:30.") % {"value": text}
            )
        return read

    def prepare_value(self, value: object) -> object:
        return f"{value:%H:%M}" if isinstance(value, time) else value
