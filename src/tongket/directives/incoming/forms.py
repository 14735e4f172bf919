"""The form of a paper that arrived, the filters of the book, the file of another system."""

from collections import Counter
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongket.base.forms import DayField
from tongket.directives.incoming.actions import NewPaper
from tongket.directives.incoming.state import WORDS
from tongket.directives.models import Incoming, Urgency
from tongket.law.kinds import PARTY_KINDS, STATE_KINDS
from tongket.law.symbol import parse_symbol
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal
from tongket.viet.text import sort_key


def kind_choices() -> list[tuple[str, Any]]:
    """Every kind of paper by its Vietnamese name; a letter has no code of its own."""
    named = {**PARTY_KINDS, **STATE_KINDS}
    named.pop("CV", None)
    shared = [name for name, times in Counter(named.values()).items() if times > 1]
    labels = {
        code: f"{name.capitalize()} ({code})" if name in shared else name.capitalize()
        for code, name in named.items()
    }
    listed = sorted(labels.items(), key=lambda pair: sort_key(pair[1]))
    return [("", _("Letter (công văn)")), *listed]


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ReadForm(forms.Form):
    """What the reader is given: files, or the text pasted."""

    papers = forms.Field(
        label=_("Files of the paper"), required=False, widget=ManyFiles,
        help_text=_("The paper itself first, then its annexes. Word, PDF or a scan."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or the text, pasted"),
        required=False,
        max_length=300_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    slip = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)


class PaperForm(forms.Form):
    """What is known of the paper; the reader fills in what it can."""

    arrived_on = DayField(label=_("Day of arrival"))
    sender = forms.CharField(label=_("Issued by"), max_length=200)
    symbol = forms.CharField(label=_("Number and symbol"), max_length=60, required=False)
    issued_on = DayField(label=_("Date of the document"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=kind_choices, required=False)
    abstract = forms.CharField(label=_("Abstract"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))
    due = DayField(
        label=_("Answer asked for by"), help_text=_("The day that the paper itself sets."), required=False
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, required=False)
    foreign_id = forms.CharField(
        label=_("Its id in the document system"), max_length=120, required=False,
        help_text=_("So that a later export of that system finds it again."),
    )  # fmt: skip

    def odd(self, today: date) -> tuple[Fault, ...]:
        """What is asked once: a symbol that is none, and the book of another year."""
        data, found = self.cleaned_data, list[Fault]()
        if data["symbol"]:
            try:
                parse_symbol(data["symbol"])
            except Refusal as why:
                found += why.faults
        if data["arrived_on"].year != today.year:
            found.append(Fault("paper.book_of", values={"day": format_date(data["arrived_on"])}))
        return tuple(found)

    @property
    def kept_as(self) -> str:
        """What an answer to the questions is about: for other words they are asked again."""
        return f"{self.cleaned_data['symbol']} {self.cleaned_data['arrived_on']}"

    def new(self, source: str = Incoming.Source.TYPED) -> NewPaper:
        data = self.cleaned_data
        return NewPaper(source=source, **(data | {"urgency": data["urgency"] or Urgency.NORMAL}))


class BookForm(forms.Form):
    """What the book is narrowed down to."""

    tim = forms.CharField(label=_("Words or symbol"), required=False, max_length=200)
    nam = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    tu = DayField(label=_("From the day"), required=False)
    den = DayField(label=_("To the day"), required=False)
    tt = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, years: list[int], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        year: Any = self.fields["nam"]
        year.choices = [("", _("all years")), *((str(one), str(one)) for one in years)]
        state: Any = self.fields["tt"]
        state.choices = [("", _("all states")), *((key.value, word) for key, (word, _tone) in WORDS.items())]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("tu") and data.get("den") and data["den"] < data["tu"]:
            self.add_error("den", _("The last day lies before the first one."))
        return data


class DoorForm(forms.Form):
    """A file of the office's document system: a register or a package."""

    file = forms.FileField(
        label=_("File of the document system"),
        help_text=_(
            "The register of incoming or outgoing papers as .xlsx, or an edXML package (.edxml, .xml, .zip)."
        ),
    )


class NoteForm(forms.Form):
    content = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
