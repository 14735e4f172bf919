"""The state of a task as a badge."""

from django import template
from django.utils.safestring import SafeString

from tongket.base.templatetags.viet import badge
from tongket.programmes.state import TaskState
from tongket.programmes.words import STATES

register = template.Library()


@register.filter
def task_badge(state: TaskState) -> SafeString:
    """Colour, shape and word of a state."""
    tone, word = STATES[state]
    return badge(tone, str(word))
