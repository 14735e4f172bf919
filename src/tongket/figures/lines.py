"""What the ledger holds of figures: one hash over a canonical line for each, ordered by ref."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

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
    for row in sorted(rows, key=lambda row: str(row[0])):
        total.update(
            canonical({name: _plain(value) for name, value in zip(FIELDS, row, strict=True)}) + b"\n"
        )
    return total.hexdigest()
