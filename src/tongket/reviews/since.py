"""What would read otherwise if an issued review were built now, and why: each figure with what was entered since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tongket.base.clock import day_of
from tongket.figures.models import Figure
from tongket.reviews.changes import Change, changes_between
from tongket.reviews.compose import compose
from tongket.reviews.gather import gather_figures
from tongket.reviews.models import Review
from tongket.reviews.queries import read_document
from tongket.units.models import Closure
from tongket.units.queries import names_of, posts_of
from tongket.viet.period import Period

MOST = 3  # figures told of a sum


@dataclass(frozen=True)
class Cause:
    """A figure that was entered since: corrected with a reason, or new; its entry in the ledger."""

    unit: str
    at: datetime
    post: str
    reason: str
    entry: str
    ref: str


@dataclass(frozen=True)
class Differs:
    """A figure that would read otherwise, and what has brought it about; `more` causes are not named."""

    change: Change
    causes: tuple[Cause, ...]
    more: int


def would_differ(review: Review, now: datetime) -> tuple[Differs, ...]:
    """Its figures are composed once more, as of now, and laid beside the frozen ones; nothing is kept of it."""
    period = Period.parse(review.period)
    anew = compose(gather_figures(programme=review.programme, period=period, kind=review.kind, as_of=now))
    changes = changes_between(read_document(review.document.sha256), anew)
    return tuple(_with_causes(change, review, now) for change in changes)


def _with_causes(change: Change, review: Review, now: datetime) -> Differs:
    found = _entered_since(change.ref, review, now)
    return Differs(change, _causes(found[:MOST], now), max(len(found) - MOST, 0))


def _entered_since(ref: str, review: Review, now: datetime) -> Sequence[Figure]:
    """Figures behind a ref that were entered after the review's moment, corrections first, the latest before."""
    figures = Figure.objects.filter(entered__gt=review.as_of, entered__lte=now)
    parts = ref.split("/")
    if parts[0] == "f":
        figures = figures.filter(ref=parts[1])
    elif parts[0] == "r" and len(parts) > 3:
        day, period = day_of(now), Period.parse(parts[3])
        below = Closure.objects.filter(ancestor__ref=parts[2], start__lte=day, end__gt=day)
        figures = figures.filter(indicator__ref=parts[1], unit__in=below.values("descendant"))
        figures = figures.filter(period_start__lt=period.end, period_end__gt=period.start)
    else:
        return ()
    listed = figures.select_related("entry").order_by("-entered", "-pk")
    return sorted(listed, key=lambda one: one.supersedes_id is None)


def _causes(figures: Sequence[Figure], now: datetime) -> tuple[Cause, ...]:
    names = names_of({one.unit_id for one in figures}, day_of(now))
    posts = posts_of({one.actor for one in figures if one.actor})
    return tuple(
        Cause(
            unit=names.get(one.unit_id, ""),
            at=one.entered,
            post=posts.get(one.actor, "") if one.actor else "",
            reason=one.reason,
            entry=str(one.entry.ref),
            ref=f"f/{one.ref}",
        )
        for one in figures
    )
