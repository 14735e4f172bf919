"""Reads of this room: awards, of a programme or of a meeting."""

import uuid
from datetime import date

from django.db.models import F, QuerySet

from tongket.honours.models import Award
from tongket.programmes.models import Programme
from tongket.units.grants import reach
from tongket.units.hats import Hat


def visible_to(actor: Hat, day: date) -> QuerySet[Award]:
    """Awards are public; they hold numbers, never names."""
    return Award.objects.filter(reach(actor, "honours.see", day))


def awards_of(programme: Programme) -> QuerySet[Award]:
    return programme.awards.select_related("unit").order_by(F("decided_on").asc(nulls_last=True), "ref")


def awards_at(meeting: uuid.UUID) -> QuerySet[Award]:
    return Award.objects.filter(meeting=meeting).select_related("unit").order_by("ref")
