"""Forms by which a programme's figures are set up: a new indicator, the head of a form, its lines."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from tongket.base import measures
from tongket.base.faults import explain
from tongket.base.forms import DayField
from tongket.figures.actions import Item
from tongket.figures.deadlines import kind_choices, rule_choices
from tongket.figures.models import Form, FormItem, Indicator
from tongket.figures.words import COUNTED, PERIOD_KINDS
from tongket.viet.fault import Refusal
from tongket.viet.numbers import format_number, from_units, parse_number, to_units
from tongket.viet.text import nfc

ROWS = 4
MOST_ROWS = 100
OWN_DAYS = "ngay"  # the due day comes from so many working days
_CATEGORY = 60  # characters of one category of a breakdown

# Each choice with an example, so that nobody has to know what a roll-up is.
NATURES = (
    ("flow", _("Happened during the period. Example: meetings held in the third quarter.")),
    ("stock", _("Counted on a day, the last of the period. Example: poor households on 30 September.")),
)
OVER_TIME = (
    ("sum", _("Added up. Example: 2 in July and 3 in August make 5 for both months.")),
    ("last", _("The last one counts. Example: 40 at the end of June, 35 at the end of September: 35.")),
    ("mean", _("The mean. Example: 80 in July and 90 in August make 85.")),
    ("max", _("The greatest. Example: 80 in July and 90 in August: 90.")),
    ("min", _("The least. Example: 80 in July and 90 in August: 80.")),
)
OVER_TREE = (
    ("sum", _("Added up. Example: 3 in one village and 4 in another make 7 for the commune.")),
    ("mean", _("The mean of the units. Example: 80 and 90 make 85, however large each is.")),
    (
        "weighted",
        _("The mean by size. Example: a rate of satisfaction counts more where more people were asked."),
    ),
    ("ratio", _("One sum divided by another. Example: poor households by all households.")),
    ("max", _("The greatest of the units.")),
    ("min", _("The least of the units.")),
    ("own", _("Not put together: each unit's own. Example: resolutions of the commune's council.")),
)


class IndicatorForm(forms.Form):
    """What is to be counted, and how it is put together over time and over the units."""

    name = forms.CharField(label=_("Name of the indicator"), max_length=300)
    measure = forms.CharField(
        label=_("Counted in"), max_length=60, help_text=_("For example households, meetings, %, km².")
    )
    decimals = forms.IntegerField(
        label=_("Decimals"), min_value=0, max_value=9, initial=0,
        help_text=_("0 for whole things; 1 for 85,5. It never changes afterwards."),
    )  # fmt: skip
    counted_by = forms.ChoiceField(
        label=_("Who counts it"), required=False,
        help_text=_("What the system counts comes filled in; units may object to it, not write over it."),
    )  # fmt: skip
    nature = forms.ChoiceField(label=_("What the figure tells"), choices=NATURES, widget=forms.RadioSelect)
    over_time = forms.ChoiceField(
        label=_("From several periods to one"), choices=OVER_TIME, widget=forms.RadioSelect
    )
    over_tree = forms.ChoiceField(
        label=_("From several units to the one above"), choices=OVER_TREE, widget=forms.RadioSelect
    )
    weight = forms.ModelChoiceField(
        label=_("Size by which the mean is taken"), help_text=_("Only for a mean by size."),
        queryset=Indicator.objects.none(), required=False,
        to_field_name="ref", empty_label=_("Choose…"),
    )  # fmt: skip
    numerator = forms.ModelChoiceField(
        label=_("Sum that is divided"), help_text=_("Only where one sum is divided by another."),
        queryset=Indicator.objects.none(), required=False,
        to_field_name="ref", empty_label=_("Choose…"),
    )  # fmt: skip
    denominator = forms.ModelChoiceField(
        label=_("Sum by which it is divided"), help_text=_("Only where one sum is divided by another."),
        queryset=Indicator.objects.none(), required=False,
        to_field_name="ref", empty_label=_("Choose…"),
    )  # fmt: skip

    def __init__(self, known: Sequence[Indicator], *args: Any, **more: Any) -> None:
        more |= {"prefix": "moi", "use_required_attribute": False}
        super().__init__(*args, **more)
        counted = [(name, COUNTED.get(name, name)) for name in measures.names()]
        self.fields["counted_by"].choices = [("", _("the units report it")), *counted]  # type: ignore[attr-defined]
        for name in ("weight", "numerator", "denominator"):
            offer(self.fields[name], [one for one in known if one.over_tree != Indicator.OverTree.RATIO])

    def clean(self) -> dict[str, Any]:
        """What cannot be put together is said here, not when the first total is asked for."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        tree, time = data.get("over_tree"), data.get("over_time")
        if data.get("nature") == Indicator.Nature.STOCK and time == Indicator.OverTime.SUM:
            self.add_error(
                "over_time", _("What is counted on a day is not added up over months. Choose another rule.")
            )
        if tree == Indicator.OverTree.WEIGHTED:
            weight = data.get("weight")
            if weight is None:
                self.add_error("weight", _("Choose the indicator that tells the size."))
            elif {time, weight.over_time} != {Indicator.OverTime.LAST}:
                self.add_error(
                    "over_time",
                    _("With a mean by size, it and its size both take the last figure of a period."),
                )
        if tree == Indicator.OverTree.RATIO:
            for name in ("numerator", "denominator"):
                if data.get(name) is None:
                    self.add_error(name, _("Choose the indicator whose sum is meant."))
        return data

    def shape(self) -> dict[str, Any]:
        """What the action takes; parts that belong to another rule are left out."""
        data = dict(self.cleaned_data)
        if data["over_tree"] != Indicator.OverTree.WEIGHTED:
            data["weight"] = None
        if data["over_tree"] != Indicator.OverTree.RATIO:
            data["numerator"] = data["denominator"] = None
        return data


