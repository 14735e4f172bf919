"""Where a figure leads, what its source is called, and the state of a review."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tongket.base.templatetags.viet import badge
from tongket.reviews.models import Review
from tongket.reviews.render import trail_link

register = template.Library()

_SOURCES = {"counted": _("counted"), "reported": _("reported"), "taken_over": _("taken over")}
_TONES = {
    Review.State.BUILT: "draft",
    Review.State.APPROVED: "open",
    Review.State.PUBLISHED: "done",
    Review.State.SAMPLE: "draft",
}


@register.filter
def trail(ref: str) -> str:
    """The address of a figure's trail; empty where there is none."""
    return trail_link()(ref) if ref else ""


@register.filter
def source_word(source: str) -> str:
    return str(_SOURCES.get(source, source))


@register.filter
def review_badge(review: Review) -> SafeString:
    return badge(_TONES[Review.State(review.state)], review.get_state_display())
