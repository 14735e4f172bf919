"""The office with its papers, for the tests of papers that go out."""

import pytest
from tests.directives.office import Office, build_office
from tests.world import World, world

__all__ = ["office", "world"]


@pytest.fixture
def office(world: World, db: None) -> Office:
    return build_office(world)
