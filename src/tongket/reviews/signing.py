"""Who signs a review: the authority of the post that approved it; and with which digital signature, if with one."""

from dataclasses import replace
from datetime import date, datetime

from tongket.base.clock import day_of
from tongket.base.files import open_file
from tongket.directives.digital import require_signed
from tongket.directives.numbering import Register
from tongket.directives.signing import signature_of as signature_of
from tongket.reviews.models import Review
from tongket.reviews.numbers import open_register
from tongket.reviews.queries import ident_of, read_document
from tongket.reviews.sources import for_reading
from tongket.units.hats import Hat
from tongket.units.models import Line
from tongket.units.queries import names_of
from tongket.viet.dates import format_date_long
from tongket.writer.document import Signature

# What the approval gives a review that is printed on it, beside the frozen document.
PRINTED = ("number", "symbol", "issued_on", "signed_for", "signed_as", "signed_by")


def signature_by(review: Review, actor: Hat, day: date) -> Signature:
    """Authority and post of the actor as they are on that day, and the name."""
    office = names_of([review.unit_id], day).get(review.unit_id, "")
    party = review.unit.versions.filter(line=Line.PARTY, start__lte=day, end__gt=day).exists()
    return signature_of(office=office, post=actor.post, name=actor.name, party=party)


def sign_review(review: Review, actor: Hat, day: date) -> None:
    """Who approves a review signs it."""
    signature = signature_by(review, actor, day)
    review.signed_for, review.signed_as = signature.authority, signature.post
    review.signed_by = signature.name


def pdf_to_sign(review: Review, actor: Hat, now: datetime) -> bytes:
    """The review as its actor would sign it, with free places for number, day and two digital signatures.

    Refused for a unit that issues no papers: it has no number to fill in.
    """
    from tongket.writer.pdf import render_pdf

    day = day_of(now)
    register = open_register(review.unit, day)
    frozen = for_reading(read_document(review.document.sha256), draft=False)
    document = replace(
        frozen,
        head=replace(frozen.head, number=_free(register), date=f"ngày      tháng      năm {day.year}"),
        signatures=(signature_by(review, actor, day),),
        ident=ident_of(review).removesuffix("/draft"),
    )
    return render_pdf(document, to_sign=True)


def _free(register: Register) -> str:
    """The symbol without its number: /BC-UBND, -BC/ĐU."""
    return register.symbol(0).removeprefix("00")


def require_signed_review(review: Review, signed: bytes, actor: Hat, now: datetime) -> None:
    """Refuse what is not the review as it was given out to this actor, with one whole signature added."""
    require_signed(pdf_to_sign(review, actor, now), signed, now=now, more=True)


def numbered_pdf(review: Review) -> bytes:
    """The signed PDF with the number and day that the review took; the same bytes each time."""
    from tongket.writer.places import fill_places

    assert review.signed_pdf is not None
    assert review.issued_on is not None
    with open_file(review.signed_pdf) as data:
        return fill_places(data.read(), number=f"{review.number:02d}", day=format_date_long(review.issued_on))


def printed_facts(review: Review) -> dict[str, str]:
    """What the ledger keeps of it: the number, authority and post; never a person's name."""
    return {"symbol": review.symbol, "signed_for": review.signed_for, "signed_as": review.signed_as}
