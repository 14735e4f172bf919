"""Forms of this room: return, correct, extend, upload."""

import re
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongket.base.faults import explain
from tongket.base.forms import DayField
from tongket.figures.actions.objections import SHORT
from tongket.figures.cells import label_of, read_cell, write_cell
from tongket.figures.models import Figure, FormItem
from tongket.programmes.forms import TermForm
from tongket.programmes.models import Programme
from tongket.units.models import Appointment


class ReturnForm(forms.Form):
    """Why a report goes back, and which lines have to be mended."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    cells = forms.TypedMultipleChoiceField(
        label=_("Lines to be mended"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, items: list[FormItem], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(item.order, f"{item.order}. {label_of(item)}") for item in items]
        self.fields["cells"].choices = choices  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    until = DayField(label=_("New due day"), help_text=_("For example 22/11/2026."))
    why = forms.CharField(label=_("Reason"), max_length=300)


class CorrectForm(forms.Form):
    """The right figure, and why the other was wrong; beside a whole its parts, since they have to fit."""

    value = forms.CharField(label=_("Right figure"), help_text=_("A number, or “không áp dụng”."))
    reason = forms.CharField(label=_("Reason"), max_length=300)
    evidence_text = forms.CharField(
        label=_("Document and article"),
        max_length=300,
        required=False,
        help_text=_("On which the right figure rests."),
    )

    def __init__(self, figure: Figure, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.figure = figure
        self.others = {f"c{item.order}": (item, other) for item, other in _others_of(figure)}
        for name, (item, other) in self.others.items():
            self.fields[name] = forms.CharField(
                label=label_of(item),
                initial=write_cell(other.value, item.indicator.decimals),
                help_text=_("Change it if it was wrong as well: a whole is the sum of its parts."),
            )

    def clean_value(self) -> int | None:
        return self._read("value", _item_of(self.figure))

    def _read(self, name: str, item: FormItem) -> int | None:
        read = read_cell(self.cleaned_data[name], item, str(self.fields[name].label))
        if read.fault:
            raise ValidationError(explain(read.fault))
        return read.value

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        along = {}
        for name, (item, other) in self.others.items():
            if name in data:
                try:
                    along[other] = self._read(name, item)
                except ValidationError as why:
                    self.add_error(name, why)
            data.pop(name, None)
        return data | {"along": along}


def _others_of(figure: Figure) -> list[tuple[FormItem, Figure]]:
    """The lines that a correction may have to change too, with their figures: the whole of this one, its parts."""
    item = _item_of(figure)
    if figure.report is None or item.pk is None:
        return []
    whole = item.part_of_id or item.pk
    near = Q(pk=whole) | Q(part_of=whole) | Q(part_of=item.pk)
    lines = item.form.items.filter(near).exclude(pk=item.pk).select_related("indicator", "breakdown")
    standing = figure.report.figures.filter(superseded_by=None).select_related("indicator", "report")
    figures = {(one.indicator_id, one.breakdown_id): one for one in standing}
    found = ((line, figures.get((line.indicator_id, line.breakdown_id))) for line in lines.order_by("order"))
    return [(line, other) for line, other in found if other is not None]


def _item_of(figure: Figure) -> FormItem:
    """The line of the form by which the figure was asked for; one without bounds if it came from elsewhere."""
    if figure.report:
        asked = figure.report.due.form.items.filter(indicator=figure.indicator, breakdown=figure.breakdown_id)
        if item := asked.select_related("indicator", "breakdown").first():
            return item
    return FormItem(indicator=figure.indicator, breakdown=figure.breakdown, order=1)


class ObjectionForm(forms.Form):
    said = forms.CharField(
        label=_("Why it is wrong"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Name the record that is missing or counted by mistake."),
    )


class ExplanationForm(forms.Form):
    said = forms.CharField(
        label=_("Why it is so"), max_length=SHORT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("At most 300 characters: what happened, and until when it will be done. No names of persons."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    said = forms.CharField(label=_("Answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class DeputyForm(forms.Form):
    """Whose work, by whom, from which day to which."""

    held = forms.ChoiceField(label=_("Whose work"))
    by = forms.ChoiceField(label=_("Done by"))
    first = DayField(label=_("From"))
    last = DayField(label=_("To and including"), help_text=_("At most 31 days."))

    def __init__(self, held: Sequence[Appointment], roles: Collection[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.posts = {str(one.ref): one for one in held}
        people = {str(one.account.ref): one.account for one in held}
        self.people = people
        shown = [
            (ref, f"{one.account.name}, {one.post}") for ref, one in self.posts.items() if one.role in roles
        ]
        self.fields["held"].choices = shown  # type: ignore[attr-defined]
        self.fields["by"].choices = [(ref, one.name) for ref, one in people.items()]  # type: ignore[attr-defined]

    def shape(self) -> dict[str, Any]:
        data = self.cleaned_data
        end = data["last"] + timedelta(days=1)
        return {
            "held": self.posts[data["held"]],
            "account": self.people[data["by"]],
            "start": data["first"],
            "end": end,
        }


class NextTermForm(TermForm):
    """The next term: its name and its years."""

    @staticmethod
    def after(programme: Programme) -> dict[str, Any]:
        """As many years more; the years that stand in title and address move along."""
        first, last = programme.term_start.year, (programme.term_end - timedelta(days=1)).year
        by = last - first + 1

        def moved(text: str) -> str:
            return re.sub(rf"\b({first}|{last})\b", lambda found: str(int(found[1]) + by), text)

        slug = moved(programme.slug)
        return {
            "title": moved(programme.title),
            "slug": slug if slug != programme.slug else f"{slug[:74]}-{first + by}",
            "first_year": first + by,
            "last_year": last + by,
        }

    def shape(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "slug", "term")}


class UploadForm(forms.Form):
    workbook = forms.FileField(
        label=_("Workbook"),
        help_text=_("The .xlsx that was downloaded here, filled in; or CSV or JSON of another program."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.json"}),
    )


class HistoryForm(forms.Form):
    """Figures of past periods, and the document that states them."""

    document = forms.CharField(
        label=_("Document that states them"),
        help_text=_("Number, symbol and day, for example Báo cáo 12/BC-UBND ngày 05/01/2020."),
        max_length=300,
    )
    figures = forms.FileField(
        label=_("File of figures"), widget=forms.FileInput(attrs={"accept": ".csv,.json,.xlsx"})
    )
    evidence = forms.FileField(
        label=_("The document itself"), help_text=_("PDF, Word or a photo."), required=False
    )
