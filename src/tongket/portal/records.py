"""What a unit and those it came from have on record: programmes, meetings, awards, and who carries them on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongket.base import shown
from tongket.honours.queries import visible_to as awards_visible_to
from tongket.programmes.queries import tasks_visible_to
from tongket.programmes.queries import visible_to as programmes_visible_to
from tongket.programmes.state import Counts
from tongket.programmes.tally import tally_by
from tongket.reviews.queries import meetings_visible_to
from tongket.units.grants import former_units
from tongket.units.hats import Hat
from tongket.units.models import Tier, Unit, UnitVersion
from tongket.units.queries import names_of, writers_after
from tongket.viet.period import Period

MOST = 40
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Record:
    """One record: of which unit of which day, and what of it is still open."""

    kind: str
    title: str
    link: str
    when: str
    order: date
    unit: int
    open: int = 0


@dataclass(frozen=True)
class Held:
    """A record with its unit's name; `ended` is the last day of a former unit, `carrier` who carries on."""

    record: Record
    name: str
    ended: date | None
    carrier: str


@dataclass(frozen=True)
class Records:
    """The unit's own, and those of former units it took from; `more` are left out."""

    own: tuple[Held, ...]
    former: tuple[Held, ...]
    more: int


def records_of(unit: Unit, hat: Hat, day: date) -> Records:
    own = _with_offices({unit.pk})
    gave = set(Unit.objects.filter(pk__in=former_units(unit.pk, day)).values_list("pk", flat=True))
    former = _with_offices(gave) - own
    found = sorted(_found(own | former, hat, day), key=lambda one: (one.order, one.title), reverse=True)
    held = _held(found, day)
    mine = tuple(one for one in held if one.record.unit in own)
    theirs = tuple(one for one in held if one.record.unit not in own)
    return Records(mine[:MOST], theirs[:MOST], len(mine[MOST:]) + len(theirs[MOST:]))


def _with_offices(units: set[int]) -> set[int]:
    """The units, the offices attached to them, and the offices of those."""
    seen, waiting = set(units), set(units)
    while waiting:
        under = UnitVersion.objects.filter(parent__in=waiting, unit__tier=Tier.OFFICE)
        waiting = set(under.values_list("unit", flat=True)) - seen
        seen |= waiting
    return seen


def _found(units: set[int], hat: Hat, day: date) -> Iterable[Record]:
    programmes = list(programmes_visible_to(hat, day).filter(unit__in=units))
    open_ = _open_tasks([one.pk for one in programmes], hat, day)
    for one in programmes:
        term, link = Period.parse(one.term), reverse("portal:programme", args=[one.slug])
        yield Record(
            str(one.get_kind_display()),
            one.title,
            link,
            term.label(get_language() or "vi"),
            one.term_end,
            one.unit_id,
            open_.get(one.pk, 0),
        )
    for meeting in meetings_visible_to(hat, day).filter(unit__in=units):
        link, on = reverse("reviews:meeting", args=[meeting.ref]), meeting.held_on or date.min
        yield Record(str(meeting.get_kind_display()), meeting.title, link, meeting.held, on, meeting.unit_id)
    for award in awards_visible_to(hat, day).filter(unit__in=units):
        when = shown.day(award.decided_on) if award.decided_on else ""
        order, link = award.decided_on or date.min, award.get_absolute_url()
        yield Record(_("Award"), str(award), link, when, order, award.unit_id)


def _open_tasks(programmes: list[int], hat: Hat, day: date) -> dict[int, int]:
    """How many tasks of each programme are neither done nor stopped."""
    if not programmes:
        return {}
    counts: dict[int, Counts] = tally_by(
        tasks_visible_to(hat, day).filter(programme__in=programmes), "programme", day
    )
    return {key: told.given - told.done - told.stopped for key, told in counts.items()}


def _held(records: list[Record], day: date) -> list[Held]:
    if not records:
        return []
    units = {one.unit for one in records}
    ends = dict(
        UnitVersion.objects.filter(unit__in=units).values_list("unit").annotate(Max("end")).order_by()
    )
    carriers = writers_after(units, day)
    names = names_of(units | set(carriers.values()), day)
    found = []
    for one in records:
        ended = ends[one.unit] - ONE if ends[one.unit] <= day else None
        carrier = names.get(carriers.get(one.unit, 0), "") if ended else ""
        found.append(Held(one, names.get(one.unit, ""), ended, carrier))
    return found
