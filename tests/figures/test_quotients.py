"""A percentage is told with its two sums and how it was rounded."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.figures.quotients import say_ratio, say_reduction, show_bounds
from tongket.rollup.question import Bounds, rounded
from tongket.viet.numbers import format_number


def known(number: Fraction | int) -> Bounds:
    return Bounds.known(Fraction(number))


def reduction(base: int, now: int) -> str:
    return say_reduction(known(now), known(base), known(Fraction(100 * (base - now), base)), 1)


def test_a_reduction_is_told_from_its_sums_to_the_number_as_printed():
    assert reduction(10_035, 3_321) == (
        "(10.035 − 3.321) : 10.035 × 100 = 66,90582…; "
        "làm tròn đến 1 chữ số thập phân (từ 5 trở lên thì làm tròn lên) được 66,9"
    )


def test_what_needs_no_rounding_is_not_rounded():
    assert reduction(1_000, 335) == "(1.000 − 335) : 1.000 × 100 = 66,5"


def test_what_divides_evenly_is_told_in_full_and_then_rounded():
    assert "= 66,95; làm tròn" in reduction(2_000, 661)
    assert reduction(2_000, 661).endswith("được 67,0")


def test_more_instead_of_fewer_is_below_zero():
    assert reduction(3, 4).startswith("(3 − 4) : 3 × 100 = -33,33333…")


@pytest.mark.parametrize(
    ("now", "base", "found", "said"),
    [
        (None, known(3), None, "chưa biết một trong hai tổng"),
        (known(3), None, None, "chưa biết một trong hai tổng"),
        (known(3), known(0), None, "cần một tổng lớn hơn 0"),
        (
            Bounds(Fraction(1), Fraction(2)),
            known(4),
            Bounds(Fraction(50), Fraction(75)),
            "từ 50,0 đến 75,0",
        ),
    ],
)
def test_what_cannot_be_worked_out_or_only_as_a_range_says_so(now, base, found, said):
    assert said in say_reduction(now, base, found, 1)


def test_a_ratio_in_per_cent_and_one_of_two_measures():
    third = Fraction(1, 3)
    assert say_ratio(known(1), known(3), known(100 * third), 100, 1).startswith("1 : 3 × 100 = 33,33333…; ")
    assert say_ratio(known(5), known(2), known(Fraction(5, 2)), 1, 1) == "5 : 2 = 2,5"
    assert "bằng 0" in say_ratio(known(5), known(0), None, 100, 1)
    assert "chưa biết" in say_ratio(None, known(2), None, 100, 1)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 4))
def test_the_sentence_ends_with_the_number_that_is_printed(base: int, now: int, decimals: int):
    found = Fraction(100 * (base - now), base)
    said = say_reduction(known(now), known(base), known(found), decimals)
    shown = show_bounds(known(found), decimals)
    assert shown == format_number(rounded(found, decimals), decimals)
    assert said.endswith(shown)


def test_a_range_is_printed_with_both_ends_rounded_outwards():
    assert show_bounds(Bounds(Fraction(10, 3), Fraction(20, 3)), 1) == "3,3 – 6,7"
