"""What the office that registered a directive says of it afterwards, each on a page of its own."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.actions import link_directives
from tongket.directives.models import Directive
from tongket.directives.paper_forms import LinkForm
from tongket.directives.queries import neighbours, visible_to
from tongket.units.grants import require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal


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
