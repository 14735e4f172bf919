"""The part of the one catalogue that speaks of reports: what is asked about a cell, who enters, reminds, objects."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPORTS: dict[str, str | Promise] = {
    "figures.jump": _(
        "%(now)s now, %(then)s for %(period)s. If it is right, say in the note why it differs so much."
    ),
    "figures.off_last_year": _(
        "%(now)s now, %(then)s for %(period)s: %(percent)s %% off, more than the %(band)s %% of the form. "
        "If it is right, say in the note why."
    ),
    "figures.pair_missing": _(
        "%(where)s is needed, for line %(order)s is not 0. Fill it in, or set line %(order)s right."
    ),
    "figures.pair_unknown": _(
        "Line %(order)s names a line that does not stand in the form, or itself. Name another."
    ),
    "figures.zero_new": _("0 now, and never 0 before. If it is right, say in the note why."),
}
