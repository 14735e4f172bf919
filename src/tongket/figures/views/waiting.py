"""What is done with a period as a whole: the late are reminded, the reports that wait are approved together."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tongket.base import clock
from tongket.base.faults import explain
from tongket.figures.actions import approve_report, remind_late
from tongket.figures.models import Form, Report
from tongket.figures.queries import dues_visible_to, forms_visible_to
from tongket.figures.queries.odd import Odd, odd_of
from tongket.figures.views import require_officer
from tongket.units.grants import allowed
from tongket.units.middleware import asking
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal, refusal
from tongket.viet.period import Period
from tongket.viet.text import sort_key

APPROVE = "figures/approve.html"


@dataclass(frozen=True)
class Waiting:
    """A report that waits, and what looks odd in it."""

    report: Report
    unit: str
    entered_by: str
    odd: list[Odd]

    @property
    def open(self) -> list[Odd]:
        """What nobody has answered."""
        return [one for one in self.odd if not one.note]


@require_POST
def remind(request: HttpRequest, ref: uuid.UUID, period: str) -> HttpResponse:
    require_officer(request)
    hat, day = asking(request)
    form = get_object_or_404(forms_visible_to(hat, day), ref=ref)
    asked = Period.parse(period)
    try:
        told = remind_late(form=form, period=asked, actor=hat, now=clock.now())
    except Refusal as why:
        messages.warning(request, explain(why.faults[0]))
    else:
        said = ngettext("%(count)s unit was reminded.", "%(count)s units were reminded.", len(told))
        messages.success(request, said % {"count": len(told)})
    return redirect("figures:period", form.ref, str(asked))


@require_http_methods(["GET", "HEAD", "POST"])
def approve_many(request: HttpRequest, ref: uuid.UUID, period: str) -> HttpResponse:
    """The reports of a period that wait, what looks odd first; those that are marked are approved."""
    require_officer(request)
    hat, day = asking(request)
    form = get_object_or_404(forms_visible_to(hat, day).select_related("programme", "unit"), ref=ref)
    if not allowed(
        hat, "figures.approve", unit_id=form.unit_id, day=day, state="submitted", parties=(form.unit_id,)
    ):
        raise refusal("grant.refused", action="figures.approve", post=hat.post or hat.role)
    asked = Period.parse(period)
    request.sample = form.unit.sample  # type: ignore[attr-defined]
    waiting = waiting_in(request, form, asked)
    if request.method == "POST":
        marked = set(request.POST.getlist("report"))
        refused = _approve(request, [one for one in waiting if str(one.report.ref) in marked])
        if not refused:
            return redirect("figures:period", form.ref, str(asked))
        waiting = waiting_in(request, form, asked)
        return render(request, APPROVE, _context(form, asked, waiting) | {"refused": refused}, status=400)
    return render(request, APPROVE, _context(form, asked, waiting))


def _context(form: Form, period: Period, waiting: list[Waiting]) -> dict[str, object]:
    return {"form": form, "period": period, "waiting": waiting}


def waiting_in(request: HttpRequest, form: Form, period: Period) -> list[Waiting]:
    """The reports that wait, those with something odd first, then by name."""
    hat, day = asking(request)
    dues = dues_visible_to(hat, day).filter(form=form, period=str(period))
    reports = list(
        Report.objects.filter(due__in=dues.values("pk"), state=Report.State.SUBMITTED).select_related("due")
    )
    names = names_of([*(one.unit_id for one in reports), *(one.entered_by_id or 0 for one in reports)], day)
    odd = odd_of(form, period, reports)
    found = [
        Waiting(one, names.get(one.unit_id, ""), names.get(one.entered_by_id or 0, ""), odd[one.pk])
        for one in reports
    ]
    return sorted(found, key=lambda one: (not one.open, not one.odd, sort_key(one.unit)))


def _approve(request: HttpRequest, marked: list[Waiting]) -> list[tuple[str, str]]:
    """Each for itself: what cannot be approved is told by its unit, and keeps none of the others waiting."""
    hat, _day = asking(request)
    refused = []
    for one in marked:
        try:
            approve_report(report=one.report, actor=hat, now=clock.now())
        except Refusal as why:
            refused.append((one.unit, " ".join(explain(fault) for fault in why.faults)))
    if done := len(marked) - len(refused):
        said = ngettext(
            "%(count)s report is approved. Its figures count from now on.",
            "%(count)s reports are approved. Their figures count from now on.",
            done,
        )
        messages.success(request, said % {"count": done})
    elif not marked:
        messages.warning(request, _("Mark the reports that you approve."))
    return refused
