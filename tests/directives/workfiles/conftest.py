"""The office with its papers, for the tests of work files."""

from tests.directives.office import office, stood, world

__all__ = ["office", "stood", "world"]
