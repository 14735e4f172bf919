"""“n of N units carried it down” with its trail: each unit, by what, on which day, and whether in time."""

import datetime
from dataclasses import replace

import pytest
from tests.world import NOW, World

from tongket.directives.actions import NewClause, add_points
from tongket.directives.models import Duty, Implements
from tongket.portal.cascade import Owed, tree
from tongket.units.models import UnitVersion

pytestmark = pytest.mark.django_db


def owed(world: World) -> dict[str, Owed]:
    top = tree(world.directives.bo_chinh_tri, world.hats.clerk, NOW)
    assert len(top.owed) == top.due == 2
    assert sum(one.done is not None for one in top.owed) == top.done
    return {one.unit: one for one in top.owed}


def test_each_unit_that_had_to_stands_with_its_plan_and_its_day(world: World):
    told = owed(world)
    mau, khac = told["Xã Mẫu"], told["Xã Khác"]
    assert mau.done is not None
    assert (mau.done.directive, mau.done.on) == (world.directives.ke_hoach, datetime.date(2025, 8, 6))
    assert (mau.due, mau.late) == (datetime.date(2025, 9, 30), False)
    assert (khac.done, khac.late) == (None, False)


def test_a_day_after_the_due_one_is_late(world: World):
    link = Implements.objects.filter(directive=world.directives.bo_chinh_tri).order_by("on").first()
    assert link is not None
    Implements.objects.filter(directive=link.directive_id).update(on=datetime.date(2025, 10, 1))
    mau = owed(world)["Xã Mẫu"]
    assert mau.late
    assert not replace(mau, due=None).late


def test_the_page_opens_the_trail_under_the_count(world: World):
    page = world.client("clerk").get(f"/van-ban/{world.directives.bo_chinh_tri.ref}/chuoi/").content.decode()
    trail = page.partition("Từng đơn vị")[2].partition("</details>")[0]
    assert "12/KH-UBND" in trail
    assert "06/8/2025" in trail
    assert trail.index("Xã Khác") < trail.index("Xã Mẫu")


def test_a_point_says_who_has_to_carry_it_out_by_when(world: World):
    paper = world.directives.ke_hoach
    point = NewClause("I.2", "Họp thôn mỗi quý", "các thôn", datetime.date(2026, 12, 20))
    add_points(directive=paper, clauses=[point], actor=world.hats.clerk, now=NOW)
    page = world.client("public").get(f"/van-ban/{paper.ref}/chuoi/").content.decode()
    said = page.partition("Họp thôn mỗi quý")[2].partition("</li>")[0]
    assert "(các thôn)" in said
    assert "hạn 20/12/2026" in said


def test_who_has_not_carried_it_down_in_time_is_said_to_be_overdue(world: World):
    page = world.client("clerk").get(f"/van-ban/{world.directives.bo_chinh_tri.ref}/chuoi/").content.decode()
    assert "Xã Khác (hạn 30/9/2025, quá hạn)" in page


def test_namesakes_of_whom_one_has_no_due_day_stand_in_the_order_of_their_names(world: World):
    paper, units = world.directives.bo_chinh_tri, world.units
    UnitVersion.objects.filter(unit__in=[units.thon_mot, units.thon_hai]).update(name="Thôn Đông")
    UnitVersion.objects.filter(unit=units.thon_ba).update(name="Thôn Bãi")
    Duty.objects.create(directive=paper, unit=units.thon_mot, due=None)
    Duty.objects.create(directive=paper, unit=units.thon_hai, due=datetime.date(2026, 12, 1))
    Duty.objects.create(directive=paper, unit=units.thon_ba, due=None)
    missing = tree(paper, world.hats.clerk, NOW).missing
    assert [one.unit for one in missing] == ["Thôn Bãi", "Thôn Đông", "Thôn Đông", "Xã Khác"]
