"""Forms of a meeting: what was held, what it decided, which points become tasks."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from tongket.base import shown
from tongket.base.forms import DayField
from tongket.programmes.models import Programme
from tongket.programmes.queries import visible_to as programmes_visible_to
from tongket.reviews.models import Meeting, Review
from tongket.reviews.queries import visible_to
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import Unit

MOST_REVIEWS = 20


class MeetingForm(forms.Form):
    """A meeting that was held."""

    title = forms.CharField(label=_("Name of the meeting"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices)
    host = forms.CharField(label=_("Held by"), max_length=200)
    held_on = DayField(label=_("Held on"), help_text=_("For example 22/11/2026."))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    programmes = forms.ModelMultipleChoiceField(
        label=_("Programmes it was about"), queryset=Programme.objects.none(), to_field_name="ref",
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    reviews = forms.ModelMultipleChoiceField(
        label=_("Reviews that it closes"), queryset=Review.objects.none(), to_field_name="ref",
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, hat: Hat, day: date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        programmes: Any = self.fields["programmes"]
        mine = Q(unit=hat.unit_id) | Q(parties__unit=hat.unit_id)
        programmes.queryset = (
            programmes_visible_to(hat, day).filter(mine).distinct().order_by("-term_end", "slug")
        )
        reviews: Any = self.fields["reviews"]
        own = visible_to(hat, day).filter(unit=hat.unit_id).order_by("-as_of", "pk")
        newest = list(own.values_list("pk", flat=True)[:MOST_REVIEWS])
        reviews.queryset = (
            Review.objects.filter(pk__in=newest).select_related("programme").order_by("-as_of", "pk")
        )
        reviews.label_from_instance = _told_apart
        for name in ("programmes", "reviews"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]


def _told_apart(review: Review) -> str:
    """Reviews of one period may bear the same title: the moment of their figures tells them apart."""
    values = {"title": review.title, "on": shown.second(review.as_of)}
    return now_("%(title)s (figures as of %(on)s)") % values


class ConclusionsForm(forms.Form):
    """What the meeting decided, as pasted or typed."""

    text = forms.CharField(
        label=_("Points of the conclusion"), max_length=30_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Paste them from the notice, or type one point a line. Numbers before the points are taken off."),
    )  # fmt: skip
    replaces = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_replaces(self) -> list[uuid.UUID]:
        """The refs of the points that stood on the screen."""
        try:
            return [uuid.UUID(ref) for ref in self.cleaned_data["replaces"].split()]
        except ValueError:
            return []


def programmes_to_run(hat: Hat, day: date) -> Any:
    """Running programmes in which the hat may give out tasks."""
    mine = Programme.objects.filter(reach(hat, "programmes.run", day), state=Programme.State.RUNNING)
    return mine.order_by("-term_start", "slug")


class IntoForm(forms.Form):
    """Into which programme the ticked points go, if into one."""

    programme = forms.ModelChoiceField(
        label=_("Programme of the tasks"),
        queryset=Programme.objects.none(),
        to_field_name="slug",
        empty_label=_("none: the conclusion alone is its source"),
        required=False,
    )

    def __init__(self, programmes: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class PointForm(forms.Form):
    """One point: whether it becomes a task, and with whom and by when."""

    tick = forms.BooleanField(label=_("Becomes a task"), required=False)
    lead = forms.ModelChoiceField(
        label=_("Lead"), queryset=Unit.objects.none(), to_field_name="ref", empty_label=_("Choose…"),
        required=False,
    )  # fmt: skip
    due = DayField(label=_("Due day"), required=False)

    def __init__(self, offices: dict[int, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["lead"]
        field.queryset = Unit.objects.filter(pk__in=offices)
        field.label_from_instance = lambda unit: offices[unit.pk]
