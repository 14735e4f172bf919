"""The grant table: from one row come the check of an object, the filter of a query and the page in docs.

Each room lists its rows in its `permissions.py` and hands them over in `AppConfig.ready()`.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from tongket.units.hats import PUBLIC, ROLES, SYSTEM, Hat
from tongket.units.models import Closure, Unit
from tongket.viet.fault import Fault, Refusal


class Relation(StrEnum):
    """How the unit of a record stands to the unit of the hat."""

    OWN = "own unit"
    BELOW = "below"
    ABOVE = "above"
    PARTY = "party to"
    SUCCESSOR = "successor"
    PUBLIC = "public"


@dataclass(frozen=True)
class Grant:
    """Whoever holds `role` may do `action` on a record whose unit stands in `relation`.

    The record is in one of `states`, or in any if none is named.
    """

    action: str
    role: str
    relation: Relation
    states: tuple[str, ...] = ()


_table: dict[str, list[Grant]] = {}


def publish_grants(grants: Iterable[Grant]) -> None:
    """A room adds its rows; doing it twice changes nothing."""
    for grant in grants:
        if grant.role not in ROLES:
            raise ValueError(f"no such role: {grant.role}")
        rows = _table.setdefault(grant.action, [])
        if grant not in rows:
            rows.append(grant)


def table() -> list[Grant]:
    return [grant for action in sorted(_table) for grant in _table[action]]


# Written out: most pages ask it several times, and composing it through the models took longer than its answer.
_NEAR = 'SELECT {} FROM units_closure WHERE {} = %s AND depth >= %s AND start <= %s AND "end" > %s'
_UNDER = _NEAR.format("descendant_id", "ancestor_id")
_OVER = _NEAR.format("ancestor_id", "descendant_id")

# By one event after the other: what became of a successor in its turn is inherited with all that it had taken.
# Whoever took a part of a unit that lives on succeeds it in nothing.
_ENDED = (
    " AND s.day <= %s AND NOT EXISTS (SELECT 1 FROM units_unitversion v"
    ' WHERE v.unit_id = t.source_id AND v."end" > s.day)'
)
_FORMER = (
    "WITH RECURSIVE former(unit) AS (SELECT t.source_id FROM units_transfer t"  # noqa: S608 (our own words)
    f" JOIN units_succession s ON s.id = t.succession_id WHERE t.target_id = %s{_ENDED}"
    " UNION SELECT t.source_id FROM former JOIN units_transfer t ON t.target_id = former.unit"
    f" JOIN units_succession s ON s.id = t.succession_id WHERE true{_ENDED})"
    " SELECT unit FROM former"
)


def former_units(unit_id: int | None, day: datetime.date) -> RawSQL:
    """The keys of all that ended until the day and of which the unit took something, through later events too.

    For `__in`.
    """
    until = connection.ops.adapt_datefield_value(day)
    return RawSQL(_FORMER, [unit_id, until, until])  # noqa: S611


def units_below(unit_id: int | None, day: datetime.date, *, depth: int = 1) -> RawSQL:
    """The keys of all under the unit on a day, at least so deep (0: itself too), in every line: for `__in`."""
    return _near(_UNDER, unit_id, day, depth)


def units_above(unit_id: int | None, day: datetime.date) -> RawSQL:
    """The keys of all above the unit on a day, in every line: for `__in`."""
    return _near(_OVER, unit_id, day, 1)


def _near(sql: str, unit_id: int | None, day: datetime.date, depth: int) -> RawSQL:
    on = connection.ops.adapt_datefield_value(day)
    return RawSQL(sql, [unit_id, depth, on, on])  # noqa: S611


def _related(hat: Hat, relation: Relation, unit_id: int, parties: Iterable[int], day: datetime.date) -> bool:
    on = {"start__lte": day, "end__gt": day}
    match relation:
        case Relation.PUBLIC:
            return True
        case Relation.OWN:
            return unit_id == hat.unit_id
        case Relation.BELOW:
            return Closure.objects.filter(
                ancestor=hat.unit_id, descendant=unit_id, depth__gt=0, **on
            ).exists()
        case Relation.ABOVE:
            return Closure.objects.filter(
                ancestor=unit_id, descendant=hat.unit_id, depth__gt=0, **on
            ).exists()
        case Relation.PARTY:
            return hat.unit_id in set(parties)
        case Relation.SUCCESSOR:
            return Unit.objects.filter(pk=unit_id).filter(pk__in=former_units(hat.unit_id, day)).exists()


def allowed(
    hat: Hat,
    action: str,
    *,
    unit_id: int,
    day: datetime.date,
    state: str = "",
    parties: Iterable[int] = (),
) -> bool:
    """Whether the hat may do the action on a record of that unit in that state on that day."""
    if hat == SYSTEM:
        return True
    grants = [
        g for g in _table[action] if g.role in (hat.role, PUBLIC.role) and (not g.states or state in g.states)
    ]
    parties = tuple(parties)
    return any(_related(hat, grant.relation, unit_id, parties, day) for grant in grants)


def require(
    hat: Hat, action: str, *, unit_id: int, day: datetime.date, state: str = "", parties: Iterable[int] = ()
) -> None:
    """Refuse, in one sentence, what the grant table does not give."""
    if not allowed(hat, action, unit_id=unit_id, day=day, state=state, parties=parties):
        raise Refusal(Fault("grant.refused", values={"action": action, "post": hat.post or hat.role}))


def own_unit(hat: Hat, action: str, day: datetime.date) -> Unit:
    """The hat's own unit, for whoever may do this there."""
    require(hat, action, unit_id=hat.unit_id or 0, day=day)
    return Unit.objects.get(pk=hat.unit_id or 0)


def reach(
    hat: Hat, action: str, day: datetime.date, *, unit: str = "unit", state: str = "state", party: str = ""
) -> Q:
    """The same rule as a filter: which rows of a query the hat may see.

    `unit`, `state` and `party` are the query's field paths; `party` may be empty where a record has none.
    """
    if hat == SYSTEM:
        return ~Q(pk__in=[])  # everything; an empty Q would vanish beside another rule
    found = Q(pk__in=[])
    for grant in _table[action]:
        if grant.role in (hat.role, PUBLIC.role):
            rule = _reach_of(hat, grant.relation, day, unit, party)
            found |= rule & Q(**{f"{state}__in": grant.states}) if grant.states else rule
    return found


def _reach_of(hat: Hat, relation: Relation, day: datetime.date, unit: str, party: str) -> Q:
    match relation:
        case Relation.PUBLIC:
            return Q(pk__isnull=False)
        case Relation.OWN:
            return Q(**{unit: hat.unit_id})
        case Relation.BELOW:
            return Q(**{f"{unit}__in": units_below(hat.unit_id, day)})
        case Relation.ABOVE:
            return Q(**{f"{unit}__in": units_above(hat.unit_id, day)})
        case Relation.PARTY:
            return Q(**{party: hat.unit_id}) if party else Q(pk__in=[])
        case Relation.SUCCESSOR:
            return Q(**{f"{unit}__in": former_units(hat.unit_id, day)})
