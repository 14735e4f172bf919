"""Figures and states as a page of this room writes them."""

from django import template
from django.utils.safestring import SafeString

from tongket.base.templatetags.viet import badge
from tongket.figures.cells import show_value
from tongket.figures.models import Figure
from tongket.figures.words import DUE_STATES, REPORT_STATES, STEPS
from tongket.viet.period import Period

register = template.Library()


@register.filter
def due_badge(state: str) -> SafeString:
    tone, word = DUE_STATES[state]
    return badge(tone, str(word))


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


@register.filter
def span(text: object) -> str:
    """A period's canonical text in words."""
    from django.utils.translation import get_language

    return Period.parse(str(text)).label(get_language() or "vi")
