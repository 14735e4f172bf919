"""The office with its papers, for the tests of papers that go out."""

from tests.directives.office import office, stood, world

__all__ = ["office", "stood", "world"]
