"""Pages that need several rooms at once and belong to none: the search box's results."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tongket.base.models import Access, SearchRow
from tongket.base.search import find
from tongket.directives.incoming.queries import visible_to as incoming
from tongket.directives.outgoing.queries import visible_to as outgoing
from tongket.units.hats import Hat
from tongket.units.models import Closure

# What the kinds of results are called, in the order of the loop: from the place to the thanks.
KINDS = {
    "unit": _("Units"),
    "directive": _("Directives"),
    "incoming": _("Incoming papers"),
    "outgoing": _("Outgoing papers"),
    "programme": _("Programmes"),
    "task": _("Tasks"),
    "indicator": _("Indicators"),
    "report": _("Reports"),
    "review": _("Reviews"),
    "meeting": _("Meetings"),
    "award": _("Awards"),
}

# Records whose own room says who may read each one.
READERS: dict[str, Callable[[Hat, date], QuerySet[Any]]] = {"incoming": incoming, "outgoing": outgoing}


def visible(hat: Hat, day: date) -> QuerySet[SearchRow]:
    """What may be found: public rows by all; officers' rows under any post; a unit's own by it and from above.

    An office's papers are found by whoever may read the very paper.
    """
    rule = Q(access=Access.PUBLIC)
    if hat.unit_id is not None:
        below = Closure.objects.filter(ancestor=hat.unit_id, start__lte=day, end__gt=day)
        rule |= Q(access=Access.OFFICE)
        rule |= Q(access=Access.UNIT, unit_id__in=below.values("descendant")) & ~Q(kind__in=READERS)
        for kind, readable in READERS.items():
            rule |= Q(kind=kind, ref__in=readable(hat, day).values("ref"))
    return SearchRow.objects.filter(rule)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    rows = visible(request.hat, request.day)  # type: ignore[attr-defined]
    groups = find(query, rows=rows) if query else []
    context = {
        "query": query,
        "total": sum(group.count for group in groups),
        "groups": [(KINDS.get(group.kind, group.kind), group) for group in groups],
    }
    return render(request, "base/search.html", context)
