"""How far a planned review has come: the programme it is made from, its outline, its draft."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.programmes.models import Programme
from tongket.reviews.meetings.models import PlannedReview
from tongket.reviews.models import Review
from tongket.reviews.outlines.models import Outline, Sent, Submission
from tongket.viet.period import Period


@dataclass(frozen=True)
class Way:
    """A programme of the office that rests on the directive, and what there is of its review of those years."""

    programme: Programme
    period: Period
    outline: Outline | None
    draft: Review | None

    @property
    def said(self) -> tuple[str, str]:
        """Colour and words of how it stands."""
        if self.draft:
            out: int = self.draft.out  # type: ignore[attr-defined]
            return "draft", _("draft out for comments") if out else _("draft made")
        if self.outline is None:
            return "open", _("not begun")
        if self.outline.state == Outline.State.DRAFT:
            return "draft", _("outline being drawn up")
        counts = {"n": self.outline.handed, "total": self.outline.asked}  # type: ignore[attr-defined]
        return "open", _("%(n)s of %(total)s units have handed in") % counts

    @property
    def next(self) -> tuple[str, str]:
        """Where the work goes on, and the word on the button."""
        if self.draft:
            return reverse("reviews:review", args=[self.draft.ref]), _("Open the draft")
        if self.outline:
            return self.outline.get_absolute_url(), _("Open the outline")
        start = reverse("reviews:outline-start", args=[self.programme.slug])
        return f"{start}?ky={self.period}", _("Draw up the outline")


def period_of(planned: PlannedReview) -> Period:
    """The years of a planned review, as its outline and review have them."""
    first, last = planned.first_year, planned.last_year
    return Period.parse(str(first) if first == last else f"{first}..{last}")


def ways_of(rows: Iterable[PlannedReview]) -> dict[int, list[Way]]:
    """By planned review: the office's programmes that rest on its directive and reach into its years."""
    rows = list(rows)
    periods = {one.pk: period_of(one) for one in rows}
    directives, units = {one.directive_id for one in rows}, {one.unit_id for one in rows}
    grounded = Programme.objects.filter(grounds__directive__in=directives, unit__in=units)
    pairs = list(grounded.exclude(state=Programme.State.DRAFT).values_list("grounds__directive", "pk"))
    programmes = Programme.objects.in_bulk({pk for _directive, pk in pairs})
    asked = {str(period) for period in periods.values()}
    outlines = _outlines(programmes, asked)
    drafts = _drafts(programmes, asked)
    found: dict[int, list[Way]] = {one.pk: [] for one in rows}
    for one in rows:
        period = periods[one.pk]
        for pk in sorted(pk for directive, pk in set(pairs) if directive == one.directive_id):
            programme, key = programmes[pk], (pk, str(period))
            if programme.unit_id == one.unit_id and _meets(programme, period):
                found[one.pk].append(Way(programme, period, outlines.get(key), drafts.get(key)))
    return found


def _meets(programme: Programme, period: Period) -> bool:
    return programme.term_start < period.end and period.start < programme.term_end


def _outlines(programmes: Iterable[int], periods: Iterable[str]) -> dict[tuple[int, str], Outline]:
    handed = Q(submissions__state=Submission.State.SUBMITTED)
    rows = Outline.objects.filter(programme__in=programmes, period__in=periods).annotate(
        asked=Count("submissions"), handed=Count("submissions", filter=handed)
    )
    return {(one.programme_id, one.period): one for one in rows}


def _drafts(programmes: Iterable[int], periods: Iterable[str]) -> dict[tuple[int, str], Review]:
    """The newest draft of each."""
    rows = Review.objects.filter(
        programme__in=programmes, period__in=periods, state=Review.State.BUILT
    ).annotate(out=Count("sent", filter=Q(sent__purpose=Sent.Purpose.COMMENTS)))
    return {(one.programme_id, one.period): one for one in rows.order_by("as_of", "pk")}
