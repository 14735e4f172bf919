"""Forms by which a programme's targets are set: what they are about, and one table of bounds by unit."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongket.base.faults import explain
from tongket.figures.define_forms import offer
from tongket.figures.models import Indicator
from tongket.programmes.actions import Bounds
from tongket.programmes.models import Target
from tongket.viet.fault import Refusal
from tongket.viet.numbers import parse_number, to_units
from tongket.viet.period import Period

Sense = Target.Sense
# What a kind of target is, so that one is never typed as the other.
KINDS = (
    (Target.Kind.ASSIGNED, _("assigned: what the level above has set for the unit (mức giao)")),
    (Target.Kind.PLEDGED, _("pledged: what the unit has promised itself (mức đăng ký)")),
)
SENSES = (
    (Sense.AT_LEAST, _("at least: 6 or more is reached")),
    (Sense.AT_MOST, _("at most: 6 or fewer is reached")),
    (Sense.BETWEEN, _("between: from 6 to 9 is reached")),
)


class AboutForm(forms.Form):
    """What the targets are about: indicator, period, kind and sense hold for the whole table."""

    indicator = forms.ModelChoiceField(
        label=_("Indicator"), queryset=Indicator.objects.none(), to_field_name="ref", empty_label=_("Choose…")
    )
    period = forms.ChoiceField(label=_("Period"))
    kind = forms.ChoiceField(label=_("Assigned or pledged"), choices=KINDS, widget=forms.RadioSelect)
    sense = forms.ChoiceField(label=_("When it is reached"), choices=SENSES, widget=forms.RadioSelect)

    def __init__(self, known: list[Indicator], periods: list[Period], *args: Any, **more: Any) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        offer(self.fields["indicator"], known)
        language = get_language() or "vi"
        self.fields["period"].choices = [(str(one), one.label(language)) for one in periods]  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """One unit's row; a row without a number is left out."""

    low = forms.CharField(label=_("No less than"), max_length=30, required=False)
    high = forms.CharField(label=_("No more than"), max_length=30, required=False)

    def __init__(self, sense: str, indicator: Indicator, *args: Any, **more: Any) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        self.sense, self.indicator = sense, indicator
        if sense != Sense.BETWEEN:
            del self.fields["high" if sense == Sense.AT_LEAST else "low"]
        for field in self.fields.values():
            field.widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.fields:
            text = data.get(name, "")
            try:
                data[name] = parse_number(text) if text else None
                if text:
                    to_units(data[name], self.indicator.decimals)
            except Refusal as why:
                self.add_error(name, explain(why.faults[0]))
        if self.sense == Sense.BETWEEN and not self.errors:
            low, high = data["low"], data["high"]
            if (low is None) != (high is None):
                self.add_error(
                    "high" if high is None else "low", _("Between needs both ends. Give the other one too.")
                )
            elif low is not None and low > high:
                self.add_error("high", _("The greatest value lies below the least. Check both."))
        return data

    @property
    def bounds(self) -> Bounds | None:
        """What is asked of the unit; None if nothing was typed."""
        low, high = self.cleaned_data.get("low"), self.cleaned_data.get("high")
        return None if low is None and high is None else Bounds(self.sense, low, high)
