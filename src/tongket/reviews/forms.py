"""Forms of the composer: period and moment, words of a section, a claim with its figures."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongket.base.clock import day_of
from tongket.base.faults import explain
from tongket.base.templatetags.viet import moment
from tongket.figures.models import Figure
from tongket.programmes.models import Programme
from tongket.reviews.gather.desk import Desk
from tongket.reviews.gather.indicators import whole_names
from tongket.reviews.models import Review
from tongket.reviews.queries import map_day
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal
from tongket.viet.numbers import format_number, from_units
from tongket.viet.period import Period
from tongket.viet.text import upper_first

MOST_FIGURES = 40


class BuildForm(forms.Form):
    """Which period is reviewed, as what, and as known at which moment."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Review.Kind.choices)
    period = forms.CharField(
        label=_("Period"),
        help_text=_("For example 2026, 2026-Q3, 2026-H1, 2026-9M or 2025..2026."),
        max_length=40,
    )
    as_of = forms.DateTimeField(
        label=_("Figures as of"),
        help_text=_("For example 08:00 22/11/2026; empty means now."),
        input_formats=["%H:%M:%S %d/%m/%Y", "%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y"],
        widget=forms.TextInput,
        required=False,
    )

    def __init__(self, now: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.now = now

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except Refusal as why:
            raise ValidationError([explain(fault) for fault in why.faults]) from None

    def clean_as_of(self) -> datetime:
        asked: datetime = self.cleaned_data["as_of"] or self.now.replace(microsecond=0)
        if asked > self.now:
            raise ValidationError(
                _("%(moment)s lies ahead. Give a moment that has passed.") % {"moment": moment(asked)}
            )
        return asked


class WordsForm(forms.Form):
    """What an officer adds to one section; `version` is the text that was seen while writing."""

    text = forms.CharField(
        label=_("Words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class ClaimForm(forms.Form):
    """A judgement; without a figure the review says that it has none."""

    text = forms.CharField(label=_("Judgement"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))
    figures = forms.MultipleChoiceField(
        label=_("Figures on which it rests"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a figure the review says so."),
    )  # fmt: skip

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def __init__(self, choices: Sequence[tuple[str, str]], *args: Any, **more: Any) -> None:
        more["use_required_attribute"] = False
        super().__init__(*args, **more)
        field: Any = self.fields["figures"]
        field.choices = choices


def choices_for(
    programme: Programme, period: Period, now: datetime, named: Iterable[int] = ()
) -> list[tuple[str, str]]:
    """What a judgement may rest on: sums of the whole first, then figures, each with the unit that it is of."""
    desk = Desk(programme, period, now, map_day(period, now))
    said_of = str(_("%(what)s: the sum as it is when the review is made (%(source)s)"))
    sums = [
        (ref, said_of % {"what": upper_first(about), "source": Figure.Source(asking.source).label})
        for ref, (about, asking) in whole_names(desk).items()
    ]
    figures = list(figures_for(programme, period, named))
    names = names_of({figure.unit_id for figure in figures}, day_of(now))
    return [*sums, *((str(one.ref), said(one, names.get(one.unit_id, ""))) for one in figures)]


def figures_for(programme: Programme, period: Period, named: Iterable[int] = ()) -> QuerySet[Figure]:
    """The figures that a judgement may name: of the programme's own unit first, some forty at most.

    Those that judgements name already are among them.
    """
    seen = Figure.objects.filter(
        indicator__items__form__programme=programme,
        period_start__gte=period.start,
        period_end__lte=period.end,
        superseded_by=None,
    )
    own = seen.filter(unit=programme.unit_id)
    chosen = own if own.exists() else seen.filter(report__isnull=False)
    keys = list(chosen.order_by("-period_end", "pk").values_list("pk", flat=True).distinct()[:MOST_FIGURES])
    return (
        Figure.objects.filter(pk__in=[*keys, *named])
        .select_related("indicator")
        .order_by("-period_end", "pk")
    )


def said(figure: Figure, unit: str) -> str:
    """What a figure is of and of whom, its value, and where it comes from."""
    value = (
        "–" if figure.value is None else format_number(from_units(figure.value, figure.indicator.decimals))
    )
    source = figure.evidence_text or figure.get_source_display()
    what = ", ".join(filter(None, (figure.indicator.name, unit, Period.parse(figure.period).label())))
    return f"{what}: {value} {figure.indicator.measure} ({source})"


class TermForm(forms.Form):
    """The first and last year of a committee's term."""

    first = forms.IntegerField(label=_("First year"), min_value=1945, max_value=2099)
    last = forms.IntegerField(label=_("Last year"), min_value=1945, max_value=2099)
