"""What every template may use without loading it: numbers, days and sentences as people here write them."""

import hashlib
import uuid
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongket.base import faults, shown
from tongket.viet.dates import format_date, format_date_long
from tongket.viet.fault import Fault
from tongket.viet.period import Period

register = template.Library()


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """1234.5 → 1.234,5, in English 1,234.5; nothing stays nothing."""
    return shown.number(value, decimals)


@register.filter
def percent(ratio: Decimal | None, decimals: int = 1) -> str:
    """0.669 → 66,9%."""
    return "" if ratio in (None, "") else f"{number(Decimal(ratio) * 100, decimals)}%"


@register.filter
def of_so_many(value: int) -> str:
    """“trên 24”: what a count is out of, printed after it."""
    return _("of %(total)s") % {"total": number(value)}


@register.filter
def day(value: date | datetime | None) -> str:
    """22/11/2026, 01/7/2025 as documents write it; in English 22 Nov 2026."""
    return shown.day(value) if value else ""


@register.filter
def typed_day(value: date | None) -> str:
    """22/11/2026: a day as it is typed, in both languages."""
    return "" if value is None else format_date(value)


@register.filter
def long_day(value: date | datetime | None) -> str:
    """ngày 22 tháng 11 năm 2026."""
    if value is None:
        return ""
    local = shown.local_of(value)
    return format_date_long(local) if get_language() == "vi" else formats.date_format(local, "DATE_FORMAT")


@register.filter
def moment(value: datetime | None) -> str:
    """14:05 22/11/2026, on the clock of Viet Nam."""
    return "" if value is None else shown.moment(value)


@register.filter
def second(value: datetime | None) -> str:
    """14:05:07 22/11/2026: the moment that a review's figures are of, so that it can be asked for again."""
    return "" if value is None else shown.second(value)


@register.filter
def period(value: Period | str) -> str:
    """2025-Q3 → quý III năm 2025, in the language of the page."""
    if not value:
        return ""
    return (Period.parse(value) if isinstance(value, str) else value).label(get_language() or "vi")


@register.filter
def explain(fault: Fault) -> str:
    return faults.explain(fault)


@register.simple_tag(takes_context=True)
def linked(context: template.Context, fault: Fault) -> str:
    """The sentence of a fault; it leads to the field where it lies, if the page says which that is."""
    places = context.get("fault_places") or {}
    place = places.get(fault.where)
    return format_html('<a href="#{}">{}</a>', place, explain(fault)) if place else explain(fault)


@register.simple_tag
def badge(tone: str, word: str) -> SafeString:
    """A state by colour, shape and word. Tones: done, risk, late, waiting, open, draft, none."""
    return format_html('<span class="badge {}">{}</span>', tone, word)


@register.simple_tag
@cache
def asset(path: str) -> str:
    """The address of a static file with the hash of its content, so that browsers may keep it for a year."""
    found = finders.find(path)
    digest = hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10] if found else "none"
    return f"{static(path)}?v={digest}"


@register.simple_tag
def by_language(name: str) -> SafeString:
    """A part of the frame in which nothing but the language differs: rendered once for each."""
    return _rendered(name, get_language() or "vi")


@cache
def _rendered(name: str, _language: str) -> SafeString:
    return render_to_string(name)


@register.simple_tag(takes_context=True, name="csrf_token")
def form_marks(context: template.Context) -> str:
    """Django's token against forged forms and, for who is signed in, the mark by which a form is taken once."""
    token = CsrfTokenNode().render(context)
    if not getattr(context.get("user"), "is_authenticated", False):
        return token
    return token + format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


@register.simple_tag(takes_context=True)
def here_with(context: template.Context, **changes: object) -> str:
    """The page's own query with some values changed: for pagers, filters and tabs."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"
