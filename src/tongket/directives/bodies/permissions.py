"""Who may keep steering bodies and record trainings. Both are read by everybody: posts and counts alone."""

from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

_MAKERS = (Role.CLERK, Role.LEADER)

GRANTS = [
    *(
        Grant("bodies.found", role, relation)
        for role in _MAKERS
        for relation in (Relation.OWN, Relation.BELOW)
    ),
    *(Grant("bodies.train", role, Relation.OWN) for role in _MAKERS),
    Grant("bodies.see", "public", Relation.PUBLIC),
]
