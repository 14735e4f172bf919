"""A cell as it was typed: what it says, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tongket.base.shown import number
from tongket.figures.models import Cell, FormItem
from tongket.viet.fault import Fault, Refusal
from tongket.viet.numbers import format_number, from_units, parse_number, to_units
from tongket.viet.text import fold, nfc

NOT_APPLICABLE_WORDS = frozenset({"khong ap dung", "kad", "n/a", "-", "–", "—"})


@dataclass(frozen=True)
class Read:
    """What a typed text says: a state, the value in the indicator's units, and the fault if it says nothing."""

    state: str
    value: int | None = None
    fault: Fault | None = None


def label_of(item: FormItem) -> str:
    """What the line is about: the indicator, with its categories if it is a part."""
    parts = [part for part in (item.breakdown.first, item.breakdown.second) if part]
    return f"{item.indicator.name} ({', '.join(parts)})" if parts else item.indicator.name


def where_of(item: FormItem) -> str:
    """The place of a fault as the clerk sees it."""
    return _("Line %(order)s (%(name)s)") % {"order": item.order, "name": label_of(item)}


def read_cell(typed: str, item: FormItem, where: str = "") -> Read:
    """A text in the cell of an item: blank, "không áp dụng" or a number within the item's bounds."""
    text = " ".join(nfc(typed).split())
    if not text:
        return Read(Cell.State.BLANK)
    if fold(text) in NOT_APPLICABLE_WORDS:
        return Read(Cell.State.NOT_APPLICABLE)
    where = where or where_of(item)
    try:
        value = to_units(parse_number(text), item.indicator.decimals)
    except Refusal as refused:
        fault = refused.faults[0]
        return Read(Cell.State.BLANK, fault=Fault(fault.code, where, fault.values))
    return Read(Cell.State.VALUE, value, _out_of_bounds(value, item, where))


def show_value(value: int | None, decimals: int) -> str:
    """A stored value in the language of the screen; None is a cell that is not applicable."""
    return _("not applicable") if value is None else number(from_units(value, decimals), decimals)


def write_cell(value: int | None, decimals: int) -> str:
    """A stored value as it could have been typed, in any language of the screen."""
    return "-" if value is None else format_number(from_units(value, decimals), decimals)


def _out_of_bounds(value: int, item: FormItem, where: str) -> Fault | None:
    low, high, decimals = item.low, item.high, item.indicator.decimals
    if low is not None and value < low:
        return Fault(
            "figures.below", where, {"value": show_value(value, decimals), "low": show_value(low, decimals)}
        )
    if high is not None and value > high:
        return Fault(
            "figures.above", where, {"value": show_value(value, decimals), "high": show_value(high, decimals)}
        )
    return None


def check(
    items: list[FormItem], typed: Mapping[int, str], wheres: Mapping[int, str] | None = None
) -> list[Fault]:
    """Every fault of a report in the order of its lines. Texts and places are keyed by the item's order."""
    places = {item.order: (wheres or {}).get(item.order) or where_of(item) for item in items}
    reads = {item.order: read_cell(typed.get(item.order, ""), item, places[item.order]) for item in items}
    faults = []
    for item in items:
        read = reads[item.order]
        if read.fault:
            faults.append(read.fault)
        elif fault := _pair_missing(item, items, reads, places):
            faults.append(fault)
        elif read.state == Cell.State.BLANK and item.required:
            faults.append(Fault("figures.blank", places[item.order]))
        elif fault := _parts_differ(item, items, reads, places[item.order]):
            faults.append(fault)
    return faults


def _pair_missing(
    item: FormItem,
    items: list[FormItem],
    reads: Mapping[int, Read],
    places: Mapping[int, str],
) -> Fault | None:
    """A line that has to be filled in since another is not 0."""
    if reads[item.order].state == Cell.State.VALUE:
        return None
    first = next(
        (one for one in items if one.needs_id == item.pk and item.pk and reads[one.order].value), None
    )
    return Fault("figures.pair_missing", places[item.order], {"order": first.order}) if first else None


def _parts_differ(
    whole: FormItem, items: list[FormItem], reads: Mapping[int, Read], where: str
) -> Fault | None:
    """A whole whose parts are all given must be their sum; a part that is not applicable adds nothing."""
    parts = [item for item in items if item.part_of_id == whole.pk]
    read = reads[whole.order]
    given = [reads[part.order] for part in parts]
    if not parts or read.value is None or any(one.fault or one.state == Cell.State.BLANK for one in given):
        return None
    total = sum(
        (from_units(one.value or 0, part.indicator.decimals) for part, one in zip(parts, given, strict=True)),
        Decimal(0),
    )
    own = from_units(read.value, whole.indicator.decimals)
    if total == own:
        return None
    lines = ", ".join(str(part.order) for part in parts)
    return Fault(
        "figures.parts_differ",
        where,
        {"whole": format_number(own), "parts": format_number(total), "lines": lines},
    )
