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
from tongket.base.search import Readable, find
from tongket.directives.incoming.queries import visible_to as incoming
from tongket.directives.outgoing.queries import visible_to as outgoing
from tongket.figures.queries import forms_visible_to
from tongket.programmes.queries import visible_to as programmes
from tongket.reviews.queries import meetings_visible_to
from tongket.reviews.queries import visible_to as reviews
from tongket.units.hats import Hat
from tongket.units.models import Closure

# What the kinds of results are called, in the order of the loop: from the place to the thanks.
KINDS = {
    "unit": _("Units"),
    "directive": _("Directives"),
    "incoming": _("Incoming papers"),
    "outgoing": _("Outgoing papers"),
    "programme": _("Programmes"),
    "indicator": _("Indicators"),
    "form": _("Report forms"),
    "review": _("Reviews"),
    "meeting": _("Meetings"),
    "award": _("Awards"),
}

# Records whose own room says who may read each one; of the others the row's access says it.
READERS: dict[str, Callable[[Hat, date], QuerySet[Any]]] = {
    "incoming": incoming,
    "outgoing": outgoing,
    "programme": programmes,
    "form": forms_visible_to,
    "review": reviews,
    "meeting": meetings_visible_to,
}


def visible(hat: Hat, day: date) -> Readable:
    """What may be found: public rows by all; officers' rows under any post; a unit's own by it and from above.

    A record that not everybody may read is found by whoever may read the very record.
    """
    rule = Q(access=Access.PUBLIC)
    if hat.unit_id is not None:
        below = Closure.objects.filter(ancestor=hat.unit_id, start__lte=day, end__gt=day)
        rule |= Q(access=Access.OFFICE) | Q(access=Access.UNIT, unit_id__in=below.values("descendant"))

    def rows(kind: str) -> QuerySet[SearchRow]:
        known = READERS.get(kind)
        seen = Q(ref__in=known(hat, day).values("ref")) if known else rule
        return SearchRow.objects.filter(seen, kind=kind)

    return rows


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
