"""Tokens: with one of them a program acts under one post, until it expires, is revoked, or the post ends."""

import datetime
import hashlib
import secrets
import uuid

from tongket.base.clock import day_of
from tongket.base.outbox import notify
from tongket.units.acts import About, act
from tongket.units.hats import Hat, hat_of
from tongket.units.models import Appointment, Role, Token
from tongket.viet.fault import refusal

MARK = "tk_"  # so that a token that leaks into a file is known for what it is
LONGEST = 366  # days


def make_token(
    *, appointment: Appointment, use: str, days: int, actor: Hat, now: datetime.datetime
) -> tuple[Token, str]:
    """A new token for a post, and its text, which is never to be seen again.

    One makes it for the own post; the keeper for any post kept from here, whose office is told.
    """
    if not use.strip():
        raise refusal("token.no_use")
    if not 1 <= days <= LONGEST:
        raise refusal("token.days", most=LONGEST)
    _refuse_foreign(appointment, actor)
    today = day_of(now)
    if not appointment.start <= today < appointment.end:
        raise refusal("token.post_ended", post=appointment.post)
    text = MARK + secrets.token_urlsafe(32)
    ref = uuid.uuid4()
    with act("units.make_token", on=About(ref, appointment.unit_id), actor=actor, now=now) as done:
        token = Token.objects.create(
            ref=ref,
            appointment=appointment,
            use=" ".join(use.split())[:120],
            digest=_digest(text),
            made_at=now,
            expires=today + datetime.timedelta(days=days),
        )
        done.note(appointment=str(appointment.ref), expires=token.expires.isoformat())
        done.stands(token)
        if appointment.account_id != actor.account_id:
            values = {"use": token.use, "post": appointment.post}
            notify(unit_id=appointment.unit_id, code="units.token_made", values=values, now=now)
    return token, text


def revoke_token(*, token: Token, actor: Hat, now: datetime.datetime) -> Token:
    """From now on it is good no more; what was sent with it stays."""
    _refuse_foreign(token.appointment, actor)
    about = About(token.ref, token.appointment.unit_id)
    with act("units.revoke_token", on=about, actor=actor, now=now) as done:
        token = Token.objects.select_for_update(of=("self",)).select_related("appointment").get(pk=token.pk)
        if token.revoked_at is not None:
            raise refusal("token.revoked")
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        done.stands(token)
    return token


def hat_of_token(text: str, now: datetime.datetime) -> tuple[Hat, Token]:
    """Under which post a program acts. Refuses (`token.…`) a token that is unknown or good no more."""
    known = Token.objects.filter(digest=_digest(text)).select_related("appointment__account").first()
    if known is None:
        raise refusal("token.not_known")
    held, today = known.appointment, day_of(now)
    if known.revoked_at is not None:
        raise refusal("token.revoked")
    if known.expires <= today:
        raise refusal("token.expired")
    if not held.start <= today < held.end or not held.account.is_active:
        raise refusal("token.post_ended", post=held.post)
    return hat_of(held), known


def _refuse_foreign(appointment: Appointment, actor: Hat) -> None:
    if actor.role != Role.KEEPER and appointment.ref != actor.appointment:
        raise refusal("token.own_post_only")


def _digest(text: str) -> str:
    """A token is 32 random bytes: nothing that a slow hash would have to guard against guessing."""
    return hashlib.sha256(text.encode()).hexdigest()
