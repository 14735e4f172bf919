"""Forms of programmes and tasks: what happens to a task, a new task, a new programme."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tongket.base import clock
from tongket.base.days import work_calendar
from tongket.base.faults import explain
from tongket.base.forms import DayField
from tongket.directives.models import Clause, Directive
from tongket.directives.queries import resolve
from tongket.programmes.models import Programme, TaskEvent
from tongket.programmes.products import KINDS, day_questions, is_numbered, questions
from tongket.programmes.queries import TaskLine
from tongket.programmes.words import OPTIONAL, Offer
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period

LONGEST_OPTION = 110  # characters of a point in a list to choose from


class HourField(forms.TimeField):
    """An hour of the clock of Viet Nam: 16:30, 16h30, 16 giờ."""

    default_error_messages = {"invalid": _("This is no hour. Write it as 16:30.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().lower().replace(" ", "").replace("giờ", "h").replace("h", ":")
            value = f"{value}00" if value.endswith(":") else value
            value = value if ":" in value or not value else f"{value}:00"
        return super().to_python(value)


class EventForm(forms.Form):
    """One thing that happened to a task; only what this kind of event has to say is asked."""

    lead = forms.ModelChoiceField(
        label=_("New lead"), queryset=Unit.objects.none(), to_field_name="ref", empty_label=_("Choose…")
    )
    product = forms.CharField(
        label=_("Number and symbol of the product"),
        help_text=_("For example 12/BC-UBND. What is no numbered paper is said in words."),
        max_length=300,
    )
    product_on = DayField(label=_("Day of the paper"), help_text=_("For example 22/11/2026."))
    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    decision = forms.CharField(
        label=_("Number and symbol of the paper that decides it"),
        help_text=_("For example 31/QĐ-UBND."),
        max_length=60,
    )
    decision_on = DayField(label=_("Day of the paper"), help_text=_("For example 22/11/2026."))
    new_due = DayField(label=_("New due day"), help_text=_("For example 22/11/2026."))
    note = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self, offer: Offer, line: TaskLine, offices: dict[int, str], today: date, *args: Any, **more: Any
    ) -> None:
        more["prefix"] = offer.kind
        super().__init__(*args, **more)
        self.offer, self.line, self.today = offer, line, today
        self.product_kind = line.task.product_kind
        self.questions: tuple[Fault, ...] = ()
        wanted = _asked_of(offer, self.product_kind)
        for name in set(self.fields) - wanted:
            del self.fields[name]
        for name in wanted & OPTIONAL.get(offer.kind, set()):
            self.fields[name].required = False
        if "note" in self.fields and not self.fields["note"].required:
            self.fields["note"].label = _("Note")
        if offer.kind == TaskEvent.Kind.PROGRESS:
            self.fields["note"].label = _("What is done so far")
        if "product" in self.fields:
            self._ask_for_product(self.product_kind)
        if "lead" in self.fields:
            choose_from(self.fields["lead"], offices)

    def _ask_for_product(self, kind: str) -> None:
        """A numbered paper by its number and day; a draft or minutes by words; either, where no kind was asked for."""
        field = self.fields["product"]
        if is_numbered(kind):
            field.label = _("Number and symbol of the %(kind)s") % {"kind": KINDS[kind]}
            field.help_text = _("For example 12/BC-UBND.")
        elif kind:
            field.label, field.help_text = _("What is handed in"), ""
        else:
            self.fields["product_on"].required = False

    def clean(self) -> dict[str, Any]:
        """What is odd about a product is asked; sent a second time unchanged, it stands as it was written."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        asked, product, day = data.pop("asked", ""), data.get("product", ""), data.get("product_on")
        typed = f"{product} {day or ''}".strip()
        if product and asked != typed:
            self.questions = questions(self.product_kind, product)
            if day and not self.errors:
                given, due = self.line.events[0].day, self.line.standing.due
                self.questions += day_questions(product, day, given, due, self.today)
            if self.questions:
                self.data = asked_once(self.data, self.add_prefix("asked"), typed)
        return data


def _asked_of(offer: Offer, kind: str) -> set[str]:
    """What the form asks for: a day beside a product that may bear a number."""
    wanted = set(offer.fields)
    if "product" in wanted:
        wanted.add("asked")
    return wanted - {"product_on"} if kind and not is_numbered(kind) else wanted


def asked_once(data: Any, name: str, typed: str) -> Any:
    """What was sent, with a mark that it was asked about: sent again as it is, it stands."""
    kept = data.copy()
    kept[name] = typed
    return kept


