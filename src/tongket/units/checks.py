"""What `tongket check` asks of this room: no version overlaps, nobody stands under nobody, the closure is true."""

import datetime
from collections import defaultdict

from tongket.units.models import Closure, Line, UnitVersion
from tongket.units.tree import Above, Standing, closure
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal

ONE = datetime.timedelta(days=1)


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
