"""Who may register, link and read directives."""

from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

_WRITERS = (Role.CLERK, Role.LEADER)

GRANTS = [
    *(Grant("directives.register", role, Relation.OWN) for role in _WRITERS),
    *(Grant("directives.register", role, Relation.ABOVE) for role in _WRITERS),
    *(Grant("directives.link", role, Relation.OWN) for role in _WRITERS),
    *(Grant("directives.link", role, Relation.ABOVE) for role in _WRITERS),
    *(Grant("directives.implement", role, Relation.OWN) for role in _WRITERS),
    *(Grant("directives.give_duty", role, Relation.OWN) for role in _WRITERS),
    *(Grant("directives.brief", role, Relation.OWN) for role in (*_WRITERS, Role.REPORTER)),
    Grant("directives.see", "public", Relation.PUBLIC),
]
