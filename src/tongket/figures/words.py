"""How states and sources are said on a screen: the tone of the badge and the word."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongket.figures.models import Figure, Report
from tongket.figures.queries import DueState

type Said = tuple[str, str | Promise]

DUE_STATES: dict[str, Said] = {
    DueState.ON_TIME: ("done", _("in time")),
    DueState.LATE: ("risk", _("late")),
    DueState.OVERDUE: ("late", _("overdue")),
    DueState.NOT_YET_DUE: ("open", _("not yet due")),
}
REPORT_STATES: dict[str, Said] = {
    "": ("none", _("not begun")),
    Report.State.DRAFT: ("draft", _("draft")),
    Report.State.SUBMITTED: ("waiting", _("waiting for approval")),
    Report.State.RETURNED: ("risk", _("returned")),
    Report.State.APPROVED: ("done", _("approved")),
}
STEPS: dict[str, str | Promise] = {
    "opened": _("Begun"),
    "submitted": _("Sent in"),
    "returned": _("Returned"),
    "approved": _("Approved"),
    "corrected": _("Corrected"),
    Figure.Source.COUNTED: _("Counted by the system"),
    Figure.Source.TAKEN_OVER: _("Taken over from a document"),
}
