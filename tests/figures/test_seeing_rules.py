"""Lights, states and periods of a table: what holds for every cell."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.figures.queries.seeing_rules import (
    Light,
    State,
    light_of,
    parts_kind,
    state_of,
)
from tongket.rollup.question import Bounds, Cell, Reason, Target
from tongket.viet.fault import Refusal
from tongket.viet.period import Period, refuse_mixed

NUMBERS = st.integers(-1000, 1000)


def cell_of(value: int | None, target: Target | None = None, reason: Reason | None = None) -> Cell:
    bounds = None if value is None else Bounds.known(Fraction(value))
    met = None
    if target and bounds:
        low, high = target.low, target.high
        met = (low is None or value >= low) and (high is None or value <= high)
    return Cell(
        1, 1, "2026", 0, bounds, reason, False, 1, 0, 1, None, target, None, met, None, 0, None
    )  # fmt: skip


def at_least(low: int) -> Target:
    return Target(1, 1, "2026", "at_least", low=low)


def at_most(high: int) -> Target:
    return Target(1, 1, "2026", "at_most", high=high)


@given(value=NUMBERS, low=NUMBERS, ended=st.booleans())
def test_what_reaches_its_target_is_met_and_nothing_else_is(value: int, low: int, ended: bool):
    assert (light_of(cell_of(value, at_least(low)), ended=ended) == Light.MET) == (value >= low)


@given(value=NUMBERS, low=NUMBERS)
def test_near_is_what_lacks_at_most_a_tenth(value: int, low: int):
    light = light_of(cell_of(value, at_least(low)), ended=True)
    assert (light == Light.NEAR) == (value < low and 10 * value >= 10 * low - abs(low))


@given(value=NUMBERS, bound=NUMBERS)
def test_nothing_is_missed_before_its_period_is_over_but_a_ceiling_that_was_broken(value: int, bound: int):
    assert light_of(cell_of(value, at_least(bound)), ended=False) in (Light.MET, Light.UNDER_WAY)
    broken = light_of(cell_of(value, at_most(bound)), ended=False) in (Light.NEAR, Light.MISSED)
    assert broken == (value > bound)


@given(value=st.none() | NUMBERS, ended=st.booleans())
def test_without_a_target_there_is_no_light(value: int | None, ended: bool):
    assert light_of(cell_of(value), ended=ended) == Light.NONE


@given(ended=st.booleans(), low=NUMBERS)
def test_a_cell_without_a_figure_is_neither_met_nor_missed(ended: bool, low: int):
    assert light_of(cell_of(None, at_least(low), Reason.NOT_REPORTED), ended=ended) == Light.OPEN


def test_the_four_states_of_a_cell_stay_apart():
    told = {
        state_of(cell_of(0)),
        state_of(cell_of(None, reason=Reason.NOT_DUE)),
        state_of(cell_of(None, reason=Reason.NOT_REPORTED)),
        state_of(cell_of(None, reason=Reason.NOT_APPLICABLE)),
    }
    assert told == {State.ZERO, State.NOT_DUE, State.NOT_REPORTED, State.NOT_APPLICABLE}


@given(value=NUMBERS)
def test_only_a_zero_is_a_zero(value: int):
    assert (state_of(cell_of(value)) == State.ZERO) == (value == 0)


@given(day=st.dates(date(2020, 1, 1), date(2030, 1, 1)), kind=st.sampled_from(["month", "quarter", "half"]))
def test_a_year_is_made_of_one_kind_of_period(day: date, kind: str):
    part = Period.of(kind, day)
    assert parts_kind(Period.of("year", day), [part]) == kind
    with pytest.raises(Refusal) as why:
        parts_kind(Period.of("year", day), [part, Period.of("week", day)])
    assert why.value.faults[0].code == "figures.mixed_kinds"


def test_a_figure_of_exactly_the_period_is_taken_before_its_parts():
    year = Period.parse("2026")
    assert parts_kind(year, [year, Period.parse("2026-Q1"), Period.parse("2026-07")]) == "year"


def test_months_from_the_15th_do_not_go_into_a_table_of_calendar_months():
    with pytest.raises(Refusal) as why:
        refuse_mixed(Period.parse("2026"), [Period.parse("nd09:2026-07")])
    assert why.value.faults[0].code == "period.mixed"
