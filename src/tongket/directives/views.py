"""The register of directives: everybody reads it, clerks add to it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.actions import register_directive
from tongket.directives.forms import ClauseForm, ClauseRows, DirectiveForm, clauses_of, kept_rows
from tongket.directives.incoming.queries import visible_to as visible_arrivals
from tongket.directives.models import Directive
from tongket.directives.queries import kinds_in_register, levels_for, search_register
from tongket.units.grants import allowed, require
from tongket.units.middleware import asking
from tongket.viet.fault import Refusal

PAGE = 30


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Search by words or symbol, by kind; the newest first."""
    hat, day = asking(request)
    words, kind = request.GET.get("tim", "").strip()[:200], request.GET.get("loai", "")
    found = search_register(hat, day, words, kind)
    context = {
        "words": words,
        "kind": kind,
        "kinds": kinds_in_register(hat, day),
        "rows": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "may_add": _may_add(request),
    }
    return render(request, "directives/list.html", context)


def _may_add(request: HttpRequest) -> bool:
    hat, day = asking(request)
    return hat.unit_id is not None and allowed(hat, "directives.register", unit_id=hat.unit_id, day=day)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put a document into the register; a symbol that reads oddly is asked about first."""
    hat, day = asking(request)
    require(hat, "directives.register", unit_id=hat.unit_id or 0, day=day)
    levels = levels_for(hat, day)
    typed = request.POST if request.method == "POST" else None
    form = DirectiveForm(levels, typed, initial={"level": hat.unit_id} | _from_arrival(request))
    rows = ClauseRows(typed, prefix="diem")
    context: dict[str, Any] = {"form": form, "rows": rows}
    if typed is None:
        return render(request, "directives/add.html", context)
    if "more" in typed or "take" in typed:
        return render(request, "directives/add.html", _as_typed(levels, typed, rows))
    if not (form.is_valid() & rows.is_valid()):
        return render(request, "directives/add.html", context, status=400)
    if form.questions:
        asked = typed.copy()
        asked["asked"] = form.cleaned_data["cited"]
        context["form"] = DirectiveForm(levels, asked)
        return render(request, "directives/add.html", context | {"questions": form.questions})
    try:
        made = _save(form.cleaned_data, rows, request)
    except Refusal as why:
        return refused(request, why, "directives/add.html", context)
    messages.success(request, _("%(symbol)s stands in the register now.") % {"symbol": made})
    return redirect(made.findable().url)


def _from_arrival(request: HttpRequest) -> dict[str, Any]:
    """What a paper of the arrival book tells, where the page was opened from it."""
    hat, day = asking(request)
    try:
        paper = visible_arrivals(hat, day).filter(ref=uuid.UUID(request.GET.get("den", ""))).first()
    except ValueError:
        return {}
    if paper is None:
        return {}
    told = {"cited": paper.symbol, "issuer": paper.sender, "issued_on": paper.issued_on}
    return told | {"abstract": paper.abstract}


def _as_typed(levels: dict[int, str], typed: QueryDict, rows: "BaseFormSet[ClauseForm]") -> dict[str, Any]:
    """All that was typed, not judged yet: with more rows, or with the suggested symbol."""
    values = typed.dict()
    if typed.get("take"):
        values["cited"] = typed["take"]
    return {
        "form": DirectiveForm(levels, initial=values),
        "rows": ClauseRows(prefix="diem", initial=kept_rows(rows)),
    }


def _save(data: dict[str, Any], rows: Any, request: HttpRequest) -> Directive:
    hat, _day = asking(request)
    return register_directive(
        cited=data["cited"],
        issuer=data["issuer"],
        issued_on=data["issued_on"],
        abstract=data["abstract"],
        unit=data["level"],
        clauses=clauses_of(rows),
        source=data["source"],
        in_force_from=data["in_force_from"],
        actor=hat,
        now=clock.now(),
    )
