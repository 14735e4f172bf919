"""The form that records an award: numbers only, never a name."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.base.forms import CountField, DayField
from tongket.programmes.models import Programme
from tongket.programmes.queries import visible_to
from tongket.units.hats import Hat

MOST = 1_000_000  # of collectives or individuals in one award


class ReasonForm(forms.Form):
    """Why an award is taken back."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("For example: entered twice by mistake."), max_length=300
    )


class AwardForm(forms.Form):
    """So many collectives and individuals; a number that was not told is left empty."""

    kind = forms.CharField(label=_("Form of the award"), help_text=_("For example Giấy khen."), max_length=60)
    awarded_by = forms.CharField(label=_("Awarded by"), max_length=200)
    reason = forms.CharField(label=_("For what"), max_length=300)
    collectives = CountField(label=_("Collectives"), min_value=0, max_value=MOST, required=False)
    individuals = CountField(label=_("Individuals"), min_value=0, max_value=MOST, required=False)
    decision = forms.CharField(label=_("Decision"), max_length=100, required=False)
    decided_on = DayField(label=_("Date of the decision"), required=False)
    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, hat: Hat, day: date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["programme"].queryset = visible_to(hat, day).order_by("slug")  # type: ignore[attr-defined]
