"""A cascade that hundreds carry is counted: point by point, and its units a page at a time."""

import datetime

import pytest
from tests.world import NOW, World

from tongket.directives.models import Clause, Directive, Duty, Implements
from tongket.portal.wide import PAGE, WIDE, is_wide, wide
from tongket.programmes.models import Task
from tongket.units.hats import PUBLIC
from tongket.units.models import Tier, Unit

pytestmark = pytest.mark.django_db
NUMBER = WIDE + 1


@pytest.fixture
def paper(world: World) -> Directive:
    """A directive that many units have to carry down, and that two of the known ones have."""
    units = Unit.objects.bulk_create(Unit(tier=Tier.COMMUNE, sample=True) for _number in range(NUMBER))
    found: Directive = world.directives.bo_chinh_tri
    Duty.objects.bulk_create(
        Duty(directive=found, unit=unit, due=datetime.date(2025, 9, 30)) for unit in units
    )
    Implements.objects.create(
        directive=found, carrier="programme", carrier_ref=world.programme.ref, unit=units[-1],
        on=datetime.date(2025, 10, 1),
    )  # fmt: skip
    return found


def test_a_cascade_is_counted_once_it_is_wide(world: World, paper: Directive):
    assert is_wide(paper)
    assert not is_wide(world.directives.ke_hoach)


def test_it_counts_who_had_to_and_who_has_and_shows_who_has_not_first(paper: Directive):
    before = Duty.objects.filter(directive=paper).count() - NUMBER
    found = wide(paper, PUBLIC, NOW, None)
    assert (found.due, found.done) == (NUMBER + before, 1 + 1)  # one of the world's own has, too
    assert len(found.units) == PAGE
    assert not any(one.done for one in found.units)
    last = wide(paper, PUBLIC, NOW, "999").units
    assert [bool(one.done) for one in last][-2:] == [True, True]
    assert any(one.late and one.done and one.done.programme for one in last)


def test_each_point_tells_its_tasks_by_state(world: World, paper: Directive):
    points = {one.clause.number: one for one in wide(paper, PUBLIC, NOW, None).points}
    assert (
        points["2"].counts.given == Task.objects.filter(clause__directive=paper, clause__number="2").count()
    )
    assert (points["2"].counts.overdue, points["2"].counts.done_late) == (1, 1)
    assert (points["3"].carriers, points["3"].counts.given) == (0, 0)


def test_what_is_closed_to_somebody_is_not_counted_and_not_named(world: World, paper: Directive):
    world.programme.public = False
    world.programme.save()
    assert all(one.counts.given == 0 for one in wide(paper, PUBLIC, NOW, None).points)
    assert all(one.done.programme is None for one in wide(paper, PUBLIC, NOW, "999").units if one.done)


def test_the_page_leads_from_a_point_to_its_tasks(world: World, paper: Directive):
    page = world.client("public").get(f"/van-ban/{paper.ref}/chuoi/").content.decode()
    point = Clause.objects.get(directive=paper, number="2")
    where = f"/nhiem-vu/?diem={point.ref}&amp;loc=tat-ca"
    assert where in page
    assert "chưa ai triển khai" in page
    listed = world.client("clerk").get(where.replace("&amp;", "&")).context["sections"]
    found = {line.task.clause_id for _name, lines in listed for line in lines}
    assert found == {point.pk}
