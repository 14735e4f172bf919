"""How far a directive was explained: units of units, people as numbers, small groups hidden."""

import pytest
from tests.world import NOW, World

from tongket.directives.actions import brief
from tongket.directives.briefed import briefed_down, groups_of
from tongket.directives.models import Briefing
from tongket.units.hats import SYSTEM

pytestmark = pytest.mark.django_db


def explained(world: World, group: str, reached: int | None, of: int | None, unit: str = "xa_mau", on=None):
    return brief(
        directive=on or world.directives.ke_hoach, unit=getattr(world.units, unit), group=group, reached=reached,
        of=of, actor=SYSTEM, now=NOW,
    )  # fmt: skip


def test_groups_are_counted_together_whatever_their_capitals(world: World):
    Briefing.objects.all().delete()
    made = [explained(world, "Cán bộ xã", 30, 40), explained(world, "cán bộ xã", 20, 20, "xa_khac")]
    (group,) = groups_of(made)
    assert (group.name, group.reached, group.of, group.few) == ("Cán bộ xã", 50, 60, False)


@pytest.mark.parametrize(("reached", "of"), [(9, 40), (3, None), (5, 9), (0, 9)])
def test_a_count_below_ten_is_hidden_and_the_total_that_would_tell_it(
    world: World, reached: int, of: int | None
):
    Briefing.objects.all().delete()
    explained(world, "Trưởng thôn", reached, of)
    explained(world, "Cán bộ xã", 30, 40)
    (line,) = briefed_down(world.directives.ke_hoach)
    assert [(one.name, one.reached, one.few) for one in line.groups] == [
        ("Cán bộ xã", 30, False),
        ("Trưởng thôn", None, True),
    ]
    assert (line.reached, line.of) == (None, None)
    page = world.client("clerk").get(f"/van-ban/{world.directives.ke_hoach.ref}/").content.decode()
    assert "dưới 10" in page
    assert "Tổng cộng" not in page.partition("Quán triệt")[2]


def test_nobody_reached_yet_is_told_and_an_unknown_whole_is_no_number(world: World):
    Briefing.objects.all().delete()
    explained(world, "Hội viên", 0, 50)
    explained(world, "Nhân dân", 400, None)
    (line,) = briefed_down(world.directives.ke_hoach)
    assert [(one.reached, one.of) for one in line.groups] == [(0, 50), (400, None)]
    assert (line.reached, line.of) == (400, None)


def test_units_are_told_of_those_that_have_to_down_the_cascade(world: World):
    Briefing.objects.all().delete()
    top, below = world.directives.bo_chinh_tri, world.directives.ke_hoach
    explained(world, "Cán bộ xã", 30, 40, on=top)
    explained(world, "Cán bộ tỉnh", 80, 90, "province", on=top)
    explained(world, "Trưởng thôn", 12, 12, on=below)
    lines = briefed_down(top)
    assert [(line.directive, line.units, line.due, line.more) for line in lines] == [
        (top, 1, 2, 1),
        (below, 0, 0, 1),
    ]
    assert (lines[0].reached, lines[0].of) == (110, 130)