def free_day(due: date) -> tuple[Fault, ...]:
    """What is asked about a due day on which offices do not work (Civil Code, Article 148.5)."""
    calendar = work_calendar()
    if calendar.is_working(due):
        return ()
    after = format_date(calendar.next_working(due))
    return (Fault("task.due_on_free_day", values={"due": format_date(due), "after": after}),)


def choose_from(field: Any, offices: dict[int, str]) -> None:
    """Offices to choose from, by the names of the day."""
    field.queryset = Unit.objects.filter(pk__in=offices)
    field.choices = _in_order(field, offices)


def _in_order(field: Any, offices: dict[int, str]) -> list[tuple[str, str]]:
    refs = dict(field.queryset.values_list("pk", "ref"))
    listed = [(str(refs[pk]), name) for pk, name in offices.items()]
    empty = getattr(field, "empty_label", None)
    return [("", empty), *listed] if empty else listed


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


def product_choices() -> list[tuple[str, str]]:
    return [(code, name if code == name else f"{name} ({code})") for code, name in KINDS.items()]


class GivenForm(forms.Form):
    """What is to be done, by exactly one lead, with whom, watched by whom, with what product, by when.

    `questions` are asked once, about a due day on which nobody works.
    """

    content = forms.CharField(
        label=_("What is to be done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    lead = forms.ModelChoiceField(
        label=_("Lead"), queryset=Unit.objects.none(), to_field_name="ref", empty_label=_("Choose…")
    )
    co_workers = forms.ModelMultipleChoiceField(
        label=_("Working along"), queryset=Unit.objects.none(), to_field_name="ref", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    follower = forms.ModelChoiceField(
        label=_("Followed by"), queryset=Unit.objects.none(), to_field_name="ref", empty_label=None, required=False,
        help_text=_("Who watches over it and confirms the product."),
    )  # fmt: skip
    due = DayField(
        label=_("Due day"), help_text=_("Leave it empty for what is done regularly."), required=False
    )

    product_kind = forms.ChoiceField(
        label=_("Kind of product"), required=False,
        choices=[("", _("none in particular")), *product_choices()],
        help_text=_("A numbered paper is done when its number and day are known."),
    )  # fmt: skip
    product = forms.CharField(label=_("Product, in words"), max_length=300, required=False)
    due_hour = HourField(
        label=_("Due hour"), help_text=_("Only if an hour is set, for example 16:30."), required=False
    )
    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order: Sequence[str] = (
        "content",
        "lead",
        "co_workers",
        "follower",
        "product_kind",
        "product",
        "due",
    )

    def __init__(self, offices: dict[int, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.questions: tuple[Fault, ...] = ()
        for name in ("lead", "co_workers", "follower"):
            choose_from(self.fields[name], offices)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        asked, due = data.pop("asked", ""), data.get("due")
        if due and due >= clock.today() and asked != str(due):
            self.questions = free_day(due)
            self.data = asked_once(self.data, "asked", str(due)) if self.questions else self.data
        return data


class TaskForm(GivenForm):
    """A task with the point that it carries out."""

    clause = forms.ModelChoiceField(
        label=_("Point of a directive that it carries out"), queryset=Clause.objects.none(),
        to_field_name="ref", required=False, empty_label=_("None in particular"),
    )  # fmt: skip
    field_order = ("content", "clause", "lead", "co_workers", "follower", "product_kind", "product", "due")

    def __init__(self, offices: dict[int, str], clauses: list[Clause], *args: Any, **more: Any) -> None:
        super().__init__(offices, *args, **more)
        if clauses:
            offer_clauses(self.fields["clause"], clauses)
        else:
            del self.fields["clause"]


class TermForm(forms.Form):
    """What a programme is called, and its years; `term` comes of them."""

    title = forms.CharField(label=_("Title"), max_length=300)
    slug = forms.SlugField(
        label=_("Short name in the address"),
        help_text=_("Letters without marks: dan-chu-o-co-so."),
        max_length=80,
    )
    first_year = forms.IntegerField(label=_("From the year"), min_value=1945, max_value=2199)
    last_year = forms.IntegerField(label=_("To the year"), min_value=1945, max_value=2199)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "first_year" in data and "last_year" in data:
            if data["first_year"] > data["last_year"]:
                self.add_error("last_year", _("The last year lies before the first. Check both."))
            else:
                data["term"] = Period.term(data["first_year"], data["last_year"])
        return data


class ProgrammeForm(TermForm):
    """A programme or plan begins: its title, its term, the papers it rests on."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (one.value, one.label)
            for one in (Programme.Kind.PROGRAMME, Programme.Kind.PLAN, Programme.Kind.WORK)
        ],
    )
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
    draft = forms.BooleanField(
        label=_("A draft: opinions are asked for before it is approved"), required=False
    )
    field_order = ("title", "slug", "kind", "first_year", "last_year")

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
