"""Write the plan of the country's units into empty tables, all in one transaction; a second time does nothing."""

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version as version_of

from django.db import transaction

from tongket.base.bulk import insert_rows
from tongket.base.entries import Fact, write_entry
from tongket.base.search import Findable, put_new
from tongket.units.actions.rebuild import new_number
from tongket.units.found import Stood, said
from tongket.units.load.amend import apply_changes
from tongket.units.load.package import PACKAGE, fingerprint
from tongket.units.load.plan import NATION, Event, Plan, Version, make_plan, ref_of, succession_ref
from tongket.units.models import (
    Closure,
    Line,
    Succession,
    Transfer,
    TreeVersion,
    Unit,
    UnitCode,
    UnitVersion,
)
from tongket.units.naming import Naming, naming
from tongket.units.tree import Above, Standing, closure

VERSION = ("unit_id", "parent_id", "kind", *Naming._fields, "start", "end", "lat", "lon", "decision", "line")
CODE = ("unit_id", "scheme", "code", "start", "end")
CLOSURE = ("line", "ancestor_id", "descendant_id", "depth", "start", "end")
TRANSFER = ("succession_id", "source_id", "target_id", "whole", "ground", "writes")


@dataclass(frozen=True)
class Loaded:
    """What a load wrote: nothing if the units stood there already."""

    units: int
    versions: int
    closure: int
    transfers: int
    changes: int


def load_units(*, now: datetime.datetime) -> Loaded:
    """The units of Viet Nam from the package, then the changes since, each only if it is not there yet.

    Refuses (`units.package_differs`) another edition of the package; then nothing is written.
    """
    first = Loaded(0, 0, 0, 0, 0)
    if not Unit.objects.filter(ref=ref_of(NATION)).exists():
        plan = make_plan()
        rows = closure(Standing(Line.STATE.value, v.key, v.parent, v.start, v.end) for v in plan.versions)
        with transaction.atomic():
            first = _write(plan, rows, now)
    changes = apply_changes(now=now)
    return Loaded(first.units, first.versions, first.closure, first.transfers, changes)


def _write(plan: Plan, rows: Sequence[Above[str]], now: datetime.datetime) -> Loaded:
    insert_rows(Unit, ("ref", "tier", "sample"), ((ref_of(key), t, False) for key, t in plan.units.items()))
    by_ref = dict(Unit.objects.values_list("ref", "pk"))
    ids = {key: by_ref[ref_of(key)] for key in plan.units}
    insert_rows(UnitVersion, VERSION, (_version(ids, row) for row in plan.versions))
    insert_rows(UnitCode, CODE, ((ids[row.key], *row[1:]) for row in plan.codes))
    insert_rows(Closure, CLOSURE, ((r.line, ids[r.ancestor], ids[r.descendant], *r[3:]) for r in rows))
    TreeVersion.objects.create(line=Line.STATE, number=new_number())
    _write_beginning(plan, now)
    transfers = _write_events(plan.events, ids, now)
    put_new(_found(plan, ids))
    return Loaded(len(plan.units), len(plan.versions), len(rows), transfers, 0)


def _version(ids: dict[str, int], row: Version) -> tuple[object, ...]:
    parent = ids[row.parent] if row.parent else None
    return (ids[row.key], parent, *row[2:3], *naming(row.name), *row[4:], Line.STATE.value)


def _found(plan: Plan, ids: dict[str, int]) -> Iterator[Findable]:
    """The rows of search, from the plan: `found.findables` would ask the database for the same."""
    held: dict[str, list[Stood[str]]] = defaultdict(list)
    for row in sorted(plan.versions, key=lambda version: version.start):
        held[row.key].append(Stood(row.parent, row.name, row.start, row.end))
    codes: dict[str, list[str]] = defaultdict(list)
    for code in sorted(plan.codes, key=lambda code: code.start):
        codes[code.key].append(code.code)
    for key in plan.units:
        yield said(key, held, ref=ref_of(key), pk=ids[key], codes=codes[key], without={NATION})


def beginning(plan: Plan | None = None) -> list[tuple[str, str, str, str]]:
    """What stood before our records begin: refs of unit and parent, kind, name."""
    return [
        (str(ref_of(v.key)), str(ref_of(v.parent)) if v.parent else "", v.kind, v.name)
        for v in (plan or make_plan()).versions
        if not v.decision
    ]


def digest_of(rows: Sequence[Sequence[str]]) -> str:
    text = json.dumps(sorted(rows), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _write_beginning(plan: Plan, now: datetime.datetime) -> None:
    """One entry for all that stood before our records begin: where it came from, and its fingerprint."""
    rows = beginning(plan)
    facts: dict[str, Fact] = {
        "package": f"{PACKAGE} {version_of(PACKAGE)}",
        "files": dict(fingerprint()),
        "units": len(rows),
        "sha256": digest_of(rows),
    }
    write_entry(kind="units.load", subject=ref_of(NATION), actor=None, now=now, facts=facts)


def _write_events(events: Sequence[Event], ids: dict[str, int], now: datetime.datetime) -> int:
    successions = [
        Succession(
            ref=succession_ref(Line.STATE, event.day, event.decision, event.number),
            day=event.day,
            number=event.number,
            what=event.what,
            decision=event.decision,
            line=Line.STATE,
        )
        for event in events
    ]
    Succession.objects.bulk_create(successions)
    transfers = [
        (succession.pk, ids[source], ids[target], whole, "", False)
        for succession, event in zip(successions, events, strict=True)
        for source, target, whole in event.transfers
    ]
    insert_rows(Transfer, TRANSFER, transfers)
    for succession, event in zip(successions, events, strict=True):
        facts = _event_facts(event)
        write_entry(kind="units.reorganise", subject=succession.ref, actor=None, now=now, facts=facts)
    return len(transfers)


def _event_facts(event: Event) -> dict[str, Fact]:
    refs: dict[str, str] = {}

    def ref(key: str) -> str:
        if key not in refs:
            refs[key] = str(ref_of(key))
        return refs[key]

    begun: list[Fact] = [
        [ref(version.key), ref(version.parent) if version.parent else "", version.kind, version.name]
        for version in event.begun
    ]
    moved: list[Fact] = [
        [ref(source), ref(target), "whole" if whole else "part"] for source, target, whole in event.transfers
    ]
    return {
        "line": Line.STATE.value,
        "day": event.day.isoformat(),
        "what": event.what,
        "decision": event.decision,
        "ended": [ref(key) for key in event.ended],
        "begun": begun,
        "transfers": moved,
    }
