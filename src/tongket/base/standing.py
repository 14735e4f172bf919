"""How a record stands after an action, in the ledger: a digest of all its columns and of the parts that belong to it.

A room says once, in `AppConfig.ready()`, which of its tables are watched so. Every action on such a record writes
the digest into its entry; `tongket check` works each one out anew, and finds what was changed, added or taken out
past the actions.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import models

from tongket.base.entries import Fact, stands_in
from tongket.base.models import Entry
from tongket.base.recordwords import KINDS
from tongket.ledger.canonical import canonical
from tongket.viet.fault import Fault

LONGEST = 80  # letters of a record's name in a sentence


@dataclass(frozen=True)
class Watched:
    """A table whose rows stand in the ledger, with the rows of other tables that are theirs.

    `parts` are accessors of the record; `without` names columns that are destroyed by law, of the record or of a part.
    """

    model: type[models.Model]
    parts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


_watched: dict[type[models.Model], Watched] = {}


def watch(*tables: Watched) -> None:
    """A room adds its tables; doing it twice changes nothing."""
    _watched.update({one.model: one for one in tables})


def watched() -> list[Watched]:
    return sorted(_watched.values(), key=lambda one: one.model._meta.label)


def is_watched(record: object) -> bool:
    return type(record) in _watched


def stands(*records: models.Model) -> dict[str, str]:
    """What the ledger keeps of records as the database has them now; of one that is gone an empty word."""
    said: dict[str, str] = {}
    for record in records:
        kept = _rows(_watched[type(record)]).filter(pk=record.pk).first() if record.pk else None
        said[_key(record)] = _digest(kept) if kept else ""
    return said


def check_standing() -> list[Fault]:
    """The first record of each watched table that is not as the last entry about it left it."""
    said: dict[str, str] = {}
    for entry in Entry.objects.order_by("pk").iterator(2000):
        said.update({key: str(digest) for key, digest in stands_in(entry).items()})
    faults = [fault for one in watched() if (fault := _first_that_differs(one, said))]
    lost = next((key for key, digest in said.items() if digest), None)
    if lost:
        label, _, ref = lost.partition("/")
        faults.append(Fault("record.lost", values={"kind": str(KINDS[label]), "record": ref}))
    return faults


def _first_that_differs(one: Watched, said: dict[str, str]) -> Fault | None:
    found = None
    for record in _rows(one).order_by("pk").iterator(500):
        if said.pop(_key(record), None) != _digest(record) and found is None:
            kind = str(KINDS[one.model._meta.label_lower])
            found = Fault("record.differs", values={"kind": kind, "record": _name(record)})
    return found


def _rows(one: Watched) -> models.QuerySet[Any]:
    return one.model._default_manager.prefetch_related(*one.parts)


def _key(record: models.Model) -> str:
    return f"{record._meta.label_lower}/{getattr(record, 'ref', record.pk)}"


def _name(record: models.Model) -> str:
    names = (getattr(record, name, "") for name in ("title", "name", "content", "text", "post", "symbol"))
    return str(next(filter(None, names), getattr(record, "ref", record.pk)))[:LONGEST]


def _digest(record: models.Model) -> str:
    one = _watched[type(record)]
    parts = {part: sorted(_part(record, part, one.without)) for part in one.parts}
    rows = {part: rows for part, rows in parts.items() if rows}
    return hashlib.sha256(canonical({"": _columns(record, one.without), **rows})).hexdigest()


def _part(record: models.Model, name: str, without: tuple[str, ...]) -> Iterator[str]:
    """The rows of a part as text. Of a relation to many the keys alone: those records stand on their own."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        yield from (str(row.pk) for row in getattr(record, name).all())
    elif field.one_to_one:
        row = getattr(record, name, None)
        yield from (canonical(_columns(row, without)).decode() for row in [row] if row)
    else:
        yield from (canonical(_columns(row, without)).decode() for row in getattr(record, name).all())


def _columns(row: models.Model, without: tuple[str, ...]) -> dict[str, Fact]:
    """Those that say something: a column that a later version adds is as it begins, and changes no digest."""
    kept = (
        field for field in row._meta.concrete_fields if not field.primary_key and field.name not in without
    )
    said = {field: _fact(getattr(row, field.attname)) for field in kept}
    return {field.name: fact for field, fact in said.items() if fact not in _beginnings(field)}


def _beginnings(field: Any) -> tuple[Fact, ...]:
    """What stands in a column that nobody has filled in."""
    return ("",) if field.default is models.NOT_PROVIDED else ("", _fact(field.get_default()))


def _fact(value: object) -> Fact:
    """One form of a value, whichever database it comes from."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value if isinstance(value, int) else str(value)
