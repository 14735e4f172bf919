"""Who acts in the sample: the sample keeper, and how demo accounts are made."""

import uuid
from datetime import date, datetime
from functools import cache

from django.contrib.auth.hashers import make_password

from tongket.base.models import Account
from tongket.units.actions import appoint
from tongket.units.hats import SYSTEM, Hat, hat_of
from tongket.units.models import BEFORE, Appointment, Unit
from tongket.viet.text import name_key

NAMESPACE = uuid.UUID("6d9f5b1e-52d5-5a0e-9d1f-7a0c7b8a2025")
PASSWORD = "tongket-mau"  # noqa: S105 - demo accounts work on 127.0.0.1 only


def ref(*parts: object) -> uuid.UUID:
    """The ref of a sample record: the same in every installation, so that exports are equal."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def account(username: str, name: str, *, keeper: bool = False) -> Account:
    return Account.objects.create(
        ref=ref("account", username),
        username=username,
        name=name,
        name_key=name_key(name),
        keeper=keeper,
        password=_hashed(),
    )


@cache
def _hashed() -> str:
    """Hashing is slow on purpose; all sample accounts share one word."""
    return make_password(PASSWORD)


def post(who: Account, unit: Unit, title: str, role: str, now: datetime, start: date = BEFORE) -> Hat:
    """A post of the sample, held from `start` on."""
    held = appoint(
        account=who,
        unit=unit,
        post=title,
        role=role,
        start=start,
        ref=ref("post", who.username, title),
        actor=SYSTEM,
        now=now,
    )
    return hat_of(held)


def hat(username: str, title: str = "") -> Hat:
    """The post of a sample person, the only one or the one with this title."""
    held = (
        Appointment.objects.filter(account__username=username)
        .select_related("account")
        .order_by("start", "id")
    )
    return hat_of(held.get(post=title) if title else held[0])


def usernames() -> list[str]:
    return list(Account.objects.order_by("pk").values_list("username", flat=True))
