"""A cell as it was typed: what it says, and what is wrong with it."""

from collections.abc import Mapping, Sequence
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
    text = typed if typed.isascii() and typed.isdigit() else " ".join(nfc(typed).split())
    if not text:
        return Read(Cell.State.BLANK)
    if not text[0].isdigit() and fold(text) in NOT_APPLICABLE_WORDS:
        return Read(Cell.State.NOT_APPLICABLE)
    try:
        value = to_units(parse_number(text), item.indicator.decimals)
    except Refusal as refused:
        fault = refused.faults[0]
        return Read(Cell.State.BLANK, fault=Fault(fault.code, where or where_of(item), fault.values))
    return Read(Cell.State.VALUE, value, _out_of_bounds(value, item, where))


def show_value(value: int | None, decimals: int) -> str:
    """A stored value in the language of the screen; None is a cell that is not applicable."""
    return _("not applicable") if value is None else number(from_units(value, decimals), decimals)


def write_cell(value: int | None, decimals: int) -> str:
    """A stored value as it could have been typed, in any language of the screen."""
    return "-" if value is None else format_number(from_units(value, decimals), decimals)


def _out_of_bounds(value: int, item: FormItem, where: str) -> Fault | None:
    low, high = item.low, item.high
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    where, decimals = where or where_of(item), item.indicator.decimals
    if low is not None and value < low:
        return Fault(
            "figures.below", where, {"value": show_value(value, decimals), "low": show_value(low, decimals)}
        )
    if high is not None and value > high:
        return Fault(
            "figures.above", where, {"value": show_value(value, decimals), "high": show_value(high, decimals)}
        )
    return None


def reads_of(
    items: Sequence[FormItem], typed: Mapping[int, str], wheres: Mapping[int, str]
) -> dict[int, Read]:
    """What each line says, by its order."""
    return {
        item.order: read_cell(typed.get(item.order, ""), item, wheres.get(item.order, "")) for item in items
    }


def check(
    items: Sequence[FormItem],
    typed: Mapping[int, str],
    wheres: Mapping[int, str] | None = None,
    reads: Mapping[int, Read] | None = None,
) -> list[Fault]:
    """Every fault of a report in the order of its lines. Texts, places and `reads` are keyed by the item's order."""
    places = wheres or {}
    reads = reads or reads_of(items, typed, places)
    parts, needing = _by(items, "part_of_id"), _by(items, "needs_id")
    faults = []
    for item in items:
        read = reads[item.order]
        if item.indicator.counted_by:  # it comes filled in
            if read.fault or read.state != Cell.State.BLANK:
                faults.append(Fault("figures.counted_line", places.get(item.order) or where_of(item)))
        elif read.fault:
            faults.append(read.fault)
        elif item.pk in needing and (fault := _pair_missing(item, needing[item.pk], reads, places)):
            faults.append(fault)
        elif read.state == Cell.State.BLANK and item.required:
            faults.append(Fault("figures.blank", places.get(item.order) or where_of(item)))
        elif item.pk in parts and (fault := _parts_differ(item, parts[item.pk], reads, places)):
            faults.append(fault)
    return faults


def _by(items: Sequence[FormItem], name: str) -> dict[int, list[FormItem]]:
    """The lines that name another one, by that one."""
    found: dict[int, list[FormItem]] = {}
    for item in items:
        if (other := getattr(item, name)) is not None:
            found.setdefault(other, []).append(item)
    return found


def _pair_missing(
    item: FormItem, needing: Sequence[FormItem], reads: Mapping[int, Read], places: Mapping[int, str]
) -> Fault | None:
    """A line that has to be filled in since another is not 0."""
    if reads[item.order].state == Cell.State.VALUE:
        return None
    first = next((one for one in needing if reads[one.order].value), None)
    where = places.get(item.order) or where_of(item)
    return Fault("figures.pair_missing", where, {"order": first.order}) if first else None


def _parts_differ(
    whole: FormItem, parts: Sequence[FormItem], reads: Mapping[int, Read], places: Mapping[int, str]
) -> Fault | None:
    """A whole whose parts are all given must be their sum; a part that is not applicable adds nothing."""
    read = reads[whole.order]
    given = [reads[part.order] for part in parts]
    if read.value is None or any(one.fault or one.state == Cell.State.BLANK for one in given):
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
        places.get(whole.order) or where_of(whole),
        {"whole": format_number(own), "parts": format_number(total), "lines": lines},
    )
