"""Forms of a meeting that is to be held: its plan, programme, contributions, the invited, a reply, the minutes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.base.forms import CountField
from tongket.programmes.models import Programme
from tongket.reviews.meetings.fields import HourField
from tongket.reviews.meetings.forms import MeetingForm
from tongket.reviews.meetings.models import USUAL_MINUTES, Invited
from tongket.reviews.meetings.planning import Item, Plan
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import Unit

LONGEST = 24 * 60
LONGEST_ITEM = 8 * 60  # a working day; more is a slip of the finger
MOST_ITEMS = 80


class PlanForm(MeetingForm):
    """When, where and under whom a meeting is to be held."""

    starts = HourField(label=_("Hour"), help_text=_("For example 08:00."))
    lasts = forms.IntegerField(
        label=_("How many minutes"), min_value=5, max_value=LONGEST, initial=USUAL_MINUTES,
        help_text=_("The programme says it better once it is written."),
    )  # fmt: skip
    chair = forms.CharField(
        label=_("Chaired by"), max_length=200, help_text=_("The post, no name: Chủ tịch UBND xã.")
    )
    secretary = forms.CharField(label=_("Minutes written by"), max_length=200, required=False)
    about = forms.CharField(
        label=_("What it is about"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the invitation."),
    )  # fmt: skip
    agreements = forms.ModelMultipleChoiceField(
        label=_("Agreements that are signed at it"), queryset=Programme.objects.none(), to_field_name="ref",
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    shown = forms.BooleanField(label=_("Show it in the public part of the weekly calendar"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    field_order = (
        "title", "kind", "held_on", "starts", "lasts", "place", "chair", "secretary", "about", "programmes",
        "reviews", "agreements", "shown",
    )  # fmt: skip

    def __init__(self, hat: Hat, day: date, *args: Any, **more: Any) -> None:
        super().__init__(hat, day, *args, **more)
        del self.fields["host"]
        self.fields["place"].label = _("Room or place")
        self.fields["held_on"].label = _("Day")
        agreements: Any = self.fields["agreements"]
        mine = Programme.objects.filter(reach(hat, "programmes.run", day), kind=Programme.Kind.AGREEMENT)
        agreements.queryset = mine.order_by("-term_start", "slug")
        if not agreements.queryset.exists():
            del self.fields["agreements"]

    def plan(self) -> Plan:
        """What was typed, as the action takes it."""
        names = (
            "kind",
            "title",
            "held_on",
            "starts",
            "place",
            "chair",
            "secretary",
            "about",
            "lasts",
            "shown",
        )
        return Plan(**{name: self.cleaned_data[name] for name in names})

    def subjects(self) -> dict[str, Any]:
        """Programmes, reviews and agreements that were ticked."""
        return {name: self.cleaned_data.get(name, ()) for name in ("programmes", "reviews", "agreements")}


class ItemForm(forms.Form):
    """One point of the programme; a row without words is left out."""

    minutes = CountField(label=_("How long (minutes)"), min_value=1, max_value=LONGEST_ITEM, required=False)
    title = forms.CharField(
        label=_("Item"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    who = forms.CharField(label=_("Carried out by"), max_length=200, required=False)
    words = forms.CharField(
        label=_("Words of the chair"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("title") and not data.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("How many minutes does this point take?"))
        return data


ItemRows = forms.formset_factory(ItemForm, extra=3, max_num=MOST_ITEMS)


def items_of(rows: Any) -> list[Item]:
    """The rows that say something, in their order."""
    said = [row.cleaned_data for row in rows if row.cleaned_data.get("title")]
    return [Item(data["minutes"], data["title"], data["who"], data["words"]) for data in said]


class ContributionForm(forms.Form):
    """Who contributes, about what."""

    unit = forms.ModelChoiceField(
        label=_("Office that contributes"), queryset=Unit.objects.none(), to_field_name="ref",
        empty_label=_("Another one, named below"), required=False,
    )  # fmt: skip
    named = forms.CharField(label=_("Name of another one"), max_length=200, required=False)
    title = forms.CharField(label=_("Title of the contribution"), max_length=300)

    def __init__(self, offices: dict[int, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.offices = offices
        offer_units(self.fields["unit"], offices)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        unit: Unit | None = data.get("unit")
        data["named"] = self.offices[unit.pk] if unit else data.get("named", "").strip()
        if not data["named"]:
            self.add_error("named", _("Choose an office or name who contributes."))
        return data


class TextFileForm(forms.Form):
    """The text of a contribution as a file."""

    file = forms.FileField(label=_("Text of the contribution"))


class InviteForm(forms.Form):
    """Who is invited: offices of the installation by tick, others a line each."""

    units = forms.ModelMultipleChoiceField(
        label=_("Offices"), queryset=Unit.objects.none(), to_field_name="ref", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    others = forms.CharField(
        label=_("Others"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("An office or a post a line, no names of persons. Their invitations are printed."),
    )  # fmt: skip

    def __init__(self, offices: dict[int, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer_units(self.fields["units"], offices)

    def others_named(self) -> list[str]:
        return [line.strip()[:300] for line in self.cleaned_data["others"].splitlines() if line.strip()]


def offer_units(field: Any, offices: dict[int, str]) -> None:
    """Put offices into a choice under their names, in the order given."""
    order = {unit: place for place, unit in enumerate(offices)}
    field.queryset = Unit.objects.filter(pk__in=offices)
    field.label_from_instance = lambda unit: offices[unit.pk]
    empty = [choice for choice in field.choices if not choice[0]]
    field.choices = empty + sorted(
        (choice for choice in field.choices if choice[0]), key=lambda choice: order[choice[0].instance.pk]
    )


ANSWERS = [
    (Invited.Reply.COMES.value, _("We come")),
    (Invited.Reply.SENDS.value, _("Somebody else comes in place")),
]


class ReplyForm(forms.Form):
    """What an invited office answers."""

    reply = forms.ChoiceField(
        label=_("Your answer"), choices=ANSWERS,
        widget=forms.RadioSelect,
    )  # fmt: skip
    substitute = forms.CharField(
        label=_("Post of who comes in place"), max_length=200, required=False,
        help_text=_("The post, no name: Phó Trưởng thôn."),
    )  # fmt: skip


class MinutesForm(forms.Form):
    """The course of a meeting that was held."""

    discussed = forms.CharField(
        label=_("Course of the meeting"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("A paragraph a line. Name offices and posts."),
    )  # fmt: skip
    ended = HourField(label=_("Ended at"), required=False)
    present = CountField(
        label=_("How many were present"), min_value=1, max_value=30_000, required=False,
        help_text=_("Counted by itself where a list stands below."),
    )  # fmt: skip
    present_list = forms.CharField(
        label=_("List of those present"), max_length=50_000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}), help_text="",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def __init__(self, days: int, *args: Any, gone: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if gone:
            del self.fields["present_list"]
            return
        said = _(
            "A line each, only if needed. Your office alone sees it; after %(days)s days it is destroyed."
        )
        self.fields["present_list"].help_text = said % {"days": days}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data.setdefault("present_list", "")
        listed = sum(1 for line in data["present_list"].splitlines() if line.strip())
        if listed and data.get("present") not in (None, listed):
            said = _(
                "The list names %(listed)s, you typed %(typed)s. Correct one of them, or leave the number empty."
            )
            self.add_error("present", said % {"listed": listed, "typed": data["present"]})
        return data
