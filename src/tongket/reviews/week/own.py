"""All that stands in an office's calendar: its own lines, and those of the bodies above it that concern it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q

from tongket.reviews.models import Meeting
from tongket.reviews.week.lines import (
    Line,
    due_reviews,
    due_tasks,
    entry_lines,
    meeting_lines,
    meetings_between,
)
from tongket.units.models import Closure, Tier
from tongket.units.queries import names_of, place_of
from tongket.viet.text import fold

_PARTS = re.compile(r"[,;\n]")
_EVERYBODY = re.compile(r"\b(?:toan the|cac (?:co quan|don vi|phong ban))\b")


def own_lines(unit: int, first: date, last: date) -> list[Line]:
    """The lines of an office between two days.

    - Its meetings and those it is invited to, what it typed, its tasks and reviews that fall due.
    - What a body above has typed and names it in.
    """
    mine = Q(unit=unit) | Q(invited__unit=unit, sitting__sent_on__isnull=False)
    meetings = meetings_between(first, last, Q(pk__in=Meeting.objects.filter(mine).values("pk")))
    lines = [
        *meeting_lines(meetings),
        *entry_lines(first, last, Q(unit=unit)),
        *_from_above(unit, first, last),
        *due_tasks(unit, first, last),
        *due_reviews(unit, first, last),
    ]
    names = names_of({line.unit for line in lines} - {unit}, first)
    return [replace(line, of=names.get(line.unit, "")) for line in lines]


def _from_above(unit: int, first: date, last: date) -> list[Line]:
    """Typed lines of the bodies above that name the office among who leads and takes part."""
    bodies = _bodies_above(unit, first)
    lines = entry_lines(first, last, Q(unit__in=bodies)) if bodies else []
    if not lines:
        return []
    above = Closure.objects.filter(descendant=unit, depth=1, start__lte=first, end__gt=first)
    place = above.values_list("ancestor", flat=True).first() or unit
    names = names_of([unit, place_of(unit, first), place_of(place, first)], first)
    office = names.pop(unit, "")
    return [line for line in lines if concerns(f"{line.chair}; {line.who}", office, names.values())]


def _bodies_above(unit: int, day: date) -> set[int]:
    """The offices that an office stands under; of a village or another place those right at the place above it."""
    above = Closure.objects.filter(descendant=unit, depth__gt=0, start__lte=day, end__gt=day)
    places = above.filter(depth=1).exclude(ancestor__tier=Tier.OFFICE).exclude(descendant__tier=Tier.OFFICE)
    at = Closure.objects.filter(
        ancestor__in=places.values("ancestor"), depth=1, descendant__tier=Tier.OFFICE, start__lte=day, end__gt=day
    )  # fmt: skip
    offices = above.filter(ancestor__tier=Tier.OFFICE)
    return {*offices.values_list("ancestor", flat=True), *at.values_list("descendant", flat=True)}


def concerns(said: str, office: str, places: Iterable[str] = ()) -> bool:
    """Whether a list of offices and posts names an office.

    - By its name, whole or its first words, with or without its place: “Phòng Kinh tế”, “Trưởng thôn Hạ”.
    - With all of its kind: “các phòng”, “các thôn”; or with everybody: “các cơ quan, đơn vị”, “toàn thể”.
    """
    name = fold(office)
    for place in places:
        name = name.removesuffix(f" {fold(place)}")
    if not name:
        return False
    kind = re.compile(rf"\bcac {re.escape(name.split()[0])}\b")
    whole = re.compile(rf"\b{re.escape(name)}\b")
    for part in map(fold, _PARTS.split(said)):
        begins = " " in part and name.startswith(f"{part} ")
        if begins or whole.search(part) or kind.search(part) or _EVERYBODY.search(part):
            return True
    return False
