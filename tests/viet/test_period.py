"""Periods: one text, two days, a kind."""
# ruff: noqa: E501 (tables are read a row a line)

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.viet.fault import Refusal
from tongket.viet.period import KINDS, Period, regime_of

MONTH_KINDS = [k for k in KINDS if k not in ("day", "week", "term")]
ALL_KINDS = [k for k in KINDS if k != "term"] + [f"{r}:{k}" for r in ("nd09", "cut20") for k in MONTH_KINDS]
DAYS = st.dates(min_value=date(1905, 1, 1), max_value=date(2195, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    if draw(st.integers(0, 9)) == 0:
        first = draw(st.integers(1950, 2100))
        return Period.term(first, first + draw(st.integers(0, 20)))
    kind, day = draw(st.sampled_from(ALL_KINDS)), draw(DAYS)
    if kind.endswith("nine_months"):
        day = day.replace(month=draw(st.integers(1, 8)), day=1)
    return Period.of(kind, day)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "label"),
    [
        ("2025-07", "month", "2025-07-01", "2025-07-31", "tháng 7 năm 2025"),
        ("2025-Q3", "quarter", "2025-07-01", "2025-09-30", "quý III năm 2025"),
        ("2025-H1", "half", "2025-01-01", "2025-06-30", "6 tháng đầu năm 2025"),
        ("2025-H2", "half", "2025-07-01", "2025-12-31", "6 tháng cuối năm 2025"),
        ("2025-9M", "nine_months", "2025-01-01", "2025-09-30", "9 tháng năm 2025"),
        ("2025", "year", "2025-01-01", "2025-12-31", "năm 2025"),
        ("2025-W31", "week", "2025-07-28", "2025-08-03", "tuần 31 năm 2025"),
        ("2025-W01", "week", "2024-12-30", "2025-01-05", "tuần 1 năm 2025"),
        ("2025-07-01", "day", "2025-07-01", "2025-07-01", "ngày 01/7/2025"),
        ("2022..2025", "term", "2022-01-01", "2025-12-31", "giai đoạn 2022 – 2025"),
        ("nd09:2025-07", "nd09:month", "2025-06-15", "2025-07-14", "tháng 7 năm 2025 (từ 15/6/2025 đến 14/7/2025)"),
        ("nd09:2025-01", "nd09:month", "2024-12-15", "2025-01-14", "tháng 1 năm 2025 (từ 15/12/2024 đến 14/01/2025)"),
        ("nd09:2025-Q1", "nd09:quarter", "2024-12-15", "2025-03-14", "quý I năm 2025 (từ 15/12/2024 đến 14/3/2025)"),
        ("nd09:2025-H1", "nd09:half", "2024-12-15", "2025-06-14", "6 tháng đầu năm 2025 (từ 15/12/2024 đến 14/6/2025)"),
        ("nd09:2025-9M", "nd09:nine_months", "2024-12-15", "2025-09-14", "9 tháng năm 2025 (từ 15/12/2024 đến 14/9/2025)"),
        ("nd09:2025", "nd09:year", "2024-12-15", "2025-12-14", "năm 2025 (từ 15/12/2024 đến 14/12/2025)"),
        ("cut20:2025-07", "cut20:month", "2025-06-20", "2025-07-19", "tháng 7 năm 2025 (từ 20/6/2025 đến 19/7/2025)"),
    ],
)  # fmt: skip
def test_a_text_names_its_days(text: str, kind: str, first: str, last: str, label: str) -> None:
    period = Period.parse(text)
    assert (period.kind, str(period.start), str(period.last_day)) == (kind, first, last)
    assert (str(period), period.label("vi")) == (text, label)


@pytest.mark.parametrize(
    "text",
    ["2025-13", "2025-00", "2025-Q5", "2025-H3", "2025-W54", "2026-W00", "2025-02-30", "2025..2022", "0001", "9999",
     "nd09:2025-W31", "nd09:2025-07-01", "nd09:2022..2025", "cut01:2025", "cut15:2025", "cut29:2025", "xx:2025", "", "tháng 7",
     "2025-7", "２０２５"],
)  # fmt: skip
def test_a_period_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        Period.parse(text)
    assert caught.value.faults[0].code in ("period.unknown", "period.span", "period.kind")


@given(periods())
def test_the_text_parses_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(st.sampled_from([k for k in ALL_KINDS if "nine" not in k]), DAYS)
def test_every_day_lies_in_one_period_of_a_kind(kind: str, day: date) -> None:
    period = Period.of(kind, day)
    assert period.covers(day)
    assert not period.next().covers(day)
    assert not period.previous().covers(day)


@given(periods())
def test_periods_follow_each_other(period: Period) -> None:
    assert period.next().previous() == period == period.previous().next()
    if period.plain_kind != "nine_months":
        assert period.next().start == period.end
    assert period < period.next()


@given(periods())
def test_the_same_period_last_year_is_named_a_year_earlier(period: Period) -> None:
    if period.plain_kind in MONTH_KINDS:
        year = period.calendar.start.year
        assert str(period.same_last_year()) == str(period).replace(str(year), str(year - 1))


def test_the_same_day_and_week_last_year() -> None:
    assert str(Period.parse("2025-W31").same_last_year()) == "2024-W31"
    assert str(Period.parse("2025-07-01").same_last_year()) == "2024-07-01"
    for text in ("2024-02-29", "2026-W53", "2022..2025"):
        with pytest.raises(Refusal) as caught:
            Period.parse(text).same_last_year()
        assert caught.value.faults[0].code == "period.no_last_year"


