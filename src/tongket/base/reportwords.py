"""The part of the one catalogue that speaks of reports: what is asked about a cell, who enters, reminds, objects."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPORTS: dict[str, str | Promise] = {
    "figures.answer_missing": _("Write the answer: the unit reads it beside the figure."),
    "figures.answered_already": _("This objection has been answered already."),
    "figures.approved": _("“%(title)s” for %(period)s is approved; its figures count from now on."),
    "figures.begun_already": _("This report has been begun. Open it again to see by whom."),
    "figures.cell_differs": _(
        "“%(name)s”, %(period)s, %(unit)s: %(right)s was handed in and approved, the figure says “%(found)s”."
    ),
    "figures.channel_missing": _("Say how the unit told it: on paper, or by telephone."),
    "figures.counted_line": _(
        "The system counts this line, so nobody writes in it. Object to it if it is wrong."
    ),
    "figures.counted_whole": _(
        "Line %(order)s is counted by the system, for the whole only. Leave “only for” empty."
    ),
    "figures.entered_for": _(
        "“%(title)s” for %(period)s is being entered for your unit. Look whether it is what you sent."
    ),
    "figures.entry_differs": _(
        "Figures of “%(name)s” are not what the ledger's entry %(entry)s of %(day)s (%(kind)s) says: "
        "they were changed past the system. The entry is of %(said)s figures, %(stand)s stand."
    ),
    "figures.explained": _("%(unit)s explains its mark in “%(title)s”, %(period)s: %(said)s"),
    "figures.jump": _(
        "%(now)s now, %(then)s for %(period)s. If it is right, say in the note why it differs so much."
    ),
    "figures.mixed_kinds": _(
        "Figures of two kinds of period lie in %(period)s, such as %(one)s and %(other)s; added up, days would "
        "count twice. Choose one of the shorter periods."
    ),
    "figures.no_mark_yet": _(
        "This report is not due yet and nothing stands against it, so there is nothing to explain."
    ),
    "figures.nobody_late": _("Nobody is late with this report, so nobody is reminded."),
    "figures.not_counted": _("The system does not count this line. Write the right figure into it."),
    "figures.objected": _("An objection to what was counted: %(line)s, %(period)s. %(said)s"),
    "figures.objected_already": _("An objection to this figure waits for its answer already."),
    "figures.objection_answered": _("Your objection is answered: %(line)s, %(period)s. %(said)s"),
    "figures.off_last_year": _(
        "%(now)s now, %(then)s for %(period)s: %(percent)s %% off, more than the %(band)s %% of the form. "
        "If it is right, say in the note why."
    ),
    "figures.opened": _("“%(title)s” is due for %(period)s."),
    "figures.own_report": _("You handed in this report yourself, so somebody else has to approve it."),
    "figures.pair_missing": _(
        "%(where)s is needed, for line %(order)s is not 0. Fill it in, or set line %(order)s right."
    ),
    "figures.pair_unknown": _(
        "Line %(order)s names a line that does not stand in the form, or itself. Name another."
    ),
    "figures.peers_elsewhere": _("A group holds units under your own only. Take the others out."),
    "figures.peers_later": _("The group began on %(start)s. Choose a later day."),
    "figures.peers_two": _("To compare needs at least two units. Name one more."),
    "figures.reminded": _(
        "“%(title)s” for %(period)s was due by %(due)s and has not come. Please hand it in."
    ),
    "figures.reminded_today": _("All who are late have been reminded today. It can be done again tomorrow."),
    "figures.returned": _("“%(title)s” for %(period)s was returned: %(reason)s"),
    "figures.rollup_differs": _(
        "“%(name)s”, %(period)s, %(unit)s: the figures come to %(right)s, the roll-up from the store says %(found)s."
    ),
    "figures.second_evidence": _(
        "%(where)s has the file “%(name)s” already, and nothing was replaced. Send both in one file, such as a "
        "PDF, and tick “Replace the file that the line has already”."
    ),
    "figures.split_deep": _(
        "Line %(order)s would be split by three dimensions; two are the most. Leave the second one out, or split "
        "the whole instead."
    ),
    "figures.split_long": _("A form has at most %(most)s lines. Split into fewer parts."),
    "figures.split_not_added": _(
        "Line %(order)s is a rate, a mean, a least or a greatest: its parts do not add up to it. Split the two "
        "counts it is made of instead."
    ),
    "figures.split_twice": _(
        "Line %(order)s has parts already. Take them away first, or split one of the parts."
    ),
    "figures.split_unknown": _("No line bears the number %(order)s. Give the number in the first column."),
    "figures.submitted": _("“%(title)s” for %(period)s was handed in and waits for approval."),
    "figures.superseded_already": _("This figure has been corrected already. Correct the newer one."),
    "figures.table_differs": _(
        "“%(name)s”, %(period)s, %(unit)s: the figures come to %(right)s, the table that is kept says %(found)s. "
        "Empty the folder “cache” of the data folder."
    ),
    "figures.term_overlaps": _("The last term, %(last)s, is not over by then. Begin the next one after it."),
    "figures.zero_new": _("0 now, and never 0 before. If it is right, say in the note why."),
    # units: who does another's work for some days
    "units.deputy_days": _(
        "Give days from today on, at most %(most)s of them, on which the post is still held by who holds it now."
    ),
    "units.deputy_post": _(
        "A deputy is named for those who fill in reports and for clerks. Choose such a post."
    ),
    "units.deputy_stranger": _(
        "%(name)s holds no other post here on all of these days. Choose somebody of your own unit."
    ),
    "units.deputy_taken": _("The post has a deputy on some of these days already. Choose other days."),
}

REPORT_ACTIONS: dict[str, str | Promise] = {
    "figures.answer": _("answer an objection to a counted figure"),
    "figures.enter_for": _("enter a report for this unit"),
    "figures.object": _("object to a counted figure"),
    "figures.peers": _("name a group of units that are compared"),
    "figures.remind": _("remind who is late"),
    "units.name_deputy": _("name who does somebody's work for some days"),
}
