"""A unit's approved figures beside its words: what is compared with them, and whether they are the whole."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tongket.figures.models import Due, Figure, FormItem, Indicator
from tongket.figures.queries import live
from tongket.reviews.outlines.models import Outline
from tongket.viet.numbers import format_number, from_units
from tongket.writer.marks import SIGNS


@dataclass(frozen=True)
class Said:
    """An approved figure of a unit in the outline's period, written out; `value` is exact.

    While not all of the `due` periods are approved, it is a part of what the unit's words may speak of.
    """

    indicator: Indicator
    value: Decimal | None
    shown: str
    ref: str
    told: int
    due: int

    @property
    def whole(self) -> bool:
        return self.told >= self.due

    @property
    def marked(self) -> str:
        """As it is shown beside the words: what is only a part says so."""
        if self.whole:
            return self.shown
        return f"{self.shown} (mới duyệt {self.told} trên {self.due} kỳ)"


def figures_of(
    outline: Outline, units: Collection[int], indicators: Collection[int], as_of: datetime
) -> dict[tuple[int, int], Said]:
    """By unit and indicator: the sum of a flow's periods within the outline's, the last of a stock's."""
    found = live(as_of).filter(
        unit__in=units,
        indicator__in=indicators,
        breakdown=0,
        source=Figure.Source.REPORTED,
        kind=Figure.Kind.FINAL,
        period_start__gte=outline.period_start,
        period_end__lte=outline.period_end,
    )
    rows: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for figure in found.select_related("indicator").order_by("period_end", "pk"):
        rows[figure.unit_id, figure.indicator_id].append(figure)
    due = _periods_due(outline, units, indicators, as_of)
    return {key: _said(figures, due[key]) for key, figures in rows.items()}


def _periods_due(
    outline: Outline, units: Collection[int], indicators: Collection[int], as_of: datetime
) -> dict[tuple[int, int], list[str]]:
    """By unit and indicator the periods within the outline's in which it was due, in order."""
    asks: dict[int, list[int]] = defaultdict(list)
    items = FormItem.objects.filter(
        form__programme=outline.programme_id, indicator__in=indicators, breakdown=0
    )
    for form, indicator in items.values_list("form", "indicator"):
        asks[form].append(indicator)
    dues = Due.objects.filter(
        form__in=asks, unit__in=units, frozen_at__lte=as_of,
        period_start__gte=outline.period_start, period_end__lte=outline.period_end,
    )  # fmt: skip
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for form, unit, period in dues.order_by("period_end", "pk").values_list("form", "unit", "period"):
        for indicator in asks[form]:
            found[unit, indicator].append(period)
    return found


def _said(figures: list[Figure], due: list[str]) -> Said:
    indicator = figures[0].indicator
    numbers = [figure.value for figure in figures if figure.value is not None]
    if indicator.over_time != Indicator.OverTime.SUM:
        numbers, due = numbers[-1:], due[-1:]
    ref = str(figures[-1].ref) if len(figures) == 1 else ""
    counted = (len(set(due) & {figure.period for figure in figures}), len(set(due)))
    if not numbers:
        return Said(indicator, None, SIGNS["not_applicable"].meaning, ref, *counted)
    value = from_units(sum(numbers), indicator.decimals)
    return Said(indicator, value, format_number(value), ref, *counted)
