"""The leader's instruction (ý kiến chỉ đạo) on a paper that came in: one lead, and so a task; how tasks stand."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, time

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.incoming.actions import record_instruction
from tongket.directives.incoming.given import Outcome
from tongket.directives.incoming.views import paper_of
from tongket.directives.models import Incoming
from tongket.programmes.forms import GivenForm
from tongket.programmes.models import Task
from tongket.programmes.queries import offices_near, task_lines
from tongket.programmes.task_actions import give_task
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import Refusal


def instruct(
    *,
    paper: Incoming,
    content: str,
    lead: Unit,
    co_workers: Collection[Unit] = (),
    follower: Unit | None = None,
    product_kind: str = "",
    product: str = "",
    due: date | None = None,
    due_hour: time | None = None,
    actor: Hat,
    now: datetime,
) -> Task:
    """Say who deals with a paper: exactly one lead, who else works along, who follows, by when. It gives a task."""
    ref, follower = uuid.uuid4(), follower or paper.unit
    with transaction.atomic():
        record_instruction(
            paper=paper, content=content, lead=lead, co_workers=co_workers, follower=follower, due=due, task=ref,
            actor=actor, now=now,
        )  # fmt: skip
        return give_task(
            content=content, lead=lead, co_workers=co_workers, follower=follower, product_kind=product_kind,
            product=product, due=due, due_hour=due_hour, incoming=paper, cited=cited_as(paper), giver=paper.unit,
            ref=ref, actor=actor, now=now,
        )  # fmt: skip


def cited_as(paper: Incoming) -> str:
    """125/SNV-CCHC ngày 18/11/2026, Sở Nội vụ tỉnh Mẫu."""
    day = f" ngày {format_date(paper.issued_on)}" if paper.issued_on else ""
    return f"{paper.symbol or paper.abstract[:80]}{day}, {paper.sender}"


def outcomes_of(tasks: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, Outcome]:
    """How the tasks of instructions stand on a day; told to the arrival book, which stands below."""
    return {
        line.task.ref: Outcome(
            state=line.standing.state.value,
            due=line.standing.due,
            due_hour=line.standing.due_hour,
            done_on=line.standing.done_on,
            product=line.handed_in,
            url=line.task.get_absolute_url(),
        )
        for line in task_lines(Task.objects.filter(ref__in=tasks), day)
    }


@require_http_methods(["GET", "HEAD", "POST"])
def instruct_page(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The leader says who deals with the paper."""
    paper = paper_of(request, ref)
    hat, day = asking(request)
    require(hat, "directives.instruct", unit_id=paper.unit_id, day=day)
    offices = offices_near(paper.unit_id, day)
    form = GivenForm(offices, request.POST or None, initial={"follower": paper.unit.ref, "due": paper.due})
    context = {"form": form, "paper": paper}
    if request.method != "POST" or not form.is_valid() or form.questions:
        return render(request, "programmes/instruct.html", context, status=400 if form.errors else 200)
    try:
        instruct(paper=paper, actor=hat, now=clock.now(), **form.cleaned_data)
    except Refusal as why:
        return refused(request, why, "programmes/instruct.html", context)
    messages.success(request, _("The task was given. The lead finds it on its desk."))
    return redirect(paper)
