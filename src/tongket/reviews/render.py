"""The files of a review, rendered from its frozen document: the same bytes from the screen and the shell."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from tongket.base.files import open_file
from tongket.base.models import Installation
from tongket.figures.standing import query_of
from tongket.reviews.models import Review
from tongket.reviews.queries import as_printed, document_of, map_day
from tongket.reviews.signing import numbered_pdf
from tongket.viet.fault import refusal
from tongket.viet.period import Period
from tongket.writer.files import Told, render_files

FORMATS = ("docx", "pdf", "html", "json")
TRAIL = "/so-lieu/dau-vet"


def render(review: Review, form: str) -> bytes:
    """One of docx, pdf, html, json; what was issued or signed is given as it is kept."""
    refuse_unknown(form)
    kept = kept_as(review, form)
    return kept if kept is not None else _rendered(as_printed(review), form, review.pk)


def render_each(review: Review, forms: Sequence[str], told: Told = bool) -> dict[str, bytes]:
    """Several of them, side by side; `told` hears of each that is there."""
    kept = {form: data for form in forms if (data := kept_as(review, form)) is not None}
    for form in kept:
        told(form)
    rest = [form for form in forms if form not in kept]
    return kept | render_files(document_of(review), rest, trail_link(review, whole=True), told)


def kept_as(review: Review, form: str) -> bytes | None:
    """The file of a review that is frozen: as it was issued, or as it was signed, with number and day."""
    file = {"pdf": review.issued_pdf, "docx": review.issued_docx}.get(form)
    if file is not None:
        with open_file(file) as data:
            return data.read()
    return numbered_pdf(review) if form == "pdf" and review.signed_pdf else None


def refuse_unknown(form: str, shown: str = "") -> None:
    if form not in FORMATS:
        raise refusal("review.format_unknown", form=shown or form, known=", ".join(FORMATS))


@lru_cache(maxsize=16)
def _rendered(_printed: str, form: str, pk: int) -> bytes:
    return render_each(Review.objects.select_related("document").get(pk=pk), [form])[form]


def trail_link(review: Review | None = None, *, whole: bool = False) -> Callable[[str], str]:
    """Where a figure's trail opens; that of a review as of its own moment, on its own map.

    A file that is taken along (`whole`) names the installation's main host.
    """
    installation = Installation.objects.first() if whole else None
    start = f"http://{installation.main_host}" if installation else ""
    query = query_of(review.as_of, map_day(Period.parse(review.period), review.as_of)) if review else ""
    return lambda ref: f"{start}{TRAIL}/{ref.removeprefix('f/')}/{query}"
