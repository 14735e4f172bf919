"""Peer groups of an office: which units it compares with which, since when, by what paper."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tongket.base import clock
from tongket.base.forms import DayField
from tongket.base.views import refused
from tongket.figures.actions.peers import end_peers, name_peers
from tongket.figures.queries.seeing_ranks import groups_visible_to
from tongket.figures.views import require_officer
from tongket.units.grants import allowed, own_unit
from tongket.units.middleware import asking
from tongket.units.models import OPEN, Unit
from tongket.units.queries import at_day, names_of
from tongket.viet.fault import Fault, Refusal

TEMPLATE = "figures/peers.html"


class PeersForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=200)
    ground = forms.CharField(label=gettext_lazy("Paper that names its units"), max_length=300, required=False)
    start = DayField(label=gettext_lazy("From day"), help_text=gettext_lazy("For example 22/11/2026."))
    units = forms.CharField(
        label=gettext_lazy("Units"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One a line: name or code; where several bear it, with the one above: Thôn 1, Xã Mẫu."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def peers(request: HttpRequest) -> HttpResponse:
    """The groups that may be used, and a new one."""
    require_officer(request)
    hat, day = asking(request)
    may = allowed(hat, "figures.peers", unit_id=hat.unit_id or 0, day=day)
    form = PeersForm(request.POST if request.method == "POST" else None, initial={"start": day})
    context = {"form": form if may else None, "groups": _groups(request), "today": day}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return render(request, TEMPLATE, context, status=400)
    data = form.cleaned_data
    try:
        unit = own_unit(hat, "figures.peers", day)
        units = _units(data["units"], data["start"])
        name_peers(
            unit=unit, name=data["name"], ground=data["ground"], units=units, start=data["start"],
            actor=hat, now=clock.now(),
        )  # fmt: skip
    except Refusal as why:
        return refused(request, why, TEMPLATE, context)
    messages.success(request, _("The group is kept. It can be chosen wherever units are ranked."))
    return redirect("figures:peers")


@require_POST
def peers_end(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """It ends today; tables of earlier days still show it."""
    require_officer(request)
    hat, day = asking(request)
    group = get_object_or_404(groups_visible_to(hat, day), ref=ref)
    try:
        end_peers(group=group, on=day, actor=hat, now=clock.now())
    except Refusal as why:
        return refused(request, why, TEMPLATE, {"groups": _groups(request), "today": day, "form": None})
    messages.success(request, _("The group ends today; what was compared before stays."))
    return redirect("figures:peers")


def _units(text: str, day: Any) -> list[Unit]:
    """The unit that each line means; every line that means none, or several, is told."""
    units: dict[int, Unit] = {}
    faults: list[Fault] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        try:
            unit = at_day(line, day).unit
            units[unit.pk] = unit
        except Refusal as why:
            faults += why.faults
    if faults:
        raise Refusal(*faults)
    return list(units.values())


def _groups(request: HttpRequest) -> list[dict[str, Any]]:
    hat, day = asking(request)
    groups = list(
        groups_visible_to(hat, day).prefetch_related("units").order_by("-end", "name", "-start", "pk")
    )
    names = names_of(
        {unit.pk for one in groups for unit in one.units.all()} | {one.unit_id for one in groups}, day
    )
    return [
        {
            "group": one,
            "owner": names.get(one.unit_id, ""),
            "units": sorted(names.get(unit.pk, "") for unit in one.units.all()),
            "runs": one.end == OPEN,
            "may_end": one.end == OPEN
            and one.start < day
            and allowed(hat, "figures.peers", unit_id=one.unit_id, day=day),
        }
        for one in groups
    ]
