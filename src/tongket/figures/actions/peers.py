"""Peer groups: which units are compared with which; a group of other units is a new one from a day on."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from tongket.figures.models import PeerGroup
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import OPEN, Closure, Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal
from tongket.viet.text import nfc


def name_peers(
    *,
    unit: Unit,
    name: str,
    ground: str,
    units: Sequence[Unit],
    start: date,
    actor: Hat,
    now: datetime,
) -> PeerGroup:
    """A group of units under the one that compares; one of the same name that runs ends where this one begins."""
    ref = uuid.uuid4()
    with act("figures.peers", on=About(ref, unit.pk), actor=actor, now=now) as done:
        _refuse_elsewhere(unit, units, start)
        for running in PeerGroup.objects.select_for_update().filter(unit=unit, name=nfc(name), end=OPEN):
            if running.start >= start:
                raise Refusal(Fault("figures.peers_later", values={"start": format_date(running.start)}))
            running.end = start
            running.save(update_fields=["end"])
            done.stands(running)
        group = PeerGroup.objects.create(
            ref=ref, unit=unit, name=nfc(name), ground=nfc(ground), start=start, end=OPEN
        )
        group.units.set(units)
        done.note(
            name=name, ground=ground, start=start.isoformat(), units=sorted(str(one.ref) for one in units)
        )
        done.stands(group)
    return group


def end_peers(*, group: PeerGroup, on: date, actor: Hat, now: datetime) -> PeerGroup:
    """From that day on it compares no more; what was compared before stays as it was."""
    with act("figures.peers", on=group, actor=actor, now=now) as done:
        group = PeerGroup.objects.select_for_update().get(pk=group.pk)
        if not group.start < on < group.end:
            raise Refusal(Fault("figures.peers_later", values={"start": format_date(group.start)}))
        group.end = on
        group.save(update_fields=["end"])
        done.note(end=on.isoformat())
    return group


def _refuse_elsewhere(unit: Unit, units: Sequence[Unit], day: date) -> None:
    """Only units that stand under the one that compares; and at least two."""
    if len({one.pk for one in units}) < 2:
        raise Refusal(Fault("figures.peers_two"))
    under = Closure.objects.filter(ancestor=unit, depth__gt=0, start__lte=day, end__gt=day)
    known = set(under.filter(descendant__in=units).values_list("descendant", flat=True))
    if {one.pk for one in units} - known:
        raise Refusal(Fault("figures.peers_elsewhere"))
