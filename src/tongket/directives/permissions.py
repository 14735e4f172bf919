"""Who may register, link and read directives, and who confirms a rule of law."""

from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

_WRITERS = (Role.CLERK, Role.LEADER)
# A register holds what one's own office, those above and those below have issued.
_NEAR = (Relation.OWN, Relation.ABOVE, Relation.BELOW)
_MINE = (Relation.OWN, Relation.BELOW)

GRANTS = [
    *(Grant("directives.register", role, relation) for role in _WRITERS for relation in _NEAR),
    # What is said of a paper afterwards is said by the office that put it into the register.
    *(Grant("directives.link", role, relation) for role in _WRITERS for relation in _MINE),
    *(Grant("directives.add_points", role, relation) for role in _WRITERS for relation in _MINE),
    *(Grant("directives.implement", role, relation) for role in _WRITERS for relation in _MINE),
    *(Grant("directives.give_duty", role, relation) for role in _WRITERS for relation in _MINE),
    *(Grant("directives.brief", role, relation) for role in _WRITERS for relation in _MINE),
    Grant("directives.confirm_rule", Role.LEGAL, Relation.OWN),
    Grant("directives.see_rules", "public", Relation.PUBLIC),
    Grant("directives.see", "public", Relation.PUBLIC),
]
