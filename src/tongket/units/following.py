"""The Party and the Front follow a merger of the State: which of their organisations still stand over places that
have ended, what each becomes by the same event, and recording it for all of them in one step."""

import datetime
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongket.base.clock import day_of
from tongket.units.actions.rebuild import lock_tree, rebuild_closure
from tongket.units.actions.reorganise import Change, Move, NewUnit, reorganise, stand_in
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.models import Closure, Line, Succession, Tier, Transfer, Unit, UnitVersion
from tongket.viet.fault import refusal
from tongket.viet.text import fold, lower_first

FOLLOWERS = (Line.PARTY, Line.FRONT)


@dataclass(frozen=True)
class Fate:
    """What becomes of one organisation: it goes into one that stands or begins, or stays itself under the new place."""

    unit: Unit
    name: str
    becomes: str
    into: Unit | uuid.UUID | None
    begins: bool = False


@dataclass
class Following:
    """One event of the State that a line has not followed yet: its places that have ended, and their organisations."""

    succession: Succession
    line: str
    places: list[tuple[Unit, str]] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    begin: list[NewUnit] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)

    @property
    def names(self) -> str:
        return ", ".join(name for _unit, name in self.places)

    @property
    def line_word(self) -> str:
        return str(Line(self.line).label)

    @property
    def targets(self) -> list[Unit]:
        return list({one.target_id: one.target for one in self.transfers}.values())


def unfollowed(hat: Hat, day: datetime.date) -> list[Following]:
    """What the keeper has to record still: events whose takers are the own unit or stand below it."""
    mine = Closure.objects.filter(ancestor=hat.unit_id or 0, start__lte=day, end__gt=day).values("descendant")
    left = UnitVersion.objects.filter(
        line__in=FOLLOWERS, unit__gave__target__in=mine, unit__gave__succession__line=Line.STATE,
        unit__gave__succession__day__lte=day, end__gt=F("unit__gave__succession__day"),
    )  # fmt: skip
    pairs = sorted(set(left.values_list("unit__gave__succession", "line")))
    events = Succession.objects.in_bulk([event for event, _line in pairs])
    found = (following(events[event], line) for event, line in pairs)
    return [one for one in found if one is not None and may_follow(one, hat, day)]


def may_follow(one: Following, hat: Hat, day: datetime.date) -> bool:
    """Whether all takers are the hat's to keep."""
    mine = Closure.objects.filter(ancestor=hat.unit_id or 0, start__lte=day, end__gt=day)
    return set(mine.values_list("descendant", flat=True)) >= {unit.pk for unit in one.targets}


def following(event: Succession, line: str) -> Following | None:
    """What the line has to follow of an event; None where nothing of it is left standing."""
    day = event.day
    left = UnitVersion.objects.filter(line=line, start__lt=day, end__gt=day, unit__gave__succession=event)
    living = UnitVersion.objects.filter(line=Line.STATE, end__gt=day).values("unit")
    versions = list(
        left.exclude(unit__in=living).select_related("unit").distinct().order_by("sort_key", "pk")
    )
    if not versions:
        return None
    one = Following(event, line)
    for version in versions:
        transfers = list(
            event.transfers.filter(source=version.unit_id).select_related("target").order_by("-writes", "pk")
        )
        one.places.append((version.unit, version.name))
        one.transfers += transfers
        _go_down(one, version.unit, version.name, transfers[0].target, transfers[0].target)
    return one


def _go_down(one: Following, old: Unit, place: str, taker: Unit, into: Unit | uuid.UUID) -> None:
    """The organisations under a unit that ends: each goes where its parent went."""
    day, new_place = one.succession.day, _name_on(taker, one.succession.day)
    under = UnitVersion.objects.filter(parent=old, line=one.line, start__lte=day, end__gt=day)
    for version in under.select_related("unit").order_by("sort_key", "pk"):
        name = _renamed(version.name, place, new_place)
        if name == version.name:
            one.fates.append(Fate(version.unit, version.name, name, into))
            continue
        same = _same_under(one, into, name)
        if same is None:
            new = NewUnit(version.unit.tier, name, into, kind=version.kind, sample=version.unit.sample)
            one.begin.append(new)
            same = new.ref
        one.fates.append(Fate(version.unit, version.name, name, same, begins=isinstance(same, uuid.UUID)))
        _go_down(one, version.unit, place, taker, same)


