"""The parts of the one catalogue that speak of outlines, units' words, comments on a draft and what fell short."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTLINES: dict[str, str | Promise] = {
    "claim.changed_meanwhile": _(
        "Somebody else has changed this judgement meanwhile: “%(text)s”. Look at it, then keep yours again."
    ),
    "comment.answered_meanwhile": _(
        "Somebody else has answered “%(text)s…” meanwhile. Look at that answer below, then keep yours again."
    ),
    "comment.closed": _("This review is no longer a draft, so comments on it are not taken any more."),
    "comment.no_reason": _("“%(text)s…”: say why it is not taken up whole. The reason goes into the table."),
    "comment.sent_already": _("Your unit has sent its comments already. They stand on this page."),
    "controls.huge_picture": _(
        "A picture in the file has %(megapixels)s million dots; at most 50 million are read. Take it out of the file."
    ),
    "controls.missing": _(
        "The field “%(field)s” is missing in the file. Download the file anew and write in its fields."
    ),
    "controls.missing_in_row": _(
        "In row %(row)s the field “%(field)s” is missing. Copy a whole row, or add one by the + at its end."
    ),
    "controls.outside": _(
        "The file links to something outside it (%(link)s) and was not read. Remove the link and send it again."
    ),
    "controls.unknown": _(
        "The file has a field that this page does not know: “%(field)s”. Use the file downloaded from this page."
    ),
    "next.given": _("“%(text)s…” was given meanwhile. Look again; it is not listed any more."),
    "next.no_lead": _("“%(text)s…” has no lead. Choose the office, or take the tick away."),
    "next.still_runs": _(
        "“%(text)s…” still runs in this programme and would count twice. Choose the programme of the next period, "
        "or take the tick away."
    ),
    "notice.comments_asked": _("A draft waits for your unit's comments until %(due)s: %(title)s"),
    "notice.comments_in": _("%(unit)s has answered on the draft: %(title)s"),
    "notice.outline_more_time": _(
        "Your unit has more time, until %(due)s, to write for “%(title)s”, %(period)s."
    ),
    "notice.outline_sent": _("Your unit is to write for the review “%(title)s”, %(period)s, until %(due)s."),
    "notice.review_sent_up": _("%(unit)s has sent its review: %(title)s"),
    "notice.words_handed_in": _("%(unit)s has handed in its words for “%(title)s”, %(period)s."),
    "notice.words_returned": _("What your unit wrote for “%(title)s”, %(period)s, was returned: %(reason)s"),
    "outline.changed_meanwhile": _(
        "Somebody else has changed this outline meanwhile. Your rows stand below; compare, then keep them again."
    ),
    "outline.due_passed": _("The due moment, %(due)s, has passed already. Give a later one."),
    "outline.empty": _("“%(heading)s” is empty. Write what there is to tell, or that there was nothing."),
    "outline.file_of_another": _(
        "This file was made for another page. Download the file of this page and write in it."
    ),
    "outline.gone_meanwhile": _(
        "A ticked paragraph is not handed in any more: its unit's words were returned. Look again and tick anew."
    ),
    "outline.handed_in_meanwhile": _(
        "One of the ticked units has handed in meanwhile, so it needs no more time. Look again and tick anew."
    ),
    "outline.known": _("There is an outline for %(period)s already. Open that one."),
    "outline.line_unknown": _(
        "“%(line)s” under “%(heading)s” is no line of the programme's forms. Write it as the file lists them."
    ),
    "outline.no_file": _("Choose the Word file first."),
    "outline.no_heading": _("An outline needs at least one heading."),
    "outline.no_reason": _("Say why it is returned: the unit reads it above its words."),
    "outline.no_reason_for_time": _("Say why more time is given: the reason stays on record."),
    "outline.no_title": _("Heading %(order)s has no name. Write it, or drop the heading."),
    "outline.nobody_asked": _("Choose at least one unit."),
    "outline.none_chosen": _("No paragraph is ticked. Tick one or more, then take, merge or quote."),
    "outline.part_too_long": _("The name of the part “%(part)s” is too long: at most 300 characters."),
    "outline.piece_empty": _("The text is empty. Write it, or leave it out of the draft by its button."),
    "outline.quote_changed": _(
        "“%(text)s…” is a quote and stays word for word. To word it otherwise, leave it out and take the paragraph."
    ),
    "outline.section_unknown": _(
        "“%(section)s”, chosen for “%(heading)s”, is no part of the review. Choose one from the list in the field."
    ),
    "outline.sent_already": _("The outline was sent down, so its headings and its list stay as they are."),
    "outline.state": _(
        "What the unit writes is %(state)s now, so this can no longer be done. Open it again to see how it stands."
    ),
    "outline.time_earlier": _("The new moment must lie after %(last)s."),
    "outline.too_long": _("This text is too long: at most %(most)s characters are kept here."),
    "outline.words_changed": _(
        "Somebody else of your unit has written under this heading meanwhile. Both texts are shown; keep what is right."
    ),
    "outline.words_differ": _(
        "What %(unit)s handed in for “%(title)s” is not what the ledger says: its words were changed past the system. "
        "Restore the database from a backup."
    ),
    "review.sent_already": _("%(unit)s has this review already."),
    "shortcoming.changed_meanwhile": _(
        "Somebody else has written about “%(text)s…” meanwhile. Look at their words, then keep yours again."
    ),
    "shortcoming.gone": _(
        "This is no shortcoming any more: the records have changed meanwhile. "
        "What you typed stands below; take over what you need."
    ),
    "shortcoming.due_before": _(
        "%(day)s is no day to mend it by: on %(since)s it still fell short. Give a later day."
    ),
    "shortcoming.mended_before": _(
        "%(day)s is too early: on %(since)s it was still there. Give the day on which it was mended."
    ),
    "shortcoming.day_ahead": _("%(day)s is still to come. Give the day on which it was mended."),
    "report_paper.none_approved": _(
        "No report of %(period)s is approved yet. Approve at least one; then there is something to report."
    ),
    "report_paper.not_sent": _(
        "This report was not handed in yet, or is being mended. Hand it in first; then it becomes a paper."
    ),
}

OUTLINE_ACTIONS: dict[str, str | Promise] = {
    "reviews.ask_comments": _("send this draft out for comments"),
    "reviews.comment": _("comment on this draft"),
    "reviews.hand_in": _("write and hand in for this unit"),
    "reviews.outline": _("draw up this outline"),
    "reviews.receive": _("confirm that this review was received"),
    "reviews.return_words": _("return what this unit wrote"),
    "reviews.see_outline": _("see this outline"),
    "reviews.see_sent": _("see what was sent to this unit"),
    "reviews.see_words": _("see what this unit wrote"),
    "reviews.send_up": _("send this review up"),
}
