"""Working days and the last day of a term."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.law.days import WorkCalendar, add_months, calendar_of, latest_before, seed_days, term_end
from tongket.viet.fault import Refusal

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
CALENDARS = st.builds(
    WorkCalendar,
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5),
)
COUNTS = st.integers(min_value=1, max_value=60)
OF_2026 = calendar_of(seed_days([2026]))
ONE_DAY = timedelta(days=1)


def test_the_year_2026_has_its_holidays_and_its_swapped_saturday() -> None:
    assert not OF_2026.is_working(date(2026, 11, 24))
    assert not OF_2026.is_working(date(2026, 8, 31))
    assert OF_2026.is_working(date(2026, 8, 22))
    assert not OF_2026.is_working(date(2026, 8, 29))
    assert OF_2026.is_working(date(2026, 11, 23))


def test_the_seed_names_each_day_in_order() -> None:
    seeds = seed_days([2026, 2025])
    assert [seed.day for seed in seeds] == sorted({seed.day for seed in seeds})
    assert {seed.day.year for seed in seeds} == {2025, 2026}
    assert all(seed.name for seed in seeds)


@pytest.mark.parametrize(
    ("event", "amount", "unit", "last"),
    [
        (date(2026, 11, 20), 7, "wd", date(2026, 12, 2)),  # a Friday; 24/11 is a holiday
        (date(2026, 11, 22), 1, "wd", date(2026, 11, 23)),
        (date(2026, 11, 2), 10, "d", date(2026, 11, 12)),
        (date(2026, 11, 4), 10, "d", date(2026, 11, 16)),  # the 14th is a Saturday
        (date(2026, 8, 21), 1, "wd", date(2026, 8, 22)),  # a Saturday that is worked
        (date(2026, 1, 31), 1, "month", date(2026, 3, 2)),  # 28/2 is a Saturday
        (date(2026, 3, 31), 1, "month", date(2026, 5, 4)),  # 30/4, then 1/5, then a weekend
        (date(2026, 11, 9), 2, "week", date(2026, 11, 23)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2026, 11, 21), 0, "d", date(2026, 11, 23)),
    ],
)
def test_a_term_ends_as_the_civil_code_says(event: date, amount: int, unit: str, last: date) -> None:
    assert term_end(event, amount, unit, OF_2026) == last


def test_a_notice_is_due_so_long_before() -> None:
    assert latest_before(date(2026, 12, 1), 5, "d", OF_2026) == date(2026, 11, 26)
    assert latest_before(date(2026, 12, 1), 5, "wd", OF_2026) == date(2026, 11, 23)


def test_a_deadline_cannot_be_counted_in_copies() -> None:
    with pytest.raises(Refusal) as caught:
        term_end(date(2026, 11, 22), 3, "count", OF_2026)
    assert caught.value.faults[0].code == "deadline.unit"


@given(DAYS, COUNTS, CALENDARS)
def test_the_term_holds_as_many_working_days_as_it_says(
    event: date, count: int, calendar: WorkCalendar
) -> None:
    last = term_end(event, count, "wd", calendar)
    assert calendar.is_working(last)
    assert calendar.count_working(event + ONE_DAY, last) == count


@given(DAYS, COUNTS, st.sampled_from(["d", "week", "month", "year"]), CALENDARS)
def test_a_term_ends_on_the_first_working_day_from_its_day_on(
    event: date, count: int, unit: str, calendar: WorkCalendar
) -> None:
    last = term_end(event, count, unit, calendar)
    plain = {
        "d": event + count * ONE_DAY,
        "week": event + 7 * count * ONE_DAY,
        "month": add_months(event, count),
        "year": add_months(event, 12 * count),
    }[unit]
    assert calendar.is_working(last)
    assert calendar.count_working(plain, last) == 1


@given(DAYS, COUNTS, COUNTS, st.sampled_from(["d", "wd", "week", "month"]), CALENDARS)
def test_a_longer_term_never_ends_earlier(
    event: date, one: int, other: int, unit: str, calendar: WorkCalendar
) -> None:
    short, long = sorted((one, other))
    assert term_end(event, short, unit, calendar) <= term_end(event, long, unit, calendar)


@given(DAYS, COUNTS, CALENDARS)
def test_going_back_and_forth_by_working_days_returns(
    event: date, count: int, calendar: WorkCalendar
) -> None:
    worked = calendar.next_working(event)
    assert calendar.add_working(calendar.add_working(worked, count), -count) == worked


@given(DAYS, st.integers(-40, 40))
def test_a_month_term_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + ONE_DAY).day == 1)
