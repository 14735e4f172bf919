"""Reads the points of a pasted conclusion, and proposes who leads each and by when."""

import re
from collections.abc import Mapping
from datetime import date

from tongket.viet.dates import FoundDate, find_dates
from tongket.viet.text import fold

# “1.”, “2)”, “a)”, “-”, “+”, “•” at the beginning of a line.
_MARK = re.compile(r"^\s*(?:\d{1,2}\s*[.)/]|[a-zđ]\)|[-–+•*])\s+")


def points_in(text: str) -> list[str]:
    """The points of a text: one a line; where lines are numbered, the others go on with the point before."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not any(_MARK.match(line) for line in lines):
        return lines
    points: list[str] = []
    for line in lines:
        if _MARK.match(line) or not points:
            points.append(_MARK.sub("", line))
        else:
            points[-1] += f" {line}"
    return points


def lead_of(text: str, offices: Mapping[int, str], place: str) -> int | None:
    """The office that a point names, the longest name first; the name of the place may be left out."""
    said, here = f" {fold(text)} ", f" {fold(place)}"
    named: dict[int, int] = {}
    for unit, name in offices.items():
        for form in {fold(name), fold(name).removesuffix(here)}:
            if re.search(rf"\b{re.escape(form)}\b", said):
                named[unit] = max(named.get(unit, 0), len(form))
    return max(named, key=lambda unit: named[unit]) if named else None


def due_of(text: str, after: date) -> date | None:
    """The first day written in a point that does not lie before `after`; without a year, the next such day."""
    days = (day for found in find_dates(text) for day in _days(found, after))
    return next((day for day in days if day >= after), None)


def _days(found: FoundDate, after: date) -> list[date]:
    years = [found.year] if found.year else [after.year, after.year + 1]
    days = []
    for year in years:
        try:
            days.append(date(year, found.month, found.day))
        except ValueError:
            continue
    return days
