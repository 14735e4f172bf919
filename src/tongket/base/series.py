"""Number series of documents (sổ số văn bản): no number twice, none missing without a reason.

The number and the document that takes it stand in one transaction: if that is undone, the number is
free again.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Max

from tongket.base.models import Series, SeriesNumber
from tongket.viet.fault import Fault, refusal


def take_number(*, unit_id: int, kind: str, term: str, subject: uuid.UUID, now: datetime) -> int:
    """The next number of the issuer's series of that kind and year or term, for the document `subject`."""
    return _take(unit_id, kind, term, now, subject=subject)


def skip_number(*, unit_id: int, kind: str, term: str, reason: str, now: datetime) -> int:
    """Leave the next number out, with the reason that the register will show."""
    if not reason.strip():
        raise refusal("series.no_reason")
    return _take(unit_id, kind, term, now, gap_reason=reason.strip())


def next_number(*, unit_id: int, kind: str, term: str) -> int:
    """The number that comes next in a series; it is taken by nobody yet."""
    found = Series.objects.filter(unit_id=unit_id, kind=kind, term=term)
    return found.values_list("next_number", flat=True).first() or 1


def _take(unit_id: int, kind: str, term: str, now: datetime, **use: object) -> int:
    with transaction.atomic():
        made, _new = Series.objects.get_or_create(unit_id=unit_id, kind=kind, term=term)
        series = Series.objects.select_for_update().get(pk=made.pk)
        number = series.next_number
        SeriesNumber.objects.create(series=series, number=number, at=now, **use)
        Series.objects.filter(pk=series.pk).update(next_number=F("next_number") + 1)
    return number


def check_series() -> list[Fault]:
    """The first series whose numbers do not run from 1 to the last one taken, if there is one."""
    counted = Series.objects.annotate(taken=Count("numbers"), last=Max("numbers__number")).order_by("id")
    for series in counted:
        if not series.taken == (series.last or 0) == series.next_number - 1:
            where = f"{series.kind} {series.term}"
            return [Fault("series.broken", where, {"next": series.next_number, "taken": series.taken})]
    return []
