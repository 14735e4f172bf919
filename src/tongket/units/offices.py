"""What a keeper looks after on a day: the offices under the own unit, who holds which post, what is missing."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tongket.base.sentences import WORDS
from tongket.units.grants import table
from tongket.units.hats import Hat
from tongket.units.models import Appointment, Closure, Kind, Line, Role, Tier, UnitVersion
from tongket.units.queries import appointments_visible_to

# Who fills in a report for the own office; who judges it, in a unit above or in an office beside it that asks for it.
REPORTERS = frozenset({Role.REPORTER, Role.CLERK})
JUDGES = frozenset({Role.APPROVER, Role.LEADER})
TIERS = (Tier.OFFICE, Tier.VILLAGE, Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE, Tier.NATION)
LINES = (Line.STATE, Line.PARTY, Line.FRONT)
READING = ("see", "view", "trail")


@dataclass
class Office:
    """One unit of the list, with the posts in it that are held or will be."""

    unit_id: int
    ref: uuid.UUID
    tier: str
    name: str
    kind: str
    line: str
    above: str
    depth: int
    no_reporter: bool = False
    no_approver: bool = False
    held: list[Appointment] = field(default_factory=list)

    @property
    def is_place(self) -> bool:
        """A place may have a public address of its own; an office or a village has that of its commune."""
        return self.tier not in (Tier.OFFICE, Tier.VILLAGE)


type Row = tuple[int, uuid.UUID, str, str, int | None, str, str]


def offices_of(hat: Hat, day: datetime.date) -> list[Office]:
    """The own unit and all below it in every line, each under the one above it: offices, villages, places."""
    below = Closure.objects.filter(ancestor=hat.unit_id or 0, start__lte=day, end__gt=day)
    versions = UnitVersion.objects.filter(
        unit__in=below.values("descendant"), start__lte=day, end__gt=day
    ).order_by("sort_key", "pk")
    columns = ("unit", "unit__ref", "unit__tier", "line", "parent", "name", "kind")
    rows: list[Row] = sorted(
        versions.values_list(*columns), key=lambda row: (TIERS.index(row[2]), LINES.index(row[3]))
    )
    roles = _roles(hat, day)
    above = Closure.objects.filter(descendant=hat.unit_id or 0, depth__gt=0, start__lte=day, end__gt=day)
    judged = any(JUDGES & roles[unit] for unit in above.values_list("ancestor", flat=True))
    return list(_walk(rows, hat.unit_id or 0, roles, judged=judged))


def _roles(hat: Hat, day: datetime.date) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    held = appointments_visible_to(hat, day).filter(start__lte=day, end__gt=day)
    for unit, role in held.values_list("unit", "role"):
        found[unit].add(role)
    return found


def _walk(
    rows: Sequence[Row], root: int, roles: defaultdict[int, set[str]], *, judged: bool
) -> Iterator[Office]:
    """Down the tree, each unit once, though it may stand in several lines.

    Who judges the reports of a unit sits above it, or in an office beside it, as the People's Committee does.
    """
    children: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        children[row[4]].append(row)
    tops = [row for row in rows if row[0] == root][:1]
    seen: set[int] = set()
    waiting = [(row, "", 0, judged) for row in tops]
    while waiting:
        (unit, ref, tier, line, _parent, name, kind), above, depth, has_judge = waiting.pop()
        if unit in seen:
            continue
        seen.add(unit)
        yield Office(
            unit, ref, tier, name, str(Kind(kind).label), str(Line(line).label), above, depth,
            no_reporter=depth > 0 and not REPORTERS & roles[unit],
            no_approver=depth > 0 and not has_judge,
        )  # fmt: skip
        offices = [row[0] for row in children[unit] if row[2] == Tier.OFFICE]
        judges = {one for one in [unit, *offices] if JUDGES & roles[one]}
        below = reversed(children[unit])
        waiting += [(row, name, depth + 1, has_judge or bool(judges - {row[0]})) for row in below]


def with_posts(offices: Sequence[Office], hat: Hat, day: datetime.date) -> Sequence[Office]:
    """The posts of these offices that are held on the day or will be, in the order in which they were taken up."""
    by_unit = {office.unit_id: office for office in offices}
    held = appointments_visible_to(hat, day).filter(unit__in=by_unit, end__gt=day)
    for appointment in held.select_related("account").order_by("start", "pk"):
        by_unit[appointment.unit_id].held.append(appointment)
    return offices


def may_do(role: str) -> str:
    """What a role may do, in one sentence made of the words of its grants."""
    acts = dict.fromkeys(
        str(WORDS[grant.action])
        for grant in table()
        if grant.role == role
        and grant.action in WORDS
        and not grant.action.rpartition(".")[2].startswith(READING)
    )
    return _("May: %(acts)s.") % {"acts": "; ".join(acts)} if acts else _("May read, and change nothing.")
