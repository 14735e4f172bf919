"""Which offices a meeting of an office may be about: those of its place, in the line of the State and the others."""

from datetime import date

from tongket.reviews.models import Meeting
from tongket.units.models import Closure, Line, Tier, Unit, UnitVersion
from tongket.units.queries import names_of, place_of
from tongket.viet.text import fold, sort_key

DEPTH = 2  # below a place: its offices and villages, and what stands in its offices


def offices_around(unit: Unit, day: date) -> dict[int, str]:
    """By name: all near the place that an office serves; of the Party's and the Front's line those named after it."""
    place = place_of(unit, day)
    near = Closure.objects.filter(ancestor=place, depth__gt=0, start__lte=day, end__gt=day)
    offices = set(near.filter(depth=1).values_list("descendant", flat=True))
    offices |= set(
        near.filter(depth__lte=DEPTH, descendant__tier=Tier.OFFICE).values_list("descendant", flat=True)
    )
    here = fold(names_of([place], day).get(place, ""))
    others = UnitVersion.objects.filter(unit__tier=Tier.OFFICE, start__lte=day, end__gt=day)
    for other, name in others.exclude(line=Line.STATE).values_list("unit", "name"):
        if here and fold(name).endswith(f" {here}"):
            offices.add(other)
    names = names_of(offices - {unit.pk}, day)
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


def parties_of(meeting: Meeting) -> set[int]:
    """Whose officers may see a meeting before it is held: who contributes, and the invited once it was sent."""
    known = meeting.contributions.exclude(unit=None).values_list("unit", flat=True)
    asked = meeting.invited.exclude(unit=None).values_list("unit", flat=True)
    return {*known, *(asked if meeting.sitting.sent_on else ())}
