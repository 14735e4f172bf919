"""Writes exact answers out as the review prints them: a cell's four states stay apart."""

from functools import lru_cache

from tongket.figures.columns import mark_of
from tongket.figures.models import Figure
from tongket.figures.queries.sums import PERCENT_DECIMALS
from tongket.reviews.material import Value
from tongket.rollup.question import Bounds, Cell, rounded_units
from tongket.viet.numbers import format_number, from_units
from tongket.writer.document import Mark
from tongket.writer.marks import SIGNS

# Values are printed with two decimals at most; what was stored finer stays in the trail.
SHOWN_DECIMALS = 2


def value_of(cell: Cell, ref: str) -> Value:
    """A roll-up's cell, written out."""
    if cell.bounds is None:
        return untold(mark_of(cell), ref)
    return _written(cell.bounds, min(cell.decimals, SHOWN_DECIMALS), ref, estimated=cell.estimated)


def untold(mark: Mark, ref: str = "") -> Value:
    """The state of a cell in place of a number."""
    return Value(SIGNS[mark].meaning, ref, (mark,))


def reduction_of(cell: Cell, ref: str) -> Value:
    """Per cent fewer than in the base period."""
    if cell.reduction is None:
        return untold("undetermined", ref)
    return _written(cell.reduction, PERCENT_DECIMALS, ref, estimated=cell.estimated)


def _written(bounds: Bounds, decimals: int, ref: str, *, estimated: bool) -> Value:
    marks: tuple[Mark, ...] = ("estimated",) if estimated else ()
    low = rounded_units(bounds.low, decimals)
    if bounds.exact:
        zero: tuple[Mark, ...] = ("zero",) if bounds.low == 0 else ()
        return Value(_printed(low, decimals), ref, (*zero, *marks), low)
    high = rounded_units(bounds.high, decimals)
    return Value(f"{_printed(low, decimals)} – {_printed(high, decimals)}", ref, ("range", *marks))


def figure_value(figure: Figure, decimals: int) -> Value:
    """One figure as it stands, with the ref of its trail."""
    ref = f"f/{figure.ref}"
    if figure.value is None:
        return untold("not_applicable", ref)
    return number_value(figure.value, decimals, ref)


def number_value(units: int, decimals: int, ref: str) -> Value:
    """As printed, and in units of the decimals printed."""
    shown = min(decimals, SHOWN_DECIMALS)
    number = _half_up(units, 10 ** (decimals - shown))
    return Value(_printed(number, shown), ref, ("zero",) if units == 0 else (), number)


@lru_cache(maxsize=4096)
def _printed(units: int, decimals: int) -> str:
    """Most numbers of an annex are a few small ones."""
    return format_number(from_units(units, decimals), decimals)


def _half_up(units: int, by: int) -> int:
    """Divided and rounded half up, away from zero; in integers, for an annex has ten thousand of them."""
    nearest = (2 * abs(units) + by) // (2 * by)
    return -nearest if units < 0 else nearest
