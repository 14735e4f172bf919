"""Reads of the codes in the exchange: those that a hat sees, the units whose code it may set, one office's by name."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tongket.directives.edxml.package import SCHEME
from tongket.directives.models import Partner
from tongket.directives.outgoing.queries import receivers_near
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import OPEN, Closure, Tier, Unit, UnitCode
from tongket.units.queries import names_of, place_of
from tongket.viet.text import fold, sort_key


@dataclass(frozen=True)
class Coded:
    """A unit of this installation with its code in the exchange and since when; empty where none is known."""

    unit_id: int
    name: str
    code: str = ""
    since: date | None = None


def partners_of(actor: Hat, day: date) -> QuerySet[Partner]:
    """The offices outside that the hat's office has written down, as of the day."""
    return Partner.objects.filter(
        reach(actor, "directives.see_papers", day), start__lte=day, end__gt=day
    ).order_by("folded", "pk")


def partner_code(unit: int, name: str, day: date) -> str:
    """The code of an office outside that the unit writes to by this name; empty if it knows none."""
    known = Partner.objects.filter(unit=unit, folded=fold(name), start__lte=day, end__gt=day)
    return known.values_list("code", flat=True).first() or ""


def settable(actor: Hat, day: date) -> dict[int, str]:
    """The units whose code the hat may set, by name: its own, what stands right under it, the offices of these."""
    unit = actor.unit_id or 0
    allowed = Unit.objects.filter(reach(actor, "units.give_code", day, unit="pk"))
    near = Closure.objects.filter(ancestor=unit, start__lte=day, end__gt=day).filter(
        Q(depth__lte=1) | Q(depth=2, descendant__tier=Tier.OFFICE)
    )
    keys = allowed.filter(pk__in=near.exclude(descendant__tier=Tier.VILLAGE).values("descendant"))
    names = names_of(keys.values_list("pk", flat=True), day)
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


def codes_near(actor: Hat, day: date) -> list[Coded]:
    """The own unit first, then every unit near that bears a code: in the own place and beside, above and below."""
    own = actor.unit_id or 0
    near = {own, place_of(own, day), *settable(actor, day), *receivers_near(own, day)}
    found = UnitCode.objects.filter(unit__in=near, scheme=SCHEME, start__lte=day, end=OPEN)
    borne = {one.unit_id: one for one in found}
    names = names_of({own, *borne}, day)
    rows = [
        Coded(unit, name, borne[unit].code, borne[unit].start) if unit in borne else Coded(unit, name)
        for unit, name in names.items()
    ]
    return sorted(rows, key=lambda row: (row.unit_id != own, sort_key(row.name)))
