"""What the system counts itself of the lines of a report: filled in, marked, and objected to but never overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tongket.base.measures import measure
from tongket.figures.cells import show_value
from tongket.figures.models import TOTAL, Due, Figure, FormItem, Objection
from tongket.figures.queries.seen import live
from tongket.viet.fault import Refusal
from tongket.viet.period import Period


@dataclass(frozen=True)
class Count:
    """What stands in a counted line: as it was recorded, or as it is counted now; `said` is empty where nothing is."""

    said: str
    value: int | None
    share: str = ""
    link: str = ""
    objection: Objection | None = None


def counts_of(due: Due, items: Sequence[FormItem], at: datetime, *, recorded: bool) -> dict[int, Count]:
    """Of each counted line, by its order. An approved report shows what was recorded, an open one what holds now."""
    lines = [item for item in items if item.indicator.counted_by]
    if not lines:
        return {}
    objections = {one.item_id: one for one in due.objections.order_by("at", "pk")}
    figures: dict[int, Figure] = {}
    if recorded:
        known = live(at).filter(
            unit=due.unit_id, period=due.period, breakdown=TOTAL, source=Figure.Source.COUNTED
        )
        figures = {
            one.indicator_id: one for one in known.filter(indicator__in=[x.indicator_id for x in lines])
        }
    return {
        item.order: _recorded(item, figures[item.indicator_id], objections.get(item.pk))
        if item.indicator_id in figures
        else _measured(due, item, at, objections.get(item.pk))
        for item in lines
    }


def _recorded(item: FormItem, figure: Figure, objection: Objection | None) -> Count:
    said = show_value(figure.value, item.indicator.decimals)
    return Count(said, figure.value, figure.note, figure.get_absolute_url(), objection)


def _measured(due: Due, item: FormItem, at: datetime, objection: Objection | None) -> Count:
    try:
        found = measure(item.indicator.counted_by)([due.unit_id], Period.parse(due.period), at).get(
            due.unit_id
        )
    except Refusal:  # no room publishes it (any more)
        found = None
    if found is None:
        return Count("", None, objection=objection)
    share = "" if found.denominator is None else f"{found.numerator}/{found.denominator}"
    return Count(show_value(found.value, item.indicator.decimals), found.value, share, found.link, objection)
