"""Every read of the tree: who stands under whom on a day, what became of whom, a name or code on a day."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import CharField, Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from tongket.base import shown
from tongket.base.models import Installation
from tongket.rollup import places
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import (
    Appointment,
    Closure,
    Kind,
    Line,
    Role,
    Succession,
    Tier,
    Token,
    Transfer,
    TreeVersion,
    Unit,
    UnitCode,
    UnitVersion,
)
from tongket.units.naming import without_kind_folded
from tongket.viet.fault import refusal
from tongket.viet.text import fold, nfc

MOST_NAMED = 8  # of an ambiguous name, in a sentence
# The machine itself, always: for the first steps of an installation and for what watches its health.
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


def national_root() -> Unit:
    """The nation. Refuses (`units.not_loaded`) as long as the units are not loaded."""
    unit = Unit.objects.filter(tier=Tier.NATION).first()
    if unit is None:
        raise refusal("units.not_loaded")
    return unit


def on_day(day: datetime.date, line: str = Line.STATE) -> QuerySet[UnitVersion]:
    """All versions that hold on the day, with their units, in Vietnamese order."""
    held = UnitVersion.objects.filter(line=line, start__lte=day, end__gt=day)
    return held.select_related("unit").order_by("sort_key", "pk")


def version_on(unit: Unit | int, day: datetime.date, line: str = Line.STATE) -> UnitVersion | None:
    return on_day(day, line).filter(unit=unit).first()


def nearest_version(unit: Unit | int, day: datetime.date, line: str = Line.STATE) -> UnitVersion | None:
    """The version of the day; of a unit that has ended its last one, of one to come its first."""
    versions = UnitVersion.objects.filter(unit=unit, line=line).select_related("unit")
    return (
        version_on(unit, day, line)
        or versions.filter(end__lte=day).order_by("-end").first()
        or versions.order_by("start").first()
    )


def names_of(units: Iterable[int], day: datetime.date) -> dict[int, str]:
    """What units were called on a day, in whatever line they stand.

    Of one that did not live then its name nearest before, else after.
    """
    names: dict[int, str] = {}
    versions = UnitVersion.objects.filter(unit__in=set(units)).order_by("start", "-line", "pk")
    for unit, name, start in versions.values_list("unit", "name", "start"):
        if unit not in names or start <= day:
            names[unit] = name
    return names


def units_under(
    unit: Unit | int, day: datetime.date, *, tier: str | None = None, line: str = Line.STATE
) -> QuerySet[UnitVersion]:
    """The versions of all that stand under a unit on a day, at any depth; of one tier if it is given."""
    below = Closure.objects.filter(ancestor=unit, line=line, depth__gt=0, start__lte=day, end__gt=day)
    found = on_day(day, line).filter(unit__in=below.values("descendant"))
    return found.filter(unit__tier=tier) if tier else found


def children_of(unit: Unit | int, day: datetime.date, line: str = Line.STATE) -> QuerySet[UnitVersion]:
    return on_day(day, line).filter(parent=unit)


def ancestors(unit: Unit | int, day: datetime.date, line: str = Line.STATE) -> list[UnitVersion]:
    """The versions of those above the unit on a day, the highest first."""
    above = Closure.objects.filter(descendant=unit, line=line, depth__gt=0, start__lte=day, end__gt=day)
    depth = dict(above.values_list("ancestor", "depth"))
    return sorted(on_day(day, line).filter(unit__in=depth), key=lambda version: -depth[version.unit_id])


def paths_on(units: Collection[int], day: datetime.date, line: str = Line.STATE) -> dict[int, str]:
    """Where each unit lies, nearest first and without the nation: "Quận Ba Đình, Thành phố Hà Nội"."""
    above = Closure.objects.filter(descendant__in=units, line=line, depth__gt=0, start__lte=day, end__gt=day)
    rows = above.exclude(ancestor__tier=Tier.NATION).order_by("depth").values_list("descendant", "ancestor")
    names = dict(on_day(day, line).filter(unit__in={row[1] for row in rows}).values_list("unit", "name"))
    paths: dict[int, list[str]] = {unit: [] for unit in units}
    for unit, higher in rows:
        paths[unit].append(names[higher])
    return {unit: ", ".join(path) for unit, path in paths.items()}


@dataclass(frozen=True)
class Tally:
    """How many units of one tier and kind."""

    tier: str
    kind: str
    count: int

    @property
    def word(self) -> str:
        return str(Kind(self.kind).label)


def first_change() -> datetime.date | None:
    """The day of the first reorganisation on record: units of an earlier day are those that it met."""
    day: datetime.date | None = Succession.objects.aggregate(first=Min("day"))["first"]
    return day


def tally(unit: Unit | int, day: datetime.date, line: str = Line.STATE) -> list[Tally]:
    """What stands under a unit on a day, counted by tier and kind."""
    rows = units_under(unit, day, line=line).order_by().values_list("unit__tier", "kind")
    found = [Tally(*row) for row in rows.annotate(Count("pk"))]
    return sorted(found, key=lambda row: (Tier.values.index(row.tier), Kind.values.index(row.kind)))


def counts_under(
    units: Iterable[int], day: datetime.date, tier: str, line: str = Line.STATE
) -> dict[int, int]:
    """For each of the units, how many of a tier stand under it on the day."""
    below = Closure.objects.filter(line=line, ancestor__in=list(units), start__lte=day, end__gt=day)
    rows = below.filter(depth__gt=0, descendant__tier=tier).values_list("ancestor").annotate(Count("pk"))
    return dict(rows.order_by())


def code_on(unit: Unit | int, day: datetime.date, scheme: str = "gso") -> str:
    """The code that the unit bears on the day; empty if it bears none."""
    codes = UnitCode.objects.filter(unit=unit, scheme=scheme, start__lte=day, end__gt=day)
    return codes.values_list("code", flat=True).first() or ""


def find_on(text: str, day: datetime.date, line: str = Line.STATE) -> list[UnitVersion]:
    """All units that a name or code may mean on a day: "ngoc lac", "xã Ngọc Lặc, Thanh Hóa", "14758".

    Names are found without marks; where some have exactly the marks that were typed, only those.
    What stands after a comma has to be the name of a unit above.
    """
    name, *above = [part.strip() for part in nfc(text).split(",")]
    if name.isdecimal():
        bears = UnitCode.objects.filter(unit=OuterRef("unit"), code=name, start__lte=day, end__gt=day)
        found = list(on_day(day, line).filter(Exists(bears)))
    else:
        found = _named(name, day, line)
    for part in filter(None, above):
        higher = {version.unit_id for version in _named(part, day, line)}
        rows = Closure.objects.filter(line=line, start__lte=day, end__gt=day, ancestor__in=higher)
        below = set(
            rows.filter(descendant__in=[v.unit_id for v in found]).values_list("descendant", flat=True)
        )
        found = [version for version in found if version.unit_id in below]
    return found


def _named(name: str, day: datetime.date, line: str) -> list[UnitVersion]:
    folded = fold(name)
    if not folded:
        return []
    near = on_day(day, line).filter(folded__in={folded, without_kind_folded(folded)})
    found = [version for version in near if folded in (version.folded, fold(version.name))]
    exact = [v for v in found if name.lower() in (v.name.lower(), v.short_name.lower())]
    return exact if exact and name.lower() != folded else found


def at_day(text: str, day: datetime.date, line: str = Line.STATE) -> UnitVersion:
    """The one unit that a name or code means on a day.

    Refuses (`units.unknown`) what nobody is called, and (`units.many`) what several are called: the
    sentence lists them, nothing is guessed.
    """
    found = find_on(text, day, line)
    if len(found) == 1:
        return found[0]
    if not found:
        raise refusal("units.unknown", text=text, day=shown.day(day))
    paths = paths_on([version.unit_id for version in found[:MOST_NAMED]], day, line)
    names = [
        f"{version.name} ({paths[version.unit_id] or code_on(version.unit_id, day)})"
        for version in found[:MOST_NAMED]
    ]
    more = ["…"] if len(found) > MOST_NAMED else []
    listed = "; ".join([*names, *more])
    raise refusal("units.many", text=text, day=shown.day(day), count=len(found), names=listed)


def successors(unit: Unit | int) -> QuerySet[Transfer]:
    """Who took from the unit, event by event."""
    return _ordered(Transfer.objects.filter(source=unit))


def predecessors(unit: Unit | int) -> QuerySet[Transfer]:
    """Whom the unit took from, event by event."""
    return _ordered(Transfer.objects.filter(target=unit))


def _ordered(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    related = transfers.select_related("succession", "source", "target")
    return related.order_by("succession__day", "succession__number", "pk")


def writer_after(unit: Unit | int, day: datetime.date) -> Unit | None:
    """Who carries on the records of a unit that has ended."""
    key = unit if isinstance(unit, int) else unit.pk
    return Unit.objects.filter(pk__in=writers_after([key], day).values()).first()


def writers_after(units: Iterable[int], day: datetime.date) -> dict[int, int]:
    """Who carries on the records of each that has ended: the taker its decision names, else the first one.

    The decision is that by which it ended: who took a part of it before carries on nothing.
    """
    lives_on = UnitVersion.objects.filter(unit=OuterRef("source"), end__gt=OuterRef("succession__day"))
    gave = Transfer.objects.filter(~Exists(lives_on), source__in=set(units), succession__day__lte=day)
    found: dict[int, int] = {}
    rows = gave.order_by("-writes", "succession__day", "succession__number", "pk")
    for source, target in rows.values_list("source", "target"):
        found.setdefault(source, target)
    return found


def closure_rows(line: str = Line.STATE, tiers: Sequence[str] = ()) -> list[places.Closure]:
    """The closure for a roll-up; of units of some tiers only, if they are given."""
    rows = Closure.objects.filter(line=line)
    if tiers:
        rows = rows.filter(descendant__tier__in=tiers, ancestor__tier__in=tiers)
    # Read as text: a country's closure has tens of thousands of rows, but few distinct days.
    columns = rows.order_by("pk").annotate(first=Cast("start", CharField()), last=Cast("end", CharField()))
    day = cache(datetime.date.fromisoformat)
    return [
        places.Closure(ancestor, descendant, depth, day(first), day(last))
        for ancestor, descendant, depth, first, last in columns.values_list(
            "ancestor", "descendant", "depth", "first", "last"
        )
    ]


def transfer_rows(line: str = Line.STATE) -> list[places.Transfer]:
    """All that went from unit to unit in a line, for a roll-up."""
    rows = Transfer.objects.filter(succession__line=line).order_by(
        "succession__day", "succession__number", "pk"
    )
    columns = (
        "succession__day",
        "succession__number",
        "source",
        "target",
        "whole",
        "share_num",
        "share_den",
        "ground",
    )
    return [places.Transfer(*row) for row in rows.values_list(*columns)]


def tree_version(line: str = Line.STATE) -> int:
    """The number that changes with the tree: what is worked out from it is kept by this number."""
    return TreeVersion.objects.filter(line=line).values_list("number", flat=True).first() or 0


def visible_to(_actor: Hat, _day: datetime.date) -> QuerySet[Unit]:
    """Units and their history are public: everyone sees all of them."""
    return Unit.objects.all()


def appointments_visible_to(actor: Hat, day: datetime.date) -> QuerySet[Appointment]:
    """The posts that the hat may see: those of its own unit, of the units above it and below it."""
    return Appointment.objects.filter(reach(actor, "units.see_posts", day))


def tokens_visible_to(actor: Hat, day: datetime.date) -> QuerySet[Token]:
    """The tokens that the hat may revoke: of the own post; for the keeper those of every post kept from here."""
    kept = Token.objects.filter(reach(actor, "units.revoke_token", day, unit="appointment__unit"))
    mine = (
        kept
        if actor.role == Role.KEEPER
        else kept.filter(appointment__ref=actor.appointment or uuid.UUID(int=0))
    )
    return mine.order_by("-made_at", "-pk")


def posts_of(appointments: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The post and its unit behind each appointment that is known: a post, never a name."""
    wanted = {one for one in appointments if one is not None}
    rows = list(Appointment.objects.filter(ref__in=wanted).values_list("ref", "post", "unit", "start"))
    names = {start: names_of((r[2] for r in rows if r[3] == start), start) for start in {r[3] for r in rows}}
    return {ref: f"{post}, {names[start].get(unit, '')}" for ref, post, unit, start in rows}


def place_of(unit: Unit | int, day: datetime.date) -> int:
    """The place that an office serves: the nearest unit above it that is none; a place is its own."""
    above = Closure.objects.filter(descendant=unit, start__lte=day, end__gt=day)
    places = above.exclude(ancestor__tier=Tier.OFFICE).order_by("depth", "pk")
    found = places.values_list("ancestor", flat=True).first()
    return found or (unit if isinstance(unit, int) else unit.pk)


def is_main_host(name: str) -> bool:
    """Whether officers work under this host name: the one that was set up, or the machine itself."""
    return name in LOCAL or Installation.objects.filter(main_host__in=[name, f"{name}."]).exists()


def in_office(unit: Unit | int, day: datetime.date) -> Q:
    """A filter of appointments: those of a unit that are held on a day."""
    return Q(unit=unit, start__lte=day, end__gt=day)
