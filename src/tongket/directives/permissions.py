"""Who may register, link and read directives; who keeps the papers of an office; who confirms a rule of law."""

from tongket.units.grants import Grant, Relation
from tongket.units.models import Role

_WRITERS = (Role.CLERK, Role.LEADER)
# A register holds what one's own office, those above and those below have issued.
_NEAR = (Relation.OWN, Relation.ABOVE, Relation.BELOW)
_MINE = (Relation.OWN, Relation.BELOW)
# Papers of an office are read in it, and by the offices that its papers name; the site's keeper reads none.
_OFFICERS = (Role.LEADER, Role.CLERK, Role.REPORTER, Role.APPROVER, Role.SUPERVISOR, Role.LEGAL)
_DRAFTERS = (Role.REPORTER, Role.CLERK, Role.LEADER, Role.LEGAL)

GRANTS = [
    *(Grant("directives.register", role, relation) for role in _WRITERS for relation in _NEAR),
    # What is said of a paper afterwards is said by the office that put it into the register.
    *(Grant("directives.link", role, relation) for role in _WRITERS for relation in _MINE),
    *(Grant("directives.add_points", role, relation) for role in _WRITERS for relation in _MINE),
    *(Grant("directives.implement", role, relation) for role in _WRITERS for relation in _MINE),
    *(Grant("directives.give_duty", role, relation) for role in _WRITERS for relation in _MINE),
    *(Grant("directives.brief", role, relation) for role in _WRITERS for relation in _MINE),
    Grant("directives.receive", Role.CLERK, Relation.OWN),
    Grant("directives.keep_partners", Role.CLERK, Relation.OWN),
    Grant("directives.instruct", Role.LEADER, Relation.OWN),
    *(
        Grant("directives.see_papers", role, relation)
        for role in _OFFICERS
        for relation in (Relation.OWN, Relation.PARTY, Relation.SUCCESSOR)
    ),
    # A paper's way: whose office drafts it comes first, then the body that issues it.
    *(Grant("directives.draft", role, Relation.OWN) for role in _DRAFTERS),
    *(Grant("directives.initial", role, Relation.OWN) for role in (Role.LEADER, Role.APPROVER)),
    *(Grant("directives.initial_form", role, Relation.OWN) for role in (Role.CLERK, Role.APPROVER)),
    *(
        Grant("directives.give_opinion", role, Relation.OWN)
        for role in (*_WRITERS, Role.APPROVER, Role.LEGAL)
    ),
    *(Grant("directives.give_opinion", role, Relation.ABOVE) for role in (Role.LEADER, Role.LEGAL)),
    *(Grant("directives.send_back", role, Relation.OWN) for role in (Role.LEADER, Role.CLERK, Role.APPROVER)),
    Grant("directives.sign", Role.LEADER, Relation.OWN),
    *(
        Grant(action, Role.CLERK, Relation.OWN)
        for action in (
            "directives.number",
            "directives.seal",
            "directives.issue",
            "directives.file_paper",
            "directives.skip_number",
        )
    ),
    # The clerk makes copies of the papers in the office's books; whose signature they take decides on them.
    *(Grant("directives.copy", role, Relation.OWN) for role in _WRITERS),
    *(Grant("directives.keep_work_file", role, Relation.OWN) for role in _DRAFTERS),
    Grant("directives.confirm_rule", Role.LEGAL, Relation.OWN),
    Grant("directives.see_rules", "public", Relation.PUBLIC),
    Grant("directives.see", "public", Relation.PUBLIC),
]
