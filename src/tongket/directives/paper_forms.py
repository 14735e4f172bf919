"""Forms on one directive of the register: its links, who has to carry it down, to whom it was explained."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.base.faults import explain
from tongket.base.forms import CountField, DayField
from tongket.directives.models import Directive, Link
from tongket.directives.queries import candidates, is_bare, told_apart
from tongket.units.models import Unit
from tongket.viet.fault import Fault

# How one paper stands to another, said from either side: “replaces”, and “-replaces” for the other direction.
RELATIONS = [
    (Link.Kind.GROUNDS.value, _("rests on")),
    (Link.Kind.CONTINUES.value, _("continues")),
    (Link.Kind.REPLACES.value, _("replaces")),
    (Link.Kind.AMENDS.value, _("amends")),
    (Link.Kind.GUIDES.value, _("guides")),
    (Link.Kind.REVIEWS.value, _("reviews")),
    (f"-{Link.Kind.GROUNDS}", _("is the ground of")),
    (f"-{Link.Kind.CONTINUES}", _("is continued by")),
    (f"-{Link.Kind.REPLACES}", _("is replaced by")),
    (f"-{Link.Kind.AMENDS}", _("is amended by")),
    (f"-{Link.Kind.GUIDES}", _("is guided by")),
    (f"-{Link.Kind.REVIEWS}", _("is reviewed by")),
]


class CitedForm(forms.Form):
    """A paper of the register, named as papers name it; where several fit, one is asked which is meant."""

    cited = forms.CharField(
        label=_("The other paper"),
        help_text=_(
            "Its number and symbol, or its name, as it stands in the register. For example 09-CT/TW."
        ),
        max_length=300,
    )
    which = forms.ModelChoiceField(
        label=_("Which of these is meant?"), queryset=Directive.objects.none(), to_field_name="ref",
        required=False, empty_label=None, widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        text = str(self.data.get(self.add_prefix("cited"), "")).strip() if self.is_bound else ""
        self.meant = candidates(text) if text else []
        if len(self.meant) > 1 or (self.meant and is_bare(text)):
            field: Any = self.fields["which"]
            field.required = True
            field.error_messages["required"] = (
                _("Several papers fit. Choose the one that is meant.")
                if len(self.meant) > 1
                else _("One paper of this number stands in the register. Is it the one that is meant?")
            )
            field.queryset = Directive.objects.filter(pk__in=[one.pk for one in self.meant])
            field.label_from_instance = lambda one: f"{told_apart(one)}: {one.abstract}"
        else:
            del self.fields["which"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("cited"):
            return data
        if not self.meant:
            self.add_error("cited", explain(Fault("directive.unknown", values={"cited": data["cited"]})))
        elif "which" not in self.fields:
            data["directive"] = self.meant[0]
        elif data.get("which"):
            data["directive"] = data["which"]
        return data


class LinkForm(CitedForm):
    """How this paper stands to another one."""

    relation = forms.ChoiceField(label=_("This paper"), choices=RELATIONS)
    field_order = ("relation", "cited", "which")


class DutyForm(forms.Form):
    """Which units have to carry the paper down, and by when."""

    everybody = forms.BooleanField(label=_("All units of this list"), required=False)
    units = forms.ModelMultipleChoiceField(
        label=_("Units that have to carry it down"), queryset=Unit.objects.none(), to_field_name="ref",
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    due = DayField(label=_("By when"), help_text=_("For example 22/11/2026."), required=False)

    def __init__(self, below: dict[int, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        order = {unit: place for place, unit in enumerate(below)}
        field: Any = self.fields["units"]
        field.queryset = Unit.objects.filter(pk__in=below)
        field.label_from_instance = lambda unit: below[unit.pk]
        field.choices = sorted(field.choices, key=lambda choice: order[choice[0].instance.pk])
        self.below = field.queryset

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["named"] = list(self.below if data.get("everybody") else data.get("units", ()))
        return data


class BriefingForm(forms.Form):
    """On which day, to whom, to how many of how many the paper was explained."""

    group = forms.CharField(
        label=_("Who it was explained to"), help_text=_("For example: cán bộ, công chức xã."), max_length=200
    )
    on = DayField(label=_("Day"), help_text=_("For example 22/11/2026."))
    reached = CountField(
        label=_("How many took part"),
        min_value=0,
        max_value=99_999_999,
        help_text=_("Counts only, no names."),
    )
    of = CountField(label=_("Of how many that should"), min_value=1, max_value=99_999_999)