def offer(field: forms.Field, known: Iterable[Indicator]) -> None:
    known = list(known)
    field.queryset = Indicator.objects.filter(pk__in=[one.pk for one in known])  # type: ignore[attr-defined]
    names = {one.pk: f"{one.name} ({one.measure})" for one in known}
    names |= {
        one.pk: now_("%(name)s, counted by the system") % {"name": names[one.pk]}
        for one in known
        if one.counted_by
    }
    field.label_from_instance = lambda one: names[one.pk]  # type: ignore[attr-defined]
    field.choices = [("", _("Choose…")), *((str(one.ref), names[one.pk]) for one in known)]  # type: ignore[attr-defined]


class HeadForm(forms.Form):
    """What the form is called, how often it is filled in, and until when."""

    title = forms.CharField(label=_("Title of the form"), max_length=300)
    period_kind = forms.ChoiceField(label=_("How often"), choices=list(PERIOD_KINDS.items()))
    start = DayField(
        label=_("Asked for from"), help_text=_("Periods that end before this day are not asked for by it.")
    )
    due_rule = forms.ChoiceField(label=_("Due by"))
    due_days = forms.IntegerField(
        label=_("Working days after the period"), min_value=0, max_value=250, required=False,
        help_text=_("Where you set the days yourself, for example 5."),
    )  # fmt: skip

    def __init__(self, on: date, unit: int, *args: Any, **more: Any) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        own = (OWN_DAYS, _("so many working days as I write below"))
        self.fields["period_kind"].choices = kind_choices(on, unit)  # type: ignore[attr-defined]
        self.fields["due_rule"].choices = [own, *rule_choices(on, unit)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("due_rule") == OWN_DAYS:
            data["due_rule"] = ""
        if not data.get("due_rule") and data.get("due_days") is None and "due_days" not in self.errors:
            self.add_error("due_days", _("Say how many working days, or choose the rule above."))
        data["due_days"] = data.get("due_days") or 0
        return data

    @staticmethod
    def of(form: Form, on: date) -> dict[str, Any]:
        """A next version begins as the last one."""
        fields = ("title", "period_kind", "due_rule", "due_days")
        begun = {name: getattr(form, name) for name in fields} | {"start": on}
        return begun | {"due_rule": form.due_rule or OWN_DAYS}


class LineForm(forms.Form):
    """One line: a row of the table. A row without an indicator is left out."""

    order = forms.IntegerField(label=_("No."), min_value=1, max_value=999, required=False)
    indicator = forms.ModelChoiceField(
        label=_("Indicator"), queryset=Indicator.objects.none(), required=False, to_field_name="ref"
    )
    part = forms.CharField(label=_("Only for"), max_length=2 * _CATEGORY + 2, required=False)
    section = forms.CharField(label=_("Heading"), max_length=200, required=False)
    required = forms.BooleanField(label=_("Must be filled in"), required=False, initial=True)
    low = forms.CharField(label=_("At least"), max_length=30, required=False)
    high = forms.CharField(label=_("At most"), max_length=30, required=False)
    part_of = forms.IntegerField(label=_("Part of line"), min_value=1, max_value=999, required=False)
    needs = forms.IntegerField(label=_("Then also line"), min_value=1, max_value=999, required=False)
    band = forms.IntegerField(label=_("Ask beyond percent"), min_value=1, max_value=9999, required=False)

    def __init__(self, known: Sequence[Indicator], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self.fields["indicator"], known)
        for name in ("order", "low", "high", "part_of", "needs", "band"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean_part(self) -> tuple[str, str]:
        """One category or two, "nữ; hộ nghèo"."""
        parts = [part.strip() for part in nfc(self.cleaned_data["part"]).split(";")]
        if len(parts) > 2 or any(len(part) > _CATEGORY for part in parts):
            raise ValidationError(_("At most two categories, each of at most 60 characters."))
        return parts[0], parts[1] if len(parts) > 1 else ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        indicator = data.get("indicator")
        if indicator is None:
            if any(data.get(name) for name in ("low", "high", "section", "part_of", "needs", "band")) or any(
                data.get("part") or ()
            ):
                self.add_error("indicator", _("Choose an indicator, or empty the whole row."))
            return data
        for name in ("low", "high"):
            data[name] = self._bound(name, indicator.decimals)
        if data["low"] is not None and data["high"] is not None and data["low"] > data["high"]:
            self.add_error("high", _("The greatest value lies below the least. Check both."))
        return data

    def _bound(self, name: str, decimals: int) -> int | None:
        text = self.cleaned_data.get(name, "")
        try:
            return to_units(parse_number(text), decimals) if text else None
        except Refusal as why:
            self.add_error(name, explain(why.faults[0]))
            return None


class _LineRows(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        """Numbers are what the rows call each other by: each once, a whole before its parts."""
        if any(self.errors):
            return
        rows = said(self)
        orders = [row["order"] for row in rows]
        seen: dict[tuple[int, tuple[str, str]], int] = {}
        wrong: list[str] = []
        for row in rows:
            if orders.count(row["order"]) > 1:
                wrong.append(now_("Two rows bear the number %(order)s. Number each row once."))
            elif row["part_of"] and (row["part_of"] not in orders or row["part_of"] >= row["order"]):
                wrong.append(now_("Row %(order)s is a part of a row that does not stand before it."))
            elif row["needs"] and (row["needs"] not in orders or row["needs"] == row["order"]):
                wrong.append(now_("Row %(order)s names a row for “then also” that is not there, or itself."))
            elif row["key"] in seen:
                wrong.append(now_("Row %(order)s asks for what another row asks for already."))
            else:
                seen[row["key"]] = row["order"]
                continue
            wrong[-1] %= {"order": row["order"]}
        if wrong:
            raise ValidationError(list(dict.fromkeys(wrong)))
        if not rows:
            raise ValidationError(now_("Choose at least one indicator that the form asks for."))


LineRows = forms.formset_factory(LineForm, formset=_LineRows, extra=ROWS, max_num=MOST_ROWS)


def said(rows: Any) -> list[dict[str, Any]]:
    """The rows that ask for something, in the order of their numbers; one without a number by its place."""
    found = []
    for place, row in enumerate(rows, start=1):
        data = row.cleaned_data
        if data.get("indicator"):
            key = (data["indicator"].pk, data["part"])
            found.append(data | {"order": data.get("order") or place, "key": key})
    return sorted(found, key=lambda data: data["order"])


def items_of(rows: Any) -> list[Item]:
    """What the action takes: parts name their whole by its place in the list."""
    listed = said(rows)
    places = {data["order"]: place for place, data in enumerate(listed, start=1)}
    return [
        Item(
            data["indicator"],
            first=data["part"][0],
            second=data["part"][1],
            section=data["section"],
            required=data["required"],
            low=data["low"],
            high=data["high"],
            part_of=places[data["part_of"]] if data["part_of"] else None,
            needs=places[data["needs"]] if data["needs"] else None,
            band=data["band"],
        )
        for data in listed
    ]


def again_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row that `said` gives, as it can stand in the table again."""
    decimals = row["indicator"].decimals
    again = {
        "indicator": row["indicator"].ref,
        "part": "; ".join(filter(None, row["part"])),
        "low": _shown(row["low"], decimals),
        "high": _shown(row["high"], decimals),
    }
    return {name: row[name] for name in LineForm.base_fields} | again


def _shown(value: int | None, decimals: int) -> str:
    return "" if value is None else format_number(from_units(value, decimals), decimals)


def typed_of(item: FormItem, newest: dict[str, Indicator]) -> dict[str, Any]:
    """A line of the last version as a row of the next one; its indicator in the version asked for now."""
    decimals = item.indicator.decimals
    return {
        "order": item.order,
        "indicator": newest.get(item.indicator.code, item.indicator).ref,
        "part": "; ".join(filter(None, (item.breakdown.first, item.breakdown.second))),
        "section": item.section,
        "required": item.required,
        "low": _shown(item.low, decimals),
        "high": _shown(item.high, decimals),
        "part_of": item.part_of.order if item.part_of else None,
        "needs": item.needs.order if item.needs else None,
        "band": item.band,
    }
