"""What is still open of a review that waits for its approval: told to who is asked to approve it, never held back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongket.base.clock import day_of
from tongket.figures.deadlines import shown_moment
from tongket.reviews.gather import Records
from tongket.reviews.gather.indicators import contradictions
from tongket.reviews.models import Review
from tongket.reviews.outlines.models import Comment, Sent
from tongket.units.queries import names_of
from tongket.viet.period import Period


@dataclass(frozen=True)
class Unsettled:
    """One thing that is open: what, which ones, and where it can be settled."""

    what: str
    which: tuple[str, ...] = ()
    link: str = ""


def unsettled(review: Review, now: datetime) -> list[Unsettled]:
    """Comments as they stand now; figures, reports and judgements as the review's moment knew them."""
    records = Records(review.programme, Period.parse(review.period), review.as_of)
    return [*_comments(review, now), *_numbers(records), *_words(records)]


def _comments(review: Review, now: datetime) -> Iterator[Unsettled]:
    answers = reverse("reviews:answers", args=[review.ref])
    waiting = Comment.objects.filter(sent__review=review, answer="").order_by("sent", "place")
    if said := tuple(waiting.values_list("text", flat=True)):
        what = ngettext("%(n)s comment is not decided", "%(n)s comments are not decided", len(said))
        yield Unsettled(what % {"n": len(said)}, said, answers)
    asked = Sent.objects.filter(
        review=review, purpose=Sent.Purpose.COMMENTS, answered_at=None, due_at__gt=now
    )
    by_end: dict[datetime, list[int]] = {}
    for unit, due in asked.order_by("due_at", "pk").values_list("unit", "due_at"):
        by_end.setdefault(due or now, []).append(unit)
    for due, units in by_end.items():
        names = names_of(units, day_of(now))
        what = _("Comments may still come until %(due)s; approving closes them") % {"due": shown_moment(due)}
        yield Unsettled(what, tuple(names.get(unit, "") for unit in units), answers)


def _numbers(records: Records) -> Iterator[Unsettled]:
    composer = _page("reviews:compose", records)
    if said := records.doubts:
        yield Unsettled(_("Words give another number than the approved figures"), said, composer)
    if found := contradictions(records.desk):
        yield Unsettled(_("Figures of two sources differ"), tuple(each.what for each in found))
    for line in records.reports:
        if line.missing_units:
            n = len(line.missing_units)
            what = ngettext("%(period)s: %(n)s report is missing", "%(period)s: %(n)s reports are missing", n)
            yield Unsettled(what % {"period": line.period, "n": n}, line.missing_units)
        if line.waiting_units:
            n = len(line.waiting_units)
            what = ngettext(
                "%(period)s: %(n)s report waits for approval",
                "%(period)s: %(n)s reports wait for approval",
                n,
            )
            yield Unsettled(what % {"period": line.period, "n": n}, line.waiting_units)


def _words(records: Records) -> Iterator[Unsettled]:
    bare: Sequence[str] = [each.text for each in records.claims if not each.figures]
    if bare:
        what = ngettext("%(n)s judgement names no figure", "%(n)s judgements name no figure", len(bare))
        yield Unsettled(what % {"n": len(bare)}, tuple(bare), _page("reviews:compose", records) + "#claims")
    untold = tuple(line.text for line in records.shortcomings if not (line.cause and line.remedy))
    if untold:
        what = ngettext(
            "%(n)s shortcoming has no cause or no remedy",
            "%(n)s shortcomings have no cause or no remedy",
            len(untold),
        )
        yield Unsettled(what % {"n": len(untold)}, untold, _page("reviews:shortcomings", records))


def _page(name: str, records: Records) -> str:
    return f"{reverse(name, args=[records.programme.slug])}?ky={records.period}"
