"""Where a figure comes from: one that was entered, or one that was added up from many."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.files import public_digest, respond
from tongket.base.models import Access
from tongket.base.sequencer import prove
from tongket.base.templatetags.viet import moment
from tongket.base.views import refused
from tongket.figures.actions import correct_figure
from tongket.figures.cells import label_of, show_value
from tongket.figures.forms import CorrectForm
from tongket.figures.models import Figure, FormItem
from tongket.figures.queries import Trail, dues_visible_to, figures_visible_to, trail
from tongket.figures.standing import Standing, standing_of
from tongket.units.grants import allowed
from tongket.units.hats import PUBLIC
from tongket.units.middleware import asking
from tongket.units.whose import whose
from tongket.viet.fault import Refusal, refusal


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
    """From the figure down to report, evidence, approval, corrections, and its proof; corrected only as it is now."""
    hat, day = asking(request)
    figure, standing = _figure(request, ref), standing_of(request.GET, clock.now(), day)
    may_correct = not standing.query and _may_correct(request, figure)
    form = CorrectForm(figure, request.POST if request.method == "POST" else None) if may_correct else None
    context = _context(request, figure, form, standing)
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


def _context(
    request: HttpRequest, figure: Figure, form: CorrectForm | None, standing: Standing
) -> dict[str, Any]:
    hat, day = asking(request)
    found = _trail(figure, standing)
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
        "may_read_report": _may_read_report(request, figure),
        "standing": standing,
        "changed": bool(standing.query) and _known(trail(figure)) != _known(found),
        "may_open_evidence": bool(found.evidence) and _may_open(request, figure),
        "digest": public_digest(found.evidence) if found.evidence else "",
    }


def _trail(figure: Figure, standing: Standing) -> Trail:
    """The trail as of the moment asked for; refuses a moment at which the figure did not exist."""
    if figure.entered > standing.as_of:
        raise refusal("figures.not_entered_yet", entered=moment(figure.entered), value=moment(standing.as_of))
    return trail(figure, standing.as_of if standing.query else None)


def _known(found: Trail) -> tuple[int, int]:
    """Nothing in a trail is ever taken back: it changes by what comes to it."""
    return len(found.versions), len(found.steps)


def _may_read_report(request: HttpRequest, figure: Figure) -> bool:
    hat, day = asking(request)
    return figure.report is not None and dues_visible_to(hat, day).filter(pk=figure.report.due_id).exists()


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
