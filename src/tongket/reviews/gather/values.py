"""Writes exact answers out as the review prints them: a cell's four states stay apart."""

from decimal import Decimal
from functools import lru_cache

from tongket.figures.models import Figure
from tongket.figures.queries.sums import PERCENT_DECIMALS
from tongket.reviews.material import Value
from tongket.rollup.question import Bounds, Cell, Reason
from tongket.viet.numbers import format_number, from_units
from tongket.writer.document import Mark

_REASONS: dict[Reason, tuple[str, Mark]] = {
    Reason.NOT_DUE: ("không thuộc diện", "not_due"),
    Reason.NOT_REPORTED: ("chưa báo cáo", "not_reported"),
    Reason.NOT_APPLICABLE: ("không áp dụng", "not_applicable"),
}
# Values are printed with two decimals at most; what was stored finer stays in the trail.
SHOWN_DECIMALS = 2


def value_of(cell: Cell, ref: str) -> Value:
    """A roll-up's cell, written out."""
    if cell.bounds is None:
        text, mark = _REASONS.get(cell.reason or Reason.NO_VALUE, ("không xác định", "undetermined"))
        return Value(text, ref, (mark,))
    return _written(cell.bounds, min(cell.decimals, SHOWN_DECIMALS), ref, estimated=cell.estimated)


def reduction_of(cell: Cell, ref: str) -> Value:
    """Per cent fewer than in the base period."""
    if cell.reduction is None:
        return Value("không xác định", ref, ("undetermined",))
    return _written(cell.reduction, PERCENT_DECIMALS, ref, estimated=cell.estimated)


def _written(bounds: Bounds, decimals: int, ref: str, *, estimated: bool) -> Value:
    low, high = bounds.shown(decimals)
    marks: tuple[Mark, ...] = ("estimated",) if estimated else ()
    if bounds.exact:
        zero: tuple[Mark, ...] = ("zero",) if bounds.low == 0 else ()
        return Value(format_number(low, decimals), ref, (*zero, *marks), _scaled(low, decimals))
    return Value(f"{format_number(low, decimals)} – {format_number(high, decimals)}", ref, ("range", *marks))


def _scaled(value: Decimal, decimals: int) -> int:
    return int(value.scaleb(decimals))


def figure_value(figure: Figure, decimals: int) -> Value:
    """One figure as it stands, with the ref of its trail."""
    ref = f"f/{figure.ref}"
    if figure.value is None:
        return Value("không áp dụng", ref, ("not_applicable",))
    return number_value(figure.value, decimals, ref)


def number_value(units: int, decimals: int, ref: str) -> Value:
    text, number = _shown(units, decimals)
    return Value(text, ref, ("zero",) if units == 0 else (), number)


@lru_cache(maxsize=1024)
def _shown(units: int, decimals: int) -> tuple[str, int]:
    """As printed, and in units of the decimals printed; most numbers of an annex are a few small ones."""
    shown = min(decimals, SHOWN_DECIMALS)
    number = _half_up(units, 10 ** (decimals - shown))
    return format_number(from_units(number, shown), shown), number


def _half_up(units: int, by: int) -> int:
    """Divided and rounded half up, away from zero; in integers, for an annex has ten thousand of them."""
    nearest = (2 * abs(units) + by) // (2 * by)
    return -nearest if units < 0 else nearest
