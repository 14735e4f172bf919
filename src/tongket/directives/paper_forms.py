"""Forms on one directive of the register: its links."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongket.base.faults import explain
from tongket.directives.models import Directive, Link
from tongket.directives.queries import candidates, told_apart
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
        if len(self.meant) > 1:
            field: Any = self.fields["which"]
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
        elif len(self.meant) == 1:
            data["directive"] = self.meant[0]
        elif data.get("which"):
            data["directive"] = data["which"]
        elif "which" not in self.errors:
            self.add_error("which", ValidationError(_("Several papers fit. Choose the one that is meant.")))
        return data


class LinkForm(CitedForm):
    """How this paper stands to another one."""

    relation = forms.ChoiceField(label=_("This paper"), choices=RELATIONS)
    field_order = ("relation", "cited", "which")
