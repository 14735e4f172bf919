"""What fell short, on the screen: found by rule, with the cause and remedy to be typed; what became of that before.

And of a frozen review: where its words came from, and which figures differ from the one built before it.
"""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
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
from tongket.reviews.gather import Records
from tongket.reviews.material import MendedLine, ShortcomingLine
from tongket.reviews.models import Shortcoming
from tongket.reviews.outlines.forms import MendedForm, RemedyForm
from tongket.reviews.queries import read_document, visible_to
from tongket.reviews.render import trail_link
from tongket.reviews.shortcomings import Remedy, mend, write_remedy
from tongket.reviews.sources import origins
from tongket.reviews.texts import words_changed
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.viet.fault import Refusal, refusal

TEMPLATE = "reviews/shortcomings.html"


@require_http_methods(["GET", "HEAD", "POST"])
def shortcomings_page(request: HttpRequest, slug: str) -> HttpResponse:
    programme, period = asked_review(request, slug, "reviews.write")
    records = Records(programme, period, clock.now())
    if request.method == "POST":
        return _write(request, records)
    return render(request, TEMPLATE, _context(request, records))


def _context(request: HttpRequest, records: Records, sent: str = "") -> dict[str, Any]:
    _hat, day = asking(request)
    programme, period = records.programme, records.period
    offices = _offices(programme, day)
    rows = Shortcoming.objects.filter(programme=programme, period=str(period)).select_related("remedy_unit")
    kept = {(row.rule, row.subject): row for row in rows}
    found = []
    for place, line in enumerate(records.shortcomings, start=1):
        prefix, row = f"t{place}", kept.get((line.rule, line.subject))
        typed = request.POST if prefix == sent and _is_about(line, request.POST, sent) else None
        form = RemedyForm(offices, typed, prefix=prefix, initial=_initial(line, row))
        found.append((line, Shortcoming.Rule(line.rule).label, form, row, prefix))
    mended = list(_mended(request, records, sent))
    return {
        "programme": programme,
        "period": period,
        "found": found,
        "open": sum(not (row and row.cause and row.remedy) for _line, _word, _form, row, _prefix in found),
        "before": records.before,
        "mended": mended,
        "done": sum(line.done for line, _form in mended),
        "left": _left(request, sent, [line for line, *_rest in found]),
    }


def _offices(programme: Programme, day: date) -> list[tuple[uuid.UUID, str]]:
    """Who may be named as mending something: refs and names, the programme's own unit first."""
    names = offices_for(programme, day)
    refs = dict(Unit.objects.filter(pk__in=names).values_list("pk", "ref"))
    return [(refs[unit], name) for unit, name in names.items()]


def _is_about(line: ShortcomingLine, typed: QueryDict, sent: str) -> bool:
    return (line.rule, line.subject) == (typed.get(f"{sent}-rule"), typed.get(f"{sent}-subject"))


def _left(request: HttpRequest, sent: str, lines: list[ShortcomingLine]) -> list[str]:
    """What was typed of one that is no shortcoming any more: it is shown, for another place may need it."""
    if not sent.startswith("t") or any(_is_about(line, request.POST, sent) for line in lines):
        return []
    return [text for name in ("cause", "remedy") if (text := request.POST.get(f"{sent}-{name}", "").strip())]


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


def _mended(
    request: HttpRequest, records: Records, sent: str
) -> Iterator[tuple[MendedLine, MendedForm | None]]:
    """What had fallen short before, each with its outcome; open ones can be told to be mended."""
    for place, line in enumerate(records.mended.lines if records.mended else (), start=1):
        prefix = f"k{place}"
        typed = request.POST if prefix == sent else None
        yield line, None if line.done else MendedForm(typed, prefix=prefix, initial={"ref": line.ref})


def _write(request: HttpRequest, records: Records) -> HttpResponse:
    """One row at a time: its cause and remedy, or that one of before is mended."""
    here = f"{reverse('reviews:shortcomings', args=[records.programme.slug])}?ky={records.period}"
    sent = request.POST.get("row", "")
    try:
        said = _mend(request, sent) if sent.startswith("k") else _remedy(request, sent, records)
    except Refusal as why:
        return refused(request, why, TEMPLATE, _context(request, records, sent))
    if not said:
        return render(request, TEMPLATE, _context(request, records, sent), status=400)
    messages.success(request, said)
    return redirect(f"{here}#{sent}")


def _remedy(request: HttpRequest, sent: str, records: Records) -> str:
    hat, day = asking(request)
    form = RemedyForm(_offices(records.programme, day), request.POST, prefix=sent)
    if not form.is_valid():
        return ""
    data = form.cleaned_data
    which = (data["rule"], data["subject"])
    found = next((one for one in records.shortcomings if (one.rule, one.subject) == which), None)
    if found is None:
        raise refusal("shortcoming.gone")
    write_remedy(
        programme=records.programme, period=records.period, found=found, version=data["version"],
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
        "words": words_changed(earlier, review) if earlier else (),
    }
    return render(request, "reviews/sources.html", context)
