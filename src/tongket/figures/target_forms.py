"""Forms by which a programme's targets are set: what they are about, and one table of bounds by unit."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongket.base.faults import explain
from tongket.directives.models import Clause
from tongket.figures.define_forms import offer
from tongket.figures.models import Indicator
from tongket.programmes.actions import Bounds
from tongket.programmes.forms import said_briefly
from tongket.programmes.models import Target
from tongket.viet.fault import Refusal
from tongket.viet.numbers import parse_number, to_units
from tongket.viet.period import Period

Sense, Basis = Target.Sense, Target.Basis
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


BASES = (
    (Basis.VALUE, _("the figure itself")),
    (Basis.REDUCTION, _("how many per cent fewer than in another period")),
)


class AboutForm(forms.Form):
    """What the targets are about: indicator, period, kind, sense, what is measured and why, for the whole table."""

    indicator = forms.ModelChoiceField(
        label=_("Indicator"), queryset=Indicator.objects.none(), to_field_name="ref", empty_label=_("Choose…")
    )
    period = forms.ChoiceField(label=_("Period"))
    kind = forms.ChoiceField(label=_("Assigned or pledged"), choices=KINDS, widget=forms.RadioSelect)
    sense = forms.ChoiceField(label=_("When it is reached"), choices=SENSES, widget=forms.RadioSelect)
    basis = forms.ChoiceField(
        label=_("What is measured"), choices=BASES, widget=forms.RadioSelect, required=False
    )
    base = forms.ChoiceField(
        label=_("Fewer than in which period"), required=False,
        help_text=_("Only where per cent fewer are measured."),
    )  # fmt: skip
    clause = forms.ModelChoiceField(
        label=_("Which point it carries out"), queryset=Clause.objects.none(), to_field_name="ref", required=False,
        empty_label=_("None, or not told"), help_text=_("Of the papers on which the programme rests."),
    )  # fmt: skip

    def __init__(
        self,
        known: list[Indicator],
        periods: list[Period],
        bases: list[Period],
        clauses: list[Clause],
        *args: Any,
        **more: Any,
    ) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        offer(self.fields["indicator"], known)
        language = get_language() or "vi"
        fields: Any = self.fields
        fields["period"].choices = [(str(one), one.label(language)) for one in periods]
        fields["base"].choices = [("", _("Choose…")), *((str(one), one.label(language)) for one in bases)]
        fields["clause"].queryset = Clause.objects.filter(pk__in=[one.pk for one in clauses])
        said = {one.pk: f"{one.directive}: {said_briefly(one)}" for one in clauses}
        fields["clause"].label_from_instance = lambda one: said[one.pk]
        offered = [(one.ref, said[one.pk]) for one in clauses]
        fields["clause"].choices = [("", fields["clause"].empty_label), *offered]

    def clean(self) -> dict[str, Any]:
        """What is measured is the figure itself, if nothing is said; per cent fewer need another period."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["basis"] = data.get("basis") or Basis.VALUE
        if data["basis"] == Basis.VALUE:
            data["base"] = ""
        elif "base" not in self.errors and not data.get("base"):
            self.add_error("base", _("Say which period it is compared with."))
        elif data.get("base") and data["base"] == data.get("period"):
            self.add_error("base", _("A period cannot be compared with itself. Choose another."))
        return data


class TargetForm(forms.Form):
    """One unit's row; a row without a number is left out."""

    low = forms.CharField(label=_("No less than"), max_length=30, required=False)
    high = forms.CharField(label=_("No more than"), max_length=30, required=False)

    def __init__(self, sense: str, decimals: int, most: int | None, *args: Any, **more: Any) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        self.sense, self.decimals, self.most = sense, decimals, most
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
                    to_units(data[name], self.decimals)
                if text and self.most is not None and not 0 <= data[name] <= self.most:
                    self.add_error(name, _("Give a percentage from 0 to 100."))
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
