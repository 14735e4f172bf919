"""Who may plan meetings, answer invitations, keep the weekly calendar and plan reviews."""

from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

_MAKERS = (Role.CLERK, Role.LEADER)
_OFFICERS = (Role.CLERK, Role.LEADER, Role.REPORTER, Role.APPROVER, Role.SUPERVISOR, Role.LEGAL)
_NEAR = (Relation.OWN, Relation.BELOW, Relation.ABOVE)

GRANTS = [
    *(
        Grant("meetings.plan", role, relation)
        for role in _MAKERS
        for relation in (Relation.OWN, Relation.BELOW)
    ),
    *(Grant("meetings.reply", role, Relation.OWN) for role in _OFFICERS),
    # Before it is held a meeting is seen by its office, those above and below, and whoever is invited.
    *(Grant("meetings.see", role, relation) for role in _OFFICERS for relation in (*_NEAR, Relation.PARTY)),
    *(Grant("meetings.keep_week", role, Relation.OWN) for role in _MAKERS),
    *(Grant("meetings.see_week", role, relation) for role in _OFFICERS for relation in _NEAR),
    *(Grant("meetings.plan_review", role, Relation.OWN) for role in _MAKERS),
]
