"""Slows down guessing of passwords: after five misses on a name a wait, longer with each further miss.

Nobody is shut out for good: the longest wait is a quarter of an hour, and a name that is left alone for an
hour is forgotten. Counts live in Django's cache, not in a table. Names that no account bears are counted
alike, so the wait tells nothing about who has an account.
"""

import hashlib
from datetime import datetime, timedelta
from math import ceil

from django.core.cache import cache

from tongket.viet.fault import refusal

MISSES = 5
FIRST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)
MEMORY = 3600  # seconds


def _key(name: str) -> str:
    return "sign-in:" + hashlib.sha256(name.strip().lower().encode()).hexdigest()


def require_patience(name: str, now: datetime) -> None:
    """Refuse as long as the name has to wait, and say for how many minutes still."""
    _misses, until = cache.get(_key(name), (0, now))
    if until > now:
        raise refusal("account.wait", name=name, minutes=ceil((until - now).total_seconds() / 60))


def missed(name: str, now: datetime) -> None:
    misses = cache.get(_key(name), (0, now))[0] + 1
    over = misses - MISSES
    wait = min(FIRST * 2 ** min(over, 10), LONGEST) if over >= 0 else timedelta()
    cache.set(_key(name), (misses, now + wait), timeout=MEMORY)


def met(name: str) -> None:
    cache.delete(_key(name))
