"""Periods and due days of reports."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.law.days import WorkCalendar, calendar_of, seed_days
from tongket.law.reporting import report_due, reporting_period
from tongket.law.rules import Check, RuleBook
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

BOOK = RuleBook.load()
CALENDAR = calendar_of(seed_days([2025, 2026]))


@pytest.mark.parametrize(
    ("kind", "day", "text"),
    [
        ("month", date(2026, 7, 14), "nd09:2026-07"),
        ("month", date(2026, 7, 15), "nd09:2026-08"),
        ("quarter", date(2026, 3, 15), "nd09:2026-Q2"),
        ("half", date(2025, 12, 15), "nd09:2026-H1"),
        ("nine_months", date(2026, 9, 14), "nd09:2026-9M"),
        ("year", date(2026, 12, 14), "nd09:2026"),
        ("year", date(2026, 12, 15), "nd09:2027"),
    ],
)
def test_figures_run_from_the_fifteenth_to_the_fourteenth(kind: str, day: date, text: str) -> None:
    assert str(reporting_period(BOOK, kind, day)) == text


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("nd09:2026-07", date(2026, 7, 16)),
        ("nd09:2026-08", date(2026, 8, 18)),  # closes on a Friday
        ("nd09:2026", date(2026, 12, 16)),
        ("2026-07", date(2026, 8, 4)),
    ],
)
def test_a_report_leaves_two_working_days_after_the_period_closes(text: str, due: date) -> None:
    told = report_due(BOOK, Period.parse(text), CALENDAR)
    assert told.day == due
    assert told.rule.basis.startswith("Điều 13 Nghị định 09/2019/NĐ-CP")


def test_a_province_sets_its_own_cut_off_and_due_day() -> None:
    start = date(2019, 3, 12)
    book = BOOK.overlay(
        [Check("BC-01", start, "officer", start, "20"), Check("BC-06", start, "officer", start, "5")]
    )
    period = reporting_period(book, "month", date(2026, 7, 20))
    assert str(period) == "cut20:2026-08"
    assert report_due(book, Period.parse("cut20:2026-07"), CALENDAR).day == date(2026, 7, 24)
    by_calendar = BOOK.overlay([Check("BC-01", start, "officer", start, "1")])
    assert str(reporting_period(by_calendar, "month", date(2026, 7, 20))) == "2026-07"


def test_there_is_no_reporting_week_by_the_decree() -> None:
    with pytest.raises(Refusal) as caught:
        reporting_period(BOOK, "week", date(2026, 7, 20))
    assert caught.value.faults[0].code == "period.kind"


@given(
    st.sampled_from(["month", "quarter", "half", "year"]),
    st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    st.frozensets(st.dates(date(2020, 1, 1), date(2060, 1, 1)), max_size=30),
)
def test_a_report_is_due_on_a_working_day_after_its_period(
    kind: str, day: date, off: frozenset[date]
) -> None:
    calendar, period = WorkCalendar(off), reporting_period(BOOK, kind, day)
    due = report_due(BOOK, period, calendar).day
    assert period.covers(day)
    assert due > period.last_day
    assert calendar.count_working(period.end, due) == 2
