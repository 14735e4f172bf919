"""What is asked of whom: the unit's own reports, forms with their periods, who is due."""

import uuid
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tongket.base import clock
from tongket.figures.models import Due, Figure, Form, Indicator, Report
from tongket.figures.queries import (
    Completeness,
    DueLine,
    DueState,
    completeness,
    due_lines,
    dues_visible_to,
    figures_visible_to,
    forms_visible_to,
    indicators_visible_to,
    live,
)
from tongket.figures.queries.explained import said_of_dues
from tongket.figures.queries.late import last_reminders
from tongket.figures.queries.next_steps import next_steps
from tongket.figures.queries.seen import all_open, items_of
from tongket.figures.views import require_officer
from tongket.programmes.models import Programme
from tongket.units.grants import allowed
from tongket.units.middleware import asking
from tongket.units.queries import names_of
from tongket.viet.period import Period

PAGE = 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the own unit owes, and the forms by which it asks or is asked."""
    require_officer(request)
    hat, day = asking(request)
    own = due_lines(Due.objects.filter(unit=hat.unit_id or 0), clock.now())
    forms = forms_visible_to(hat, day).select_related("programme").order_by("programme__folded", "-version")
    context = {
        "owed": [line for line in own if line.report is None or line.report.state != "approved"],
        "done": [
            line for line in reversed(own) if line.report is not None and line.report.state == "approved"
        ][:20],
        "forms": Paginator(forms, PAGE).get_page(request.GET.get("page")),
        "next_steps": next_steps(hat, day),
        "may_deputise": allowed(hat, "units.name_deputy", unit_id=hat.unit_id or 0, day=day),
    }
    return render(request, "figures/home.html", context)


@require_safe
def form_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One form: its lines, the periods that were opened with their rates, and what may be done next."""
    require_officer(request, "figures.form.view")
    hat, day = asking(request)
    form = get_object_or_404(forms_visible_to(hat, day).select_related("programme", "unit"), ref=ref)
    newer = (
        Form.objects.filter(programme=form.programme_id, version__gt=form.version)
        .order_by("-version")
        .first()
    )
    running = form.programme.state != Programme.State.CLOSED
    context = _form_context(request, form) | {
        "may_open": running and allowed(hat, "figures.open", unit_id=form.unit_id, day=day),
        "may_define": running and allowed(hat, "figures.define", unit_id=form.programme.unit_id, day=day),
        "newer": newer,
    }
    return render(request, "figures/form.html", context)


def _form_context(request: HttpRequest, form: Form) -> dict[str, Any]:
    hat, day = asking(request)
    lines = due_lines(dues_visible_to(hat, day).filter(form=form), clock.now())
    request.sample = form.unit.sample  # type: ignore[attr-defined]
    return {
        "form": form,
        "unit": names_of([form.unit_id], day).get(form.unit_id, ""),
        "items": items_of(form),
        "periods": _by_period(lines),
    }


def _by_period(lines: Iterable[DueLine]) -> list[tuple[str, Completeness]]:
    ordered = sorted(lines, key=lambda line: (line.due.period_start, line.due.period), reverse=True)
    return [
        (period, completeness(group)) for period, group in groupby(ordered, key=lambda line: line.due.period)
    ]


@require_safe
def period_page(request: HttpRequest, ref: uuid.UUID, period: str) -> HttpResponse:
    """Who was due for a period, and how they stand."""
    require_officer(request)
    hat, day = asking(request)
    form = get_object_or_404(forms_visible_to(hat, day).select_related("programme", "unit"), ref=ref)
    asked = Period.parse(period)
    lines = due_lines(dues_visible_to(hat, day).filter(form=form, period=str(asked)), clock.now())
    request.sample = form.unit.sample  # type: ignore[attr-defined]
    rows = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    waiting = sum(line.report is not None and line.report.state == Report.State.SUBMITTED for line in lines)
    context = {
        "form": form,
        "period": asked,
        "rows": rows,
        "reminded": last_reminders(line.due for line in rows),
        "explained": said_of_dues(line.due for line in rows),
        "waiting": waiting,
        "may_approve": waiting
        and allowed(
            hat, "figures.approve", unit_id=form.unit_id, day=day, state="submitted", parties=(form.unit_id,)
        ),
        "may_remind": any(line.state == DueState.OVERDUE for line in lines)
        and allowed(hat, "figures.remind", unit_id=form.unit_id, day=day),
        "told": completeness(lines),
        "may_extend": any(one.sent_at is None for one in lines)
        and allowed(hat, "figures.extend", unit_id=lines[0].due.unit_id, day=day, parties=(form.unit_id,)),
    }
    return render(request, "figures/period.html", context)


@require_safe
def indicator_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What is counted and how it is put together, with the newest figures of it that one may see."""
    require_officer(request)
    hat, day = asking(request)
    indicator = get_object_or_404(indicators_visible_to(hat, day), ref=ref)
    standing = live(clock.now()).filter(indicator=indicator)
    if not all_open(indicator):
        standing = standing.filter(pk__in=figures_visible_to(hat, day).values("pk"))
    rows = standing.select_related("indicator").order_by(
        "-period_start", "-period_end", "unit", "breakdown", "pk"
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "indicator": indicator,
        "versions": Indicator.objects.filter(code=indicator.code).order_by("version"),
        "may_take_over": allowed(hat, "figures.take_over", unit_id=hat.unit_id or 0, day=day),
        "rows": page,
        "shown": _named(page, day),
    }
    return render(request, "figures/indicator.html", context)


def _named(figures: Iterable[Figure], day: date) -> list[tuple[Figure, str]]:
    """Each with the name of its unit on the day."""
    figures = list(figures)
    names = names_of((figure.unit_id for figure in figures), day)
    return [(figure, names.get(figure.unit_id, "")) for figure in figures]
