"""A keeper lets an address outside be told of what happens in a unit, and takes it away again."""

import uuid
from collections.abc import Collection
from datetime import datetime

from tongket.base.doorwords import EVENTS
from tongket.base.lock import hold
from tongket.base.outbox import notify
from tongket.base.webhooks import judge
from tongket.units.acts import act
from tongket.units.hats import SYSTEM, Hat
from tongket.units.hooks import MOST_MISSES, messages_of
from tongket.units.models import Hook, Unit
from tongket.viet.fault import refusal


def keep_hook(*, unit: Unit, url: str, events: Collection[str], actor: Hat, now: datetime) -> Hook:
    """From now on the address is told of these events of the unit and of all below it."""
    url = url.strip()
    if not events or not set(events) <= set(EVENTS):
        raise refusal("hook.no_event")
    judge(url)
    hook = Hook(ref=uuid.uuid4(), unit=unit, url=url, events=sorted(set(events)), made_at=now)
    with act("units.keep_hook", on=hook, actor=actor, now=now) as done:
        hold("units.hooks")  # two keepers who give the same address wait here
        if Hook.objects.filter(unit=unit, url=url, ended_at=None).exists():
            raise refusal("hook.known", url=url)
        hook.save()
        done.note(url=url, events=hook.events)
    return hook


def end_hook(*, hook: Hook, actor: Hat, now: datetime) -> Hook:
    """The address is told no more; what was promised and not sent goes to nobody."""
    with act("units.keep_hook", on=hook, actor=actor, now=now) as done:
        hook = Hook.objects.select_for_update(of=("self",)).get(pk=hook.pk)
        if hook.ended_at is not None:
            raise refusal("hook.ended")
        hook.ended_at = now
        hook.save(update_fields=["ended_at"])
        dropped, _by_model = messages_of(hook).filter(sent_at=None).delete()
        done.note(ended=hook.url, dropped=dropped)
    return hook


def end_deaf_hooks(*, now: datetime) -> list[Hook]:
    """Switch off each address that has not answered for days, and tell its office."""
    deaf = [
        hook
        for hook in Hook.objects.filter(ended_at=None).order_by("pk")
        if messages_of(hook).filter(sent_at=None, tries__gte=MOST_MISSES).exists()
    ]
    for hook in deaf:
        end_hook(hook=hook, actor=SYSTEM, now=now)
        notify(unit_id=hook.unit_id, code="units.hook_off", values={"url": hook.url}, now=now)
    return deaf
