"""Writes of the weekly calendar: lines that an office types, and the private address of its feed."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from tongket.reviews.meetings.models import WeekEntry, WeekFeed
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal

TOKEN_BYTES = 24


@dataclass(frozen=True)
class Typed:
    """A line as it is typed."""

    kind: str
    day: date
    content: str
    starts: time | None = None
    ends: time | None = None
    chair: str = ""
    place: str = ""
    who: str = ""
    shown: bool = False


def write_entry(
    *, unit: Unit, typed: Typed, ref: uuid.UUID | None = None, actor: Hat, now: datetime
) -> WeekEntry:
    """A line of the office's calendar that no other record gives."""
    _refuse_hours(typed)
    entry = WeekEntry(ref=ref or uuid.uuid4(), unit=unit, **vars(typed))
    with act("meetings.keep_week", on=entry, actor=actor, now=now) as done:
        entry.save(force_insert=True)
        done.note(day=format_date(typed.day), content=typed.content)
    return entry


def change_entry(*, entry: WeekEntry, typed: Typed, version: int, actor: Hat, now: datetime) -> WeekEntry:
    """The same line otherwise; refused to whoever saw an older one."""
    _refuse_hours(typed)
    with act("meetings.keep_week", on=entry, actor=actor, now=now) as done:
        kept = WeekEntry.objects.select_for_update().get(pk=entry.pk)
        if kept.version != version:
            raise refusal("week.changed")
        for name, value in vars(typed).items():
            setattr(kept, name, value)
        kept.version += 1
        kept.save()
        done.note(day=format_date(typed.day), content=typed.content)
    return kept


def drop_entry(*, entry: WeekEntry, actor: Hat, now: datetime) -> None:
    """Take a line out of the calendar."""
    with act("meetings.keep_week", on=entry, actor=actor, now=now) as done:
        done.note(dropped=entry.content)
        entry.delete()


def _refuse_hours(typed: Typed) -> None:
    if typed.starts and typed.ends and typed.ends <= typed.starts:
        raise refusal("week.hours", starts=f"{typed.starts:%H:%M}", ends=f"{typed.ends:%H:%M}")


def renew_feed(*, unit: Unit, actor: Hat, now: datetime) -> WeekFeed:
    """A new private address for the office's calendar; the one before answers no more."""
    with act("meetings.keep_week", on=About(unit.ref, unit.pk), actor=actor, now=now) as done:
        feed, _new = WeekFeed.objects.update_or_create(
            unit=unit, defaults={"token": secrets.token_urlsafe(TOKEN_BYTES), "made_at": now}
        )
        done.note(feed="renewed")
        done.stands(feed)
    return feed
