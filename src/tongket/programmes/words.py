"""How the state of a task is shown: a tone, a word; and what each kind of event is called on its button."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongket.programmes.models import TaskEvent
from tongket.programmes.queries import TaskLine
from tongket.programmes.state import TaskState, next_kinds

Kind = TaskEvent.Kind

STATES: dict[TaskState, tuple[str, Promise]] = {
    TaskState.IN_TIME: ("done", _("done in time")),
    TaskState.LATE: ("risk", _("done late")),
    TaskState.UNDER_WAY: ("open", _("under way")),
    TaskState.OVERDUE: ("late", _("overdue")),
    TaskState.SUSPENDED: ("waiting", _("suspended")),
    TaskState.STOPPED: ("none", _("stopped")),
}


@dataclass(frozen=True)
class Offer:
    """Something that may be done to a task now: the verb on the button, and what has to be said with it."""

    kind: str
    verb: Promise
    fields: tuple[str, ...]
    hint: Promise | str = ""


OFFERS: dict[str, Offer] = {
    offer.kind: offer
    for offer in (
        Offer(Kind.ACCEPTED, _("Accept the task"), ()),
        Offer(Kind.HANDED_IN, _("Hand in the product"), ("product", "product_on", "note")),
        Offer(Kind.PROGRESS, _("Tell of progress"), ("note",)),
        Offer(Kind.EXTENSION_ASKED, _("Ask for an extension"), ("new_due", "note")),
        Offer(Kind.SENT_BACK, _("Send back as not ours"), ("note",)),
        Offer(Kind.CONFIRMED, _("Confirm the product"), ()),
        Offer(Kind.RETURNED, _("Return the product"), ("note",)),
        Offer(Kind.GIVEN, _("Give it anew"), ("lead", "new_due", "note")),
        Offer(Kind.EXTENDED, _("Grant an extension"), ("new_due", "note")),
        Offer(Kind.NOT_EXTENDED, _("Refuse the extension"), ("note",)),
        Offer(Kind.REOPENED, _("Open the task again"), ("note",)),
        Offer(Kind.SUSPENDED, _("Suspend the task"), ("decision", "decision_on", "note")),
        Offer(Kind.STOPPED, _("Stop the task"), ("decision", "decision_on", "note")),
    )
}
# What an officer may leave out of the fields of an offer.
OPTIONAL: dict[str, set[str]] = {
    Kind.HANDED_IN: {"note"},
    Kind.GIVEN: {"new_due", "note"},
    Kind.SUSPENDED: {"note"},
    Kind.STOPPED: {"note"},
}


def offers_for(line: TaskLine) -> list[Offer]:
    """What may come next, as the task stands; who may do which is the grant table's to say."""
    kinds = next_kinds(line.standing.course)
    return [OFFERS[kind] for kind in OFFERS if kind in kinds]
