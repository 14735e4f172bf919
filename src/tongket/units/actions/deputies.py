"""Somebody of the same unit does another's work for some days: a post of its own, with its first and last day."""

import datetime
import uuid

from tongket.base.clock import day_of
from tongket.base.models import Account
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import Appointment, Role
from tongket.viet.fault import refusal

MOST_DAYS = 31
DEPUTISED = (Role.REPORTER, Role.CLERK)
_WORD = "làm thay"


def name_deputy(
    *,
    held: Appointment,
    account: Account,
    start: datetime.date,
    end: datetime.date,
    actor: Hat,
    now: datetime.datetime,
) -> Appointment:
    """The unit's leader names who does the work of a post; `end` is the first day on which it is over.

    The deputy acts under a hat of the same role whose name says so; who holds the post goes on holding it.
    """
    ref = uuid.uuid4()
    with act("units.name_deputy", on=About(ref, held.unit_id), actor=actor, now=now) as done:
        Account.objects.select_for_update().get(pk=account.pk)
        _refuse(held, account, start, end, day_of(now))
        deputy = Appointment.objects.create(
            ref=ref,
            account=account,
            unit_id=held.unit_id,
            post=f"{held.post} ({_WORD})"[:200],
            role=held.role,
            start=start,
            end=end,
            deputy_for=held,
        )
        done.note(
            account=str(account.ref), deputy_for=str(held.ref), start=start.isoformat(), end=end.isoformat()
        )
        done.stands(deputy)
    return deputy


def _refuse(
    held: Appointment, account: Account, start: datetime.date, end: datetime.date, today: datetime.date
) -> None:
    if held.role not in DEPUTISED or held.deputy_for_id is not None:
        raise refusal("units.deputy_post")
    if not (today <= start < end <= held.end and start >= held.start and (end - start).days <= MOST_DAYS):
        raise refusal("units.deputy_days", most=MOST_DAYS)
    here = Appointment.objects.filter(account=account, unit=held.unit_id, start__lte=start, end__gte=end)
    if account.pk == held.account_id or not here.filter(deputy_for=None).exists():
        raise refusal("units.deputy_stranger", name=account.name)
    if held.deputies.filter(start__lt=end, end__gt=start).exists():
        raise refusal("units.deputy_taken")
