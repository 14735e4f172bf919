"""What has changed since the package's edition: a small dated table, each decision one reorganisation."""

import csv
import datetime
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from tongket.units.actions.reorganise import Change, reorganise
from tongket.units.hats import SYSTEM
from tongket.units.load.plan import NATION, ref_of, succession_ref
from tongket.units.models import Line, Succession, Unit, UnitVersion
from tongket.viet.fault import refusal

TABLE = "changes-2026.csv"


class Amendment(NamedTuple):
    day: datetime.date
    decision: str
    code: str
    was: str
    name: str
    source: str


@cache
def amendments() -> tuple[Amendment, ...]:
    text = files("tongket.units").joinpath("data", TABLE).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:])
    return tuple(Amendment(datetime.date.fromisoformat(day), *rest) for day, *rest in rows)


def apply_changes(*, now: datetime.datetime) -> int:
    """Carry out each decision of the table that is not recorded yet; says how many units changed."""
    over = Unit.objects.get(ref=ref_of(NATION))
    changed = 0
    for (day, decision), rows in groupby(amendments(), key=lambda row: (row.day, row.decision)):
        ref = succession_ref(Line.STATE, day, decision, 1)
        if not Succession.objects.filter(ref=ref).exists():
            change = list(_changes(list(rows)))
            reorganise(
                what=Succession.What.RECLASSIFY,
                day=day,
                decision=decision,
                change=change,
                over=over,
                ref=ref,
                actor=SYSTEM,
                now=now,
            )
            changed += len(change)
    return changed


def _changes(rows: list[Amendment]) -> Iterator[Change]:
    for row in rows:
        on = {"start__lte": row.day, "end__gt": row.day}
        bearer = {"unit__codes__scheme": "gso", "unit__codes__code": row.code}
        codes = {f"unit__codes__{field}": day for field, day in on.items()}
        version = UnitVersion.objects.select_related("unit").filter(**on, **bearer, **codes).first()
        if version is None or version.name != row.was:
            raise refusal("units.package_differs", what=f"{row.code} {row.was}")
        yield Change(version.unit, name=row.name)
