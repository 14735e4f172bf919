"""The small commune of tests.world, for the tests of this room."""

from tests.world import world

__all__ = ["world"]
