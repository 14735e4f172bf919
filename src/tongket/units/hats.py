"""A hat: the one post under which a person acts just now."""

import datetime
import uuid
from dataclasses import dataclass

from tongket.units.models import Appointment, Role


@dataclass(frozen=True)
class Hat:
    """Who acts: the post with its unit, or the system itself (`SYSTEM`), or anybody (`PUBLIC`)."""

    role: str
    unit_id: int | None = None
    appointment: uuid.UUID | None = None
    account_id: int | None = None
    post: str = ""
    name: str = ""
    sample: bool = False  # its unit is invented


SYSTEM = Hat(role="system")
PUBLIC = Hat(role="public")
ROLES = (*Role.values, SYSTEM.role, PUBLIC.role)


def hat_of(appointment: Appointment) -> Hat:
    return Hat(
        role=appointment.role,
        unit_id=appointment.unit_id,
        appointment=appointment.ref,
        account_id=appointment.account_id,
        post=appointment.post,
        name=appointment.account.name,
        sample=appointment.unit.sample,
    )


def hats_on(account_id: int, day: datetime.date) -> list[Hat]:
    """The posts that a person holds on a day, in the order in which they were taken up."""
    held = Appointment.objects.filter(account_id=account_id, start__lte=day, end__gt=day)
    return [
        hat_of(appointment) for appointment in held.select_related("account", "unit").order_by("start", "id")
    ]
