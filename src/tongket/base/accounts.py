"""Passwords: what one has to be like, the first one that a keeper gives out, and changing one's own.

Names stand in the ledger only as a salted commitment; the salt stands beside the account.
"""

import secrets
import uuid
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tongket.base import throttle
from tongket.base.entries import write_entry
from tongket.base.models import Account
from tongket.ledger.canonical import SALT_BYTES, canonical, commitment
from tongket.viet.fault import refusal

LEAST = 10  # as settings.AUTH_PASSWORD_VALIDATORS asks
# Without the signs that are mistaken for each other when a password is read out or copied from paper.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Twelve random signs in three groups: nobody chooses it, and it can be read out."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def committed(account: Account) -> str:
    """What the ledger says of the names of an account: nothing that can be read back without the salt."""
    names = canonical({"username": account.username, "name": account.name})
    return commitment(names, bytes(account.salt)).hex()


def require_strong(password: str) -> None:
    """Refuse (`account.password_weak`) what is short, or among the passwords that everybody tries first."""
    try:
        validate_password(password)
    except ValidationError:
        raise refusal("account.password_weak", least=LEAST) from None


def change_password(
    *, account: Account, old: str, new: str, again: str, actor: uuid.UUID | None, now: datetime
) -> Account:
    """The owner of an account chooses another password; `actor` is the post under which they are signed in."""
    throttle.require_patience(account.username, now)
    if not account.check_password(old):
        throttle.missed(account.username, now)
        raise refusal("account.old_wrong")
    throttle.met(account.username)
    if new != again:
        raise refusal("account.not_twice")
    if new == old:
        raise refusal("account.password_same")
    require_strong(new)
    hashed = make_password(new)  # slow on purpose: not inside the transaction
    with transaction.atomic():
        account.password, account.must_change = hashed, False
        account.save(update_fields=["password", "must_change"])
        write_entry(kind="account.change_password", subject=account.ref, actor=actor, now=now, facts={})
    return account
