"""Who holds a post, and which public host name a unit has."""

import datetime
import re
import uuid

from django.db import transaction

from tongket.base import shown
from tongket.base.lock import hold
from tongket.base.models import Account
from tongket.units.actions.accounts import close_if_done, open_account, reopen
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import OPEN, Appointment, Closure, Host, Role, Theme, Unit, UnitVersion
from tongket.units.queries import is_main_host
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
    decision: str = "",
    deputy_for: Appointment | None = None,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime.datetime,
) -> Appointment:
    """A person takes up a post in a unit; the same post twice at the same time is refused.

    An account that was closed when its last post ended opens again.
    """
    if start >= end:
        raise refusal("units.days", start=shown.day(start), end=shown.day(end))
    if not UnitVersion.objects.filter(unit=unit, start__lte=start, end__gt=start).exists():
        raise refusal("units.not_on_day", unit=str(unit), day=shown.day(start))
    held = Appointment(
        ref=ref or uuid.uuid4(),
        account=account,
        unit=unit,
        post=" ".join(post.split()),
        role=role,
        start=start,
        end=end,
        decision=" ".join(decision.split()),
        deputy_for=deputy_for,
    )
    with act("units.appoint", on=About(held.ref, unit.pk), actor=actor, now=now) as done:
        # The account's row is the lock: two appointments of one person wait for each other.
        locked = Account.objects.select_for_update().get(pk=account.pk)
        same = Appointment.objects.filter(account=account, unit=unit, post=held.post, role=role)
        if same.filter(start__lt=end, end__gt=start).exists():
            raise refusal("units.appointed_already", name=account.name, post=held.post)
        held.save(force_insert=True)
        if not locked.is_active:
            reopen(account)
            done.note(account_opened_again=1)
        done.note(
            account=str(account.ref),
            unit=str(unit.ref),
            post=held.post,
            role=str(role),
            start=start.isoformat(),
            end=end.isoformat(),
            decision=held.decision,
        )
        done.stands(held)
    return held


def appoint_newcomer(
    *,
    username: str,
    name: str,
    unit: Unit,
    post: str,
    role: str,
    start: datetime.date,
    end: datetime.date = OPEN,
    decision: str = "",
    actor: Hat,
    now: datetime.datetime,
) -> tuple[Appointment, str]:
    """Open an account and appoint its holder, both or neither; the first password is told once, here."""
    with transaction.atomic():
        account, password = open_account(username=username, name=name, unit=unit, actor=actor, now=now)
        held = appoint(
            account=account,
            unit=unit,
            post=post,
            role=role,
            start=start,
            end=end,
            decision=decision,
            actor=actor,
            now=now,
        )
    return held, password


def end_appointment(
    *,
    appointment: Appointment,
    day: datetime.date,
    decision: str = "",
    actor: Hat,
    now: datetime.datetime,
) -> Appointment:
    """The post is laid down: `day` is the first day on which it is no longer held.

    The last keeper without an end day stays; an account whose last post has ended is closed.
    """
    with act("units.end_appointment", on=appointment, actor=actor, now=now) as done:
        Account.objects.select_for_update().get(pk=appointment.account_id)
        appointment.refresh_from_db(fields=["end"])
        if not appointment.start < day <= appointment.end:
            raise refusal("units.days", start=shown.day(appointment.start), end=shown.day(day))
        if appointment.role == Role.KEEPER:
            _refuse_last_keeper(appointment, day)
        appointment.end, appointment.end_decision = day, " ".join(decision.split())
        appointment.save(update_fields=["end", "end_decision"])
        done.note(end=day.isoformat(), decision=appointment.end_decision)
        close_if_done(appointment.account, actor=actor, now=now)
    return appointment


def _refuse_last_keeper(appointment: Appointment, day: datetime.date) -> None:
    """Another keeper, of this unit or of one above, has to be there from that day on without an end."""
    hold("units.keepers")  # two keepers who end each other's post wait here
    above = Closure.objects.filter(descendant=appointment.unit_id, start__lte=day, end__gt=day)
    others = Appointment.objects.filter(role=Role.KEEPER, start__lte=day, end=OPEN, account__is_active=True)
    if not others.filter(unit__in=above.values("ancestor")).exclude(pk=appointment.pk).exists():
        raise refusal("units.last_keeper")


def make_host(*, name: str, unit: Unit, theme: str = "", actor: Hat, now: datetime.datetime) -> Host:
    """Give a unit a public host name of its own, or one that it has another colour.

    A name has one unit, and officers keep the main one.
    """
    name = name.strip().lower()
    if theme not in Theme.values:
        raise refusal("units.host_theme", theme=theme, themes=", ".join(filter(None, Theme.values)))
    if not _HOST.fullmatch(name):
        raise refusal("units.host_name", name=name)
    if is_main_host(name):
        raise refusal("units.host_main", name=name)
    with act("units.make_host", on=About(unit.ref, unit.pk), actor=actor, now=now) as done:
        host, made = Host.objects.get_or_create(name=name, defaults={"unit": unit, "theme": theme})
        if not made and host.unit_id != unit.pk:
            raise refusal("units.host_taken", name=name)
        if host.theme != theme:
            host.theme = theme
            host.save(update_fields=["theme"])
        done.note(name=name, theme=theme)
    return host


def withdraw_host(*, name: str, unit: Unit, actor: Hat, now: datetime.datetime) -> None:
    """A public host name leads to the unit no more; it may be given again, to this unit or another."""
    with act("units.make_host", on=About(unit.ref, unit.pk), actor=actor, now=now) as done:
        gone, _by_model = Host.objects.filter(name=name, unit=unit).delete()
        if not gone:
            raise refusal("record.gone")
        done.note(withdrawn=name)
