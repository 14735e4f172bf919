"""Forms by which a period is opened and due days are moved."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongket.base.clock import at_hanoi
from tongket.base.forms import DayField
from tongket.figures.deadlines import end_of, shown_moment
from tongket.figures.models import Due
from tongket.figures.queries import DueLine
from tongket.figures.queries.opening import Group
from tongket.units.models import Unit
from tongket.viet.period import Period

ALL, SOME = "tat-ca", "danh-dau"


class HourField(forms.CharField):
    """An hour as people write it: 15 giờ, 15h30, 15:30."""

    def clean(self, value: object) -> time | None:
        text = super().clean(value).lower().replace("giờ", ":").replace("h", ":").replace(" ", "")
        if not text:
            return None
        hour, _sep, minute = text.partition(":")
        try:
            return time(int(hour), int(minute or 0))
        except ValueError:
            raise ValidationError(
                _("“%(text)s” is no hour. Write for example 15:00.") % {"text": text}
            ) from None

    def prepare_value(self, value: object) -> object:
        return f"{value:%H:%M}" if isinstance(value, time) else value


def moment_of(day: Any, hour: time | None) -> datetime:
    """The last moment that is in time: the hour of the day, else the day's end."""
    return at_hanoi(day, hour.hour, hour.minute) if hour else end_of(day)


class OpenForm(forms.Form):
    """Which period, which units, until when."""

    period = forms.ChoiceField(label=_("Period"))
    tier = forms.ChoiceField(label=_("From among"))
    whom = forms.ChoiceField(label=_("Who owes the report"), widget=forms.RadioSelect, initial=ALL)
    units = forms.ModelMultipleChoiceField(
        label=_("Those ticked"), queryset=Unit.objects.none(), to_field_name="ref", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    due_day = DayField(
        label=_("Due day"), required=False, help_text=_("Leave it empty to keep to the form's own rule.")
    )
    due_hour = HourField(
        label=_("Until what hour"), required=False, max_length=20,
        help_text=_("For example 15:00. Empty: until the day ends."),
    )  # fmt: skip

    def __init__(
        self, periods: list[Period], groups: list[Group], shown: Group, *args: Any, **more: Any
    ) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        self.shown = shown
        language = get_language() or "vi"
        choices: dict[str, list[tuple[str, Any]]] = {
            "period": [(str(one), one.label(language)) for one in periods],
            "tier": [(one.key, f"{one.label} ({len(one.units)})") for one in groups],
            "whom": [
                (ALL, _("all %(count)s of them") % {"count": len(shown.units)}),
                (SOME, _("only those ticked below")),
            ],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        field = self.fields["units"]
        field.queryset = Unit.objects.filter(pk__in=shown.units)  # type: ignore[attr-defined]
        refs = dict(Unit.objects.filter(pk__in=shown.units).values_list("pk", "ref"))
        field.choices = [(str(refs[unit]), name) for unit, name in shown.units.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("due_hour") and not data.get("due_day") and "due_day" not in self.errors:
            self.add_error("due_day", _("Give the day to which the hour belongs."))
        if data.get("whom") == SOME and not data.get("units") and "units" not in self.errors:
            self.add_error("units", _("Tick at least one unit, or choose all of them."))
        return data

    @property
    def asked(self) -> list[int]:
        """Keys of the units that are to owe the report."""
        if self.cleaned_data["whom"] == ALL:
            return list(self.shown.units)
        ticked = {unit.pk for unit in self.cleaned_data["units"]}
        return [unit for unit in self.shown.units if unit in ticked]

    @property
    def due_at(self) -> datetime | None:
        day = self.cleaned_data["due_day"]
        return moment_of(day, self.cleaned_data["due_hour"]) if day else None


class ExtendManyForm(forms.Form):
    """Who is given more time, until when, and why."""

    dues_given = forms.MultipleChoiceField(
        label=_("Who is given more time"), widget=forms.CheckboxSelectMultiple
    )
    until_day = DayField(label=_("New due day"), help_text=_("For example 22/11/2026."))
    until_hour = HourField(
        label=_("Until what hour"), required=False, max_length=20,
        help_text=_("For example 15:00. Empty: until the day ends."),
    )  # fmt: skip
    why = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, lines: list[DueLine], *args: Any, **more: Any) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        self.by_ref = {str(line.due.ref): line.due for line in lines}
        until = _("until now %(day)s")
        self.fields["dues_given"].choices = [  # type: ignore[attr-defined]
            (str(line.due.ref), f"{line.unit} ({until % {'day': shown_moment(line.due.deadline)}})")
            for line in lines
        ]

    @property
    def dues(self) -> list[Due]:
        return [self.by_ref[ref] for ref in self.cleaned_data["dues_given"]]

    @property
    def until(self) -> datetime:
        return moment_of(self.cleaned_data["until_day"], self.cleaned_data["until_hour"])
