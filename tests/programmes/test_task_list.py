"""The list of who owes what: whose tasks stand in it."""

import pytest
from tests.world import NOW, World

from tongket.programmes.task_actions import give_task

pytestmark = pytest.mark.django_db


def test_places_above_stand_among_the_offices_of_a_commune_only_when_they_are_asked_for(world: World):
    """A public programme of the nation is seen by all; what it owes is not the commune's business of the week."""
    give_task(
        programme=world.programme,
        lead=world.units.nation,
        content="Việc cả nước",
        actor=world.hats.clerk,
        now=NOW,
    )
    clerk = world.client("clerk")
    assert "Việc cả nước" not in clerk.get("/nhiem-vu/").content.decode()
    for asked in (f"co-quan={world.units.nation.ref}", f"chuong-trinh={world.programme.slug}"):
        assert "Việc cả nước" in clerk.get(f"/nhiem-vu/?{asked}").content.decode()
    assert "Việc cả nước" in world.client("public").get("/nhiem-vu/").content.decode()
