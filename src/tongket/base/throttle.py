"""Slows down guessing of passwords: five misses on a name, then a wait. Counts live in Django's cache, not in a table.

Names that no account bears are counted alike, so the wait tells nothing about who has an account.
"""

import hashlib

from django.core.cache import cache

from tongket.viet.fault import refusal

MISSES = 5
MINUTES = 5


def _key(name: str) -> str:
    return "sign-in:" + hashlib.sha256(name.strip().lower().encode()).hexdigest()


def require_patience(name: str) -> None:
    """Refuse when the name has been tried too often of late."""
    if cache.get(_key(name), 0) >= MISSES:
        raise refusal("account.wait", name=name, minutes=MINUTES)


def missed(name: str) -> None:
    cache.set(_key(name), cache.get(_key(name), 0) + 1, timeout=MINUTES * 60)


def met(name: str) -> None:
    cache.delete(_key(name))
