"""Workbooks: handed out and taken back."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.files import attachment
from tongket.base.views import refused
from tongket.figures.forms import UploadForm
from tongket.figures.intake.files import hand_in_file
from tongket.figures.models import Due
from tongket.figures.queries import closed_drafts, dues_visible_to
from tongket.figures.views import require_officer
from tongket.figures.workbook import template
from tongket.units.grants import allowed
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal, refusal
from tongket.viet.period import Period


@require_safe
def download(request: HttpRequest, ref: uuid.UUID, period: str) -> HttpResponse:
    """One workbook for all units of a form and period that the hat may see."""
    require_officer(request)
    hat, day = asking(request)
    asked = Period.parse(period)
    dues = list(
        dues_visible_to(hat, day)
        .filter(form__ref=ref, period=str(asked))
        .select_related("form__programme", "unit")
    )
    if not dues:
        raise refusal("figures.period_closed", period=str(asked))
    return _workbook(dues, asked, closed_drafts(hat, dues, day))


@require_safe
def download_one(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The workbook of one unit's report."""
    require_officer(request)
    hat, day = asking(request)
    due = get_object_or_404(dues_visible_to(hat, day).select_related("form__programme", "unit"), ref=ref)
    return _workbook([due], Period.parse(due.period), closed_drafts(hat, [due], day))


def _workbook(dues: list[Due], period: Period, closed: set[int]) -> HttpResponse:
    name = f"{dues[0].form.programme.slug}-{str(period).replace(':', '-')}.xlsx"
    return attachment(template(dues[0].form, period, dues, closed, now=clock.now()), name)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A workbook comes back: all its reports are handed in, or the page lists every cell to mend."""
    require_officer(request, "figures.enter")
    hat, day = asking(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    may = allowed(hat, "figures.take_over", unit_id=hat.unit_id or 0, day=day)
    context = {"form": form, "may_take_over": may}
    if request.method != "POST" or not form.is_valid():
        return render(request, "figures/upload.html", context, status=400 if form.errors else 200)
    file = form.cleaned_data["workbook"]
    try:
        if file.size > settings.FILE_LIMIT:
            raise refusal("workbook.too_big")
        reports = hand_in_file(file.read(), actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "figures/upload.html", context | {"form": UploadForm()})
    if not reports:
        messages.success(request, _("The estimates are entered. No report was handed in."))
        return redirect("figures:list")
    messages.success(request, _("Reports handed in: %(count)s") % {"count": len(reports)})
    return redirect(reports[0].due if len(reports) == 1 else "figures:list")
