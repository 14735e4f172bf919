"""The way of a paper, step by step. What may come next is told here and nowhere else."""

from django.utils.translation import gettext_lazy as _

from tongket.directives.models import Outgoing, OutgoingStep
from tongket.law.kinds import COPIES
from tongket.viet.fault import refusal

State, Kind = Outgoing.State, OutgoingStep.Kind

# The step that leads on from each state, the state it leads to, and the grant that it takes.
NEXT: dict[str, tuple[str, str, str]] = {
    State.DRAFT: (Kind.HEADED, State.HEADED, "directives.initial"),
    State.HEADED: (Kind.FORMED, State.FORMED, "directives.initial_form"),
    State.FORMED: (Kind.SUBMITTED, State.SUBMITTED, "directives.draft"),
    State.SUBMITTED: (Kind.SIGNED, State.SIGNED, "directives.sign"),
    State.SIGNED: (Kind.NUMBERED, State.NUMBERED, "directives.number"),
    State.NUMBERED: (Kind.SEALED, State.SEALED, "directives.seal"),
    State.SEALED: (Kind.ISSUED, State.ISSUED, "directives.issue"),
    State.ISSUED: (Kind.FILED, State.FILED, "directives.file_paper"),
}
# Steps that the drafting office takes; all others are the issuing body's.
OF_DRAFTER = frozenset({Kind.HEADED, Kind.SUBMITTED})
# Before the signature a paper can go back to its drafter.
ON_THE_WAY = frozenset({State.HEADED, State.FORMED, State.SUBMITTED})
VERBS = {
    Kind.HEADED: _("Initial for the drafting office"),
    Kind.FORMED: _("Initial for form"),
    Kind.SUBMITTED: _("Lay it before the signer"),
    Kind.SIGNED: _("Sign"),
    Kind.NUMBERED: _("Number and date it"),
    Kind.SEALED: _("Seal it"),
    Kind.ISSUED: _("Issue it"),
    Kind.FILED: _("File it"),
    Kind.OPINION: _("Write an opinion"),
    Kind.SENT_BACK: _("Send it back"),
    Kind.CHANGED: _("Change the draft"),
}


def next_step(paper: Outgoing) -> tuple[str, str, str] | None:
    """The step that leads on; a copy says nothing of its own to initial, and is laid before the signer at once."""
    state = State.FORMED if paper.state == State.DRAFT and paper.kind in COPIES else paper.state
    return NEXT.get(state)


def require_step(paper: Outgoing, kind: str) -> str:
    """The state that the step leads to; refused plainly where another step comes first."""
    step = next_step(paper)
    if step is None or step[0] != kind:
        raise wrong_step(paper, kind)
    return step[1]


def wrong_step(paper: Outgoing, kind: str) -> Exception:
    """“Sign” is not the next step: the paper is a draft; next comes …"""
    step = next_step(paper)
    wanted, state = str(VERBS.get(Kind(kind), kind)), str(paper.get_state_display())
    if step is None:
        return refusal("outgoing.ended", step=wanted, state=state)
    return refusal("outgoing.wrong_step", step=wanted, state=state, next=str(VERBS[Kind(step[0])]))
