"""The small commune of tests.world, for whole paths."""

from tests.world import world

__all__ = ["world"]
