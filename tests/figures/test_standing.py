"""The moment and the map that the address of a trail names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tongket.base.clock import day_of
from tongket.figures.standing import query_of, standing_of
from tongket.viet.fault import Refusal

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
MOMENTS = st.integers(1, 800_000_000_000_000).map(lambda micros: NOW - timedelta(microseconds=micros))


@given(MOMENTS, st.dates(date(2000, 1, 1), date(2027, 1, 1)))
def test_an_address_says_the_moment_to_the_microsecond_and_the_map(as_of: datetime, day: date):
    read = standing_of(QueryDict(query_of(as_of, day)[1:]), NOW, TODAY)
    assert (read.as_of, read.day, read.query) == (as_of, day, query_of(as_of, day))


def test_the_day_of_the_moment_goes_unsaid():
    as_of = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
    assert query_of(as_of, day_of(as_of)) == "?luc=2026-11-21T20:00:00Z"
    assert query_of(as_of, date(2025, 12, 31)) == "?luc=2026-11-21T20:00:00Z&ban-do=2025-12-31"


def test_an_address_without_a_moment_stands_now():
    read = standing_of(QueryDict("page=2"), NOW, TODAY)
    assert (read.as_of, read.day, read.query) == (NOW, TODAY, "")


def test_a_moment_without_a_zone_is_told_by_the_clock_of_viet_nam():
    read = standing_of(QueryDict("luc=2026-11-20T10:00"), NOW, TODAY)
    assert read.as_of == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("luc=", "figures.moment"),
        ("luc=hôm+qua", "figures.moment"),
        ("luc=2026-13-01T00:00:00Z", "figures.moment"),
        ("luc=0001-01-01T00:00:00", "figures.moment"),
        ("luc=2026-11-20%00", "figures.moment"),
        ("luc=2199-01-01T00:00:00Z", "figures.moment_ahead"),
        ("luc=2026-11-20T03:00:00Z&ban-do=2025-13-01", "date.impossible"),
        ("ban-do=x", "date.unreadable"),
    ],
)
def test_what_is_no_moment_or_no_day_is_refused(query: str, code: str):
    with pytest.raises(Refusal) as refused:
        standing_of(QueryDict(query), NOW, TODAY)
    assert [fault.code for fault in refused.value.faults] == [code]


def test_this_very_moment_is_not_ahead():
    assert standing_of(QueryDict(query_of(NOW, TODAY)[1:]), NOW, TODAY).as_of == NOW
    with pytest.raises(Refusal):
        standing_of(QueryDict(query_of(NOW + timedelta(microseconds=1), TODAY)[1:]), NOW, TODAY)
