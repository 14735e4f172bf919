"""Addresses outside that are told of what happens in a unit and below it: who is told, and what was answered."""

from datetime import datetime
from typing import Any

from tongket.base.clock import day_of
from tongket.base.doorwords import EVENTS
from tongket.base.models import Entry, Outbox
from tongket.base.outbox import enqueue
from tongket.units.models import Closure, Hook, Unit

# Told in vain so often, for about three days, an address is told no more.
MOST_MISSES = 12


def announce(*, event: str, unit_id: int, entry: Entry, now: datetime) -> None:
    """Promise a message to each address that asked for this event, in the action's own transaction."""
    if event not in EVENTS:
        return
    on = {"start__lte": day_of(now), "end__gt": day_of(now)}
    above = Closure.objects.filter(descendant=unit_id, **on).values("ancestor")
    hooks = [one for one in Hook.objects.filter(ended_at=None, unit__in=above) if event in one.events]
    if not hooks:
        return
    body = {
        "event": event,
        "subject": str(entry.subject),
        "unit": str(Unit.objects.values_list("ref", flat=True).get(pk=unit_id)),
        "at": now.isoformat(),
        "entry": str(entry.ref),
    }
    for hook in hooks:
        payload: dict[str, Any] = {"url": hook.url, "hook": str(hook.ref), "body": body}
        enqueue(key=f"{_mark(hook)}{entry.ref}", kind="webhook", payload=payload, now=now)


def messages_of(hook: Hook) -> Any:
    """What was promised to an address, the newest first."""
    return Outbox.objects.filter(kind="webhook", key__startswith=_mark(hook)).order_by("-pk")


def _mark(hook: Hook) -> str:
    return f"hook:{hook.ref}:"
