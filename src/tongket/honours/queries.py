"""Reads of this room: awards, of a programme or of a meeting."""

import uuid
from datetime import date

from django.db.models import F, QuerySet

from tongket.honours.models import Award
from tongket.programmes.models import Programme
from tongket.units.grants import reach
from tongket.units.hats import Hat


def visible_to(actor: Hat, day: date) -> QuerySet[Award]:
    """Awards are public, but for those taken back; they hold numbers, never names."""
    return Award.objects.filter(reach(actor, "honours.see", day), taken_back_at=None)


def may_take_back(actor: Hat, day: date) -> set[int]:
    """The awards that the hat may take back: those that it may record."""
    if actor.unit_id is None:
        return set()
    mine = Award.objects.filter(reach(actor, "honours.record", day), taken_back_at=None)
    return set(mine.values_list("pk", flat=True))


def awards_of(programme: Programme) -> QuerySet[Award]:
    return (
        programme.awards.filter(taken_back_at=None)
        .select_related("unit")
        .order_by(F("decided_on").asc(nulls_last=True), "ref")
    )


def awards_at(meeting: uuid.UUID) -> QuerySet[Award]:
    return Award.objects.filter(meeting=meeting, taken_back_at=None).select_related("unit").order_by("ref")
