"""A stored value is written as people round."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tongket.reviews.gather.values import SHOWN_DECIMALS, number_value
from tongket.rollup.question import rounded
from tongket.viet.numbers import format_number


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_a_figure_is_rounded_as_a_sum_is(units: int, decimals: int):
    shown = min(decimals, SHOWN_DECIMALS)
    right = rounded(Fraction(units, 10**decimals), shown)
    value = number_value(units, decimals, "f/1")
    assert value.text == format_number(right, shown)
    assert value.number == int(right.scaleb(shown))
    assert value.marks == (("zero",) if units == 0 else ())
