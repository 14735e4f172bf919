"""Where a room or a chair is asked for twice at one hour, among all offices of one place."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from tongket.reviews.meetings.models import Sitting, WeekEntry
from tongket.reviews.models import Meeting
from tongket.reviews.week.lines import Line, entry_lines, meeting_lines, meetings_between
from tongket.units.models import Closure, Tier
from tongket.units.queries import names_of
from tongket.viet.text import fold

# What the name of a place begins with, folded.
PLACES = ("xa", "phuong", "thi tran", "dac khu", "tinh", "thanh pho")


def with_clashes(lines: Iterable[Line], unit: int, first: date, last: date) -> list[Line]:
    """The lines, each with what else takes its room or its chair at that hour."""
    busy, seat = taken_near(unit, first, last)
    names = names_of({line.unit for line in busy}, first)
    return [replace(line, clashes=tuple(_against(line, busy, names, seat))) for line in lines]


def taken_near(unit: int, first: date, last: date) -> tuple[list[Line], str]:
    """Every line with an hour of the offices that share the place of a unit; and that place."""
    meetings = [line for line in meeting_lines(meetings_between(first, last)) if line.starts]
    typed = [line for line in entry_lines(first, last, Q()) if line.starts]
    seats = _seats({unit, *(line.unit for line in (*meetings, *typed))}, first)
    return [line for line in (*meetings, *typed) if seats[line.unit] == seats[unit]], seats[unit]


def _seats(units: set[int], day: date) -> dict[int, str]:
    """The place of each unit by its name: offices of the Party's line have no other sign of where they sit."""
    above = Closure.objects.filter(descendant__in=units, start__lte=day, end__gt=day)
    places = above.exclude(ancestor__tier=Tier.OFFICE).order_by("-depth", "-pk")
    nearest = {unit: unit for unit in units} | dict(places.values_list("descendant", "ancestor"))
    names = names_of(nearest.values(), day)
    return {unit: _seat(fold(names.get(place, ""))) for unit, place in nearest.items()}


def _seat(name: str) -> str:
    for kind in PLACES:
        if f" {kind} " in f" {name} ":
            return f"{kind} {f' {name} '.rpartition(f' {kind} ')[2].strip()}"
    return name


def _post(chair: str, seat: str) -> str:
    """A post without its place: “Chủ tịch UBND”, “… xã” and “… xã Mẫu” are one there."""
    kind = next((kind for kind in PLACES if seat.startswith(f"{kind} ")), seat)
    return fold(chair).removesuffix(f" {seat}").removesuffix(f" {kind}")


def _against(line: Line, busy: Iterable[Line], names: Mapping[int, str], seat: str) -> Iterable[str]:
    for other in busy:
        if other.key == line.key or other.day != line.day or not _overlap(line, other):
            continue
        # What another office is about may be its own: its hour and its name are enough to agree on a room.
        what = other.what if other.unit == line.unit else _("taken")
        values = {"what": what, "hour": f"{other.starts:%H:%M}", "unit": names.get(other.unit, "")}
        if line.place and fold(line.place) == fold(other.place):
            yield _("The same room: %(what)s, %(hour)s (%(unit)s)") % values
        if line.chair and _post(line.chair, seat) == _post(other.chair, seat):
            yield _("The same chair: %(what)s, %(hour)s (%(unit)s)") % values


def _overlap(one: Line, other: Line) -> bool:
    if one.starts is None or other.starts is None or one.until is None or other.until is None:
        return False
    return one.starts < other.until and other.starts < one.until


def clashes_of(meeting: Meeting) -> list[str]:
    """What else takes the room or the chair of a planned meeting."""
    sitting: Sitting = meeting.sitting
    if meeting.held_on is None or sitting.state != Sitting.State.PLANNED:
        return []
    return _first(with_clashes(meeting_lines([meeting]), meeting.unit_id, meeting.held_on, meeting.held_on))


def clashes_of_entry(entry: WeekEntry) -> list[str]:
    """The same of a typed line."""
    lines = entry_lines(entry.day, entry.day, Q(pk=entry.pk))
    return _first(with_clashes(lines, entry.unit_id, entry.day, entry.day))


def _first(lines: list[Line]) -> list[str]:
    return list(lines[0].clashes) if lines else []
