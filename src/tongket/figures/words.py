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
# How often a form is filled in, by the kind of its periods.
PERIOD_KINDS: dict[str, str | Promise] = {
    "month": _("every month"),
    "quarter": _("every quarter"),
    "half": _("every half-year"),
    "nine_months": _("once a year, for nine months"),
    "year": _("every year"),
    "nd09:month": _("every month, from the 15th to the 14th (Decree 09/2019)"),
    "nd09:quarter": _("every quarter, from the 15th to the 14th (Decree 09/2019)"),
    "nd09:half": _("every half-year, from the 15th to the 14th (Decree 09/2019)"),
    "nd09:nine_months": _("once a year, for nine months to 14 September (Decree 09/2019)"),
    "nd09:year": _("every year, to 14 December (Decree 09/2019)"),
    "week": _("every week"),
    "day": _("on a day named each time"),
    "term": _("once, for the whole term"),
}
# What the system can count itself, by the name of the measure.
COUNTED: dict[str, str | Promise] = {
    "figures.reports_in_time": _("the system: reports that the unit handed in on time"),
}
# The reporting regimes to which kinds of period belong.
REGIMES: dict[str, str | Promise] = {
    "state": _("reporting of State bodies"),
    "party": _("reporting within the Party"),
    "front": _("reporting within the Front"),
    "council": _("reporting of the people's council"),
    "calendar": _("periods of the calendar, set by whoever asks"),
    "adhoc": _("ad hoc, by a day and an hour"),
    "term": _("on a theme, for a whole term"),
}
# Kinds that are the same whoever asks.
REGIME_OF = {"day": "adhoc", "term": "term"}
STEPS: dict[str, str | Promise] = {
    "opened": _("Begun"),
    "submitted": _("Sent in"),
    "returned": _("Returned"),
    "approved": _("Approved"),
    "corrected": _("Corrected"),
    "entered": _("Entered for the unit"),
    "extended": _("Given more time"),
    "reminded": _("Reminded"),
    "objected": _("Objected to a counted figure"),
    "answered": _("Objection answered"),
    "explained": _("Explained by the unit"),
    Figure.Source.COUNTED: _("Counted by the system"),
    Figure.Source.TAKEN_OVER: _("Taken over from a document"),
}
