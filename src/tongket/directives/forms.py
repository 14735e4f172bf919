"""The form that registers a directive, with one row a point."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongket.base.faults import explain
from tongket.base.forms import DayField
from tongket.directives.actions import NewClause
from tongket.directives.queries import candidates, told_apart
from tongket.law.symbol import parse_named, parse_symbol
from tongket.units.models import Unit
from tongket.viet.fault import Fault, Refusal

ROWS = 3
MOST_ROWS = 60


class DirectiveForm(forms.Form):
    """What is known of a document that came. `questions` are asked once about a symbol that reads oddly."""

    cited = forms.CharField(
        label=_("Number and symbol, or name"),
        help_text=_("For example 09-CT/TW, 30/2020/NĐ-CP, or Nghị quyết Trung ương 8 khóa XI."),
        max_length=300,
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=200)
    issued_on = DayField(label=_("Date of the document"), help_text=_("For example 22/11/2026."))
    level = forms.ModelChoiceField(
        label=_("Level of the issuer"), queryset=Unit.objects.none(), empty_label=_("Choose…")
    )
    abstract = forms.CharField(
        label=_("Abstract"),
        help_text=_("What the document is about, as it says itself."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    in_force_from = DayField(label=_("In force from"), required=False)
    source = forms.CharField(
        label=_("Where the text was taken from"), help_text=_("A paper copy, a gazette, an address."),
        max_length=300, required=False,
    )  # fmt: skip
    asked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, levels: dict[int, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.questions: tuple[Fault, ...] = ()
        self.suggestion = ""
        field = self.fields["level"]
        field.queryset = Unit.objects.filter(pk__in=levels)  # type: ignore[attr-defined]
        field.label_from_instance = lambda unit: levels[unit.pk]  # type: ignore[attr-defined]

    def clean_cited(self) -> str:
        text: str = self.cleaned_data["cited"]
        if parse_named(text):
            return text
        try:
            parse_symbol(text)
        except Refusal as why:
            self.suggestion = str(why.faults[0].values.get("suggestion", ""))
            raise ValidationError([explain(fault) for fault in why.faults]) from None
        return text

    def clean(self) -> dict[str, Any]:
        """What is odd about the symbol is asked; sent a second time unchanged, it stands as it was written."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        text = data.get("cited", "")
        if text and data.get("asked") != text:
            named = parse_named(text)
            if named is None:
                self.questions = parse_symbol(text, data.get("issued_on")).lint
            elif not named.term:
                self.questions = (_bare(text, data.get("issued_on")),)
        return data


def _bare(cited: str, issued_on: date | None) -> Fault:
    """What is asked about a kind and a number alone: which of those registered it is, or its whole symbol."""
    meant = candidates(cited, issued_on=issued_on) or candidates(cited)
    if not meant:
        return Fault("directive.bare", values={"cited": cited})
    return Fault("directive.bare_known", values={"cited": cited, "found": "; ".join(map(told_apart, meant))})


class RuleForm(forms.Form):
    """A legal officer's word on one row of the law: it is right, or the place has its own value."""

    rule = forms.CharField(max_length=20, widget=forms.HiddenInput)
    rule_from = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    value = forms.CharField(
        label=_("Own value of the place"), max_length=12, required=False,
        help_text=_("A whole number in the rule's own measure. Leave it empty to confirm the rule as it is."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Paper and article"), max_length=300, required=False,
        help_text=_("Where you read it. An own value needs the decision that sets it."),
    )  # fmt: skip


class ClauseForm(forms.Form):
    """One point: a row of the table. A row without words is left out."""

    number = forms.CharField(label=_("Point"), max_length=20, required=False)
    text = forms.CharField(
        label=_("What it orders"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    who = forms.CharField(label=_("Who"), max_length=200, required=False)
    due = DayField(label=_("By when"), required=False)


ClauseRows = forms.formset_factory(ClauseForm, extra=ROWS, max_num=MOST_ROWS)


def kept_rows(rows: Any) -> list[dict[str, Any]]:
    """What was typed into the rows, not judged yet; empty ones are left out."""
    typed = [{name: row[name].value() for name in row.fields} for row in rows.forms]
    return [row for row in typed if any(row.values())]


def clauses_of(rows: Any, after: int = 0) -> list[NewClause]:
    """The rows that say something, numbered as typed, or by their place after those there already."""
    said = [row.cleaned_data for row in rows if row.cleaned_data.get("text")]
    return [
        NewClause(data["number"] or str(place), data["text"], data["who"], data["due"])
        for place, data in enumerate(said, start=after + 1)
    ]
