"""What the office that registered a directive says of it afterwards, each on a page of its own."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.actions import add_points, brief, give_duty, link_directives
from tongket.directives.bodies.actions import take_back_body, take_back_training
from tongket.directives.forms import ClauseRows, clauses_of, kept_rows
from tongket.directives.models import Directive
from tongket.directives.paper_forms import BriefingForm, DutyForm, LinkForm
from tongket.directives.queries import neighbours, units_below, visible_to
from tongket.directives.taking_back import (
    take_back_briefing,
    take_back_duty,
    take_back_link,
    take_back_point,
)
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal, refusal


def paper_of(request: HttpRequest, ref: uuid.UUID) -> Directive:
    """The directive of the address, as the hat may see it."""
    hat, day = asking(request)
    found: Directive = get_object_or_404(visible_to(hat, day).select_related("unit"), ref=ref)
    request.sample = found.unit.sample  # type: ignore[attr-defined]
    return found


def _kept(request: HttpRequest, ref: uuid.UUID, action: str) -> Directive:
    """The same, for the office that keeps it."""
    hat, day = asking(request)
    found = paper_of(request, ref)
    require(hat, action, unit_id=found.keeper_id, day=day)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Say how the directive stands to another one."""
    paper = _kept(request, ref, "directives.link")
    form = LinkForm(request.POST or None)
    earlier, later = neighbours(paper)
    context = {"directive": paper, "form": form, "earlier": earlier, "later": later}
    if request.method != "POST" or not form.is_valid():
        return render(request, "directives/link.html", context, status=400 if form.errors else 200)
    other, relation = form.cleaned_data["directive"], form.cleaned_data["relation"]
    first, second = (other, paper) if relation.startswith("-") else (paper, other)
    try:
        made = link_directives(
            later=first,
            earlier=second,
            kind=relation.removeprefix("-"),
            said_of=paper,
            actor=asking(request)[0],
            now=clock.now(),
        )
    except Refusal as why:
        return refused(request, why, "directives/link.html", context)
    said = _("Recorded: %(later)s %(kind)s %(earlier)s.")
    values = {"later": made.later, "kind": made.get_kind_display(), "earlier": made.earlier}
    messages.success(request, said % values)
    return redirect(paper.findable().url)


@require_http_methods(["GET", "HEAD", "POST"])
def points(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Write down the points of a registered directive: who must do what by when, a row each."""
    paper = _kept(request, ref, "directives.add_points")
    known = list(paper.clauses.order_by("order"))
    typed = request.POST if request.method == "POST" else None
    rows = ClauseRows(typed, prefix="diem")
    context = {"directive": paper, "clauses": known, "rows": rows}
    if typed is not None and "more" in typed:
        context["rows"] = ClauseRows(prefix="diem", initial=kept_rows(rows))
        return render(request, "directives/points.html", context)
    if typed is None or not rows.is_valid():
        return render(request, "directives/points.html", context, status=200 if typed is None else 400)
    try:
        added = clauses_of(rows, after=known[-1].order if known else 0)
        made = add_points(directive=paper, clauses=added, actor=asking(request)[0], now=clock.now())
    except Refusal as why:
        return refused(request, why, "directives/points.html", context)
    messages.success(request, _("Points written down: %(count)s.") % {"count": len(made)})
    return redirect(paper.findable().url)


@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Name the units that have to carry the directive down."""
    hat, day = asking(request)
    paper = _kept(request, ref, "directives.give_duty")
    named = list(paper.duties.order_by("due", "pk"))
    names = names_of((one.unit_id for one in named), day)
    below = {unit: name for unit, name in units_below(hat, day).items() if unit not in names}
    form = DutyForm(below, request.POST or None)
    context = {
        "directive": paper,
        "form": form,
        "below": below,
        "named": [(names.get(one.unit_id, ""), one) for one in named],
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "directives/duties.html", context, status=400 if form.errors else 200)
    data = form.cleaned_data
    try:
        made = give_duty(directive=paper, units=data["named"], due=data["due"], actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, "directives/duties.html", context)
    messages.success(
        request, _("Units that have to carry it down now: %(count)s more.") % {"count": len(made)}
    )
    return redirect(f"{paper.findable().url}chuoi/")


@require_http_methods(["GET", "HEAD", "POST"])
def briefing(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Record to whom of the own unit the directive was explained."""
    hat, day = asking(request)
    paper = paper_of(request, ref)
    require(hat, "directives.brief", unit_id=hat.unit_id or 0, day=day)
    form = BriefingForm(request.POST or None)
    context = {
        "directive": paper,
        "form": form,
        "unit": names_of([hat.unit_id or 0], day).get(hat.unit_id or 0),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "directives/briefing.html", context, status=400 if form.errors else 200)
    try:
        brief(
            directive=paper,
            unit=Unit.objects.get(pk=hat.unit_id or 0),
            actor=hat,
            now=clock.now(),
            **form.cleaned_data,
        )
    except Refusal as why:
        return refused(request, why, "directives/briefing.html", context)
    messages.success(request, _("The briefing is recorded."))
    return redirect(paper.findable().url)


# What may be taken back, the action, and the page on which it stood.
_TAKEN_BACK = {
    "link": (take_back_link, "portal:directive"),
    "point": (take_back_point, "portal:directive"),
    "duty": (take_back_duty, "directives:duties"),
    "briefing": (take_back_briefing, "portal:directive"),
    "body": (take_back_body, "portal:directive"),
    "training": (take_back_training, "directives:training"),
}


@require_POST
def take_back(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The button beside what was said by mistake: done at once, and the words that stood there are told."""
    paper = paper_of(request, ref)
    what, key = request.POST.get("what", ""), request.POST.get("key", "")
    if what not in _TAKEN_BACK or not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise refusal("record.gone")
    doing, page = _TAKEN_BACK[what]
    said = doing(directive=paper, key=int(key), actor=asking(request)[0], now=clock.now())
    messages.success(request, _("Taken back: %(said)s") % {"said": said})
    return redirect(page, ref)
