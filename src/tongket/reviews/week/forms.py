"""The form of a line of the weekly calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.base.forms import DayField
from tongket.reviews.meetings.fields import HourField
from tongket.reviews.meetings.models import WeekEntry
from tongket.reviews.week.actions import Typed


class EntryForm(forms.Form):
    """What is on, when, under whom, where."""

    kind = forms.ChoiceField(label=_("Kind"), choices=WeekEntry.Kind.choices)
    content = forms.CharField(label=_("What is on"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    day = DayField(label=_("Day"), help_text=_("For example 22/11/2026."))
    starts = HourField(
        label=_("From the hour"), required=False, help_text=_("For example 08:00; empty: the whole day.")
    )
    ends = HourField(label=_("To the hour"), required=False)
    chair = forms.CharField(
        label=_("Led by"), max_length=200, required=False, help_text=_("The post, no name.")
    )
    place = forms.CharField(label=_("Room or place"), max_length=200, required=False)
    who = forms.CharField(
        label=_("Who takes part"),
        max_length=300,
        required=False,
        help_text=_(
            "Offices and posts, parted by commas. An office below yours that is named here, or meant by “các "
            "phòng”, “các thôn”, finds the line in its own week."
        ),
    )
    shown = forms.BooleanField(label=_("Show it in the public part"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("ends") and not data.get("starts") and "starts" not in self.errors:
            self.add_error("starts", _("Give the hour at which it begins, too."))
        return data

    def typed(self) -> Typed:
        names = ("kind", "day", "content", "starts", "ends", "chair", "place", "who", "shown")
        return Typed(**{name: self.cleaned_data[name] for name in names})
