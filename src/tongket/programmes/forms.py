"""Forms of programmes and tasks: what happens to a task, a new task, a new programme."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tongket.base.faults import explain
from tongket.base.forms import DayField
from tongket.directives.models import Clause, Directive
from tongket.directives.queries import resolve
from tongket.programmes.models import Programme
from tongket.programmes.words import Offer
from tongket.units.models import Unit
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

LONGEST_OPTION = 110  # characters of a point in a list to choose from


class EventForm(forms.Form):
    """One thing that happened to a task; only what this kind of event has to say is asked."""

    product = forms.CharField(
        label=_("Number, symbol and day of the product"),
        help_text=_("For example Báo cáo 12/BC-UBND ngày 05/12/2026."),
        max_length=300,
    )
    new_due = DayField(label=_("New due day"), help_text=_("For example 22/11/2026."))
    note = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, offer: Offer, *args: Any, **more: Any) -> None:
        more["prefix"] = offer.kind
        super().__init__(*args, **more)
        self.offer = offer
        for name in set(self.fields) - set(offer.fields):
            del self.fields[name]
        if "product" in self.fields and "note" in self.fields:
            self.fields["note"].required = False
            self.fields["note"].label = _("Note")


def offer_clauses(field: Any, clauses: list[Clause]) -> None:
    """Points to choose from, grouped by their papers; without any there is nothing to ask."""
    field.queryset = Clause.objects.filter(pk__in=[one.pk for one in clauses])
    groups = groupby(clauses, key=lambda one: str(one.directive))
    field.choices = [("", field.empty_label)] + [
        (paper, [(str(one.ref), said_briefly(one)) for one in points]) for paper, points in groups
    ]


def said_briefly(clause: Clause) -> str:
    text = _("Point %(number)s: %(text)s") % {"number": clause.number, "text": clause.text}
    return Truncator(text).chars(LONGEST_OPTION)


class TaskForm(forms.Form):
    """A task is given to exactly one lead."""

    content = forms.CharField(
        label=_("What is to be done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    lead = forms.ModelChoiceField(
        label=_("Lead"), queryset=Unit.objects.none(), to_field_name="ref", empty_label=_("Choose…")
    )
    co_workers = forms.ModelMultipleChoiceField(
        label=_("Working along"), queryset=Unit.objects.none(), to_field_name="ref", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    product = forms.CharField(label=_("Product"), max_length=300, required=False)
    due = DayField(
        label=_("Due day"), help_text=_("Leave it empty for what is done regularly."), required=False
    )

    clause = forms.ModelChoiceField(
        label=_("Point of a directive that it carries out"), queryset=Clause.objects.none(),
        to_field_name="ref", required=False, empty_label=_("None in particular"),
    )  # fmt: skip

    def __init__(self, offices: dict[int, str], clauses: list[Clause], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer_clauses(self.fields["clause"], clauses)
        for name in ("lead", "co_workers"):
            field = self.fields[name]
            field.queryset = Unit.objects.filter(pk__in=offices)  # type: ignore[attr-defined]
            field.label_from_instance = lambda unit: offices[unit.pk]  # type: ignore[attr-defined]


class ProgrammeForm(forms.Form):
    """A programme or plan begins: its title, its term, the papers it rests on."""

    title = forms.CharField(label=_("Title"), max_length=300)
    slug = forms.SlugField(
        label=_("Short name in the address"),
        help_text=_("Letters without marks: dan-chu-o-co-so."),
        max_length=80,
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(one.value, one.label) for one in (Programme.Kind.PROGRAMME, Programme.Kind.PLAN)],
    )
    first_year = forms.IntegerField(label=_("From the year"), min_value=1945, max_value=2199)
    last_year = forms.IntegerField(label=_("To the year"), min_value=1945, max_value=2199)
    grounds = forms.CharField(
        label=_("Directives on which it rests"),
        help_text=_("One symbol a line; each has to stand in the register."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    summary = forms.CharField(
        label=_("Aim, in a few words"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    public = forms.BooleanField(label=_("Everybody may read it"), required=False, initial=True)

    def clean_grounds(self) -> list[Directive]:
        found, faults = [], []
        for line in filter(None, map(str.strip, self.cleaned_data["grounds"].splitlines())):
            try:
                found.append(resolve(line))
            except Refusal as why:
                faults += [explain(fault) for fault in why.faults]
        if faults:
            raise ValidationError(faults)
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "first_year" in data and "last_year" in data:
            if data["first_year"] > data["last_year"]:
                self.add_error("last_year", _("The last year lies before the first. Check both."))
            else:
                data["term"] = Period.term(data["first_year"], data["last_year"])
        return data
