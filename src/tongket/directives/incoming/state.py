"""The state of a paper that came in, computed from its instruction and what became of the task."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tongket.directives.incoming.given import Outcome
from tongket.directives.models import Instruction


class State(StrEnum):
    """No row stores it."""

    WAITING = "waiting"
    NOTED = "noted"
    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    IN_TIME = "done_in_time"
    LATE = "done_late"
    SUSPENDED = "suspended"
    STOPPED = "stopped"


# Word and tone of each state; a state is told by its word as well.
WORDS = {
    State.WAITING: (_("waiting for the leader"), "waiting"),
    State.NOTED: (_("for information, closed"), "done"),
    State.UNDER_WAY: (_("being dealt with"), "open"),
    State.OVERDUE: (_("overdue"), "late"),
    State.IN_TIME: (_("done in time"), "done"),
    State.LATE: (_("done late"), "risk"),
    State.SUSPENDED: (_("suspended"), "risk"),
    State.STOPPED: (_("stopped"), "none"),
}
CLOSED = frozenset({State.NOTED, State.IN_TIME, State.LATE, State.STOPPED})


def state_of(instruction: Instruction | None, outcome: Outcome | None) -> State:
    """Waiting without an instruction, closed at once “for information”, else as its task stands."""
    if instruction is None:
        return State.WAITING
    if instruction.lead_id is None:
        return State.NOTED
    return State(outcome.state) if outcome else State.UNDER_WAY
