"""Where a figure comes from: one that was entered, or one that was added up from many."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.files import public_digest, respond
from tongket.base.models import Access
from tongket.base.sequencer import prove
from tongket.base.views import refused
from tongket.figures.actions import correct_figure
from tongket.figures.cells import label_of, show_value
from tongket.figures.forms import CorrectForm
from tongket.figures.models import Figure, FormItem
from tongket.figures.queries import figures_visible_to, indicators_visible_to, parts_of, total_of, trail
from tongket.units.grants import allowed
from tongket.units.hats import PUBLIC
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.units.whose import whose
from tongket.viet.fault import Refusal, refusal
from tongket.viet.period import Period

PAGE = 60


def _figure(request: HttpRequest, ref: uuid.UUID) -> Figure:
    hat, day = asking(request)
    related = (
        "indicator",
        "unit",
        "breakdown",
        "report__due__form__programme",
        "evidence",
        "entry",
        "supersedes",
    )
    return get_object_or_404(figures_visible_to(hat, day).select_related(*related), ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
def figure_trail(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """From the figure down to report, evidence, approval, corrections, and its proof."""
    hat, _day = asking(request)
    figure = _figure(request, ref)
    may_correct = _may_correct(request, figure)
    form = CorrectForm(figure, request.POST if request.method == "POST" else None) if may_correct else None
    context = _context(request, figure, form)
    if request.method != "POST":
        return render(request, "figures/trail.html", context)
    if form is None:
        raise refusal("grant.refused", action="figures.correct", post=hat.post or hat.role)
    if not form.is_valid():
        return render(request, "figures/trail.html", context, status=400)
    try:
        newer = correct_figure(figure=figure, actor=hat, now=clock.now(), **form.cleaned_data)
    except Refusal as why:
        return refused(request, why, "figures/trail.html", context)
    messages.success(request, _("Corrected. The wrong figure stays beside it."))
    return redirect(newer)


def _may_correct(request: HttpRequest, figure: Figure) -> bool:
    hat, day = asking(request)
    if hat == PUBLIC or Figure.objects.filter(supersedes=figure).exists():
        return False
    asker = figure.report.due.form.unit_id if figure.report else figure.indicator.unit_id
    return allowed(hat, "figures.correct", unit_id=figure.unit_id, day=day, parties=(asker,))


def _context(request: HttpRequest, figure: Figure, form: CorrectForm | None) -> dict[str, Any]:
    hat, day = asking(request)
    found = trail(figure)
    proof = prove(found.entry)
    request.sample = figure.unit.sample  # type: ignore[attr-defined]
    officer = hat != PUBLIC
    return {
        "found": found,
        "figure": figure,
        "value": show_value(figure.value, figure.indicator.decimals),
        "name": label_of(FormItem(indicator=figure.indicator, breakdown=figure.breakdown, order=0)),
        "programme": figure.report.due.form.programme if figure.report else None,
        "whose": whose(figure.unit, day),
        "proof": proof,
        "path": [node.hex() for node in proof.path] if proof else [],
        "form": form,
        "officer": officer,
        "may_open_evidence": bool(found.evidence) and _may_open(request, figure),
        "digest": public_digest(found.evidence) if found.evidence else "",
    }


def _may_open(request: HttpRequest, figure: Figure) -> bool:
    """A public file is open to all, one for officers to officers, one of a unit to it and those above."""
    hat, day = asking(request)
    if figure.evidence is None:
        return False
    if figure.evidence.access == Access.PUBLIC:
        return True
    if figure.evidence.access == Access.OFFICE:
        return hat != PUBLIC
    return hat != PUBLIC and allowed(hat, "figures.view", unit_id=figure.unit_id, day=day)


@require_safe
def evidence(request: HttpRequest, ref: uuid.UUID) -> FileResponse:
    figure = _figure(request, ref)
    if figure.evidence is None or not _may_open(request, figure):
        raise Http404
    return respond(figure.evidence)


@require_safe
def sum_trail(
    request: HttpRequest, indicator: uuid.UUID, unit: uuid.UUID, period: str, source: str
) -> HttpResponse:
    """The figures from which the total of a unit was added up."""
    hat, day = asking(request)
    counted = get_object_or_404(indicators_visible_to(hat, day), ref=indicator)
    over = get_object_or_404(Unit, ref=unit)
    if source not in Figure.Source.values:
        raise Http404
    asked, now = Period.parse(period), clock.now()
    parts = parts_of(indicator=counted, unit=over, period=asked, source=source, as_of=now, day=day)
    seen = set(figures_visible_to(hat, day).filter(indicator=counted).values_list("pk", flat=True))
    shown = [part.pk for part in parts if part.pk in seen]
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    figures = Figure.objects.select_related("indicator", "unit").in_bulk(list(page))
    rows = [figures[pk] for pk in page]
    request.sample = over.sample  # type: ignore[attr-defined]
    # A sum beside all parts but one would tell the one that is not theirs to see.
    total = total_of(counted, parts) if len(shown) == len(parts) else None
    names = names_of((figure.unit_id for figure in rows), asked.last_day)
    context = {
        "indicator": counted,
        "unit": over,
        "unit_name": names_of([over.pk], day).get(over.pk, ""),
        "period": asked,
        "source": Figure.Source(source).label,
        "rows": page,
        "count": len(parts),
        "total_shown": "" if total is None else show_value(total, counted.decimals),
        "shown": [(figure, names.get(figure.unit_id, "")) for figure in rows],
    }
    return render(request, "figures/sum.html", context)
