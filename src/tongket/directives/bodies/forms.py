"""Forms of a steering body, its members, and a training."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.base.forms import CountField, DayField
from tongket.directives.bodies.actions import NewMember
from tongket.directives.bodies.models import Member, SteeringBody


class BodyForm(forms.Form):
    """What the founding decision says."""

    kind = forms.ChoiceField(label=_("Kind of body"), choices=SteeringBody.Kind.choices)
    name = forms.CharField(label=_("Name of the body"), max_length=300)
    decision = forms.CharField(
        label=_("Founding decision"), max_length=60, help_text=_("For example 12/QĐ-UBND.")
    )
    decided_by = forms.CharField(label=_("Decided by"), max_length=200)
    start = DayField(label=_("Date of the decision"), help_text=_("For example 22/11/2026."))
    end = DayField(label=_("End of its term"), required=False)
    above = forms.ModelChoiceField(
        label=_("Part of"), queryset=SteeringBody.objects.none(), to_field_name="ref", required=False,
        empty_label=_("Stands by itself"),
    )  # fmt: skip

    def __init__(self, above: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["above"]
        field.queryset = above
        field.label_from_instance = lambda one: one.name
        if not above.exists():
            del self.fields["above"]


class MemberForm(forms.Form):
    """A member by post; a row without a post is left out."""

    part = forms.ChoiceField(
        label=_("Part in the body"), choices=Member.Part.choices, initial=Member.Part.MEMBER
    )
    post = forms.CharField(label=_("Post, no name"), max_length=200, required=False)


MemberRows = forms.formset_factory(MemberForm, extra=4, max_num=100)


def members_of(rows: Any) -> list[NewMember]:
    """The rows that name a post."""
    said = [row.cleaned_data for row in rows if row.cleaned_data.get("post")]
    return [NewMember(data["part"], data["post"]) for data in said]


class TrainingForm(forms.Form):
    """How many of a group were trained."""

    group = forms.CharField(
        label=_("Group, as the directive has it"),
        max_length=200,
        help_text=_("For example: cán bộ, công chức xã."),
    )
    on = DayField(label=_("Last day of the training"), help_text=_("For example 22/11/2026."))
    classes = CountField(label=_("How many classes"), min_value=1, max_value=9999)
    people = CountField(
        label=_("How many people"), min_value=1, max_value=9_999_999,
        help_text=_("Counts only, no names. A count below 10 is kept, but never shown."),
    )  # fmt: skip
