"""Which reviews of directives are planned, which of them were made, and which the directive's age asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tongket.directives.models import Directive
from tongket.reviews.meetings.models import PlannedReview
from tongket.reviews.models import Review
from tongket.units.models import Unit

Kind = PlannedReview.Kind
YEARS = {Kind.INTERIM: 5, Kind.FINAL: 10}
DONE = (Review.State.APPROVED, Review.State.PUBLISHED)


@dataclass(frozen=True)
class PlannedLine:
    """A planned review, and the one that was made of it."""

    planned: PlannedReview
    review: Review | None

    @property
    def title(self) -> str:
        """“Review of ten years (2014–2024): 29-NQ/TW”."""
        one = self.planned
        years = (
            str(one.first_year) if one.first_year == one.last_year else f"{one.first_year}–{one.last_year}"
        )
        names = {
            Kind.YEARLY: _("Yearly review, %(years)s: %(directive)s"),
            Kind.INTERIM: _("Interim review, %(years)s: %(directive)s"),
            Kind.FINAL: _("Final review, %(years)s: %(directive)s"),
        }
        return names[Kind(one.kind)] % {"years": years, "directive": one.directive}

    @property
    def link(self) -> str:
        """The page of the directive, which everybody may open."""
        return reverse("portal:directive", args=[self.planned.directive.ref])

    @property
    def plan_link(self) -> str:
        """The page of the plan, for whoever may plan."""
        return reverse("reviews:plans", args=[self.planned.directive.ref])


def planned_lines(rows: QuerySet[PlannedReview]) -> list[PlannedLine]:
    """Each with the approved review that covers it, if there is one: of a programme that rests on the directive."""
    listed = list(rows.select_related("directive").order_by("due", "pk"))
    made = _made(listed)
    return [PlannedLine(one, _of(one, made.get((one.unit_id, one.directive_id), []))) for one in listed]


def _made(listed: Iterable[PlannedReview]) -> dict[tuple[int, int], list[Review]]:
    units = {one.unit_id for one in listed}
    directives = {one.directive_id for one in listed}
    rows = Review.objects.filter(unit__in=units, programme__grounds__directive__in=directives, state__in=DONE)
    found: dict[tuple[int, int], list[Review]] = {}
    pairs = rows.values_list("pk", "unit", "programme__grounds__directive").distinct()
    reviews = {review.pk: review for review in rows}
    for pk, unit, directive in pairs:
        found.setdefault((unit, directive), []).append(reviews[pk])
    return found


def _of(planned: PlannedReview, made: list[Review]) -> Review | None:
    """A final one wants a final review; each has to reach to the end of its last year."""
    for review in sorted(made, key=lambda one: one.as_of):
        fits = planned.kind != Kind.FINAL or review.kind == Review.Kind.FINAL
        if fits and review.period_end > date(planned.last_year, 12, 31):
            return review
    return None


@dataclass(frozen=True)
class Proposal:
    """A review that the age of a directive asks for, not planned yet."""

    kind: str
    first_year: int
    last_year: int
    due: date


def proposals(directive: Directive, unit: Unit, day: date) -> list[Proposal]:
    """This year's, the one after five years and the one after ten; those planned already are left out."""
    known = set(PlannedReview.objects.filter(unit=unit, directive=directive).values_list("kind", "last_year"))
    found = [Proposal(Kind.YEARLY, day.year, day.year, date(day.year, 12, 15))]
    if directive.issued_on:
        start = directive.issued_on
        for kind, years in YEARS.items():
            end = _years_after(start, years)
            if end >= day:
                found.append(Proposal(kind, start.year, end.year, end))
    return [one for one in found if (one.kind, one.last_year) not in known]


def _years_after(day: date, years: int) -> date:
    """The same day some years later; the last of February for one that only a leap year has."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def plans_visible_to(unit: Unit | int) -> QuerySet[PlannedReview]:
    """The plans of one office: they are its own work."""
    return PlannedReview.objects.filter(unit=unit)
