"""The parts of the one catalogue that speak of accounts and posts, and of orders, promises, thanks and reviews.

base.faults holds the rest.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongket.base.meetingwords import MEETING_ACTIONS
from tongket.base.outlinewords import OUTLINE_ACTIONS
from tongket.base.paperwords import ACTS
from tongket.base.reportwords import REPORT_ACTIONS

# Who signs in, and who holds which post.
POSTS: dict[str, str | Promise] = {
    "units.host_main": _("Officers work under %(name)s. Give the place a host name of its own."),
    "units.same_name": _("%(above)s has a unit named %(name)s already. Look it up in the list of offices."),
    "account.closed": _(
        "This account is closed, for its holder has no post any more. Once appointed again, it opens again: "
        "ask the site keeper."
    ),
    "account.name_shape": _(
        "“%(name)s” cannot be an account name. Take 3 to 60 small letters without marks, digits, dots or "
        "hyphens, for example le.thi.hoa."
    ),
    "account.name_taken": _(
        "The account name “%(name)s” is taken. Choose another, or say that this person has an account already."
    ),
    "account.no_full_name": _("Give the full name of the person."),
    "account.no_match": _("No account matches this name and password. Check both and try again."),
    "account.not_found": _(
        "No account is called “%(name)s”. Check the spelling, or say that this person has no account yet."
    ),
    "account.not_twice": _("The new password was not typed twice alike. Type it again in both fields."),
    "account.old_wrong": _("The present password is not right. Type it again."),
    "account.out_of_reach": _(
        "%(name)s also holds the post “%(post)s”, which is not kept from here. The site keeper there can do this."
    ),
    "account.own_password": _(
        "This is your own account. Change its password under your name at the top of the page."
    ),
    "account.password_same": _("The new password is the present one. Choose another."),
    "account.password_weak": _(
        "This password is too short or too common: take at least %(least)s characters that are hard to guess."
    ),
    "account.wait": _(
        "Too many wrong tries for %(name)s. Wait for %(minutes)s min, then try again; nothing is locked."
    ),
    "units.followed_already": _("%(line)s has followed this event already. Nothing was changed."),
    "units.last_keeper": _(
        "This is the last site keeper without an end day here. Appoint another one first, then end this post."
    ),
    "units.village_line": _(
        "A village stands in the line of the State. Choose that line, or choose “office”."
    ),
}

# Sorted by room, lowest first; within a room by code.
CYCLE: dict[str, str | Promise] = {
    # base: what is sent twice, what is taken back
    "sent.already": _(
        "This form had been sent already, and that first sending was taken. To change what it made, go on to it; to "
        "enter something more, open the form anew: what you typed is brought back there."
    ),
    "record.borne": _(
        "“%(said)s” cannot be taken back, for something rests on it: %(found)s. Take that back first."
    ),
    "record.at_once": _(
        "At the same moment somebody else has written or taken away something that belongs to it. "
        "Nothing of yours was kept: go back, look at it once more and send it again."
    ),
    "record.gone": _("It does not stand there any more: somebody has taken it back. Nothing was changed."),
    # directives
    "briefing.day_ahead": _("%(day)s is still to come. Record a briefing once it has been held."),
    "briefing.more_than_all": _("%(reached)s reached of %(of)s: nobody can reach more than all. Check both."),
    "directive.ambiguous": _("“%(cited)s” may mean several directives: %(found)s. Give the date as well."),
    "directive.before_it": _(
        "%(day)s is before %(issued)s, when %(symbol)s was issued. Check the day, or the day of the paper."
    ),
    "directive.carried_by_itself": _("%(symbol)s cannot carry itself out. Choose another paper."),
    "directive.clause_of_another": _("Point %(number)s does not belong to %(symbol)s. Choose a point of it."),
    "directive.day_ahead": _("%(day)s is still to come. A document is registered once it has been issued."),
    "directive.force_before_issue": _(
        "This paper cannot be in force from %(force)s: it was issued on %(issue)s. Check both days."
    ),
    "directive.known": _("%(symbol)s of %(issuer)s with this date stands in the register already."),
    "directive.link_to_itself": _("%(symbol)s cannot be linked to itself. Choose another directive."),
    "directive.nobody_chosen": _("Choose at least one unit that has to carry the paper down."),
    "directive.no_abstract": _("The abstract is missing. Write what the document is about."),
    "directive.not_above": _(
        "%(later)s cannot replace or amend %(earlier)s: only a later paper of the same system can, issued by "
        "%(issuer)s or at a level above. Choose how the two papers stand to each other anew."
    ),
    "directive.no_points": _("No point is written. Fill in at least one row."),
    "directive.point_due_before": _(
        "Point %(number)s is due on %(due)s, before %(symbol)s was issued (%(day)s). Check the day."
    ),
    "directive.point_twice": _(
        "Point %(number)s stands there already: “%(text)s”. Give this one another number, or take that one back."
    ),
    "directive.unknown": _("“%(cited)s” is not in the register. Check the symbol, or register it first."),
    "notice.duty_given": _("Your office has to carry down %(symbol)s: %(abstract)s"),
    "notice.duty_taken_back": _("Your office has no longer to carry down %(symbol)s: %(abstract)s"),
    # programmes
    "notice.task_due": _("%(left)s days left, due %(due)s: %(content)s"),
    "notice.task_due_today": _("Due today, %(due)s: %(content)s"),
    "notice.task_given": _("A task was given to your office: %(content)s"),
    "programme.agreement_needs_two": _("An agreement needs at least two parties. Name them."),
    "programme.closed": _(
        "“%(title)s” is closed: nothing new is given out in it. Choose a programme that is running."
    ),
    "programme.closed_already": _("“%(title)s” was closed already. Nothing has changed."),
    "programme.ground_known": _("The programme rests on %(symbol)s already."),
    "programme.slug_taken": _("The short name “%(slug)s” belongs to another programme. Choose another."),
    "programme.unknown": _("There is no programme “%(slug)s”, or it is not open to you. Check the address."),
    "target.differs": _(
        "A target of “%(title)s” for %(period)s is not what the ledger says: it was changed past the system. "
        "Restore the database from a backup."
    ),
    "target.other_base": _(
        "Targets of this programme compare this indicator with %(base)s. Choose that period, or take those back first."
    ),
    "target.none_typed": _("Type at least one number. Rows without one are left out."),
    "target.known": _("This unit has such a target for %(period)s already. Change that one instead."),
    "task.before_the_last": _(
        "Something happened to the task later, on %(day)s. Record what came after that."
    ),
    "task.briefing_begun": _(
        "The list of the briefing of %(day)s takes no more notes. Write yours for the next briefing."
    ),
    "task.choice_unknown": _("%(where)s: “%(value)s” is none of these: %(known)s."),
    "task.differs": _(
        "The task “%(content)s”, or what happened to it, is not what the ledger says: it was changed past the system. "
        "Restore the database from a backup."
    ),
    "task.event_unknown": _("“%(kind)s” is nothing that can happen to a task. Choose from the list."),
    "task.due_on_free_day": _(
        "%(due)s is a Saturday, Sunday or holiday: by law the time runs to the next working day, %(after)s. Is the day"
        " right?"
    ),
    "task.due_passed": _(
        "The due day, %(due)s, has passed: the task would be late as it is given. Choose a later one."
    ),
    "task.hour_without_day": _("An hour needs its day. Give the due day too, or take the hour out."),
    "task.lead_twice": _("The lead cannot work along with itself. Untick it, or choose another lead."),
    "task.no_content": _("Write what is to be done."),
    "task.no_decision": _(
        "A task is suspended or stopped by a paper only. Give its number and symbol, and its day."
    ),
    "task.no_lead": _("Choose the office that leads the task now."),
    "task.no_new_due": _("Give the new due day, for example 22/11/2026."),
    "task.no_product": _("Name the product: number, symbol and day of the document."),
    "task.no_product_day": _("Give the day that stands on %(symbol)s too."),
    "task.no_product_number": _(
        "The product is a numbered paper (%(kind)s). Give its number and symbol, and its day."
    ),
    "task.word_long": _(
        "The text has %(length)s characters; at most %(most)s stand in the list. Shorten it."
    ),
    "task.no_reason": _("Say why: the reason stays with the task."),
    "task.no_source": _(
        "A task rests on a programme, a paper or a conclusion. Say on which, and who gives it."
    ),
    "task.nobody_late": _("No office is late with a task that you gave or follow. There is nobody to chase."),
    "task.not_later": _("%(new)s is not later than the present due day, %(due)s. Give a later day."),
    "task.not_now": _(
        "“%(what)s” cannot be recorded as the task stands now: somebody may have moved it on. Look at its history."
    ),
    "task.other_product": _(
        "%(symbol)s is a %(found)s, but the task asks for a %(wanted)s. Is it the right paper?"
    ),
    "task.paper_ahead": _("%(day)s is still to come. Give the day that stands on the paper."),
    "task.product_before_given": _(
        "%(product)s is of %(day)s, before the task was given on %(given)s. Are paper and day the right ones?"
    ),
    "task.product_counts_in_time": _(
        "By its day, %(day)s, %(product)s counts as done in time, though it is handed in %(late)s days after %(due)s. "
        "Is that the day on the paper?"
    ),
    "task.product_in_words": _(
        "“%(product)s” is no number and symbol of a paper. If the product bears none, it counts as done today."
    ),
    "task.product_unknown": _("“%(kind)s” is no kind of product. Choose from the list."),
    # figures: setting up what is asked
    "figures.code_full": _("There are too many indicators of this name. Give it another name."),
    "figures.due_passed": _("The due moment, %(due)s, has passed already. Give a later one."),
    "figures.form_not_yet": _(
        "This version of the form is asked for from %(start)s on, and %(period)s ends before. "
        "Open it by the earlier one."
    ),
    "figures.form_old": _(
        "For %(period)s the form's version %(version)s is asked for. Open the period on the page of that version."
    ),
    "figures.line_twice": _("Line %(order)s asks for what an earlier line asks for already."),
    "figures.not_a_workbook_name": _(
        "“%(name)s” does not end in .xlsx. Name the workbook so, for example bao-cao.xlsx."
    ),
    "figures.nobody_asked": _("Choose at least one unit that owes the report."),
    # honours
    "award.day_ahead": _("%(day)s is still to come. Record an award once it has been decided."),
    "award.no_reason": _("Say why the award is taken back: the reason stays in the ledger."),
    "award.no_number": _("Give the number of collectives, of individuals, or both."),
    # reviews
    "claim.empty": _("Write the judgement."),
    "conclusion.given": _("Point %(order)s is a task already. Look at it on the page of the meeting."),
    "conclusion.no_lead": _("Point %(order)s: choose who leads the task."),
    "conclusion.none": _("No point is written. Paste or type at least one."),
    "conclusion.nothing_ticked": _("Tick at least one point that becomes a task."),
    "meeting.day_ahead": _("%(day)s is still to come. Record a meeting once it has been held."),
    "meeting.no_day": _("Give the day of the meeting, or say that it was not told."),
    "review.ahead": _("%(moment)s lies ahead. Give a moment that has passed."),
    "review.differs": _(
        "The review “%(title)s” is not what the ledger says: its title, document, number or state was changed past "
        "the system. Restore the database from a backup."
    ),
    "review.format_unknown": _("A review is no “%(form)s” file. Choose one of: %(known)s."),
    "review.moment": _("“%(text)s” is no moment. Write for example 2026-11-22 or 2026-11-22T08:00."),
    "review.no_sample": _(
        "Only a review of the sample that has no leader is shown without an approval. Have this one approved."
    ),
    "review.not_begun": _(
        "At %(moment)s the period %(period)s had not begun. Take a later moment or an earlier period."
    ),
    "review.not_made": _(
        "The review could not be made: something is broken in the system. Tell who looks after it, and try again."
    ),
    "review.other_kind": _(
        "As of %(moment)s there is “%(title)s” already. Ask for that kind, or take another moment."
    ),
    "review.outside": _(
        "The programme covers %(term)s; the period %(period)s lies outside. Choose a period of the programme."
    ),
    "review.section_unknown": _("A review has no section “%(section)s” to write in."),
    "review.words_changed": _(
        "Somebody else has written this section meanwhile. Both texts are shown; keep what is right and save again."
    ),
}

# What a keeper does.
KEPT: dict[str, str | Promise] = {
    "units.appoint": _("appoint to a post"),
    "units.close_account": _("close an account"),
    "units.end_appointment": _("end an appointment"),
    "units.establish": _("add an office or a village"),
    "units.give_code": _("set the codes of offices in the exchange of papers"),
    "units.keep_hook": _("say which addresses outside are told"),
    "units.make_host": _("give a public address"),
    "units.make_token": _("make a token for a program"),
    "units.open_account": _("open an account"),
    "units.reorganise": _("record a reorganisation of units"),
    "units.revoke_token": _("revoke a token"),
    "units.reset_password": _("give out a new first password"),
    "units.seed_calendar": _("enter holidays"),
    "units.see_posts": _("see who holds which post"),
}

# What a grant is about, as “you may not do this: …” says it.
ACTIONS: dict[str, str | Promise] = {
    **ACTS,
    "directives.add_points": _("write down the points of a directive"),
    "directives.brief": _("record to whom a directive was explained"),
    "directives.confirm_rule": _("confirm a rule of law"),
    "directives.give_duty": _("say who has to carry a directive down"),
    "directives.implement": _("record what carries a directive out"),
    "directives.link": _("link directives"),
    "directives.register": _("register a directive"),
    "programmes.do_task": _("work on this task"),
    "programmes.explain": _("write a word on this task for the briefing"),
    "programmes.follow_task": _("judge this task"),
    "programmes.run": _("run this programme"),
    "honours.record": _("record an award"),
    "reviews.approve": _("approve this review"),
    "reviews.build": _("make this review"),
    "reviews.open_term": _("open a term in this register"),
    "reviews.publish": _("publish this review"),
    "reviews.record_meeting": _("record a meeting"),
    "reviews.see_register": _("see this register of numbers"),
    "reviews.show_sample": _("show this sample to everybody"),
    "reviews.write": _("write in this review"),
}

# Codes that occur as values inside a sentence, and the words to show for them.
WORDS: dict[str, str | Promise] = {
    # roles
    "public": _("visitor"),
    "system": _("the system"),
    # states of a report
    "draft": _("a draft"),
    "submitted": _("handed in"),
    "returned": _("returned"),
    "approved": _("approved"),
    # what a grant is about
    **KEPT,
    **ACTIONS,
    **MEETING_ACTIONS,
    **OUTLINE_ACTIONS,
    **REPORT_ACTIONS,
    "figures.approve": _("approve a report"),
    "figures.correct": _("correct a figure"),
    "figures.count": _("count figures"),
    "figures.estimate": _("enter estimates for this unit"),
    "figures.define": _("define indicators and forms"),
    "figures.enter": _("fill in this unit's report"),
    "figures.extend": _("give more time for a report"),
    "figures.form.view": _("see this form"),
    "figures.open": _("open a period"),
    "figures.return": _("return a report"),
    "figures.submit": _("hand in this unit's report"),
    "figures.take_over": _("take over a figure from a document"),
    "figures.trail": _("see where this figure comes from"),
    "figures.view": _("see this report"),
    # kinds of period
    "day": _("day"),
    "week": _("week"),
    "month": _("month"),
    "quarter": _("quarter"),
    "half": _("half year"),
    "nine_months": _("nine months"),
    "year": _("year"),
    "term": _("term"),
}
