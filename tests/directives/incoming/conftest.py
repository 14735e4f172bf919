"""The office with its papers, for the tests of the arrival book."""

from tests.directives.office import office, stood, world

__all__ = ["office", "stood", "world"]
