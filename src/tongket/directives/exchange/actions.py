"""Writing down the code of an office: of a unit of this installation, of a partner outside."""

import re
from datetime import datetime

from tongket.base.clock import day_of
from tongket.directives.edxml.package import LONGEST, SCHEME
from tongket.directives.models import Partner
from tongket.units.actions import give_code
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import OPEN, Unit, UnitCode
from tongket.units.tree import BEFORE
from tongket.viet.fault import Fault, Refusal
from tongket.viet.text import fold, nfc

_CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")


def set_code(*, unit: Unit, code: str, actor: Hat, now: datetime) -> UnitCode:
    """A unit of this installation bears the code in the exchange from today on."""
    return give_code(unit=unit, scheme=SCHEME, code=_read(code), actor=actor, now=now)


def set_partner(*, unit: Unit, name: str, code: str, actor: Hat, now: datetime) -> Partner:
    """An office outside bears the code from today on; the first one known of it counts from the beginning."""
    name, code = nfc(" ".join(name.split()))[: LONGEST["OrganName"]], _read(code)
    if not name:
        raise Refusal(Fault("exchange.no_name"))
    today = day_of(now)
    made = Partner(unit=unit, name=name, folded=fold(name), code=code, start=BEFORE, end=OPEN)
    with act("directives.keep_partners", on=made, actor=actor, now=now) as done:
        held = Partner.objects.select_for_update().filter(unit=unit, folded=made.folded, end=OPEN).first()
        done.note(name=name, code=code, before=held.code if held else "")
        if held and (held.code == code or held.start == today):
            held.name, held.code = name, code
            held.save(update_fields=["name", "code"])
            return held
        if held:
            held.end = made.start = today
            held.save(update_fields=["end"])
        made.save(force_insert=True)
    return made


def drop_partner(*, partner: Partner, actor: Hat, now: datetime) -> None:
    """Written down by mistake, or no partner any more: from today on it has no code here."""
    with act("directives.keep_partners", on=partner, actor=actor, now=now) as done:
        done.note(name=partner.name, dropped=partner.code)
        if partner.start < day_of(now):
            partner.end = day_of(now)
            partner.save(update_fields=["end"])
        else:
            partner.delete()


def is_code(text: str) -> bool:
    """Groups of capitals and digits with dots between, as long as Decree 30/2020/NĐ-CP, Annex VI, allows."""
    return len(text) <= LONGEST["OrganId"] and bool(_CODE.fullmatch(text))


def _read(typed: str) -> str:
    code = typed.strip().upper()
    if not is_code(code):
        raise Refusal(Fault("exchange.bad_code", values={"code": typed.strip()[:40]}))
    return code
