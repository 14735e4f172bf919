"""The state of a task as a badge; when it is due; a rate with its base."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongket.base.templatetags.viet import badge, day, number
from tongket.programmes.rates import Rate, done_rate, in_time_rate
from tongket.programmes.state import Counts, Stage, Standing, TaskState
from tongket.programmes.words import STATES

register = template.Library()


@register.filter
def task_badge(state: TaskState) -> SafeString:
    """Colour, shape and word of a state."""
    tone, word = STATES[state]
    return badge(tone, str(word))


@register.filter
def due_said(standing: Standing) -> str:
    """“16:30 05/12/2026”, “05/12/2026”, “thường xuyên”."""
    if standing.due is None:
        return _("regularly")
    hour = f"{standing.due_hour:%H:%M} " if standing.due_hour else ""
    return f"{hour}{day(standing.due)}"


@register.filter
def stage_said(standing: Standing) -> str:
    """With whom it lies, where the state does not say it."""
    if standing.state in {TaskState.SUSPENDED, TaskState.STOPPED}:
        return ""
    if standing.course.asked and standing.course.done_on is None:
        return _("extension asked to %(day)s") % {"day": day(standing.course.asked)}
    told = {Stage.SENT_BACK, Stage.HANDED_IN, Stage.RETURNED}
    return str(Stage(standing.course.stage).label) if standing.course.stage in told else ""


@register.filter
def done_share(counts: Counts) -> SafeString | str:
    return _share(done_rate(counts))


@register.filter
def in_time_share(counts: Counts) -> SafeString | str:
    return _share(in_time_rate(counts))


def _share(rate: Rate) -> SafeString | str:
    """The rate, and under it so many of so many."""
    if rate.percent is None:
        return "–"
    base = _("%(part)s of %(base)s") % {"part": number(rate.part), "base": number(rate.base)}
    return format_html('{}%<br><span class="soft small">{}</span>', number(rate.percent, 2), base)
