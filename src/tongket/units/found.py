"""What search knows of a unit: every name and code it has borne, and where it lies."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import NamedTuple

from tongket.base.models import Access
from tongket.base.search import Findable
from tongket.units.models import BEFORE, OPEN, Line, Tier, Unit, UnitCode, UnitVersion
from tongket.viet.dates import format_date

ONE = datetime.timedelta(days=1)
CHUNK = 900


class Stood[K](NamedTuple):
    """What of a version the search row needs."""

    parent: K | None
    name: str
    start: datetime.date
    end: datetime.date


def said[K](
    key: K,
    held: Mapping[K, Sequence[Stood[K]]],
    *,
    ref: uuid.UUID,
    pk: int,
    codes: Iterable[str],
    without: Container[K],
) -> Findable:
    """The row of one unit as it last was; `held` has its versions and those above it, oldest first.

    The units `without` are left out of the path: that all lies in Viet Nam says nothing.
    """
    versions = held[key]
    first, last = versions[0], versions[-1]
    path = ", ".join(_path(key, held, without))
    names = dict.fromkeys(version.name for version in reversed(versions))
    return Findable(
        kind="unit",
        ref=ref,
        unit_id=pk,
        access=Access.PUBLIC,
        text=" ".join([*names, *dict.fromkeys(codes), path]),
        shown=last.name,
        note=" · ".join(filter(None, [path, _life(first.start, last.end)])),
        url=f"/don-vi/{ref}/",
    )


def _path[K](key: K, held: Mapping[K, Sequence[Stood[K]]], without: Container[K]) -> Iterator[str]:
    """The names above the unit on its last day, nearest first."""
    until, above = held[key][-1].end, held[key][-1].parent
    while above is not None and above not in without:
        stood = next((v for v in reversed(held[above]) if v.start < until), held[above][0])
        yield stood.name
        above = stood.parent


def _life(start: datetime.date, end: datetime.date) -> str:
    if start == BEFORE and end == OPEN:
        return ""
    if end == OPEN:
        return f"từ {format_date(start)}"
    last = format_date(end - ONE)
    return f"đến {last}" if start == BEFORE else f"{format_date(start)} – {last}"


def findable(unit: Unit) -> Findable | None:
    """The row of one unit; None for one that stands in no line of the State."""
    return next(findables([unit.pk]), None)


def findables(units: Collection[int]) -> Iterator[Findable]:
    """The rows of many units, in few queries."""
    held = _versions(units)
    nations = set(Unit.objects.filter(tier=Tier.NATION).values_list("pk", flat=True))
    codes: dict[int, list[str]] = defaultdict(list)
    for chunk in batched(units, CHUNK):
        rows = UnitCode.objects.filter(unit__in=chunk).order_by("start", "code")
        for unit, code in rows.values_list("unit", "code"):
            codes[unit].append(code)
    for chunk in batched(units, CHUNK):
        for pk, ref in Unit.objects.filter(pk__in=chunk).order_by("pk").values_list("pk", "ref"):
            if held[pk]:
                yield said(pk, held, ref=ref, pk=pk, codes=codes[pk], without=nations)


def _versions(units: Collection[int]) -> dict[int, list[Stood[int]]]:
    """The versions of the units and of all above them, oldest first."""
    held: dict[int, list[Stood[int]]] = {}
    front = set(units)
    while front:
        held.update({unit: [] for unit in front})
        for chunk in batched(front, CHUNK):
            rows = UnitVersion.objects.filter(line=Line.STATE, unit__in=chunk).order_by("start")
            for unit, parent, name, start, end in rows.values_list("unit", "parent", "name", "start", "end"):
                held[unit].append(Stood(parent, name, start, end))
        front = {v.parent for unit in front for v in held[unit] if v.parent is not None} - held.keys()
    return held
