"""What fell short, on the screen: found by rule, with the cause and remedy to be typed; what became of that before.

And of a frozen review: where its words came from, and which figures differ from the one built before it.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.views import refused
from tongket.programmes.models import Programme
from tongket.programmes.queries import offices_for
from tongket.reviews.asked import asked_review
from tongket.reviews.changes import changes_since, review_rebuilt
from tongket.reviews.gather import gather
from tongket.reviews.gather.shortcomings import kept_from_before, review_before
from tongket.reviews.material import Material, ShortcomingLine
from tongket.reviews.models import Review, Shortcoming
from tongket.reviews.outlines.forms import MendedForm, RemedyForm
from tongket.reviews.queries import read_document, visible_to
from tongket.reviews.render import trail_link
from tongket.reviews.shortcomings import Remedy, mend, write_remedy
from tongket.reviews.sources import origins
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

TEMPLATE = "reviews/shortcomings.html"


@require_http_methods(["GET", "HEAD", "POST"])
def shortcomings_page(request: HttpRequest, slug: str) -> HttpResponse:
    _hat, day = asking(request)
    programme, period = asked_review(request, slug, "reviews.write")
    kind = Review.Kind.FINAL if period.end <= day else Review.Kind.INTERIM
    material = gather(programme=programme, period=period, kind=kind, as_of=clock.now())
    if request.method == "POST":
        return _write(request, programme, period, material)
    return render(request, TEMPLATE, _context(request, programme, period, material))


def _context(
    request: HttpRequest, programme: Programme, period: Period, material: Material, sent: str = ""
) -> dict[str, Any]:
    _hat, day = asking(request)
    offices = offices_for(programme, day)
    rows = Shortcoming.objects.filter(programme=programme, period=str(period)).select_related("remedy_unit")
    kept = {(row.rule, row.subject): row for row in rows}
    found = []
    for place, line in enumerate(material.shortcomings, start=1):
        prefix, row = f"t{place}", kept.get((line.rule, line.subject))
        typed = request.POST if prefix == sent else None
        form = RemedyForm(offices, typed, prefix=prefix, initial=_initial(line, row))
        found.append((line, Shortcoming.Rule(line.rule).label, form, row, prefix))
    before = review_before(programme, period)
    return {
        "programme": programme,
        "period": period,
        "found": found,
        "open": sum(not (row and row.cause and row.remedy) for _line, _word, _form, row, _prefix in found),
        "before": before,
        "mended": _mended(material, before),
        "done": sum(line.done for line in material.mended.lines) if material.mended else 0,
    }


def _initial(line: ShortcomingLine, row: Shortcoming | None) -> dict[str, Any]:
    typed = (
        {
            "cause": row.cause,
            "remedy": row.remedy,
            "unit": row.remedy_unit.ref if row.remedy_unit else None,
            "due": row.remedy_due,
            "version": row.version,
        }
        if row
        else {}
    )
    return {"rule": line.rule, "subject": line.subject, "version": 0} | typed


def _mended(material: Material, before: Review | None) -> list[Any]:
    """What had fallen short before, each with its outcome; open ones can be told to be mended."""
    if material.mended is None or before is None:
        return []
    rows = kept_from_before(before)
    return [
        (line, None if line.done else MendedForm(prefix=f"k{row.pk}", initial={"ref": row.ref}))
        for line, row in zip(material.mended.lines, rows, strict=True)
    ]


def _write(request: HttpRequest, programme: Programme, period: Period, material: Material) -> HttpResponse:
    """One row at a time: its cause and remedy, or that one of before is mended."""
    here = f"{reverse('reviews:shortcomings', args=[programme.slug])}?ky={period}"
    sent = request.POST.get("row", "")
    try:
        said = (
            _mend(request, sent)
            if sent.startswith("k")
            else _remedy(request, sent, programme, period, material)
        )
    except Refusal as why:
        return refused(request, why, TEMPLATE, _context(request, programme, period, material, sent))
    if not said:
        return render(request, TEMPLATE, _context(request, programme, period, material, sent), status=400)
    messages.success(request, said)
    return redirect(f"{here}#{sent}")


def _remedy(request: HttpRequest, sent: str, programme: Programme, period: Period, material: Material) -> str:
    hat, day = asking(request)
    form = RemedyForm(offices_for(programme, day), request.POST, prefix=sent)
    if not form.is_valid():
        return ""
    data = form.cleaned_data
    found = next(
        (one for one in material.shortcomings if (one.rule, one.subject) == (data["rule"], data["subject"])),
        None,
    )
    if found is None:
        return _("This is no shortcoming any more: the records have changed meanwhile.")
    write_remedy(
        programme=programme, period=period, found=found, version=data["version"],
        remedy=Remedy(data["cause"], data["remedy"], data["unit"], data["due"]),
        actor=hat, now=clock.now(),
    )  # fmt: skip
    return _("Cause and remedy are kept.")


def _mend(request: HttpRequest, sent: str) -> str:
    hat, _day = asking(request)
    form = MendedForm(request.POST, prefix=sent)
    if not form.is_valid():
        return ""
    row = get_object_or_404(Shortcoming.objects.select_related("programme"), ref=form.cleaned_data["ref"])
    mend(shortcoming=row, on=form.cleaned_data["on"], actor=hat, now=clock.now())
    return _("It is recorded as mended.")


@require_safe
def sources_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Where the words of a review came from, and which figures changed since it was built before."""
    hat, day = asking(request)
    review = get_object_or_404(visible_to(hat, day).select_related("unit", "programme", "document"), ref=ref)
    require(hat, "reviews.write", unit_id=review.unit_id, day=day)
    request.sample = review.unit.sample  # type: ignore[attr-defined]
    earlier = review_rebuilt(review)
    link = trail_link()
    changes = changes_since(earlier, review) if earlier else ()
    context = {
        "review": review,
        "origins": list(origins(read_document(review.document.sha256))),
        "earlier": earlier,
        "changes": [(change, link(change.ref)) for change in changes],
    }
    return render(request, "reviews/sources.html", context)
