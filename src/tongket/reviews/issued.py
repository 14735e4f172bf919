"""A review goes out: its files are kept as they are for good, and the ledger says what they are."""

import hashlib
from datetime import datetime

from tongket.base.entries import Fact
from tongket.base.files import put_file
from tongket.base.models import Access, File
from tongket.directives.digital import seal_file
from tongket.ledger.canonical import canonical
from tongket.reviews.changes import printed_in
from tongket.reviews.models import Review
from tongket.reviews.queries import read_document
from tongket.reviews.render import render_each
from tongket.reviews.signing import numbered_pdf


def files_to_issue(review: Review, sealed: bytes | None, now: datetime) -> tuple[File, File]:
    """The PDF and the Word file as they go out, put on the disk before the transaction that records them."""
    made = render_each(review, ("docx",) if review.signed_pdf else ("pdf", "docx"))
    if review.signed_pdf:
        made["pdf"] = seal_file(numbered_pdf(review), sealed, review.unit, now)
    name = f"{review.programme.slug}-{review.period}"
    pdf, docx = (
        put_file(
            data=made[ending], name=f"{name}.{ending}", unit_id=review.unit_id, access=Access.PUBLIC, now=now
        )
        for ending in ("pdf", "docx")
    )
    return pdf, docx


def issued_facts(review: Review) -> dict[str, Fact]:
    """What the ledger keeps of it: the digests of its files, and one of every figure with its printed text."""
    figures = printed_in(read_document(review.document.sha256))
    files = {"pdf": review.issued_pdf, "docx": review.issued_docx}
    return {
        **{form: file.sha256 for form, file in files.items() if file is not None},
        "figures": hashlib.sha256(canonical(figures)).hexdigest(),
        "figures_count": len(figures),
    }
