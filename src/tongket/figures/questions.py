"""What is asked about a figure that may well be right: it is never refused, and the answer is the line's note."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

from tongket.figures.cells import read_cell, show_value
from tongket.figures.models import TOTAL, FormItem
from tongket.figures.queries.past import Line, Past
from tongket.viet.fault import Fault
from tongket.viet.numbers import from_units
from tongket.viet.period import Period

TIMES = 3  # a figure so many times another, or such a part of it, is a jump
LEAST = 10  # unless they lie nearer to each other than so many households, meetings, per cent


def questions(
    items: Iterable[FormItem], typed: Mapping[int, str], past: Mapping[Line, Past]
) -> dict[int, Fault]:
    """One question a line at most, to stand beside it, by its order: the form's own band, a jump, a new zero."""
    found = {}
    for item in items:
        said = past.get((item.indicator_id, item.breakdown_id or TOTAL))
        value = read_cell(typed.get(item.order, ""), item).value
        if said is None or value is None:
            continue
        if asked := _band(item, value, said) or _jump(item, value, said) or _new_zero(value, said):
            found[item.order] = asked
    return found


def _band(item: FormItem, value: int, past: Past) -> Fault | None:
    then = past.values.get(past.last_year)
    if item.band is None or not then or abs(value - then) * 100 <= item.band * abs(then):
        return None
    per_cent = (Decimal(abs(value - then)) * 100 / abs(then)).quantize(Decimal(1), ROUND_HALF_UP)
    said = _compared(item, value, then, past.last_year)
    more: dict[str, str | int] = {"percent": int(per_cent), "band": item.band}
    return Fault("figures.off_last_year", values=said | more)


def _jump(item: FormItem, value: int, past: Past) -> Fault | None:
    then = past.values.get(past.before)
    if not then or not value or (then > 0) != (value > 0):
        return None
    small, great = sorted((abs(then), abs(value)))
    near = from_units(great - small, item.indicator.decimals) < LEAST
    if near or great < TIMES * small:
        return None
    return Fault("figures.jump", values=_compared(item, value, then, past.before))


def _new_zero(value: int, past: Past) -> Fault | None:
    known = [one for one in past.values.values() if one is not None]
    if value or not known or 0 in known:
        return None
    return Fault("figures.zero_new")


def _compared(item: FormItem, value: int, then: int, period: str) -> dict[str, str | int]:
    decimals = item.indicator.decimals
    return {
        "now": show_value(value, decimals),
        "then": show_value(then, decimals),
        "period": Period.parse(period).label(get_language() or "vi"),
    }
