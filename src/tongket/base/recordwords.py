"""What the records are called whose standing the ledger keeps, and what `tongket check` says of one that differs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RECORDS: dict[str, str | Promise] = {
    "record.differs": _(
        "%(kind)s “%(record)s” is not as the last entry about it left it: a row was changed or added past the "
        "system. Restore the database from a backup."
    ),
    "record.lost": _(
        "%(kind)s %(record)s is gone, though no entry says so: a row was taken out past the system. Restore the "
        "database from a backup."
    ),
    "units.version_differs": _(
        "%(unit)s: name, kind or parent is not what the ledger tells of this unit: a row was changed or added past "
        "the system. Restore the database from a backup."
    ),
}

# By the table's label.
KINDS: dict[str, str | Promise] = {
    "base.rulecheck": _("The confirmation of a rule"),
    "bodies.steeringbody": _("The steering body"),
    "bodies.training": _("The training"),
    "directives.briefing": _("The briefing"),
    "directives.directive": _("The directive"),
    "directives.implements": _("The link of the cascade"),
    "directives.instruction": _("The leader's instruction"),
    "directives.partner": _("The code of a partner"),
    "directives.workfile": _("The work file"),
    "figures.form": _("The form"),
    "figures.indicator": _("The indicator"),
    "figures.objection": _("The objection to a count"),
    "figures.peergroup": _("The group of units that are compared"),
    "figures.reminder": _("The reminder of a report"),
    "honours.award": _("The award"),
    "meetings.plannedreview": _("The planned review"),
    "meetings.weekentry": _("The line of the weekly calendar"),
    "meetings.weekfeed": _("The private address of a calendar"),
    "programmes.explanation": _("The explanation of a task"),
    "programmes.programme": _("The programme"),
    "reviews.meeting": _("The meeting"),
    "reviews.sent": _("The review that was sent round"),
    "units.appointment": _("The appointment"),
    "units.hook": _("The address outside that is told of events"),
    "units.token": _("The token"),
}
