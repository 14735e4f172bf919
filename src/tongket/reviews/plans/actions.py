"""Writes about the plan of reviews of a directive."""

from datetime import date, datetime

from tongket.base.clock import day_of
from tongket.directives.models import Directive
from tongket.reviews.meetings.models import PlannedReview
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal

FIRST, LONGEST = 1945, 30


def plan_review(
    *,
    unit: Unit,
    directive: Directive,
    kind: str,
    first_year: int,
    last_year: int,
    due: date,
    actor: Hat,
    now: datetime,
) -> PlannedReview:
    """Plan a review of a directive over some years, due on a day; one of a kind for a last year."""
    if not FIRST <= first_year <= last_year < first_year + LONGEST:
        raise refusal("plan.years", first=first_year, last=last_year)
    if due < day_of(now):
        raise refusal("plan.due_passed", day=format_date(due))
    planned = PlannedReview(
        unit=unit, directive=directive, kind=kind, first_year=first_year, last_year=last_year, due=due
    )
    with act("meetings.plan_review", on=planned, actor=actor, now=now) as done:
        there = PlannedReview.objects.filter(unit=unit, directive=directive, kind=kind, last_year=last_year)
        if there.exists():
            raise refusal("plan.known", year=last_year)
        planned.save(force_insert=True)
        done.note(
            directive=str(directive.ref), kind=kind, years=f"{first_year}-{last_year}", due=format_date(due)
        )
    return planned


def drop_plan(*, planned: PlannedReview, actor: Hat, now: datetime) -> None:
    """A review that is not to be held after all."""
    with act("meetings.plan_review", on=planned, actor=actor, now=now) as done:
        done.note(dropped=f"{planned.kind} {planned.last_year}")
        planned.delete()
