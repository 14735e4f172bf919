"""Accounts as the keeper of a unit has them in hand: opened with a first password, given a new one, closed.

The ledger tells of posts and refs; names stand there as a salted commitment only (base.accounts).
"""

import datetime
import re
import uuid

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tongket.base.accounts import committed, first_password, new_salt
from tongket.base.clock import day_of
from tongket.base.models import Account
from tongket.units.acts import About, act
from tongket.units.grants import allowed
from tongket.units.hats import Hat
from tongket.units.models import Appointment, Unit
from tongket.viet.fault import refusal
from tongket.viet.text import name_key, nfc

_USERNAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,58}[a-z0-9]")


def username_of(text: str) -> str:
    """An account name as it is kept: small letters without marks; refused if it is none."""
    username = text.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise refusal("account.name_shape", name=username)
    return username


def open_account(
    *, username: str, name: str, unit: Unit, actor: Hat, now: datetime.datetime
) -> tuple[Account, str]:
    """An account for somebody who takes up a post in the unit, and its first password, good for one sign-in."""
    username, name = username_of(username), nfc(" ".join(name.split()))
    if not name:
        raise refusal("account.no_full_name")
    password = first_password()
    account = Account(
        ref=uuid.uuid4(),
        username=username,
        name=name,
        name_key=name_key(name),
        password=make_password(password),  # slow on purpose: not inside the transaction
        must_change=True,
        salt=new_salt(),
    )
    with act("units.open_account", on=About(account.ref, unit.pk), actor=actor, now=now) as done:
        if Account.objects.filter(username__iexact=username).exists():
            raise refusal("account.name_taken", name=username)
        account.save(force_insert=True)
        done.note(unit=str(unit.ref), names=committed(account))
    return account, password


def reset_password(*, account: Account, actor: Hat, now: datetime.datetime) -> str:
    """A new first password in place of one that is forgotten; whoever is signed in with the old one is signed out.

    Refused where the person also holds a post that is not kept from here: a commune's keeper cannot
    become somebody of the province that way.
    """
    if account.pk == actor.account_id:
        raise refusal("account.own_password")
    day = day_of(now)
    homes = _homes(account, day)
    for held in homes:
        if not allowed(actor, "units.reset_password", unit_id=held.unit_id, day=day):
            raise refusal("account.out_of_reach", name=account.name, post=held.post)
    password = first_password()
    hashed = make_password(password)
    about = About(account.ref, homes[0].unit_id if homes else 0)
    with act("units.reset_password", on=about, actor=actor, now=now):
        account.password, account.must_change = hashed, True
        account.save(update_fields=["password", "must_change"])
    return password


def _homes(account: Account, day: datetime.date) -> list[Appointment]:
    """The posts that a person holds or will hold; of one who holds none any more the last one."""
    posts = Appointment.objects.filter(account=account)
    return list(posts.filter(end__gt=day).order_by("start", "pk")) or list(posts.order_by("-end", "pk")[:1])


def close_if_done(account: Account, *, actor: Hat, now: datetime.datetime) -> bool:
    """Close the account of somebody who holds no post any more and has none to come."""
    homes = _homes(account, day_of(now))
    if not account.is_active or not homes or homes[0].end > day_of(now):
        return False
    about = About(account.ref, homes[0].unit_id)
    with act("units.close_account", on=about, actor=actor, now=now):
        account.is_active = False
        account.save(update_fields=["is_active"])
    return True


def close_done(*, day: datetime.date, actor: Hat, now: datetime.datetime) -> int:
    """Close the accounts whose last post has ended with the passing of time; how many."""
    current = Appointment.objects.filter(end__gt=day).values("account")
    former = Appointment.objects.filter(end__lte=day).values("account")
    done = Account.objects.filter(is_active=True, pk__in=former).exclude(pk__in=current)
    closed = 0
    for account in done.order_by("pk"):
        with transaction.atomic():
            locked = Account.objects.select_for_update().get(pk=account.pk)
            closed += close_if_done(locked, actor=actor, now=now)
    return closed


def reopen(account: Account) -> None:
    """Inside the appointment that gives its holder a post again."""
    account.is_active = True
    account.save(update_fields=["is_active"])
