"""What was known at a moment, told by the ledger, for records whose rows say only what stands now.

One rule for all of them: what was recorded after the moment is left out, what was taken back after it stands again,
and what was changed after it reads as the last entry until then has it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from tongket.base.entries import Fact, facts_of
from tongket.base.models import Entry

type Said = tuple[UUID, Mapping[str, Fact]]


def recorded_after(refs: Iterable[UUID], as_of: datetime) -> set[UUID]:
    """Of these records, those that were not there yet: the first entry about them is later."""
    first = Entry.objects.filter(subject__in=list(refs)).values("subject").annotate(first=Min("at"))
    return set(first.filter(first__gt=as_of).values_list("subject", flat=True))


def said_after(subjects: Iterable[UUID], as_of: datetime, kind: str) -> list[Said]:
    """What entries of a kind say of these records after the moment, the newest first: to be undone in this order."""
    later = Entry.objects.filter(subject__in=list(subjects), kind=kind, at__gt=as_of)
    return [(entry.subject, facts_of(entry)) for entry in later.order_by("-at", "-pk")]


def said_until(subjects: Iterable[UUID], as_of: datetime, kind: str) -> list[Said]:
    """What entries of a kind had said of these records by the moment, the oldest first."""
    known = Entry.objects.filter(subject__in=list(subjects), kind=kind, at__lte=as_of)
    return [(entry.subject, facts_of(entry)) for entry in known.order_by("at", "pk")]
