"""What is worked out from the tree and the figures is kept in the process, by the versions of both.

The number of a tree is drawn anew at each change of it (`units.actions.rebuild`), in whatever process: what was
kept by an older number is not asked for again.
"""

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache

_all: list[_lru_cache_wrapper] = []  # type: ignore[type-arg]


def kept[R](most: int) -> Callable[[Callable[..., R]], "_lru_cache_wrapper[R]"]:
    """Keep up to so many answers of a function; one of its arguments is the version of what it reads."""

    def keep(function: Callable[..., R]) -> "_lru_cache_wrapper[R]":
        wrapped = lru_cache(maxsize=most)(function)
        _all.append(wrapped)
        return wrapped

    return keep


def forget() -> None:
    """Drop all of it: for a process that comes to another database, as tests do."""
    from tongket.figures import hot

    hot.forget()
    for one in _all:
        one.cache_clear()
