"""Who may hold meetings' records, build, approve and publish reviews."""

from tongket.reviews.models import Review
from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

_MAKERS = (Role.CLERK, Role.LEADER)
_READERS = (Role.CLERK, Role.LEADER, Role.REPORTER, Role.APPROVER, Role.SUPERVISOR, Role.LEGAL)

GRANTS = [
    *(
        Grant("reviews.build", role, relation)
        for role in _MAKERS
        for relation in (Relation.OWN, Relation.BELOW)
    ),
    *(
        Grant("reviews.write", role, relation)
        for role in _MAKERS
        for relation in (Relation.OWN, Relation.BELOW)
    ),
    *(
        Grant("reviews.record_meeting", role, relation)
        for role in _MAKERS
        for relation in (Relation.OWN, Relation.BELOW)
    ),
    Grant("reviews.approve", Role.LEADER, Relation.OWN, (Review.State.BUILT,)),
    *(Grant("reviews.publish", role, Relation.OWN, (Review.State.APPROVED,)) for role in _MAKERS),
    Grant("reviews.show_sample", Role.CLERK, Relation.OWN, (Review.State.BUILT,)),
    *(Grant(act, Role.CLERK, Relation.OWN) for act in ("reviews.skip_number", "reviews.open_term")),
    *(Grant("reviews.see_register", role, Relation.OWN) for role in _READERS),
    *(
        Grant("reviews.see", role, relation)
        for role in _READERS
        for relation in (Relation.OWN, Relation.BELOW, Relation.ABOVE, Relation.SUCCESSOR)
    ),
    Grant("reviews.see", "public", Relation.PUBLIC, Review.OPEN_TO_ALL),
    Grant("reviews.see_meeting", "public", Relation.PUBLIC),
]
