"""Whose record a page shows: the unit as it was called on its day, and who carries on if it has ended."""

import datetime
from dataclasses import dataclass

from tongket.units.models import OPEN, Unit, UnitVersion
from tongket.units.queries import names_of, nearest_version, successors, writer_after

ONE = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Whose:
    """`ended` is the last day of a unit that no longer exists; `heirs` are those who live now, and their names."""

    unit: Unit
    name: str
    ended: datetime.date | None = None
    heirs: tuple[tuple[Unit, str], ...] = ()
    carries_on: str = ""


def whose(unit: Unit, day: datetime.date) -> Whose:
    """The unit of a record, told as of a day."""
    name = names_of([unit.pk], day).get(unit.pk, "")
    last = UnitVersion.objects.filter(unit=unit).order_by("-end").first()
    if last is None or last.end == OPEN or last.end > day:
        return Whose(unit, name)
    heirs = _living_heirs(unit, day)
    names = names_of((heir.pk for heir in heirs), day)
    writer = writer_after(unit, day) if heirs else None
    return Whose(
        unit,
        name,
        last.end - ONE,
        tuple((heir, names[heir.pk]) for heir in heirs),
        names.get(writer.pk, "") if writer else "",
    )


def _living_heirs(unit: Unit, day: datetime.date) -> list[Unit]:
    """Those who took from it, and from them in turn, as far as they live; an office goes where its place went."""
    found: dict[int, Unit] = {}
    seen, waiting = {unit.pk}, [unit]
    while waiting:
        one = waiting.pop(0)
        takers = [row.target for row in successors(one).filter(succession__day__lte=day)]
        if not takers and (parent := _parent(one)) is not None:
            takers = [parent]
        for taker in takers:
            if taker.pk in seen:
                continue
            seen.add(taker.pk)
            if UnitVersion.objects.filter(unit=taker, start__lte=day, end__gt=day).exists():
                found[taker.pk] = taker
            else:
                waiting.append(taker)
    return list(found.values())


def _parent(unit: Unit) -> Unit | None:
    version = nearest_version(unit, datetime.date.max)
    return version.parent if version else None
