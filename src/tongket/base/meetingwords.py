"""The parts of the one catalogue that speak of meetings, the weekly calendar and the plans of reviews."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEETINGS: dict[str, str | Promise] = {
    "directive.bare": _(
        "“%(cited)s” does not say who issued it, and several bodies give the same number. Write the whole symbol, "
        "for example 28-NQ/TW; or register it once more as it stands."
    ),
    "directive.bare_known": _(
        "“%(cited)s” may be one that is registered already: %(found)s. Open that one, or write the whole symbol of "
        "yours; sent once more, it stands as typed."
    ),
    "conclusion.noticed": _(
        "The notice of the conclusions is on its way already: %(paper)s. Have it sent back before the points change."
    ),
    "meeting.changed": _(
        "Somebody else has changed this meanwhile. Open the page anew, look at what stands there, and type yours again."
    ),
    "meeting.day_passed": _(
        "%(day)s has passed. Plan a meeting for a day to come, or record one that was held."
    ),
    "meeting.list_gone": _(
        "The list of those present was destroyed on %(day)s. Only the count stays; no new list is taken."
    ),
    "meeting.no_agreement": _("Only a coordination programme is signed at a meeting. Choose such a one."),
    "meeting.no_items": _("No point is written. Fill in at least one row with its minutes."),
    "meeting.no_number": _(
        "The invitation has no number yet. Put it into the outgoing book, have it signed and numbered, then send it."
    ),
    "meeting.no_substitute": _("Name the post of who comes in place, for example Phó Trưởng thôn."),
    "meeting.nobody_invited": _("Nobody new is on the list. Tick an office or name another one."),
    "meeting.not_held": _(
        "“%(title)s” has not been held yet, or has no minutes. Write its minutes first: what it said goes into the"
        " outgoing book afterwards."
    ),
    "meeting.not_planned": _("“%(title)s” was held or called off: its plan is not changed any more."),
    "meeting.past_midnight": _(
        "%(minutes)s minutes from %(starts)s on run past midnight. Shorten the programme, begin earlier, or hold a"
        " second meeting on the next day."
    ),
    "meeting.sent_already": _(
        "The invitations have gone out already. Invite others, or call the meeting off."
    ),
    "meeting.text_is_there": _(
        "The text of “%(title)s” has been handed in: it stays on the list. Hand in another text instead."
    ),
    "notice.contribution": _(
        "Your office is asked for a contribution, “%(title)s”, to: %(meeting)s, %(day)s"
    ),
    "notice.invited": _("Your office is invited: %(meeting)s, %(hour)s on %(day)s. Please answer."),
    "notice.meeting_moved": _(
        "Changed: %(meeting)s is now at %(hour)s on %(day)s. Look at the invitation and answer it."
    ),
    "notice.meeting_off": _("Called off: %(meeting)s, %(hour)s on %(day)s"),
    "body.ahead": _("%(day)s is still to come. Record a body once it has been founded."),
    "body.no_members": _("Nobody is a member yet. Fill in at least one row with its post."),
    "body.term": _("The term ends on %(end)s, before it begins on %(start)s. Check both."),
    "opinion.answered": _("%(body)s has answered already: correct its answer instead."),
    "opinion.asked_ahead": _("%(day)s is still to come. Give the day on which the body was asked."),
    "opinion.begun": _("“%(title)s” runs already with tasks in it: it cannot become a draft again."),
    "opinion.day": _(
        "The paper bears the date %(day)s. It cannot be older than the question, %(asked)s, nor lie ahead. Check it."
    ),
    "opinion.known": _("%(body)s is on the list already."),
    "opinion.missing": _(
        "%(body)s has not answered yet. Record its opinion, with number and date of its paper, then approve the plan."
    ),
    "opinion.no_draft": _("“%(title)s” is no draft any more: nothing about its opinions is changed."),
    "opinion.no_note": _("Say what the body does not agree to, and how that was met."),
    "plan.due_passed": _("%(day)s has passed. Give a day to come."),
    "plan.known": _("A review of this kind up to %(year)s is planned already. Change that one."),
    "plan.years": _("The years %(first)s to %(last)s cannot be reviewed. Check both."),
    "programme.draft": _("“%(title)s” is a draft: no task is given out in it before it is approved."),
    "training.ahead": _("%(day)s is still to come. Record a training once it has been held."),
    "training.religion": _(
        "“%(group)s” names a religion. Trainings are counted by the directive's groups of offices and posts; "
        "religion is never one of them."
    ),
    "week.changed": _(
        "Somebody else has changed this line meanwhile. Open the page anew and type yours again."
    ),
    "week.hours": _("It ends at %(ends)s, before it begins at %(starts)s. Check both hours."),
}

# What a grant is about, as “you may not do this: …” says it.
MEETING_ACTIONS: dict[str, str | Promise] = {
    "bodies.found": _("keep this steering body"),
    "bodies.train": _("record a training"),
    "programmes.approve": _("approve this plan"),
    "meetings.keep_week": _("write in this weekly calendar"),
    "meetings.plan": _("prepare this meeting"),
    "meetings.plan_review": _("plan reviews of a directive"),
    "meetings.reply": _("answer this invitation"),
    "meetings.see": _("see this meeting before it is held"),
    "meetings.see_week": _("see this weekly calendar"),
}
