"""The register of numbers of an office (sổ số văn bản): what each number was taken for, gaps with their reasons."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.models import SeriesNumber
from tongket.base.views import refused
from tongket.reviews.actions import open_term, skip_number
from tongket.reviews.forms import SkipForm, TermForm
from tongket.reviews.models import Review
from tongket.reviews.numbers import KIND, Register, register_of
from tongket.reviews.queries import visible_to
from tongket.units.grants import allowed, own_unit
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal

PAGE = 60


@dataclass(frozen=True)
class NumberLine:
    """One number of the register: the paper that bears it, or why it was left out."""

    taken: SeriesNumber
    symbol: str
    review: Review | None

    @property
    def term(self) -> str:
        return self.taken.series.term.replace("..", "–")


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    hat, day = asking(request)
    unit = own_unit(hat, "reviews.see_register", day)
    request.sample = unit.sample  # type: ignore[attr-defined]
    found = register_of(unit, day)
    context = _context(request, unit, found)
    if request.method != "POST":
        return render(request, "reviews/register.html", context)
    name, step = ("term", _open) if request.POST.get("do") == "term" else ("skip", _skip)
    form = TermForm(request.POST) if name == "term" else SkipForm(request.POST)
    context[f"{name}_form"] = form
    if not form.is_valid():
        return render(request, "reviews/register.html", context, status=400)
    try:
        messages.success(request, step(unit, form.cleaned_data, hat))
    except Refusal as why:
        return refused(request, why, "reviews/register.html", context)
    return redirect("reviews:register")


def _skip(unit: Unit, data: dict[str, Any], hat: Hat) -> str:
    number = skip_number(unit=unit, reason=data["reason"], actor=hat, now=clock.now())
    return _("Number %(number)s is left out; the register shows why.") % {"number": number}


def _open(unit: Unit, data: dict[str, Any], hat: Hat) -> str:
    term = open_term(unit=unit, first=data["first"], last=data["last"], actor=hat, now=clock.now())
    return _("The term %(term)s is open; its numbers begin with 01.") % {"term": term.replace("..", "–")}


def _context(request: HttpRequest, unit: Unit, found: Register | None) -> dict[str, Any]:
    hat, day = asking(request)
    may = allowed(hat, "reviews.skip_number", unit_id=unit.pk, day=day)
    numbers = SeriesNumber.objects.filter(series__unit_id=unit.pk, series__kind=KIND).select_related("series")
    rows = Paginator(numbers.order_by("-series__term", "series__kind", "-number"), PAGE)
    page = rows.get_page(request.GET.get("page"))
    return {
        "name": names_of([unit.pk], day).get(unit.pk, ""),
        "register": found,
        "rows": page,
        "lines": _lines(page, found, hat, day),
        "skip_form": SkipForm() if may and found and found.term else None,
        "term_form": TermForm() if may and found and found.party else None,
    }


def _lines(numbers: Any, found: Register | None, hat: Hat, day: date) -> list[NumberLine]:
    taken = list(numbers)
    seen = visible_to(hat, day).filter(ref__in=[one.subject for one in taken if one.subject])
    reviews = {one.ref: one for one in seen}
    return [
        NumberLine(
            one,
            review.symbol
            if (review := reviews.get(one.subject))
            else found.symbol(one.number)
            if found
            else "",
            review,
        )
        for one in taken
    ]