def _same_under(one: Following, into: Unit | uuid.UUID, name: str) -> Unit | uuid.UUID | None:
    """The organisation of that name that stands under the taker already, or begins there by this event."""
    begun = next((new.ref for new in one.begin if new.parent == into and fold(new.name) == fold(name)), None)
    if begun is not None or isinstance(into, uuid.UUID):
        return begun
    day = one.succession.day
    stands = UnitVersion.objects.filter(line=one.line, start__lte=day, end__gt=day).select_related("unit")
    there = [each.unit for each in stands.filter(parent=into) if fold(each.name) == fold(name)]
    if there or stands.filter(unit=into).exists():
        return next(iter(there), None)
    # A place without a stand in the line: its organisation may stand there by itself, at the top.
    alone = list(stands.filter(parent=None, unit__tier=Tier.OFFICE, name__iexact=name))
    return alone[0].unit if len(alone) == 1 else None


def _renamed(name: str, place: str, new_place: str) -> str:
    """ "Đảng ủy xã Cũ" of Xã Cũ becomes "Đảng ủy xã Mẫu" of Xã Mẫu; what does not name its place keeps its name."""
    return re.sub(re.escape(place), lambda _match: lower_first(new_place), name, flags=re.IGNORECASE)


def _name_on(unit: Unit, day: datetime.date) -> str:
    version = UnitVersion.objects.filter(unit=unit, line=Line.STATE, start__lte=day, end__gt=day).first()
    return version.name if version else ""


def follow(*, event: Succession, line: str, actor: Hat, now: datetime.datetime) -> Succession:
    """Record the same for a line: its places end and go where those of the State went, its organisations with them."""
    day = event.day
    with transaction.atomic():
        lock_tree(line)
        one = following(event, line)
        if one is None:
            raise refusal("units.followed_already", line=str(Line(line).label))
        for target in one.targets:
            require(actor, "units.reorganise", unit_id=target.pk, day=day_of(now))
            if stand_in(line, target):
                rebuild_closure(line, [target.pk])
        moved = [fate for fate in one.fates if fate.name == fate.becomes]
        gone = [fate for fate in one.fates if fate.name != fate.becomes]
        return reorganise(
            what=event.what, day=day, decision=event.decision, line=line, over=one.targets[0],
            begin=one.begin,
            change=[Change(fate.unit, parent=fate.into) for fate in moved],
            end=[*(fate.unit for fate in reversed(gone)), *(unit for unit, _name in one.places)],
            moves=[*_same_moves(one.transfers), *_into(gone)],
            actor=actor, now=now,
        )  # fmt: skip


def _same_moves(transfers: Sequence[Transfer]) -> list[Move]:
    return [
        Move(
            each.source, each.target, whole=each.whole, ground=each.ground, writes=each.writes,
            share=None if each.share_num is None else Fraction(each.share_num, each.share_den or 1),
        )
        for each in transfers
    ]  # fmt: skip


def _into(fates: Sequence[Fate]) -> list[Move]:
    return [Move(fate.unit, fate.into, whole=True, writes=True) for fate in fates if fate.into is not None]


def said_of(fate: Fate) -> str:
    """What becomes of an organisation, in one sentence."""
    if fate.name == fate.becomes:
        return _("stays itself, under the new place")
    if fate.begins:
        return _("goes into %(name)s, which begins that day") % {"name": fate.becomes}
    return _("goes into %(name)s, which stands already") % {"name": fate.becomes}
