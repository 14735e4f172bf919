"""Who signs a review: the authority of the post that approved it."""

from datetime import date

from tongket.directives.signing import signature_of as signature_of
from tongket.reviews.models import Review
from tongket.units.hats import Hat
from tongket.units.models import Line
from tongket.units.queries import names_of

# What the approval gives a review that is printed on it, beside the frozen document.
PRINTED = ("number", "symbol", "issued_on", "signed_for", "signed_as", "signed_by")


def sign_review(review: Review, actor: Hat, day: date) -> None:
    """Who approves a review signs it: authority and post as they are on that day, and the name."""
    office = names_of([review.unit_id], day).get(review.unit_id, "")
    party = review.unit.versions.filter(line=Line.PARTY, start__lte=day, end__gt=day).exists()
    signature = signature_of(office=office, post=actor.post, name=actor.name, party=party)
    review.signed_for, review.signed_as = signature.authority, signature.post
    review.signed_by = signature.name


def printed_facts(review: Review) -> dict[str, str]:
    """What the ledger keeps of it: the number, authority and post; never a person's name."""
    return {"symbol": review.symbol, "signed_for": review.signed_for, "signed_as": review.signed_as}
