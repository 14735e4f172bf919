"""“We carry this paper out”: a unit says by which paper, programme or task of its own, and which points."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tongket.base import clock
from tongket.base.views import refused
from tongket.directives.actions import implement
from tongket.directives.models import Clause, Directive, Implements
from tongket.directives.paper_forms import CitedForm
from tongket.directives.paper_views import paper_of
from tongket.programmes.forms import said_briefly
from tongket.programmes.models import Programme, Task
from tongket.programmes.queries import tasks_visible_to, visible_to
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal

Carrier = Implements.Carrier
MOST_TASKS = 200


class CarryForm(CitedForm):
    """Which points, and what of the own unit carries them: one thing, chosen or cited."""

    clauses = forms.ModelMultipleChoiceField(
        label=_("Points that are carried out"), queryset=Clause.objects.none(), to_field_name="ref",
        required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none for the paper as a whole."),
    )  # fmt: skip
    carrier = forms.ChoiceField(label=_("By which programme or task of your unit"), required=False)
    field_order = ("clauses", "carrier", "cited", "which")

    def __init__(self, paper: Directive, offered: list[Any], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        points: Any = self.fields["clauses"]
        points.queryset = paper.clauses.order_by("order")
        points.label_from_instance = said_briefly
        if not points.queryset:
            del self.fields["clauses"]
        carrier: Any = self.fields["carrier"]
        carrier.choices = [
            (
                "",
                _("None of these"),
            ),
            *offered,
        ]
        self.fields["cited"].required = False
        self.fields["cited"].label = _("Or by which paper of your unit")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "carrier" in self.errors or "cited" in self.errors or "which" in self.errors:
            return data
        if bool(data.get("carrier")) == bool(data.get("cited")):
            raise ValidationError(
                _("Say by what it is carried out: one programme or task, or else one paper of your unit.")
            )
        return data


def _offered(hat: Hat, day: date) -> list[Any]:
    """Running programmes of the hat's unit, and the tasks in them or led by it that name no point yet."""
    running = visible_to(hat, day).filter(state=Programme.State.RUNNING)
    mine = running.filter(unit=hat.unit_id).order_by("-term_start", "slug")
    tasks = tasks_visible_to(hat, day).filter(
        Q(unit=hat.unit_id) | Q(giver=hat.unit_id),
        Q(programme=None) | Q(programme__in=running),
        clause=None,
    )
    listed = tasks.order_by("-programme__term_start", "programme", "order", "pk")[:MOST_TASKS]
    groups = [
        (_("Programmes and plans"), [(f"{Carrier.PROGRAMME}:{one.ref}", one.title) for one in mine]),
        (_("Tasks"), [(f"{Carrier.TASK}:{one.ref}", one.content[:110]) for one in listed]),
    ]
    return [group for group in groups if group[1]]


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """Say what of the own unit carries the directive out, as a whole or point by point."""
    hat, day = asking(request)
    paper = paper_of(request, ref)
    require(hat, "directives.implement", unit_id=hat.unit_id or 0, day=day)
    initial = {"clauses": request.GET.getlist("diem"), "carrier": request.GET.get("bang", "")}
    form = CarryForm(paper, _offered(hat, day), request.POST or None, initial=initial)
    context = {
        "directive": paper,
        "form": form,
        "unit": names_of([hat.unit_id or 0], day).get(hat.unit_id or 0),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "programmes/carry.html", context, status=400 if form.errors else 200)
    try:
        with transaction.atomic():
            for clause in form.cleaned_data.get("clauses") or [None]:
                implement(
                    directive=paper, clause=clause, actor=hat, now=clock.now(), **_carrier(form, hat, day)
                )
    except Refusal as why:
        return refused(request, why, "programmes/carry.html", context)
    messages.success(request, now_("Recorded. The cascade shows it now."))
    return redirect(f"{paper.findable().url}chuoi/")


def _carrier(form: CarryForm, hat: Hat, day: date) -> dict[str, Any]:
    """The chosen thing as the action takes it, with whose it is and since when."""
    chosen = form.cleaned_data.get("carrier")
    if not chosen:
        own: Directive = form.cleaned_data["directive"]
        return _told(Carrier.DIRECTIVE, own.ref, own.unit, own.issued_on)
    kind, _colon, ref = chosen.partition(":")
    if kind == Carrier.PROGRAMME:
        programme = visible_to(hat, day).select_related("unit").get(ref=ref)
        return _told(kind, programme.ref, programme.unit, programme.signed_on or day)
    task: Task = tasks_visible_to(hat, day).select_related("giver", "unit").get(ref=ref)
    return _told(kind, task.ref, task.giver if task.unit_id != hat.unit_id else task.unit, day)


def _told(carrier: str, ref: uuid.UUID, unit: Unit, on: date | None) -> dict[str, Any]:
    return {"carrier": carrier, "carrier_ref": ref, "unit": unit, "on": on}
