"""Who may make, run and read programmes and their tasks."""

from tongket.programmes.models import Programme
from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

_RUNNERS = (Role.LEADER, Role.CLERK)
_DOERS = (Role.LEADER, Role.CLERK, Role.REPORTER)
_READERS = (*_DOERS, Role.APPROVER, Role.SUPERVISOR, Role.LEGAL)
_SHOWN = (Programme.State.RUNNING, Programme.State.CLOSED)

GRANTS = [
    *(Grant("programmes.run", role, Relation.OWN) for role in _RUNNERS),
    *(Grant("programmes.run", role, Relation.BELOW) for role in _RUNNERS),
    Grant("programmes.approve", Role.LEADER, Relation.OWN, (Programme.State.DRAFT,)),
    *(Grant("programmes.do_task", role, Relation.OWN) for role in _DOERS),
    *(Grant("programmes.explain", role, Relation.OWN) for role in _DOERS),
    *(
        Grant("programmes.follow_task", role, relation)
        for role in _RUNNERS
        for relation in (Relation.OWN, Relation.BELOW)
    ),
    *(
        Grant("programmes.see", role, relation)
        for role in _READERS
        for relation in (Relation.OWN, Relation.BELOW, Relation.ABOVE, Relation.PARTY, Relation.SUCCESSOR)
    ),
    Grant("programmes.see_public", "public", Relation.PUBLIC, _SHOWN),
]
