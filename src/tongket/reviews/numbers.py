"""Numbers of reviews as papers: they stand in the register of reports of the office that issues them."""

from datetime import date, datetime

from tongket.base.clock import day_of
from tongket.base.series import take_number
from tongket.directives import numbering
from tongket.directives.numbering import Register as Register
from tongket.directives.numbering import newest_term as newest_term
from tongket.directives.numbering import organ_code as organ_code
from tongket.reviews.models import Review
from tongket.units.models import Unit

KIND = "BC"


def register_of(unit: Unit, day: date) -> Register | None:
    """The register of a unit that issues papers; without a term as long as its committee has opened none."""
    return numbering.register_of(unit, KIND, day)


def open_register(unit: Unit, day: date) -> Register:
    """The register to take a number from; refused where the unit has none, or no term is open."""
    return numbering.open_register(unit, KIND, day)


def number_review(review: Review, now: datetime) -> None:
    """Take the next number for a review that is being approved; one of a unit without papers stays without."""
    day = day_of(now)
    if register_of(review.unit, day) is None:
        return
    register = open_register(review.unit, day)
    review.number = take_number(
        unit_id=review.unit_id, kind=KIND, term=register.term, subject=review.ref, now=now
    )
    review.symbol = register.symbol(review.number)
    review.issued_on = day
