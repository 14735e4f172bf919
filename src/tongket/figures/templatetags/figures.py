"""Figures and states as a page of this room writes them."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongket.base import shown
from tongket.base.clock import HANOI, day_of
from tongket.base.templatetags.viet import badge, number
from tongket.figures.cells import show_value
from tongket.figures.deadlines import Ground, Grounds, end_of
from tongket.figures.models import Due, Figure, Form, FormItem
from tongket.figures.queries.next_steps import NextStep
from tongket.figures.queries.next_steps import setup_steps as steps_of
from tongket.figures.words import DUE_STATES, REPORT_STATES, STEPS
from tongket.programmes.models import Programme, Target
from tongket.units.middleware import asking
from tongket.viet.numbers import from_units
from tongket.viet.period import Period

register = template.Library()


@register.filter
def due_badge(state: str) -> SafeString:
    tone, word = DUE_STATES[state]
    return badge(tone, str(word))


@register.simple_tag(takes_context=True)
def due_day(context: template.Context, due: Due) -> SafeString:
    """The day with its ground: Hạn: 02/12/2026 (2 ngày làm việc, Điều 13 Nghị định 09/2019/NĐ-CP, chưa xác nhận)."""
    ground = _grounds(context).of(due)
    return format_html("{} ({})", _("Due %(day)s") % {"day": until(due.deadline)}, _linked(ground))


@register.filter
def target_words(target: Target) -> str:
    """A target in words: at least 6; between 60 and 70 % fewer than in a period."""
    ends = (None if end is None else from_units(end, target.decimals) for end in (target.low, target.high))
    bounds = f"{target.get_sense_display()} {' – '.join(number(end) for end in ends if end is not None)}"
    if target.basis != Target.Basis.REDUCTION:
        return bounds
    base = Period.parse(target.base_period).label(get_language() or "vi")
    return _("%(bounds)s %% fewer than in %(base)s") % {"bounds": bounds, "base": base}


@register.filter
def until(moment: datetime | None) -> str:
    """The day of a last moment, with its hour if it is not the day's end."""
    if moment is None:
        return ""
    whole_day = end_of(day_of(moment)) == moment
    return shown.day(moment) if whole_day else shown.moment(moment)


@register.simple_tag(takes_context=True)
def form_ground(context: template.Context, form: Form) -> SafeString:
    return _linked(_grounds(context).of_form(form))


def _grounds(context: template.Context) -> Grounds:
    """One for each page, however many days it shows."""
    request = context["request"]
    if not hasattr(request, "grounds"):
        request.grounds = Grounds(request.day)
    grounds: Grounds = request.grounds
    return grounds


def _linked(ground: Ground) -> SafeString:
    if not ground.rule_id:
        return format_html("{}", ground)
    link = reverse("rules:rule", args=[ground.rule_id])
    return format_html('{}, <a href="{}">{}</a>, {}', ground.count, link, ground.basis, ground.state)


@register.filter
def report_badge(state: str) -> SafeString:
    tone, word = REPORT_STATES[state or ""]
    return badge(tone, str(word))


@register.filter
def step(kind: str) -> str:
    return str(STEPS.get(kind, kind))


@register.filter
def figure_value(figure: Figure) -> str:
    """The value with the decimals of its indicator, or that it is not applicable."""
    return show_value(figure.value, figure.indicator.decimals)


@register.simple_tag(takes_context=True)
def setup_steps(context: template.Context, programme: Programme) -> list[NextStep]:
    """What whoever looks at a programme may set up of its figures."""
    hat, on = asking(context["request"])
    return steps_of(programme, hat, on)


@register.filter
def checks(item: FormItem) -> str:
    """What a line is checked for: at least 0; part of line 1; if not 0, then also line 3."""
    decimals = item.indicator.decimals
    said = []
    if item.low is not None:
        said.append(_("at least %(value)s") % {"value": show_value(item.low, decimals)})
    if item.high is not None:
        said.append(_("at most %(value)s") % {"value": show_value(item.high, decimals)})
    if item.part_of:
        said.append(_("part of line %(order)s") % {"order": item.part_of.order})
    if item.needs:
        said.append(_("if not 0, then also line %(order)s") % {"order": item.needs.order})
    if item.band is not None:
        said.append(_("asked about beyond %(band)s %% off last year") % {"band": item.band})
    return "; ".join(said)


@register.filter
def record(cited: str) -> SafeString:
    """What a figure rests on: a link where it is the address of a page of this site, else as it was written."""
    path = re.sub(r"^https?://[^/]+(?=/)", "", cited) if "://" in cited else cited
    within = path.startswith("/") and not path.startswith("//")
    return format_html('<a href="{}">{}</a>', path, path) if within else format_html("{}", cited)


@register.filter
def of(found: Mapping[int, object], key: int) -> object:
    """What was found for one of many, or nothing."""
    return found.get(key)


@register.filter
def clock(moment: datetime) -> str:
    """The time of day: 09:14."""
    return moment.astimezone(HANOI).strftime("%H:%M")


@register.filter
def share(value: Fraction) -> str:
    """A count that may be a part: 3, 3,3."""
    exact = Decimal(value.numerator) / value.denominator
    return number(exact, 0 if value.denominator == 1 else 1)


@register.filter
def span(text: object) -> str:
    """A period's canonical text in words."""
    from django.utils.translation import get_language

    return Period.parse(str(text)).label(get_language() or "vi")
