"""A programme is closed: what is still open is listed first, so that nothing is closed over unseen."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.figures.models import Due, Report
from tongket.figures.queries import due_lines
from tongket.figures.views import require_officer
from tongket.programmes.actions import close_programme
from tongket.programmes.models import Programme
from tongket.programmes.queries import programme_of, task_lines
from tongket.programmes.state import TaskState
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal, refusal

TEMPLATE = "figures/close.html"
_OPEN = (TaskState.UNDER_WAY, TaskState.OVERDUE, TaskState.SUSPENDED)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Tasks that are not done and reports that are not approved; then the button."""
    require_officer(request, "programmes.run")
    hat, day = asking(request)
    programme = programme_of(slug, hat, day)
    require(hat, "programmes.run", unit_id=programme.unit_id, day=day, state=programme.state)
    if programme.state == Programme.State.CLOSED:
        raise refusal("programme.closed_already", title=programme.title)
    request.sample = programme.unit.sample  # type: ignore[attr-defined]
    context = {"programme": programme, **still_open(request, programme)}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    try:
        close_programme(programme=programme, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, TEMPLATE, context)
    messages.success(
        request, _("“%(title)s” is closed. All of it stays to be read.") % {"title": programme.title}
    )
    return redirect(programme.findable().url)


def still_open(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """Whatever a programme still waits for."""
    _hat, day = asking(request)
    dues = Due.objects.filter(form__programme=programme).exclude(report__state=Report.State.APPROVED)
    return {
        "tasks": [one for one in task_lines(programme.tasks.all(), day) if one.standing.state in _OPEN],
        "reports": due_lines(dues, clock.now()),
    }
