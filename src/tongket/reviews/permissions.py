"""Who may hold meetings' records, build, approve and publish reviews."""

from tongket.reviews.models import Review
from tongket.reviews.outlines.models import Submission
from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

_MAKERS = (Role.CLERK, Role.LEADER)
_READERS = (Role.CLERK, Role.LEADER, Role.REPORTER, Role.APPROVER, Role.SUPERVISOR, Role.LEGAL)
# Whoever writes for an office or village.
_WRITERS = (Role.CLERK, Role.LEADER, Role.REPORTER, Role.SUPERVISOR)
_UNFINISHED = (Submission.State.DRAFT, Submission.State.RETURNED)
_DONE = (Review.State.APPROVED, Review.State.PUBLISHED)

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
    Grant("reviews.open_term", Role.CLERK, Relation.OWN),
    *(Grant("reviews.see_register", role, Relation.OWN) for role in _READERS),
    *(
        Grant("reviews.see", role, relation)
        for role in _READERS
        for relation in (Relation.OWN, Relation.BELOW, Relation.ABOVE, Relation.SUCCESSOR)
    ),
    Grant("reviews.see", "public", Relation.PUBLIC, Review.OPEN_TO_ALL),
    Grant("reviews.see_meeting", "public", Relation.PUBLIC),
    *(
        Grant("reviews.outline", role, relation)
        for role in _MAKERS
        for relation in (Relation.OWN, Relation.BELOW)
    ),
    *(
        Grant("reviews.see_outline", role, relation)
        for role in _READERS
        for relation in (Relation.OWN, Relation.BELOW)
    ),
    *(
        Grant("reviews.see_words", role, relation)
        for role in _READERS
        for relation in (Relation.OWN, Relation.PARTY)
    ),
    *(Grant("reviews.hand_in", role, Relation.OWN, _UNFINISHED) for role in _WRITERS),
    *(Grant("reviews.return_words", role, Relation.OWN) for role in _MAKERS),
    *(Grant("reviews.ask_comments", role, Relation.OWN, (Review.State.BUILT,)) for role in _MAKERS),
    *(
        Grant("reviews.see_sent", role, relation)
        for role in _READERS
        for relation in (Relation.OWN, Relation.PARTY)
    ),
    *(Grant("reviews.comment", role, Relation.OWN) for role in _WRITERS),
    *(Grant("reviews.send_up", role, Relation.OWN, _DONE) for role in _MAKERS),
    *(Grant("reviews.receive", role, Relation.OWN) for role in _WRITERS),
]
