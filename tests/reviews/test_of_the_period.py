"""A review has the meetings and awards of its own period, and the tasks that go on are numbered from one."""

from datetime import date

import pytest
from tests.world import NOW, World

from tongket.honours.actions import record_award
from tongket.reviews.compose import compose
from tongket.reviews.gather import gather
from tongket.reviews.material import Material
from tongket.viet.period import Period
from tongket.writer.document import Table

pytestmark = pytest.mark.django_db


def material(world: World, period: str) -> Material:
    return gather(programme=world.programme, period=Period.parse(period), kind="interim", as_of=NOW)


def test_an_award_of_another_period_is_not_praised_again(world: World):
    record_award(
        unit=world.units.xa_mau, kind="Bằng khen", awarded_by="Chủ tịch Ủy ban nhân dân tỉnh Mẫu",
        reason="Thành tích trong vận động nhân dân", collectives=1, individuals=0, programme=world.programme,
        meeting=None, decision="20/QĐ-UBND", decided_on=date(2026, 8, 19), actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    assert [line.kind for line in material(world, "2026-Q3").awards] == ["Bằng khen"]
    assert [line.kind for line in material(world, "2026").awards] == ["Giấy khen", "Bằng khen"]


def test_a_meeting_held_after_the_period_is_not_in_its_review(world: World):
    world.programme.meetings.update(held_on=date(2026, 11, 10), held_text="", held_basis="stated")
    assert material(world, "2026-Q3").meetings == ()
    assert len(material(world, "2026").meetings) == 1


def test_tasks_that_go_on_are_numbered_from_one(world: World):
    document = compose(material(world, "2026-Q3"))
    tables = [block for block in document.body if isinstance(block, Table)]
    carried = next(table for table in tables if table.caption == "Nhiệm vụ chuyển kỳ sau")
    assert [row[0].text for row in carried.rows] == [str(n) for n in range(1, len(carried.rows) + 1)]
    assert len(carried.rows) < len(next(t for t in tables if t.caption == "Nhiệm vụ của chương trình").rows)


def test_an_award_given_at_a_meeting_of_the_period_is_in_its_review_whenever_it_was_held(world: World):
    assert material(world, "2026-Q3").awards == ()
    world.programme.meetings.update(period="2026-Q3")
    assert [line.kind for line in material(world, "2026-Q3").awards] == ["Giấy khen"]


def test_who_is_thanked_after_the_programme_has_ended_stands_in_its_last_review(world: World):
    """Given on 20/01/2026: of 2025 only if the programme had no other year."""
    assert material(world, "2025").awards == ()
    world.programme.term_end = Period.parse("2025").end
    assert [line.kind for line in material(world, "2025").awards] == ["Giấy khen"]


@pytest.mark.parametrize(
    ("title", "period", "subject"),
    [
        ("Thực hiện dân chủ năm 2026", "2026-9M", "Sơ kết thực hiện dân chủ 9 tháng năm 2026"),
        ("Thực hiện dân chủ năm 2026", "2026", "Sơ kết thực hiện dân chủ năm 2026"),
        ("Thực hiện dân chủ", "2026-Q3", "Sơ kết thực hiện dân chủ, quý III năm 2026"),
    ],
)
def test_a_title_names_the_year_once(world: World, title: str, period: str, subject: str):
    world.programme.title = title
    assert compose(material(world, period)).abstract == subject


def test_the_plan_of_another_year_under_the_same_directive_is_not_in_the_cascade(world: World):
    own, plan = world.programme, world.directives.ke_hoach
    own.grounds.filter(directive=plan).delete()
    assert [line.cited for line in material(world, "2026-Q3").cascade] == ["12/KH-UBND"]
    for paper in (None, plan):
        type(own).objects.filter(pk=own.pk).update(issued_by=None)
        type(own).objects.filter(pk=world.former.pk).update(issued_by=paper)
        type(own).objects.filter(pk=world.former.pk).update(term_end=date(2025, 1, 1))
        expected = [] if paper else ["12/KH-UBND"]
        assert [line.cited for line in material(world, "2026-Q3").cascade] == expected
