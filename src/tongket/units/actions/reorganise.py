"""Establish a unit; reorganise units: merge, divide, rename, move, dissolve. History is added to, never rewritten.

A change of name, kind or parent alone is a new version of the same unit; a new territory is a new unit.
"""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Max

from tongket.base import shown
from tongket.base.entries import Fact
from tongket.base.search import put
from tongket.units.actions.rebuild import lock_tree, rebuild_closure
from tongket.units.acts import About, act
from tongket.units.found import findables
from tongket.units.hats import Hat
from tongket.units.models import (
    OPEN,
    Closure,
    Line,
    Succession,
    Tier,
    Transfer,
    Unit,
    UnitCode,
    UnitVersion,
)
from tongket.units.naming import kind_of, naming
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.text import nfc


@dataclass(frozen=True)
class NewUnit:
    """A unit that begins: `name` in full, `kind` where the name does not say it.

    In a reorganisation `parent` may be the ref of one that begins by the same event, named before it.
    """

    tier: str
    name: str
    parent: Unit | uuid.UUID | None
    kind: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    lat: str = ""
    lon: str = ""
    sample: bool = False
    ref: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class Change:
    """A unit that stays itself under another name, kind or parent; what is not given stays as it was."""

    unit: Unit
    name: str = ""
    kind: str = ""
    parent: Unit | uuid.UUID | None = None


@dataclass(frozen=True)
class Move:
    """What went from a unit that ends, or gives, to one that takes: a new one is named by its ref.

    `share` is the declared part as an exact fraction; None if nobody has declared one.
    """

    source: Unit
    target: Unit | uuid.UUID
    whole: bool
    share: Fraction | None = None
    ground: str = ""
    writes: bool = False


# What has a territory, so that it cannot end without somebody taking it.
PLACES = frozenset({Tier.NATION, Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE, Tier.VILLAGE})
# No unit has this key: on a unit without a parent only the system itself may act.
NOWHERE = 0


def establish_unit(
    *,
    new: NewUnit,
    day: datetime.date,
    decision: str,
    line: str = Line.STATE,
    actor: Hat,
    now: datetime.datetime,
) -> Unit:
    """A unit that came from no other: an office, a village, the root of a tree of its own.

    The first office of the Party or the Front in a place gives the place its stand in that line.
    """
    parent = Unit.objects.get(ref=new.parent) if isinstance(new.parent, uuid.UUID) else new.parent
    about = About(new.ref, parent.pk if parent else NOWHERE)
    with act("units.establish", on=about, actor=actor, now=now) as done:
        lock_tree(line)
        _refuse_same_name(new, parent, line, day)
        touched = [parent.pk] if parent and stand_in(line, parent) else []
        unit = _begin(new, parent, line, day, decision)
        rebuild_closure(line, [*touched, unit.pk])
        put(findables([unit.pk]))
        done.note(line=str(line), day=day.isoformat(), decision=decision, begun=[_said(unit, line, day)])
    return unit


def _refuse_same_name(new: NewUnit, parent: Unit | None, line: str, day: datetime.date) -> None:
    """Entered twice, one of them would never be appointed to, nor asked for its reports."""
    name = nfc(" ".join(new.name.split()))
    beside = UnitVersion.objects.filter(parent=parent, line=line, name=name, end__gt=day)
    if parent and beside.exists():
        raise refusal("units.same_name", name=name, above=name_of(parent))


def reorganise(
    *,
    what: str,
    day: datetime.date,
    decision: str,
    begin: Sequence[NewUnit] = (),
    change: Sequence[Change] = (),
    end: Sequence[Unit] = (),
    moves: Sequence[Move] = (),
    line: str = Line.STATE,
    over: Unit,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime.datetime,
) -> Succession:
    """One event of a reorganisation under the unit `over`, whole or not at all.

    Refuses a unit that has no version on that day or a later one already, a unit that ends while others
    still stand under it, and parts that make more than the whole.
    """
    _check_moves(moves, end)
    succession = Succession(ref=ref or uuid.uuid4(), day=day, what=what, decision=decision, line=line)
    with act("units.reorganise", on=About(succession.ref, over.pk), actor=actor, now=now) as done:
        lock_tree(line)
        _lock_units([*end, *(c.unit for c in change), *(m.source for m in moves)])
        last = Succession.objects.filter(line=line, day=day).aggregate(last=Max("number"))["last"] or 0
        succession.number = last + 1
        succession.save(force_insert=True)
        for unit in end:
            _end(unit, line, day)
        begun: dict[uuid.UUID, Unit] = {}
        for new in begin:
            parent = begun[new.parent] if isinstance(new.parent, uuid.UUID) else new.parent
            begun[new.ref] = _begin(new, parent, line, day, decision)
        moved = {c.unit.pk for c in change if _apply(c, begun, line, day, decision)}
        _write_transfers(succession, moves, begun)
        touched = {unit.pk for unit in [*begun.values(), *end]} | moved
        if touched:
            rebuild_closure(line, touched)
        _index(line, day, [*begun.values(), *(c.unit for c in change), *end])
        _refuse_orphans(line, day, [unit.pk for unit in end])
        done.note(**_facts(succession, begun, change, end, moves))
    return succession


