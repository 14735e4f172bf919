"""Keep the closure table true to the versions: work out again only the part of the tree that was touched."""

from collections.abc import Collection, Iterable, Iterator
from itertools import batched
from secrets import randbelow

from tongket.units.models import Closure, TreeVersion, UnitVersion
from tongket.units.tree import Standing, closure

# SQLite takes so many values in one statement on every build of it.
CHUNK = 900


def rebuild_closure(line: str, touched: Collection[int]) -> None:
    """Write anew the rows of the touched units and of all that ever stood under them; the tree gets a new number.

    Call it inside the transaction that changed the versions.
    """
    below = _below(line, touched)
    standings = _standings(line, below)
    for chunk in batched(below, CHUNK):
        Closure.objects.filter(line=line, descendant__in=chunk).delete()
    rows = closure(standings, below)
    Closure.objects.bulk_create(
        [
            Closure(
                line=row.line,
                ancestor_id=row.ancestor,
                descendant_id=row.descendant,
                depth=row.depth,
                start=row.start,
                end=row.end,
            )
            for row in rows
        ],
        batch_size=2_000,
    )
    TreeVersion.objects.filter(line=line).update(number=new_number())


def new_number() -> int:
    """One that the tree has not borne before, not even in a transaction that was undone: a count would repeat it."""
    return 1 + randbelow(2**31 - 1)


def lock_tree(line: str) -> TreeVersion:
    """One change of a line's tree at a time: the others wait here."""
    TreeVersion.objects.get_or_create(line=line)
    return TreeVersion.objects.select_for_update().get(line=line)


def _below(line: str, touched: Collection[int]) -> set[int]:
    """The touched units and all that ever stood under one of them, then or now."""
    found: set[int] = set()
    front = set(touched)
    while front:
        found |= front
        front = _children(line, front) - found
    for chunk in batched(touched, CHUNK):
        rows = Closure.objects.filter(line=line, ancestor__in=chunk)
        found.update(rows.values_list("descendant", flat=True))
    return found


def _children(line: str, units: Iterable[int]) -> set[int]:
    return {
        child
        for chunk in batched(units, CHUNK)
        for child in UnitVersion.objects.filter(line=line, parent__in=chunk).values_list("unit", flat=True)
    }


def _standings(line: str, units: Iterable[int]) -> list[Standing[int]]:
    """The versions of the units and of everything above them."""
    held: dict[int, list[Standing[int]]] = {}
    front = set(units)
    while front:
        for unit in front:
            held[unit] = []
        for standing in _versions(line, front):
            held[standing.unit].append(standing)
        parents = {row.parent for unit in front for row in held[unit] if row.parent is not None}
        front = parents - held.keys()
    return [row for rows in held.values() for row in rows]


def _versions(line: str, units: Iterable[int]) -> Iterator[Standing[int]]:
    for chunk in batched(units, CHUNK):
        rows = UnitVersion.objects.filter(line=line, unit__in=chunk)
        for unit, parent, start, end in rows.values_list("unit", "parent", "start", "end"):
            yield Standing(line, unit, parent, start, end)
