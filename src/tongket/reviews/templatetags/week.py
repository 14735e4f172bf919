"""What the pages of the weekly calendar need: days by name, offices by key."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
WEEKDAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip


@register.filter
def weekday(day: date) -> str:
    """Thứ Hai, … Chủ nhật."""
    return str(WEEKDAYS[day.weekday()])


@register.filter
def of(names: Mapping[int, str], unit: int) -> str:
    """What a unit is called."""
    return names.get(unit, "")
