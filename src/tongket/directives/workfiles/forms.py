"""The forms of a work file: opened, a paper put in, handed over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.base.forms import CountField, DayField


class OpenForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the file"),
        help_text=_("For example 01.2026.TH."),
        max_length=40,
    )
    title = forms.CharField(label=_("Title"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    opened_on = DayField(label=_("Opened on"))
    retention = forms.IntegerField(
        label=_("Kept for how many years"), required=False, min_value=1, max_value=100,
        help_text=_("Leave it empty for what is kept for ever."),
    )  # fmt: skip
    ground = forms.CharField(
        label=_("Ground of the retention"), max_length=300,
        help_text=_("The list of files of the office, or the circular and its item."),
    )  # fmt: skip
    keeper = forms.CharField(label=_("Made by (post)"), max_length=120)


class PutForm(forms.Form):
    """A paper of the books, found by its words, or another paper with its file."""

    paper = forms.ChoiceField(label=_("Paper of the books"), required=False)
    abstract = forms.CharField(label=_("Or another paper: what it is"), max_length=1000, required=False)
    symbol = forms.CharField(label=_("Number and symbol"), max_length=60, required=False)
    day = DayField(label=_("Date"), required=False)
    author = forms.CharField(label=_("Author"), max_length=200, required=False)
    file = forms.FileField(label=_("Its file"), required=False)
    pages = CountField(label=_("Number of pages"), required=False, min_value=1, max_value=9999)
    copy = forms.BooleanField(label=_("It is a copy"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, offered: list[tuple[str, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["paper"]
        field.choices = [("", _("None of these")), *offered]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(data.get("paper")) == bool(data.get("abstract", "").strip()):
            raise forms.ValidationError(_("Choose one paper of the books, or say what other paper it is."))
        return data


class HandOverForm(forms.Form):
    to = forms.CharField(
        label=_("Handed over to"), help_text=_("The archive or the office that takes it."),
        max_length=200,
    )  # fmt: skip
    handed_by = forms.CharField(label=_("For the giving side (post)"), max_length=120)
    taken_by = forms.CharField(label=_("For the taking side (post)"), max_length=120)
