"""A report as a paper, on the screen: into the outgoing book by one press, or taken along as Word or PDF."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongket.base import clock
from tongket.base.files import attachment
from tongket.figures.models import Due, Form
from tongket.figures.queries import closed_drafts, dues_visible_to, forms_visible_to
from tongket.figures.views import require_officer
from tongket.reviews.report_papers import (
    draft_office_paper,
    draft_unit_paper,
    office_paper,
    to_take_along,
    unit_paper,
)
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import refusal
from tongket.viet.period import Period
from tongket.writer.document import Document
from tongket.writer.files import render_files

ENDINGS = ("docx", "pdf")


def _due(request: HttpRequest, ref: uuid.UUID) -> Due:
    """The report of a due that the hat may see and that was handed in."""
    require_officer(request)
    hat, day = asking(request)
    due: Due = get_object_or_404(
        dues_visible_to(hat, day).select_related("form__programme", "form__unit", "unit"), ref=ref
    )
    if closed_drafts(hat, [due], day):
        raise refusal("report_paper.not_sent")
    return due


def _form(request: HttpRequest, ref: uuid.UUID, period: str) -> tuple[Form, Period]:
    """The form, for whoever may see every report of the period."""
    require_officer(request)
    hat, day = asking(request)
    form: Form = get_object_or_404(forms_visible_to(hat, day).select_related("programme", "unit"), ref=ref)
    asked = Period.parse(period)
    require(hat, "figures.open", unit_id=form.unit_id, day=day)
    return form, asked


@require_POST
def draft(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The unit's paper stands in the outgoing book; pressed again, its draft is brought up to date."""
    due = _due(request, ref)
    hat, day = asking(request)
    require(hat, "directives.draft", unit_id=due.unit_id, day=day)
    made = draft_unit_paper(due=due, actor=hat, now=clock.now())
    messages.success(request, _("The report stands in the outgoing book. Read it and let it be initialled."))
    return redirect(made)


@require_safe
def download(request: HttpRequest, ref: uuid.UUID, ending: str) -> HttpResponse:
    due = _due(request, ref)
    return _file(unit_paper(due, clock.now()), ending, f"bao-cao-{due.form.programme.slug}-{due.period}")


@require_POST
def draft_all(request: HttpRequest, ref: uuid.UUID, period: str) -> HttpResponse:
    """The paper of all reports of a period in the outgoing book of the unit that asks."""
    form, asked = _form(request, ref, period)
    hat, _day = asking(request)
    made = draft_office_paper(form=form, period=asked, actor=hat, now=clock.now())
    messages.success(request, _("The report stands in the outgoing book. Read it and let it be initialled."))
    return redirect(made)


@require_safe
def download_all(request: HttpRequest, ref: uuid.UUID, period: str, ending: str) -> HttpResponse:
    form, asked = _form(request, ref, period)
    return _file(office_paper(form, asked, clock.now()), ending, f"bao-cao-{form.programme.slug}-{asked}")


def _file(document: Document, ending: str, name: str) -> HttpResponse:
    if ending not in ENDINGS:
        raise Http404
    data = render_files(to_take_along(document), [ending], lambda ref: ref)[ending]
    return attachment(data, f"{name.replace(':', '-')}.{ending}")
