"""What may be asked, and how an exact number is shown."""

import datetime
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies
from tests.rollup.campaign import AS_OF, Y25

from tongket.rollup.question import Asked, Bounds, Indicator, Question, rounded, span_of
from tongket.viet.fault import Refusal
from tongket.viet.period import Period


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        ("5/2", 0, "3"),
        ("-5/2", 0, "-3"),
        ("1/3", 2, "0.33"),
        ("0.125", 2, "0.13"),
        ("66.85", 1, "66.9"),
        ("7", 2, "7.00"),
    ],
)
def test_a_number_is_rounded_half_up_once(number: str, decimals: int, shown: str) -> None:
    assert str(rounded(Fraction(number), decimals)) == shown


def test_a_huge_number_keeps_every_digit() -> None:
    assert rounded(Fraction(10**40 + 1), 2) == Decimal("10000000000000000000000000000000000000001.00")


@given(strategies.fractions(), strategies.integers(0, 9))
def test_rounding_never_moves_by_more_than_half_a_unit(number: Fraction, decimals: int) -> None:
    assert abs(Fraction(rounded(number, decimals)) - number) * 10**decimals <= Fraction(1, 2)


@given(strategies.fractions(), strategies.fractions(min_value=0))
def test_a_shown_range_holds_the_true_one(low: Fraction, width: Fraction) -> None:
    bounds = Bounds(low, low + width)
    first, last = bounds.shown(1)
    assert bounds.exact or first <= low <= low + width <= last


@pytest.mark.parametrize(
    ("indicators", "code"),
    [
        ([Indicator(1, "stock", "sum", "sum")], "stock_summed"),
        ([Indicator(1, "flow", "sum", "ratio", numerator=2, denominator=3)], "part_missing"),
        ([Indicator(1, "flow", "last", "weighted", weight=2)], "part_missing"),
        (
            [
                Indicator(1, "flow", "last", "mean"),
                Indicator(2, "flow", "sum", "ratio", numerator=1, denominator=1),
            ],
            "part_missing",
        ),
        (
            [Indicator(1, "flow", "sum", "sum"), Indicator(2, "flow", "last", "weighted", weight=1)],
            "weight_not_last",
        ),
    ],
)
def test_rules_that_have_no_meaning_are_refused(indicators: list[Indicator], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        Question(tuple(indicators), (Asked(Y25),), AS_OF)


def test_a_base_period_must_be_asked_too() -> None:
    with pytest.raises(Refusal, match="base_not_asked"):
        Question((), (Asked(Y25),), AS_OF, base="2024")


def test_a_moment_needs_its_zone() -> None:
    with pytest.raises(Refusal, match="moment_without_zone"):
        Question((), (Asked(Y25),), datetime.datetime(2026, 1, 1))  # noqa: DTZ001


def test_asking_does_not_load_an_engine() -> None:
    rooms = "tongket.rollup.question, tongket.rollup.places, tongket.rollup.roll"
    code = f"import sys, {rooms}; assert not {{'ibis', 'duckdb', 'pyarrow'}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_period_is_not_asked_for_as_made_of_those_of_another_regime() -> None:
    months = tuple(span_of(one) for one in Period.parse("nd09:2025").parts("nd09:month"))
    Question((), (Asked(span_of(Period.parse("nd09:2025")), months),), AS_OF)
    with pytest.raises(Refusal) as why:
        Question((), (Asked(Y25, months),), AS_OF)
    assert why.value.faults[0].code == "period.mixed"
