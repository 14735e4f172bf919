"""The one way to write an entry of the ledger: inside the transaction of what it tells of."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from tongket.base import clock
from tongket.base.models import Entry
from tongket.base.stamped import refuse_stamped_values
from tongket.ledger.canonical import canonical

type Fact = str | int | Sequence[Fact] | Mapping[str, Fact]


def write_entry(
    *,
    kind: str,
    subject: uuid.UUID,
    actor: uuid.UUID | None,
    now: datetime,
    facts: dict[str, Fact],
    stands: Mapping[str, str] = MappingProxyType({}),
) -> Entry:
    """The event as canonical bytes; its place in the log comes later, from the sequencer.

    `stands` are digests of records as the event left them (`base.standing`).
    """
    refuse_stamped_values(facts)  # in the bytes of the body nobody would see the stamp any more
    entry = Entry(ref=uuid.uuid4(), kind=kind, subject=subject, at=now, actor=actor, entered=clock.now())
    told = {"stands": stands} if stands else {}
    entry.body = canonical({**columns_in_body(entry), "facts": facts, **told})
    entry.save(force_insert=True)
    return entry


def columns_in_body(entry: Entry) -> dict[str, str]:
    """What the columns of the row say, as the body says it."""
    return {
        "ref": str(entry.ref),
        "kind": entry.kind,
        "subject": str(entry.subject),
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": str(entry.actor or ""),
    }


def changed_columns(entry: Entry) -> list[str]:
    """The columns that do not say what the body says; "body" if that says nothing."""
    try:
        body = json.loads(bytes(entry.body))
    except ValueError:
        return ["body"]
    columns = columns_in_body(entry).items()
    return [name for name, value in columns if not isinstance(body, dict) or body.get(name) != value]


def facts_of(entry: Entry) -> dict[str, Fact]:
    """The facts as they were written; none if the body cannot be read."""
    return _told(entry, "facts")


def stands_in(entry: Entry) -> dict[str, Fact]:
    """The digests of records that an entry keeps, by table and ref."""
    return _told(entry, "stands")


def _told(entry: Entry, part: str) -> dict[str, Fact]:
    try:
        body = json.loads(bytes(entry.body))
    except ValueError:
        return {}
    told = body.get(part) if isinstance(body, dict) else None
    return told if isinstance(told, dict) else {}
