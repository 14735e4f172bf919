"""Who may record and read awards."""

from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

GRANTS = [
    Grant("honours.record", Role.CLERK, Relation.OWN),
    Grant("honours.record", Role.LEADER, Relation.OWN),
    Grant("honours.see", "public", Relation.PUBLIC),
]
