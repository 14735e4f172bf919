"""Numbers as clerks type them, and as they are stored."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.viet.fault import Refusal
from tongket.viet.numbers import format_number, from_units, parse_number, to_units

INT64 = st.integers(min_value=-(2**63), max_value=2**63 - 1)
DECIMALS = st.integers(min_value=0, max_value=6)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1234", "1234"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567,25", "1234567.25"),
        ("(1,5)", "-1.5"),
        ("-3", "-3"),
        ("\u2212 3", "-3"),
        ("12 %", "12"),
        ("66,9%", "66.9"),
        ("(5) %", "-5"),
        ("0", "0"),
        ("0,125", "0.125"),
        ("1.234", "1234"),
        ("10.035", "10035"),
        ("+7", "7"),
        ("1234567890123456,78", "1234567890123456.78"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_as_vietnamese_texts_write_it(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number.empty"),
        ("  ", "number.empty"),
        ("mười hai", "number.word"),
        ("12 hộ", "number.word"),
        ("1e5", "number.word"),
        ("\u0663", "number.word"),
        ("--5", "number.word"),
        ("(-5)", "number.word"),
        ("5)", "number.word"),
        ("=SUM(A1:A3)", "number.word"),
        ("NaN", "number.word"),
        ("#REF!", "number.formula_error"),
        ("#N/A", "number.formula_error"),
        ("#DIV/0!", "number.formula_error"),
        ("#NAME?", "number.formula_error"),
        ("1.5", "number.ambiguous"),
        ("1,234.5", "number.ambiguous"),
        ("1,234,567", "number.ambiguous"),
        ("0.123", "number.ambiguous"),
        ("12.34.567", "number.ambiguous"),
        ("1 23", "number.ambiguous"),
        ("1.234 567", "number.ambiguous"),
        ("1,", "number.ambiguous"),
    ],
)
def test_what_is_no_plain_number_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_number(text)
    assert [f.code for f in caught.value.faults] == [code]


@pytest.mark.parametrize(
    ("text", "hint"), [("1.5", "1,5"), ("1,234.5", "1.234,5"), ("1,234,567", "1.234.567"), ("1 23", "123")]
)
def test_an_ambiguous_number_comes_back_with_the_way_to_write_it(text: str, hint: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_number(text)
    assert caught.value.faults[0].values["hint"] == hint
    parse_number(hint)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (3321, None, "3.321"),
        (Decimal("66.925"), 2, "66,93"),
        (Decimal("-0.5"), 0, "-1"),
        (Decimal("-0.4"), 0, "0"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("12345678901234567890123456789.05"), 1, "12.345.678.901.234.567.890.123.456.789,1"),
        (0, 2, "0,00"),
    ],
)
def test_a_number_is_written_with_dots_and_a_comma(
    value: Decimal | int, decimals: int | None, text: str
) -> None:
    assert format_number(value, decimals) == text


@given(INT64, DECIMALS)
def test_what_is_stored_comes_back_exactly(units: int, decimals: int) -> None:
    value = from_units(units, decimals)
    assert to_units(value, decimals) == units
    assert parse_number(format_number(value)) == value


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except Refusal:
        return
    assert parse_number(format_number(number)) == number


@pytest.mark.parametrize(
    ("value", "decimals", "code"),
    [
        (Decimal("1.25"), 1, "number.too_fine"),
        (Decimal(2**63), 0, "number.too_big"),
        (Decimal(-(2**63) - 1), 0, "number.too_big"),
        (Decimal("1E+999999"), 0, "number.too_big"),
        (Decimal("NaN"), 0, "number.too_big"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(value: Decimal, decimals: int, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        to_units(value, decimals)
    assert caught.value.faults[0].code == code


def test_the_ends_of_the_range_fit() -> None:
    assert to_units(Decimal(2**63 - 1), 0) == 2**63 - 1
    assert to_units(Decimal("-92233720368547758.08"), 2) == -(2**63)
    assert to_units(Decimal("1.50"), 1) == 15
