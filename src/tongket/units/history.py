"""What a place was, what became of it, since when and by which decision: in words, from versions and transfers."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from tongket.units.models import BEFORE, OPEN, Line, Succession, Transfer, Unit, UnitVersion
from tongket.units.queries import predecessors, successors

ONE = datetime.timedelta(days=1)


class Kin(NamedTuple):
    """A unit that gave to this one or took from it, under its name of that day."""

    unit: Unit
    name: str
    whole: bool


class Passing(NamedTuple):
    """One event in which territory passed from or to this unit."""

    event: Succession
    kin: list[Kin]


@dataclass(frozen=True)
class Chapter:
    """One day in the life of a unit; `day` is None for how it stood before our records begin."""

    day: datetime.date | None
    text: str
    decision: str = ""


@dataclass(frozen=True)
class History:
    """The chapters, oldest first, and for the picture the kin on both sides."""

    chapters: list[Chapter]
    before: list[Kin]
    after: list[Kin]


class _Names:
    """The names that some units bore on some day, fetched at once."""

    def __init__(self, units: Iterable[int | None]) -> None:
        self.versions: dict[int, list[UnitVersion]] = defaultdict(list)
        for version in UnitVersion.objects.filter(unit__in={u for u in units if u}).order_by("start"):
            self.versions[version.unit_id].append(version)

    def on(self, unit: int, day: datetime.date) -> str:
        held = self.versions[unit]
        return next((v.name for v in reversed(held) if v.start <= day), held[0].name if held else "")


def history(unit: Unit, line: str = Line.STATE) -> History:
    """The life of a unit in one line, in the language of the screen."""
    versions = list(unit.versions.filter(line=line).order_by("start"))
    came = _passings(predecessors(unit).filter(succession__line=line), "source")
    went = _passings(successors(unit).filter(succession__line=line), "target")
    if not versions:
        return History([], [], [])
    chapters = [_beginning(versions[0], came), *_changes(versions)]
    chapters += [
        Chapter(event.day, _("Took in %(units)s.") % {"units": _listed(kin)}, event.decision)
        for event, kin in came
        if event.day > versions[0].start and kin[0].unit.tier == unit.tier
    ]
    chapters += [
        Chapter(event.day, _leaving(unit, versions, event, kin), event.decision) for event, kin in went
    ]
    if versions[-1].end != OPEN and not went:
        chapters.append(Chapter(versions[-1].end, _("Ended.")))
    chapters.sort(key=lambda chapter: chapter.day or BEFORE)
    before = [one for event, kin in came if _is_origin(unit, versions, event, kin, came) for one in kin]
    return History(chapters, before, [one for _event, kin in went for one in kin])


def _passings(transfers: Iterable[Transfer], side: str) -> list[Passing]:
    rows = list(transfers)
    names = _Names(getattr(row, f"{side}_id") for row in rows)
    passings: list[Passing] = []
    for event, group in groupby(rows, key=lambda row: row.succession):
        day = event.day - ONE if side == "source" else event.day
        kin = [Kin(unit := getattr(row, side), names.on(unit.pk, day), row.whole) for row in group]
        passings.append(Passing(event, kin))
    return passings


def _is_origin(
    unit: Unit, versions: Sequence[UnitVersion], event: Succession, kin: list[Kin], came: list[Passing]
) -> bool:
    """Whether the unit's territory came from there: its like, or (having none) whatever was there on its first day."""
    if kin[0].unit.tier == unit.tier:
        return True
    alike = any(other.kin[0].unit.tier == unit.tier for other in came)
    return not alike and event.day == versions[0].start


def _beginning(first: UnitVersion, came: list[Passing]) -> Chapter:
    if first.start == BEFORE:
        above = _Names([first.parent_id]).on(first.parent_id, BEFORE) if first.parent_id else ""
        known = {"name": first.name, "above": above}
        text = _("%(name)s, under %(above)s.") % known if above else _("%(name)s.") % known
        return Chapter(None, text)
    kin = [one for event, group in came if event.day == first.start for one in group]
    alike = [one for one in kin if one.unit.tier == first.unit.tier]
    text = _formed(first.name, alike or kin)
    if alike and len(alike) < len(kin):
        others = [one for one in kin if one.unit.tier != first.unit.tier]
        text = f"{text} {_('Its area lay in %(units)s.') % {'units': _listed(others)}}"
    return Chapter(first.start, text, first.decision)


def _formed(name: str, kin: Sequence[Kin]) -> str:
    values = {
        "name": name,
        "whole": _listed([one for one in kin if one.whole]),
        "parts": _listed([one for one in kin if not one.whole]),
    }
    if values["whole"] and values["parts"]:
        return _("%(name)s formed from the whole of %(whole)s and a part of %(parts)s.") % values
    if values["whole"]:
        return _("%(name)s formed from the whole of %(whole)s.") % values
    if values["parts"]:
        return _("%(name)s formed from a part of %(parts)s.") % values
    return _("%(name)s established.") % values


def _changes(versions: Sequence[UnitVersion]) -> list[Chapter]:
    names = _Names(version.parent_id for version in versions)
    chapters = []
    for old, new in pairwise(versions):
        said = []
        if old.name != new.name:
            said.append(_("%(old)s became %(new)s.") % {"old": old.name, "new": new.name})
        if old.parent_id != new.parent_id and new.parent_id and old.parent_id:
            above = {
                "old": names.on(old.parent_id, new.start - ONE),
                "new": names.on(new.parent_id, new.start),
            }
            if above["old"] == above["new"]:
                said.append(_("The unit above it was formed anew: %(new)s.") % above)
            else:
                said.append(_("Moved from %(old)s to %(new)s.") % above)
        if said:
            chapters.append(Chapter(new.start, " ".join(said), new.decision))
    return chapters


def _leaving(unit: Unit, versions: Sequence[UnitVersion], event: Succession, kin: list[Kin]) -> str:
    values = {"units": _listed(kin)}
    if versions[-1].end > event.day:
        return _("Gave a part to %(units)s.") % values
    if kin[0].unit.tier != unit.tier:
        return _("Ended; its area has since lain in %(units)s.") % values
    if len(kin) == 1 and kin[0].whole:
        return _("Went whole into %(units)s.") % values
    return _("Divided among %(units)s.") % values


def _listed(kin: Sequence[Kin]) -> str:
    """A, B and C."""
    names = [one.name for one in kin]
    if len(names) < 2:
        return "".join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}