def stand_in(line: str, place: Unit) -> bool:
    """Let a place of the State's tree stand in another line too, all its days, with nobody above it there."""
    if place.tier not in PLACES or UnitVersion.objects.filter(unit=place, line=line).exists():
        return False
    versions = UnitVersion.objects.filter(unit=place, line=Line.STATE).order_by("start")
    for version in versions:
        version.pk, version.line, version.parent_id = None, line, None
    UnitVersion.objects.bulk_create(versions)
    return True


def _check_moves(moves: Sequence[Move], end: Sequence[Unit]) -> None:
    by_source: dict[int, list[Move]] = {}
    for move in moves:
        by_source.setdefault(move.source.pk, []).append(move)
    lost = [unit for unit in end if unit.tier in PLACES and unit.pk not in by_source]
    lost += [move.source for move in moves if move.source == move.target]
    faults = [Fault("units.goes_nowhere", values={"unit": name_of(unit)}) for unit in lost]
    for rows in by_source.values():
        name = name_of(rows[0].source)
        if any(row.whole for row in rows) and len(rows) > 1:
            faults.append(Fault("units.whole_and_part", values={"unit": name}))
        shares = [row.share for row in rows if row.share is not None]
        all_known = len(shares) == len(rows)
        if any(share < 0 for share in shares) or sum(shares) > 1 or (all_known and sum(shares) != 1):
            faults.append(Fault("units.shares", values={"unit": name}))
    if faults:
        raise Refusal(*faults)


def name_of(unit: Unit) -> str:
    """The unit's last name, for sentences."""
    version = UnitVersion.objects.filter(unit=unit).order_by("-start").first()
    return version.name if version else str(unit.ref)


def _lock_units(units: Iterable[Unit]) -> None:
    list(Unit.objects.select_for_update().filter(pk__in={unit.pk for unit in units}).order_by("pk"))


def _begin(new: NewUnit, parent: Unit | None, line: str, day: datetime.date, decision: str) -> Unit:
    name = nfc(" ".join(new.name.split()))
    kind = new.kind or kind_of(name, new.tier)
    if not name:
        raise refusal("units.no_name")
    if kind is None:
        raise refusal("units.no_kind", name=name)
    end = OPEN if parent is None else _last_day(parent, line, day)
    unit = Unit.objects.create(ref=new.ref, tier=new.tier, sample=new.sample)
    UnitVersion.objects.create(
        unit=unit,
        line=line,
        parent=parent,
        kind=kind,
        start=day,
        end=end,
        lat=new.lat,
        lon=new.lon,
        decision=decision,
        **naming(name)._asdict(),
    )
    for scheme, code in new.codes.items():
        _refuse_taken(scheme, code, day)
        UnitCode.objects.create(unit=unit, scheme=scheme, code=code, start=day, end=end)
    return unit


def _last_day(parent: Unit, line: str, day: datetime.date) -> datetime.date:
    """Who is recorded under a unit that has ended meanwhile has ended with it."""
    _version_on(parent, line, day)
    return UnitVersion.objects.filter(unit=parent, line=line).aggregate(end=Max("end"))["end"]  # type: ignore[no-any-return]


def _refuse_taken(scheme: str, code: str, day: datetime.date) -> None:
    """A code may be reused, but two units never bear it on the same day; those that end this day have given it up."""
    if UnitCode.objects.filter(scheme=scheme, code=code, end__gt=day).exists():
        raise refusal("units.code_taken", number=code, day=shown.day(day))


def _version_on(unit: Unit, line: str, day: datetime.date) -> UnitVersion:
    version = UnitVersion.objects.filter(unit=unit, line=line, start__lte=day, end__gt=day).first()
    if version is None:
        raise refusal("units.not_on_day", unit=name_of(unit), day=shown.day(day))
    return version


