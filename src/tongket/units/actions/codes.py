"""The code that a unit bears in a scheme, as a dated row: a new one ends the one before."""

import datetime

from tongket.base import shown
from tongket.base.clock import day_of
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import OPEN, Unit, UnitCode
from tongket.units.tree import BEFORE
from tongket.viet.fault import refusal


def give_code(*, unit: Unit, scheme: str, code: str, actor: Hat, now: datetime.datetime) -> UnitCode:
    """The unit bears the code from today on; its first one counts from the beginning, for it was only unwritten."""
    today = day_of(now)
    with act("units.give_code", on=About(unit.ref, unit.pk), actor=actor, now=now) as done:
        Unit.objects.select_for_update().get(pk=unit.pk)
        held = UnitCode.objects.filter(unit=unit, scheme=scheme, end=OPEN).first()
        start = today if held else BEFORE
        if UnitCode.objects.exclude(unit=unit).filter(scheme=scheme, code=code, end__gt=start).exists():
            raise refusal("units.code_taken", number=code, day=shown.day(today))
        done.note(scheme=scheme, code=code, before=held.code if held else "")
        if held and held.code == code:
            return held
        if held and held.start == today:
            held.code = code
            held.save(update_fields=["code"])
            return held
        if held:
            held.end = today
            held.save(update_fields=["end"])
        return UnitCode.objects.create(unit=unit, scheme=scheme, code=code, start=start, end=OPEN)
