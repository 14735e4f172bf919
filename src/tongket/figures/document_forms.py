"""The form by which a figure that a document states is taken over."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongket.base.faults import explain
from tongket.figures.cells import read_cell
from tongket.figures.models import Breakdown, Figure, FormItem, Indicator
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import at_day, find_on
from tongket.viet.fault import Refusal
from tongket.viet.period import Period


class TakeOverForm(forms.Form):
    """Whose figure it is, of which period, what the document says and where."""

    unit = forms.CharField(
        label=_("Unit"),
        max_length=200,
        help_text=_("Name or code; where several bear it, with the one above: Thôn 1, Xã Mẫu."),
    )
    period = forms.CharField(
        label=_("Period"), max_length=40, help_text=_("For example 2026, 2026-Q1, 2026-07 or 2026-09-30.")
    )
    value = forms.CharField(
        label=_("Figure in the document"), max_length=40, help_text=_("A number, or “không áp dụng”.")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Figure.Kind.choices, initial=Figure.Kind.FINAL, widget=forms.RadioSelect
    )
    evidence_text = forms.CharField(
        label=_("Document and article"), max_length=300,
        help_text=_("For example Báo cáo 12/BC-UBND ngày 05/12/2026, mục II.3."),
    )  # fmt: skip
    evidence = forms.FileField(
        label=_("The document"), required=False, help_text=_("A scan or a copy, PDF for example.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, indicator: Indicator, actor: Hat, day: date, *args: Any, **more: Any) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        self.indicator, self.actor, self.day = indicator, actor, day

    def clean_unit(self) -> Unit:
        """The one unit of this name; of several, the one that is the own unit or stands under it."""
        text = self.cleaned_data["unit"]
        try:
            found = [version.unit for version in find_on(text, self.day)]
            under = Closure.objects.filter(
                ancestor=self.actor.unit_id, descendant__in=found, start__lte=self.day, end__gt=self.day
            )
            near = Unit.objects.filter(pk__in=under.values("descendant"))
            return near[0] if len(found) > 1 and len(near) == 1 else at_day(text, self.day).unit
        except Refusal as why:
            raise ValidationError([explain(fault) for fault in why.faults]) from None

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except Refusal as why:
            raise ValidationError([explain(fault) for fault in why.faults]) from None

    def clean_value(self) -> int | None:
        line = FormItem(indicator=self.indicator, breakdown=Breakdown(), order=1)
        read = read_cell(self.cleaned_data["value"], line, str(self.fields["value"].label))
        if read.fault:
            raise ValidationError(explain(read.fault))
        return read.value
