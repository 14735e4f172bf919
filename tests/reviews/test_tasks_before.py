"""Beside the count of tasks stands how they stood in the same period of the year before."""

import datetime

import pytest
from tests.reviews.test_of_the_period import material
from tests.reviews.test_year_before import said
from tests.world import NOW, World, moment

from tongket.programmes.actions import start_programme
from tongket.programmes.models import Programme
from tongket.programmes.task_actions import give_task
from tongket.reviews.gather.tasks_before import tasks_before
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db


def test_the_same_programme_is_counted_as_it_stood_a_year_before(world: World):
    found = material(world, "2026-Q3")
    assert found.tasks_before is not None
    assert (found.tasks_before.period, found.tasks_before.day) == (
        "quý III năm 2025", datetime.date(2025, 9, 30),
    )  # fmt: skip
    before, now = found.tasks_before.counts, found.task_counts
    assert (before.given, before.done, before.overdue, before.under_way) == (4, 0, 0, 4)
    assert (now.done_in_time, now.done_late, now.overdue) == (1, 1, 1)
    assert "Cùng kỳ năm trước (quý III năm 2025, tính đến ngày 30/9/2025): đã giao 4 nhiệm vụ;" in said(found)


def test_what_was_given_only_afterwards_is_not_counted_then(world: World):
    found = material(world, "2026-Q2")
    assert found.task_counts.given == 4
    assert found.tasks_before is None, "no task had been given by the thirtieth of June of the year before"
    assert "Cùng kỳ năm trước" not in said(found)


def test_a_review_of_the_whole_term_has_no_year_before(world: World):
    assert material(world, "2025..2026").tasks_before is None


@pytest.mark.parametrize(("title", "there"), [("Thực hiện dân chủ ở cơ sở năm 2024", True), ("Khác", False)])
def test_of_a_programme_of_one_year_the_one_of_the_same_name_is_counted(
    world: World, title: str, there: bool
):
    for year, name in ((2024, title), (2025, "Thực hiện dân chủ ở cơ sở năm 2025")):
        made = start_programme(
            unit=world.units.xa_mau, slug=f"nam-{year}", kind=Programme.Kind.PLAN, title=name,
            term=Period.term(year, year), actor=world.hats.clerk, now=moment(f"{year}-01-10"),
        )  # fmt: skip
        give_task(
            programme=made, content="Họp thôn", lead=world.units.thon_mot, due=datetime.date(year, 3, 31),
            actor=world.hats.clerk, now=moment(f"{year}-01-15"),
        )  # fmt: skip
    before = tasks_before(made, Period.parse("2025"), NOW)
    assert (before is not None) is there
    if before:
        assert (before.counts.given, before.counts.overdue) == (1, 1)
