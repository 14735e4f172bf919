"""What search knows of a unit: every name and code it has borne, and where it lies."""

import datetime
import uuid
from collections.abc import Iterable

from tongket.base.models import Access
from tongket.base.search import Findable
from tongket.units.models import BEFORE, OPEN, Line, Unit
from tongket.units.queries import path_on
from tongket.viet.dates import format_date

ONE = datetime.timedelta(days=1)


def findable(unit: Unit) -> Findable | None:
    """Said of the unit as it last was; None for one without a version."""
    versions = list(unit.versions.filter(line=Line.STATE).order_by("start"))
    if not versions:
        return None
    last = versions[-1]
    path = path_on(unit, max(last.start, last.end - ONE))
    codes = dict.fromkeys(unit.codes.order_by("start").values_list("code", flat=True))
    names = dict.fromkeys(version.name for version in versions)
    return said(unit.ref, unit.pk, names, codes, path, versions[0].start, last.end)


def said(
    ref: uuid.UUID,
    pk: int,
    names: Iterable[str],
    codes: Iterable[str],
    path: str,
    start: datetime.date,
    end: datetime.date,
) -> Findable:
    """The row for one unit; `names` oldest first, `path` of its last day."""
    names = list(names)
    note = " · ".join(filter(None, [path, _life(start, end)]))
    return Findable(
        kind="unit",
        ref=ref,
        unit_id=pk,
        access=Access.PUBLIC,
        text=" ".join([*reversed(names), *codes, path]),
        shown=names[-1],
        note=note,
        url=f"/don-vi/{ref}/",
    )


def _life(start: datetime.date, end: datetime.date) -> str:
    if start == BEFORE and end == OPEN:
        return ""
    first = "" if start == BEFORE else format_date(start)
    last = "" if end == OPEN else format_date(end - ONE)
    return f"{first} – {last}".strip()
