"""What `tongket check` asks of this room: no version overlaps, nobody stands under nobody, the closure is true.

And names, kinds and parents are those that the ledger tells.
"""

import datetime
from collections import defaultdict
from typing import Any

from tongket.base.entries import facts_of
from tongket.base.models import Entry
from tongket.units.models import Closure, Line, UnitVersion
from tongket.units.tree import Above, Standing, closure
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal

ONE = datetime.timedelta(days=1)
# What an entry tells of a version: refs of the unit and its parent, kind and name.
type Row = tuple[str, str, str, str]


def check_versions_do_not_overlap() -> list[Fault]:
    """The first two versions of one unit and line that hold on the same day, and the first unit on its own.

    A unit whose parent has no version on some of its days is named as well.
    """
    faults: list[Fault] = []
    lives: dict[tuple[str, int], list[tuple[datetime.date, datetime.date]]] = defaultdict(list)
    rows = UnitVersion.objects.order_by("line", "unit", "start")
    for version in rows.iterator(2_000):
        life = lives[version.line, version.unit_id]
        if life and life[-1][1] > version.start and not faults:
            values = {"unit": version.name, "day": format_date(version.start)}
            faults.append(Fault("units.versions_overlap", values=values))
        if life and life[-1][1] == version.start:
            life[-1] = (life[-1][0], version.end)
        else:
            life.append((version.start, version.end))
    for version in rows.exclude(parent=None).iterator(2_000):
        held = lives.get((version.line, version.parent_id or 0), [])
        if not any(start <= version.start and version.end <= end for start, end in held):
            return [*faults, Fault("units.parent_missing", values={"unit": version.name})]
    return faults


def check_versions_are_those_of_the_ledger() -> list[Fault]:
    """The first version whose name, kind or parent is not what the last entry about it told."""
    told = _told()
    state: dict[tuple[str, str], Row] = {}
    loaded: list[Row] = []
    fields = ("line", "unit__ref", "start", "parent__ref", "kind", "name")
    rows = sorted(UnitVersion.objects.values_list(*fields), key=lambda row: row[0] != Line.STATE)
    for line, unit, start, parent, kind, name in rows:
        row, day = (str(unit), str(parent or ""), str(kind), name), start.isoformat()
        known = told.get((line, str(unit), day), [])[-1:]
        if line == Line.STATE:
            state[str(unit), day] = row
            if not known:
                loaded.append(row)
                continue
        elif not known and (there := state.get((str(unit), day))):
            # A place came to stand in this line as it stood in the State's.
            before = [*told.get((Line.STATE.value, str(unit), day), []), there]
            known = [(one[0], "", *one[2:]) for one in before]
        if row not in known:
            return [_differs(row)]
    return _check_loaded(loaded)


def _told() -> dict[tuple[str, str, str], list[Row]]:
    """By line, unit and first day: what each entry about that version told, in their order."""
    told: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    entries = Entry.objects.filter(kind__in=("units.establish", "units.reorganise"))
    for entry in entries.order_by("pk").iterator(500):
        facts: dict[str, Any] = dict(facts_of(entry))
        for unit, parent, kind, name in facts.get("begun", ()):
            told[facts["line"], unit, facts["day"]].append((unit, parent, kind, name))
    return told


def _check_loaded(rows: list[Row]) -> list[Fault]:
    """Versions of which no entry tells by name: those of the load, whose entry has one digest of them all."""
    from tongket.units.load.bulk import beginning, digest_of

    entry = Entry.objects.filter(kind="units.load").order_by("pk").first()
    if entry is None:
        return [_differs(min(rows))] if rows else []
    if digest_of(rows) == facts_of(entry).get("sha256"):
        return []
    return [_differs(min(set(rows) ^ set(beginning())))]


def _differs(row: Row) -> Fault:
    return Fault("units.version_differs", values={"unit": row[-1]})


def check_closure() -> list[Fault]:
    """The closure table against one worked out anew from all versions; the first unit that differs is named."""
    columns = ("line", "unit", "parent", "start", "end")
    versions = [Standing(*row) for row in UnitVersion.objects.values_list(*columns)]
    try:
        right = set(closure(versions))
    except Refusal as circle:
        return list(circle.faults)
    fields = ("line", "ancestor", "descendant", "depth", "start", "end")
    rows = [Above(*row) for row in Closure.objects.values_list(*fields)]
    wrong = right.symmetric_difference(rows)
    if not wrong and len(rows) == len(right):
        return []
    first = min(wrong, key=lambda row: (row.line, row.descendant, row.depth)) if wrong else _twice(rows)
    version = UnitVersion.objects.filter(unit=first.descendant).order_by("-start").first()
    name = version.name if version else str(first.descendant)
    return [Fault("units.closure_differs", values={"unit": name, "line": str(Line(first.line).label)})]


def _twice(rows: list[Above[int]]) -> Above[int]:
    seen: set[Above[int]] = set()
    return next(row for row in rows if row in seen or seen.add(row))  # type: ignore[func-returns-value]
