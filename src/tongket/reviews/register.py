"""The register of numbers of an office (sổ số văn bản): its papers and reviews, and gaps with their reasons."""

from collections.abc import Sequence
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
from tongket.directives.numbering import COPY, is_party
from tongket.directives.outgoing.actions import skip_number
from tongket.directives.outgoing.forms import SkipForm
from tongket.directives.outgoing.queries import NumberLine, kinds_of, number_lines, numbers_of
from tongket.reviews.actions import open_term
from tongket.reviews.forms import TermForm
from tongket.reviews.models import Review
from tongket.reviews.numbers import register_of
from tongket.reviews.queries import visible_to
from tongket.units.grants import allowed, own_unit
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal

PAGE = 60


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    hat, day = asking(request)
    unit = own_unit(hat, "reviews.see_register", day)
    request.sample = unit.sample  # type: ignore[attr-defined]
    context = _context(request, unit)
    if request.method != "POST":
        return render(request, "reviews/register.html", context)
    name, step = ("term", _open) if request.POST.get("do") == "term" else ("skip", _skip)
    form = TermForm(request.POST) if name == "term" else SkipForm(_kinds(unit, day), request.POST)
    context[f"{name}_form"] = form
    if not form.is_valid():
        return render(request, "reviews/register.html", context, status=400)
    try:
        messages.success(request, step(unit, form.cleaned_data, hat))
    except Refusal as why:
        return refused(request, why, "reviews/register.html", context)
    return redirect("reviews:register")


def _skip(unit: Unit, data: dict[str, Any], hat: Hat) -> str:
    symbol = skip_number(unit=unit, actor=hat, now=clock.now(), **data)
    return _("%(symbol)s is left out; the register shows why.") % {"symbol": symbol}


def _open(unit: Unit, data: dict[str, Any], hat: Hat) -> str:
    term = open_term(unit=unit, first=data["first"], last=data["last"], actor=hat, now=clock.now())
    return _("The term %(term)s is open; its numbers begin with 01.") % {"term": term.replace("..", "–")}


def _kinds(unit: Unit, day: date) -> list[tuple[str, str]]:
    """The kinds whose numbers the body counts, with the one series of its copies."""
    copies = [] if is_party(unit, day) else [(COPY, _("Copy (sao y, trích sao, sao lục)"))]
    return [*kinds_of(unit, day), *copies]


def _context(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    hat, day = asking(request)
    found = register_of(unit, day)
    may_skip = allowed(hat, "directives.skip_number", unit_id=unit.pk, day=day)
    may_open = allowed(hat, "reviews.open_term", unit_id=unit.pk, day=day)
    rows = Paginator(numbers_of(unit), PAGE).get_page(request.GET.get("page"))
    return {
        "name": names_of([unit.pk], day).get(unit.pk, ""),
        "register": found,
        "rows": rows,
        "lines": _lines(list(rows), unit, hat, day),
        "skip_form": SkipForm(_kinds(unit, day)) if may_skip and found and found.term else None,
        "term_form": TermForm() if may_open and found and found.party else None,
    }


def _lines(
    numbers: Sequence[SeriesNumber], unit: Unit, hat: Hat, day: date
) -> list[tuple[NumberLine, Review | None]]:
    """Each number with the paper that bears it, or the review as far as the hat may read it."""
    seen = visible_to(hat, day).filter(ref__in=[one.subject for one in numbers if one.subject])
    reviews = {one.ref: one for one in seen}
    lines = number_lines(numbers, unit, day)
    return [(line, reviews.get(line.taken.subject) if line.taken.subject else None) for line in lines]
