"""The calendar of working days: entered once a year's days are known, never twice."""

from datetime import UTC, date, datetime

import pytest
from tests.world import world as world  # noqa: F401

from tongket.base.days import work_calendar
from tongket.base.models import CalendarDay, Entry
from tongket.units.actions import seed_calendar
from tongket.units.hats import SYSTEM
from tongket.units.tasks import keep_calendar
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def test_holidays_of_a_year_are_entered_once(world):
    assert seed_calendar(years=[2026], actor=SYSTEM, now=NOW) > 8
    assert seed_calendar(years=[2026], actor=SYSTEM, now=NOW) == 0
    assert not work_calendar().is_working(date(2026, 9, 2))
    assert all("chưa xác nhận" in day.source for day in CalendarDay.objects.all())


def test_a_day_that_an_officer_entered_is_left_as_it_is(world):
    CalendarDay.objects.create(day=date(2026, 9, 2), working=True, name="Làm bù", source="Quyết định mẫu")
    assert seed_calendar(years=[2026], actor=SYSTEM, now=NOW) > 8
    assert work_calendar().is_working(date(2026, 9, 2))


def test_the_calendar_is_kept_two_years_ahead(world):
    keep_calendar(now=NOW)
    assert set(CalendarDay.objects.values_list("day__year", flat=True)) == {2025, 2026, 2027, 2028}
    assert Entry.objects.filter(kind="units.seed_calendar").count() == 1
    keep_calendar(now=NOW)
    assert Entry.objects.filter(kind="units.seed_calendar").count() == 1


def test_a_clerk_may_not_enter_the_calendar(world):
    with pytest.raises(Refusal, match=r"grant\.refused"):
        seed_calendar(years=[2026], actor=world.hats.clerk, now=NOW)