def _open_version(unit: Unit, line: str, day: datetime.date) -> UnitVersion:
    """The version that can be changed or ended on the day: it holds then, and no later one is recorded."""
    version = _version_on(unit, line, day)
    if version.end != OPEN:
        raise refusal("units.later_version", unit=version.name, day=shown.day(version.end))
    return version


def _apply(
    change: Change, begun: Mapping[uuid.UUID, Unit], line: str, day: datetime.date, decision: str
) -> bool:
    """A new version from the day on; says whether the unit stands under another parent now."""
    old = _open_version(change.unit, line, day)
    name = nfc(" ".join(change.name.split())) or old.name
    kind = change.kind or (kind_of(name, change.unit.tier) if change.name else None) or old.kind
    parent = begun[change.parent] if isinstance(change.parent, uuid.UUID) else change.parent
    if parent is not None:
        _version_on(parent, line, day)
    parent_id = parent.pk if parent else old.parent_id
    moved = parent_id != old.parent_id
    values = {"parent_id": parent_id, "kind": kind, "decision": decision, **naming(name)._asdict()}
    if old.start == day:
        UnitVersion.objects.filter(pk=old.pk).update(**values)
        return moved
    UnitVersion.objects.filter(pk=old.pk).update(end=day)
    UnitVersion.objects.create(
        unit=change.unit, line=line, start=day, end=OPEN, lat=old.lat, lon=old.lon, **values
    )
    return moved


def _end(unit: Unit, line: str, day: datetime.date) -> None:
    version = _open_version(unit, line, day)
    if version.start == day:
        raise refusal("units.begins_and_ends", unit=version.name, day=shown.day(day))
    UnitVersion.objects.filter(pk=version.pk).update(end=day)
    if not UnitVersion.objects.filter(unit=unit, end__gt=day).exists():
        UnitCode.objects.filter(unit=unit, start__lt=day, end__gt=day).update(end=day)


def _refuse_orphans(line: str, day: datetime.date, ended: Sequence[int]) -> None:
    orphan = UnitVersion.objects.filter(parent__in=ended, line=line, end__gt=day).select_related("parent")
    if (left := orphan.first()) is not None and left.parent is not None:
        raise refusal("units.orphan", unit=name_of(left.parent), child=left.name)


def _index(line: str, day: datetime.date, units: Sequence[Unit]) -> None:
    """What search says of these units and of all that stand under them now, for their path is part of it."""
    under = Closure.objects.filter(line=line, ancestor__in=units, start__lte=day, end__gt=day)
    put(findables({unit.pk for unit in units} | set(under.values_list("descendant", flat=True))))


def _write_transfers(succession: Succession, moves: Sequence[Move], begun: Mapping[uuid.UUID, Unit]) -> None:
    Transfer.objects.bulk_create(
        Transfer(
            succession=succession,
            source=move.source,
            target=_target(move, begun),
            whole=move.whole,
            share_num=move.share.numerator if move.share is not None else None,
            share_den=move.share.denominator if move.share is not None else None,
            ground=move.ground,
            writes=move.writes,
        )
        for move in moves
    )


def _target(move: Move, begun: Mapping[uuid.UUID, Unit]) -> Unit:
    return begun[move.target] if isinstance(move.target, uuid.UUID) else move.target


def _said(unit: Unit, line: str, day: datetime.date) -> list[Fact]:
    on = {"start__lte": day, "end__gt": day}
    version = UnitVersion.objects.select_related("parent").get(unit=unit, line=line, **on)
    return [
        str(unit.ref),
        str(version.parent.ref) if version.parent else "",
        str(version.kind),
        version.name,
    ]


def _facts(
    succession: Succession,
    begun: Mapping[uuid.UUID, Unit],
    change: Sequence[Change],
    end: Sequence[Unit],
    moves: Sequence[Move],
) -> dict[str, Fact]:
    line, day = succession.line, succession.day
    units = [*begun.values(), *(c.unit for c in change)]
    said: list[Fact] = [_said(unit, line, day) for unit in units]
    moved: list[Fact] = []
    for move in moves:
        how = "whole" if move.whole else str(move.share) if move.share is not None else "part"
        moved.append([str(move.source.ref), str(_target(move, begun).ref), how])
    return {
        "line": str(line),
        "day": day.isoformat(),
        "what": str(succession.what),
        "decision": succession.decision,
        "ended": [str(unit.ref) for unit in end],
        "begun": said,
        "transfers": moved,
    }
