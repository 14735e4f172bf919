"""Who may record and read awards."""

from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

GRANTS = [
    *(
        Grant("honours.record", role, relation)
        for role in (Role.CLERK, Role.LEADER)
        for relation in (Relation.OWN, Relation.BELOW)
    ),
    Grant("honours.see", "public", Relation.PUBLIC),
]
