"""This room's rows of the grant table."""

from tongket.units.grants import Grant, Relation
from tongket.units.hats import PUBLIC
from tongket.units.models import Role

OWN, BELOW, ABOVE, PARTY, SUCCESSOR = (
    Relation.OWN,
    Relation.BELOW,
    Relation.ABOVE,
    Relation.PARTY,
    Relation.SUCCESSOR,
)
_WRITERS = (Role.REPORTER, Role.CLERK)
_JUDGES = (Role.APPROVER, Role.LEADER)
_OFFICERS = (Role.LEADER, Role.CLERK, Role.REPORTER, Role.APPROVER, Role.SUPERVISOR, Role.LEGAL)
_OPEN = ("draft", "returned")


def _rows(
    action: str, roles: tuple[Role, ...], relations: tuple[Relation, ...], states: tuple[str, ...] = ()
) -> list[Grant]:
    return [Grant(action, role, relation, states) for role in roles for relation in relations]


# Party to a report is the unit that asks for it, which may judge what it has asked for; to a draft of a former
# unit, the one that carries on its records, which may finish it; to one that came on paper or by telephone, the
# office that began to enter it.
GRANTS: tuple[Grant, ...] = (
    *_rows("figures.define", (Role.CLERK, Role.LEADER), (OWN,)),
    *_rows("figures.open", (Role.CLERK, Role.LEADER), (OWN,)),
    *_rows("figures.object", (*_WRITERS, Role.LEADER), (OWN,)),
    *_rows("figures.answer", (Role.CLERK, *_JUDGES), (BELOW, PARTY)),
    *_rows("figures.remind", (Role.CLERK, *_JUDGES), (OWN,)),
    *_rows("figures.extend", _JUDGES, (BELOW, PARTY)),
    *_rows("figures.enter", _WRITERS, (OWN, PARTY), _OPEN),
    *_rows("figures.enter_for", _WRITERS, (BELOW, PARTY), ("draft",)),
    *_rows("figures.submit", _WRITERS, (OWN, PARTY), _OPEN),
    *_rows("figures.return", _JUDGES, (BELOW, PARTY), ("submitted",)),
    *_rows("figures.approve", _JUDGES, (BELOW, PARTY), ("submitted",)),
    *_rows("figures.correct", _JUDGES, (BELOW, PARTY)),
    *_rows("figures.peers", (Role.CLERK, Role.LEADER), (OWN,)),
    *_rows("figures.peers.view", _OFFICERS, (OWN, BELOW, ABOVE)),
    *_rows("figures.estimate", _WRITERS, (OWN, PARTY)),
    *_rows("figures.take_over", (Role.CLERK, *_JUDGES), (OWN, BELOW)),
    *_rows("figures.count", (Role.KEEPER,), (OWN,)),
    *_rows("figures.view", _OFFICERS, (OWN, BELOW, PARTY, SUCCESSOR)),
    *_rows("figures.form.view", _OFFICERS, (OWN, BELOW, ABOVE, PARTY, SUCCESSOR)),
    Grant("figures.trail_public", PUBLIC.role, Relation.PUBLIC),
    *_rows("figures.trail", _OFFICERS, (OWN, BELOW, ABOVE, PARTY, SUCCESSOR)),
)
