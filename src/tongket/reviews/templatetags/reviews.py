"""Where a figure leads, what its source is called, and the state of a review."""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from tongket.base import shown
from tongket.base.clock import HANOI
from tongket.base.templatetags.viet import badge, period
from tongket.figures.columns import STATES
from tongket.reviews.gather.indicators import FEWER
from tongket.reviews.material import Result, TargetLine
from tongket.reviews.models import Meeting, Review
from tongket.reviews.outlines.models import Submission
from tongket.reviews.outlines.words import paragraphs as paragraphs_of
from tongket.reviews.render import trail_link
from tongket.viet.numbers import from_units

register = template.Library()

# The words of a document for what is no number.
_STATES = {written: told for told, written in STATES.values()}
_UNTOLD = {"không nêu năm": _("year not told"), "không nêu ngày": _("day not told")}
_SOURCES = {"counted": _("counted"), "reported": _("reported"), "taken_over": _("taken over")}
_TONES = {
    Review.State.BUILT: "draft",
    Review.State.APPROVED: "open",
    Review.State.PUBLISHED: "done",
    Review.State.SAMPLE: "draft",
}
_STANDINGS = {
    "on_time": ("done", _("in time")),
    "late": ("risk", _("late")),
    "overdue": ("late", _("overdue")),
    "not_yet_due": ("open", _("not yet due")),
}
_WORDS = {
    Submission.State.DRAFT: "draft",
    Submission.State.SUBMITTED: "done",
    Submission.State.RETURNED: "risk",
}


@register.filter
def trail(ref: str) -> str:
    """The address of a figure's trail; empty where there is none."""
    return trail_link()(ref) if ref else ""


@register.filter
def on_screen(text: str) -> str:
    """A value as a document has it, “66,9” or “chưa báo cáo”, in the language of the screen."""
    return str(_STATES[text]) if text in _STATES else shown.marks(text)


@register.filter
def day_of_result(result: Result) -> str:
    """The day or period of a result in the language of the screen; of a stated one as its document has it."""
    return period(result.period) if result.period else result.day


@register.filter
def asked(target: TargetLine) -> str:
    """What a target asks, as a document has it, “giảm từ 60 đến 70 %”, in the language of the screen."""
    if shown.is_vietnamese():
        return target.text
    low, high = (
        None if end is None else shown.number(from_units(end, target.decimals))
        for end in (target.low, target.high)
    )
    if high is None:
        bounds = now_("at least %(low)s") % {"low": low}
    elif low == high:
        bounds = now_("at most %(high)s") % {"high": high}
    else:
        bounds = now_("from %(low)s to %(high)s") % {"low": low, "high": high}
    if target.text.startswith(FEWER):
        return now_("%(bounds)s %% fewer") % {"bounds": bounds}
    return bounds


@register.filter
def held_day(meeting: Meeting) -> str:
    """When a meeting was held, as it is known, in the language of the screen."""
    if meeting.held_on:
        return shown.day(meeting.held_on)
    told = meeting.held
    for words, said in _UNTOLD.items():
        told = told.replace(words, str(said))
    return told


@register.filter
def source_word(source: str) -> str:
    return str(_SOURCES.get(source, source))


@register.filter
def review_badge(review: Review) -> SafeString:
    return badge(_TONES[Review.State(review.state)], review.get_state_display())


@register.filter
def standing_badge(state: str) -> SafeString:
    """How a unit on the list of an outline stands."""
    tone, word = _STANDINGS[state]
    return badge(tone, str(word))


@register.filter
def words_badge(one: Submission) -> SafeString:
    return badge(_WORDS[Submission.State(one.state)], one.get_state_display())


@register.filter
def paragraphs(text: str) -> list[str]:
    return paragraphs_of(text)


@register.filter
def clock(moment: datetime) -> str:
    """The hour of the day in Viet Nam."""
    return f"{moment.astimezone(HANOI):%H:%M}"
