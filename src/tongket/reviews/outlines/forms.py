"""Forms of an outline and of what goes round: its headings, whom it is sent to by when, answers to comments."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.base.forms import DayField
from tongket.figures.deadlines import shown_moment
from tongket.figures.models import Indicator
from tongket.figures.period_forms import HourField, moment_of
from tongket.programmes.models import Programme
from tongket.reviews.outlines.models import Comment, Heading, Section, Submission
from tongket.reviews.outlines.queries import Standing
from tongket.reviews.outlines.sending import Answered
from tongket.reviews.outlines.words import LONGEST_TITLE, PARTS, RECIPIENTS, USUAL, NewHeading
from tongket.units.models import Unit

AS_USUAL, LAST = "mau", "lan-truoc"


class StartForm(forms.Form):
    """What the outline begins with."""

    like = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect, initial=AS_USUAL)

    def __init__(self, last: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices: list[tuple[str, Any]] = [(AS_USUAL, _("the usual headings"))]
        if last:
            choices.append((LAST, _("the headings of the last outline: %(which)s") % {"which": last}))
        self.fields["like"].choices = choices  # type: ignore[attr-defined]


class HeadingForm(forms.Form):
    """One heading as it is typed."""

    ref = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Name of the heading"), max_length=300)
    asked = forms.CharField(
        label=_("What is asked under it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    section = forms.ChoiceField(
        label=_("Part of the review"), choices=Section.choices, initial=Section.RESULTS
    )
    indicators = forms.MultipleChoiceField(
        label=_("Lines of the annex forms that belong to it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, indicators: list[tuple[str, str]], *args: Any, **more: Any) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        # A new row may stay empty: it is left out.
        self.fields["title"].required = not self.is_bound or bool(self.data.get(self.add_prefix("ref")))
        if indicators:
            self.fields["indicators"].choices = indicators  # type: ignore[attr-defined]
        else:
            del self.fields["indicators"]

    @property
    def heading(self) -> NewHeading:
        data = self.cleaned_data
        lines = tuple(int(each) for each in data.get("indicators", ()))
        return NewHeading(data["title"], data["asked"], data["section"], lines, data["ref"])


class LayoutForm(forms.Form):
    """The review's own words: the names of its parts, and who gets it. Empty is as usual."""

    def __init__(self, layout: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data, prefix="bo-cuc", initial=USUAL | dict(layout))
        for key, usual in PARTS.items():
            self.fields[key] = forms.CharField(label=usual, max_length=LONGEST_TITLE, required=False)
        self.fields[RECIPIENTS] = forms.CharField(
            label=_("Recipients, a line each"), max_length=2000, required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip


class FileForm(forms.Form):
    """A Word file with fields, changed or written in Word."""

    file = forms.FileField(
        label=_("Word file (.docx)"), widget=forms.ClearableFileInput(attrs={"accept": ".docx"})
    )


class TimeForm(forms.Form):
    """Who is given more time, until when, and why."""

    units = forms.ModelMultipleChoiceField(
        label=_("Who is given more time"), queryset=Submission.objects.none(), to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    day = DayField(label=_("New due day"), help_text=_("For example 22/11/2026."))
    hour = HourField(
        label=_("Until what hour"), required=False, max_length=20,
        help_text=_("For example 15:00. Empty: until the day ends."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_TITLE)

    def __init__(self, rows: Sequence[Standing], *args: Any, **more: Any) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        units: Any = self.fields["units"]
        units.queryset = Submission.objects.filter(pk__in=[row.submission.pk for row in rows])
        units.queryset = units.queryset.select_related("outline__programme", "unit")
        until = _("%(unit)s (until now %(due)s)")
        units.choices = [
            (str(row.submission.ref), until % {"unit": row.name, "due": shown_moment(last)})
            for row in rows
            if (last := row.submission.last_moment)
        ]

    @property
    def until(self) -> datetime:
        return moment_of(self.cleaned_data["day"], self.cleaned_data["hour"])


def typed_of(heading: NewHeading) -> dict[str, Any]:
    """A heading from a file, for the form in which it is looked at before it is kept."""
    lines = [str(each) for each in heading.indicators]
    return {"ref": heading.ref, "title": heading.title, "asked": heading.asked, "section": heading.section,
            "indicators": lines}  # fmt: skip


def initial_of(heading: Heading) -> dict[str, Any]:
    return {
        "ref": str(heading.ref),
        "title": heading.title,
        "asked": heading.asked,
        "section": heading.section,
        "indicators": [str(each.pk) for each in heading.indicators.all()],
    }


def lines_for(programme: Programme) -> list[tuple[str, str]]:
    """The lines that the programme's forms ask for."""
    asked = Indicator.objects.filter(items__form__programme=programme).distinct().order_by("code", "version")
    return [(str(each.pk), f"{each.name} ({each.measure})") for each in asked]


class SendForm(forms.Form):
    """To whom, until when."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units that receive it"),
        queryset=Unit.objects.none(),
        to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
    )
    due_day = DayField(label=_("Due day"), help_text=_("For example 22/11/2026."))
    due_hour = HourField(
        label=_("Until what hour"), required=False, max_length=20,
        help_text=_("For example 15:00. Empty: until the day ends."),
    )  # fmt: skip

    def __init__(self, units: dict[int, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["units"]
        field.queryset = Unit.objects.filter(pk__in=units)
        refs = dict(field.queryset.values_list("pk", "ref"))
        field.choices = [(str(refs[pk]), name) for pk, name in units.items()]

    @property
    def due_at(self) -> datetime:
        return moment_of(self.cleaned_data["due_day"], self.cleaned_data["due_hour"])


class ReturnWordsForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Which heading, what is missing or unclear."),
    )


class AnswerForm(forms.Form):
    """What becomes of one comment, and why; what stood there while it was typed goes with it."""

    answer = forms.ChoiceField(
        label=_("What becomes of it"), choices=[("", _("not decided yet")), *Comment.Answer.choices],
        required=False, show_hidden_initial=True,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason, or where it was taken up"),
        max_length=3000,
        required=False,
        show_hidden_initial=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def answered(self) -> Answered:
        seen = [self.data.get(self.add_initial_prefix(name), "") for name in ("answer", "reason")]
        return Answered(self.cleaned_data["answer"], self.cleaned_data["reason"], (seen[0], seen[1]))


class UpForm(forms.Form):
    """The office above that receives the review."""

    unit = forms.ChoiceField(label=_("To which office"))

    def __init__(self, offices: dict[int, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in offices.items()]  # type: ignore[attr-defined]


class RemedyForm(forms.Form):
    """What is typed beside a shortcoming that the rules found."""

    rule = forms.CharField(widget=forms.HiddenInput)
    subject = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    cause = forms.CharField(
        label=_("Cause"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    remedy = forms.CharField(
        label=_("Remedy"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    unit = forms.ModelChoiceField(
        label=_("Office that mends it"), queryset=Unit.objects.none(), to_field_name="ref",
        empty_label=_("Choose…"), required=False,
    )  # fmt: skip
    due = DayField(label=_("Due day"), required=False)

    def __init__(self, offices: Sequence[tuple[uuid.UUID, str]], *args: Any, **more: Any) -> None:
        """`offices` are refs with names: a page has many of these forms, and asks for them once."""
        super().__init__(*args, **more)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(ref__in=[ref for ref, _name in offices])
        field.choices = [("", field.empty_label), *offices]


class MendedForm(forms.Form):
    ref = forms.UUIDField(widget=forms.HiddenInput)
    on = DayField(label=_("Mended on"))
