"""Who may change the tree, fill posts and give host names. Reading the tree is everybody's."""

from tongket.units.grants import Grant, Relation
from tongket.units.hats import PUBLIC
from tongket.units.models import Role

_KEPT = (
    "units.establish",
    "units.reorganise",
    "units.appoint",
    "units.end_appointment",
    "units.make_host",
    "units.keep_hook",
    "units.give_code",
    "units.open_account",
    "units.reset_password",
    "units.close_account",
    "units.seed_calendar",
)

GRANTS = [
    *(Grant(act, Role.KEEPER, near) for act in _KEPT for near in (Relation.OWN, Relation.BELOW)),
    Grant("units.name_deputy", Role.LEADER, Relation.OWN),
    *(
        Grant("units.see_posts", role, near)
        for role in Role.values
        for near in (Relation.OWN, Relation.BELOW, Relation.ABOVE)
    ),
    # For the own post; the keeper for any post that is kept here.
    *(
        Grant(act, role, Relation.OWN)
        for act in ("units.make_token", "units.revoke_token")
        for role in Role.values
    ),
    *(Grant(act, Role.KEEPER, Relation.BELOW) for act in ("units.make_token", "units.revoke_token")),
    Grant("units.see", PUBLIC.role, Relation.PUBLIC),
]
