"""Who signs what an office sends out about a meeting, and the head that stands above it."""

from datetime import date

from tongket.base.models import Installation
from tongket.reviews.signing import signature_of
from tongket.units.hats import Hat, hat_of
from tongket.units.models import Appointment, Line, Role, Tier, Unit
from tongket.units.queries import ancestors, in_office, names_of, nearest_version
from tongket.viet.dates import format_date_long
from tongket.writer.document import Head, Signature


def signature_on(unit: Unit, actor: Hat, day: date) -> Signature:
    """Of the leader who acts, else of the unit's leader of that day; without one, a place to sign by hand."""
    hat = leader_on(unit, actor, day)
    if hat is None:
        return Signature("", "")
    office = names_of([unit.pk], day).get(unit.pk, "")
    return signature_of(office=office, post=hat.post, name=hat.name, party=line_of(unit, day) == Line.PARTY)


def leader_on(unit: Unit, actor: Hat, day: date) -> Hat | None:
    """The leader who acts, else the unit's leader of that day."""
    if actor.unit_id == unit.pk and actor.role == Role.LEADER:
        return actor
    held = Appointment.objects.filter(in_office(unit, day), role=Role.LEADER).select_related("account")
    first = held.order_by("start", "pk").first()
    return hat_of(first) if first else None


def line_of(unit: Unit, day: date) -> str:
    """The line in which a unit stands on a day."""
    return next((line for line in Line.values if nearest_version(unit, day, line)), Line.STATE)


def head_of(unit: Unit, day: date, symbol: str) -> Head:
    """Agency, place and date above a paper of the unit; with the number if it has one."""
    line = line_of(unit, day)
    version = nearest_version(unit, day, line)
    above = [one for one in ancestors(unit, day, line) if one.unit.tier != Tier.NATION]
    installation = Installation.objects.first()
    named = version.name if version else installation.name if installation else "tongket"
    place = next((one.short_name for one in reversed(above) if one.unit.tier != Tier.OFFICE), "")
    own = version.short_name if version and unit.tier != Tier.OFFICE else ""
    return Head(
        agency=named.upper(), place=own or place or _seat(version.name if version else ""),
        date=format_date_long(day), number=symbol,
    )  # fmt: skip


def _seat(name: str) -> str:
    """Where an organ sits whose line has no place above it: Mẫu of “Đảng ủy xã Mẫu”."""
    words = name.split()
    kinds = ("xã", "phường", "thị", "trấn", "huyện", "tỉnh", "phố", "khu")
    last = max((place for place, word in enumerate(words) if word.lower() in kinds), default=-1)
    return " ".join(words[last + 1 :]) if last >= 0 else name
