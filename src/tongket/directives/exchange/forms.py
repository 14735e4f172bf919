"""The forms of the page of codes: of a unit here, of a partner outside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.directives.edxml.package import LONGEST
from tongket.units.models import Unit


def _code() -> forms.CharField:
    return forms.CharField(
        label=_("Code in the exchange"), max_length=LONGEST["OrganId"], help_text=_("For example 000.00.01.H41.")
    )  # fmt: skip


class CodeForm(forms.Form):
    """The code of a unit of this installation."""

    of = forms.ModelChoiceField(
        label=_("Office"), queryset=Unit.objects.none(), to_field_name="ref", empty_label=_("Choose…")
    )
    code = _code()

    def __init__(self, settable: dict[int, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        order = {unit: place for place, unit in enumerate(settable)}
        field: Any = self.fields["of"]
        field.queryset = Unit.objects.filter(pk__in=settable)
        field.label_from_instance = lambda unit: settable[unit.pk]
        first, *rest = field.choices
        field.choices = [first, *sorted(rest, key=lambda choice: order[choice[0].instance.pk])]


class PartnerForm(forms.Form):
    """The code of an office outside, under the name that stands among the recipients of papers."""

    name = forms.CharField(
        label=_("Name of the office"), max_length=200,
        help_text=_("As it stands among the recipients of your papers."),
    )  # fmt: skip
    code = _code()
