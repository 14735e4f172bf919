"""Red marks on a leader's page: which targets were missed, by which offices, and that it goes on one sheet."""

from decimal import Decimal

import pytest
from tests.world import NOW, World

from tongket.desk.late import late_under
from tongket.desk.red import red_under
from tongket.figures.models import Figure
from tongket.figures.queries.kept import forget
from tongket.programmes.actions import Bounds, set_target
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db


def set_for(world: World, low: int) -> Figure:
    """A target for a village in the last period of which it told something."""
    forget()
    told = Figure.objects.filter(unit=world.units.thon_mot, report__isnull=False, breakdown=0)
    figure = told.exclude(value=None).order_by("-period_end", "pk").first()
    assert figure is not None
    set_target(
        programme=world.programme, indicator=figure.indicator.ref, unit=world.units.thon_mot,
        period=Period.parse(figure.period), kind="assigned", bounds=Bounds("at_least", low=Decimal(low)),
        decimals=0, actor=world.hats.leader, now=NOW,
    )  # fmt: skip
    return figure


def test_a_missed_target_stands_with_office_and_what_was_reached(world: World):
    figure = set_for(world, 900_000)
    (red,) = [one for one in red_under(world.hats.leader, NOW) if one.target.low == 900_000]
    assert (red.name, red.indicator) == ("Thôn Một", figure.indicator.name)
    page = world.client("leader").get("/ban-viec/lanh-dao/").content.decode()
    assert "Mục tiêu chưa đạt" in page
    assert '<span class="badge late">chưa đạt</span>' in page


def test_a_target_that_is_met_is_no_red_mark(world: World):
    set_for(world, 0)
    assert [one for one in red_under(world.hats.leader, NOW) if one.target.low == 0] == []


def test_a_stranger_sees_no_red_mark_of_others(world: World):
    set_for(world, 900_000)
    assert red_under(world.hats.stranger, NOW) == []


def test_an_office_stands_with_its_post_and_never_a_name(world: World):
    posts = {office.post for office in late_under(world.hats.leader, NOW).offices}
    names = {hat.name for hat in vars(world.hats).values() if getattr(hat, "name", "")}
    assert posts.isdisjoint(names)
