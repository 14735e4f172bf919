"""Who holds a post, and which public host name a unit has."""

import datetime
import re
import uuid

from tongket.base.models import Account
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import OPEN, Appointment, Host, Unit, UnitVersion
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal

_HOST = re.compile(r"(?=.{1,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def appoint(
    *,
    account: Account,
    unit: Unit,
    post: str,
    role: str,
    start: datetime.date,
    end: datetime.date = OPEN,
    deputy_for: Appointment | None = None,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime.datetime,
) -> Appointment:
    """A person takes up a post in a unit; the same post twice at the same time is refused."""
    if start >= end:
        raise refusal("units.days", start=format_date(start), end=format_date(end))
    if not UnitVersion.objects.filter(unit=unit, start__lte=start, end__gt=start).exists():
        raise refusal("units.not_on_day", unit=str(unit), day=format_date(start))
    held = Appointment(
        ref=ref or uuid.uuid4(),
        account=account,
        unit=unit,
        post=" ".join(post.split()),
        role=role,
        start=start,
        end=end,
        deputy_for=deputy_for,
    )
    with act("units.appoint", on=About(held.ref, unit.pk), actor=actor, now=now) as done:
        # The account's row is the lock: two appointments of one person wait for each other.
        Account.objects.select_for_update().get(pk=account.pk)
        same = Appointment.objects.filter(account=account, unit=unit, post=held.post, role=role)
        if same.filter(start__lt=end, end__gt=start).exists():
            raise refusal("units.appointed_already", name=account.name, post=held.post)
        held.save(force_insert=True)
        done.note(
            account=str(account.ref),
            unit=str(unit.ref),
            post=held.post,
            role=str(role),
            start=start.isoformat(),
            end=end.isoformat(),
        )
    return held


def end_appointment(
    *, appointment: Appointment, day: datetime.date, actor: Hat, now: datetime.datetime
) -> Appointment:
    """The post is laid down: `day` is the first day on which it is no longer held."""
    if not appointment.start < day <= appointment.end:
        raise refusal("units.days", start=format_date(appointment.start), end=format_date(day))
    with act("units.end_appointment", on=appointment, actor=actor, now=now) as done:
        Appointment.objects.filter(pk=appointment.pk).update(end=day)
        appointment.end = day
        done.note(end=day.isoformat())
    return appointment


def make_host(*, name: str, unit: Unit, theme: str = "", actor: Hat, now: datetime.datetime) -> Host:
    """Give a unit a public host name of its own; a name has one unit."""
    name = name.strip().lower()
    if not _HOST.fullmatch(name):
        raise refusal("units.host_name", name=name)
    with act("units.make_host", on=About(unit.ref, unit.pk), actor=actor, now=now) as done:
        host, made = Host.objects.get_or_create(name=name, defaults={"unit": unit, "theme": theme})
        if not made and host.unit_id != unit.pk:
            raise refusal("units.host_taken", name=name)
        done.note(name=name, theme=theme)
    return host
