"""What the ledger holds of figures: one hash over a canonical line for each, ordered by ref."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from tongket.ledger.canonical import canonical

# What a line is made of, as field paths of Figure; `lines_of` reads just these.
FIELDS = (
    "ref",
    "indicator__ref",
    "unit__ref",
    "period",
    "breakdown__first",
    "breakdown__second",
    "kind",
    "source",
    "value",
    "entered",
    "actor",
    "supersedes__ref",
    "reason",
    "report__ref",
    "evidence__sha256",
    "evidence_text",
    "note",
)
# The canonical bytes of such a line: the fields in their order, each with the canonical bytes of its value.
_ORDER = tuple(sorted(range(len(FIELDS)), key=FIELDS.__getitem__))
_LINE = b"{" + b",".join(canonical(FIELDS[place]) + b":%b" for place in _ORDER) + b"}\n"


def _plain(value: object) -> str | int:
    """A figure that is not applicable has the value "", which no number is."""
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return "" if value is None else str(value)


def digest(rows: Iterable[tuple[object, ...]]) -> str:
    """SHA-256 over the figures' lines in the order of their ref, each ended by a line feed.

    A row is the values of FIELDS of one figure.
    """
    total = hashlib.sha256()
    said = cache(lambda value: canonical(_plain(value)))  # most of a country's lines say the same
    for row in sorted(rows, key=lambda row: str(row[0])):
        total.update(_LINE % tuple([said(row[place]) for place in _ORDER]))
    return total.hexdigest()