@given(periods(), DAYS)
def test_the_end_does_not_belong_to_a_period(period: Period, day: date) -> None:
    assert period.covers(period.start)
    assert period.covers(period.last_day)
    assert not period.covers(period.end)
    assert period.covers(day) == (period.start <= day <= period.last_day)


def test_a_year_contains_its_months_and_a_term_its_years() -> None:
    assert Period.parse("2025").contains(Period.parse("2025-07"))
    assert Period.parse("2022..2025").contains(Period.parse("2025"))
    assert not Period.parse("2025-Q1").contains(Period.parse("2025-07"))
    assert Period.parse("nd09:2025-Q3").contains(Period.parse("nd09:2025-07"))


def test_regimes_are_never_mixed_silently() -> None:
    with pytest.raises(Refusal) as caught:
        Period.parse("2025").contains(Period.parse("nd09:2025-07"))
    assert caught.value.faults[0].code == "period.mixed"
    assert Period.parse("2025").contains(Period.parse("nd09:2025-07").calendar)
    assert Period.parse("2025") != Period.parse("2025..2025")


@given(st.sampled_from(["month", "quarter", "half", "year"]), DAYS, st.integers(-3, 3))
def test_days_that_do_not_fit_the_kind_are_refused(kind: str, day: date, off: int) -> None:
    true = Period.of(kind, day)
    if off:
        with pytest.raises(Refusal):
            Period(kind, true.start, true.end + timedelta(days=off))
        with pytest.raises(Refusal):
            Period(kind, true.start + timedelta(days=off), true.end + timedelta(days=off))


@pytest.mark.parametrize("kind", ["", "century", "nd09:week", "nd08:month", "cut15:month", "term"])
def test_a_kind_that_does_not_exist_is_refused(kind: str) -> None:
    with pytest.raises(Refusal):
        Period.of(kind, date(2025, 7, 1))


def test_december_lies_in_no_nine_months() -> None:
    with pytest.raises(Refusal) as caught:
        Period.of("nine_months", date(2025, 12, 1))
    assert caught.value.faults[0].code == "period.none_holds"


def test_the_regime_follows_from_the_cut_off_day() -> None:
    assert [regime_of(day) for day in (1, 15, 20, 5)] == ["", "nd09", "cut20", "cut05"]
    with pytest.raises(Refusal):
        regime_of(29)


def test_labels_speak_english_too() -> None:
    texts = ["2025-07", "2025-Q3", "2025-H1", "2025-9M", "2025", "2025-W31", "2025-07-01", "2022..2025"]
    assert [Period.parse(t).label("en") for t in texts] == [
        "July 2025", "quarter III of 2025", "first half of 2025", "nine months of 2025", "year 2025",
        "week 31 of 2025", "1 July 2025", "2022 – 2025",
    ]  # fmt: skip


@given(st.lists(periods(), max_size=12))
def test_periods_sort_by_their_days(many: list[Period]) -> None:
    ordered = sorted(many)
    assert all(a.start <= b.start for a, b in pairwise(ordered))


@pytest.mark.parametrize(
    ("period", "ahead"),
    [
        ("2026-9M", "2026-Q4"), ("nd09:2026-9M", "nd09:2026-Q4"), ("2026-Q4", "2027-Q1"), ("2026-H1", "2026-H2"),
        ("2026", "2027"), ("2021..2025", "2026..2030"),
    ],
)  # fmt: skip
def test_after_nine_months_comes_the_fourth_quarter(period: str, ahead: str):
    assert str(Period.parse(period).ahead()) == ahead
    assert Period.parse(period).ahead().start == Period.parse(period).end


def test_what_has_come_since_the_new_year_is_told_by_periods_of_one_kind():
    assert [str(one) for one in Period.parse("2026-Q3").since_new_year()] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert [str(one) for one in Period.parse("nd09:2026-02").since_new_year()] == [
        "nd09:2026-01",
        "nd09:2026-02",
    ]
    assert len(Period.parse("2026-W31").since_new_year()) == 31
    for alone in ("2026-9M", "2026", "2026-03-04", "2022..2025", "2026-H1"):
        assert Period.parse(alone).since_new_year() == (Period.parse(alone),)


def test_a_period_knows_the_year_of_its_own_regime():
    assert str(Period.parse("nd09:2026-01").year()) == "nd09:2026"
    assert str(Period.parse("2026-W01").year()) == "2026"
    with pytest.raises(Refusal) as why:
        Period.parse("2022..2025").year()
    assert why.value.faults[0].code == "period.no_year"


@pytest.mark.parametrize(
    ("whole", "kind", "parts"),
    [
        ("2026-Q3", "month", ["2026-07", "2026-08", "2026-09"]),
        ("2026-9M", "quarter", ["2026-Q1", "2026-Q2", "2026-Q3"]),
        ("nd09:2026-H1", "nd09:quarter", ["nd09:2026-Q1", "nd09:2026-Q2"]),
        ("2026-07", "quarter", []),
    ],
)
def test_a_period_is_made_of_those_of_a_kind_that_lie_in_it_whole(whole: str, kind: str, parts: list[str]):
    assert [str(one) for one in Period.parse(whole).parts(kind)] == parts
