"""What a typed cell says, for any text a clerk may type."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.base.faults import explain
from tongket.figures.cells import check, read_cell, show_value
from tongket.figures.models import Breakdown, Cell, FormItem, Indicator
from tongket.viet.numbers import format_number, from_units

SIXTY_FOUR = st.integers(-(2**63), 2**63 - 1)


def item(order: int = 1, decimals: int = 0, **more: object) -> FormItem:
    indicator = Indicator(pk=order, name=f"Chỉ tiêu {order}", measure="hộ", decimals=decimals)
    return FormItem(pk=order, order=order, indicator=indicator, breakdown=Breakdown(id=0), **more)


@pytest.mark.parametrize("typed", ["không áp dụng", "Khong Ap Dung", " - ", "–", "KAD", "n/a"])
def test_not_applicable_is_written_in_several_ways(typed: str):
    assert read_cell(typed, item()).state == Cell.State.NOT_APPLICABLE


@pytest.mark.parametrize("typed", ["", "   ", "\u00a0"])
def test_nothing_typed_is_not_reported(typed: str):
    assert read_cell(typed, item()).state == Cell.State.BLANK


def test_zero_is_a_value():
    assert (read_cell("0", item()).state, read_cell("0", item()).value) == (Cell.State.VALUE, 0)


@given(SIXTY_FOUR, st.integers(0, 9))
def test_every_value_is_read_back_exactly_as_it_is_shown(value: int, decimals: int):
    shown = show_value(value, decimals)
    assert read_cell(shown, item(decimals=decimals)).value == value
    assert shown == format_number(from_units(value, decimals), decimals)


@given(st.text(max_size=40))
def test_any_text_is_a_state_or_a_sentence_never_a_crash(typed: str):
    read = read_cell(typed, item())
    assert read.state in Cell.State.values
    assert (read.value is not None) <= (read.state == Cell.State.VALUE)
    if read.fault:
        assert explain(read.fault)


@given(SIXTY_FOUR, SIXTY_FOUR, SIXTY_FOUR)
def test_bounds_hold(value: int, one: int, other: int):
    low, high = sorted((one, other))
    read = read_cell(format_number(Decimal(value)), item(low=low, high=high))
    assert (read.fault is None) == (low <= value <= high)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**15)), min_size=1, max_size=6), st.integers(-3, 3))
def test_a_whole_is_the_sum_of_its_parts_and_nothing_else(parts: list[int | None], off: int):
    items = [item(1)] + [item(order, part_of_id=1) for order in range(2, len(parts) + 2)]
    total = sum(part or 0 for part in parts)
    typed = {1: format_number(total + off)} | {
        order: "-" if part is None else format_number(part) for order, part in enumerate(parts, start=2)
    }
    assert [fault.code for fault in check(items, typed)] == (["figures.parts_differ"] if off else [])
