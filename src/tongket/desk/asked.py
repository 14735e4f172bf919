"""What others wait for from this unit in words: its part of a review, comments on a draft, a review that came up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from tongket.base.clock import day_of
from tongket.reviews.models import Review
from tongket.reviews.outlines.models import Outline, Sent, Submission
from tongket.reviews.outlines.queries import sent_visible_to, submissions_visible_to
from tongket.units.grants import allowed
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.period import Period


@dataclass(frozen=True)
class Asked:
    """One thing that is asked for: what, where, by whom, by when; why it came back, if it did; or whom it waits for.

    `word` is what is asked for where no day says so.
    """

    what: str
    link: str
    who: str
    due: date | None
    reason: str = ""
    others: bool = False
    word: str = ""


def asked_of(hat: Hat, day: date) -> Iterator[Asked]:
    """All that waits for words of the hat's unit, for whoever may give them."""
    if hat.unit_id is None:
        return
    unit = hat.unit_id
    if allowed(hat, "reviews.hand_in", unit_id=unit, day=day, state=Submission.State.DRAFT):
        yield from _words(hat, day)
    if allowed(hat, "reviews.comment", unit_id=unit, day=day):
        yield from _sent(hat, day)
    if allowed(hat, "reviews.outline", unit_id=unit, day=day):
        yield from _outlines(unit)


def _outlines(unit: int) -> Iterator[Asked]:
    """Outlines of the own unit for which words are still to come: so many of so many."""
    handed_in = Count("submissions", filter=Q(submissions__handed_in__gt=0))
    sent = Outline.objects.filter(unit=unit, state=Outline.State.SENT)
    counted = sent.annotate(due=Count("submissions"), came=handed_in).filter(came__lt=F("due"))
    for one in counted.select_related("programme").order_by("due_at", "pk"):
        title = f"{one.programme.title}, {Period.parse(one.period).label()}"
        what = _("Words of the units: %(title)s") % {"title": title}
        who = _("%(came)s of %(due)s have handed in") % {"came": one.came, "due": one.due}
        yield Asked(
            what, one.get_absolute_url(), who, day_of(one.due_at) if one.due_at else None, others=True
        )


def _words(hat: Hat, day: date) -> Iterator[Asked]:
    waiting = submissions_visible_to(hat, day).filter(unit=hat.unit_id)
    waiting = waiting.exclude(state=Submission.State.SUBMITTED).select_related("outline__programme")
    listed = list(waiting.order_by("outline__due_at", "pk"))
    names = names_of({one.outline.unit_id for one in listed}, day)
    for one in listed:
        period = Period.parse(one.outline.period).label()
        what = _("Words for the review: %(title)s") % {"title": f"{one.outline.programme.title}, {period}"}
        reason = one.reason if one.state == Submission.State.RETURNED else ""
        due = day_of(one.last_moment) if one.last_moment else None
        yield Asked(what, one.get_absolute_url(), names.get(one.outline.unit_id, ""), due, reason)


def _sent(hat: Hat, day: date) -> Iterator[Asked]:
    waiting = sent_visible_to(hat, day).filter(unit=hat.unit_id, answered_at=None).select_related("review")
    listed = list(waiting.order_by("at", "pk"))
    names = names_of({one.review.unit_id for one in listed}, day)
    for one in listed:
        upward = one.purpose == Sent.Purpose.UPWARD
        if not upward and one.review.state != Review.State.BUILT:
            continue
        said = _("Review received: %(title)s") if upward else _("Comments on the draft: %(title)s")
        link = f"/tong-ket/{one.review.ref}/" if upward else f"/gop-y/{one.ref}/"
        due = day_of(one.due_at) if one.due_at else None
        yield Asked(said % {"title": one.review.title}, link, names.get(one.review.unit_id, ""), due)
