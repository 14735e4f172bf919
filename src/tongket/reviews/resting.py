"""What of this room rests on a target or a ground of a programme: the reviews that a leader has approved."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from tongket.base.resting import publish_resting
from tongket.programmes.models import Ground, Target
from tongket.programmes.taking_back import set_at
from tongket.reviews.models import Review


def _on_target(target: Target, _day: date) -> Iterable[str]:
    """Approved reviews of the target's time that were made since it was set."""
    since = set_at(target)
    found = Review.objects.filter(programme=target.programme_id).exclude(state=Review.State.BUILT)
    found = found.filter(period_start__lt=target.period_end, period_end__gt=target.period_start)
    yield from _named(found.filter(as_of__gte=since) if since else found)


def _on_ground(ground: Ground, _day: date) -> Iterable[str]:
    """Approved reviews of the programme: they name its grounds."""
    found = Review.objects.filter(programme=ground.programme_id).exclude(state=Review.State.BUILT)
    yield from _named(found)


def _named(reviews: Iterable[Review]) -> Iterable[str]:
    return [_("the review “%(title)s”") % {"title": one.title} for one in reviews]


def publish() -> None:
    publish_resting(Target, _on_target)
    publish_resting(Ground, _on_ground)
