"""The part of the one catalogue that speaks of the doors by which programs and files bring figures in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What addresses outside may be told of, by the kind of its entry in the ledger.
EVENTS: dict[str, str | Promise] = {
    "figures.approve": _("a report is approved"),
    "directives.issue": _("a paper is issued"),
    "reviews.publish": _("a review is published"),
}

DOORS: dict[str, str | Promise] = {
    # addresses outside
    "hook.ended": _("This address is told no more already."),
    "hook.known": _("%(url)s is told already. End it first, if it should be told of other events."),
    "hook.no_event": _("Say when the address is told: tick at least one event."),
    "hook.private": _(
        "%(host)s lies in an internal network, where nothing is sent. Give an address that is reached from outside, or "
        "ask the operator to allow it (TONGKET_WEBHOOK_PRIVATE)."
    ),
    "hook.unknown_host": _("No machine is found under the name %(host)s. Check the address."),
    "hook.url": _(
        "“%(url)s” is no address to send to. Write https://, the name of the machine and the path."
    ),
    "units.hook_off": _(
        "%(url)s has not answered for days and is told no more. See with its keeper, then enter it again."
    ),
    # tokens
    "token.days": _("A token is good for 1 to %(most)s days. Choose one of the spans."),
    "token.expired": _("This token has expired. Make a new one under “Tokens for programs”."),
    "token.missing": _("No token was sent. Send the header Authorization: Bearer <token>."),
    "token.no_use": _("Say which program sends with the token."),
    "token.not_known": _("This token is not known here. Check that it was copied whole."),
    "token.own_post_only": _("A token is made and revoked under the post itself, or by the site keeper."),
    "token.post_ended": _("The post “%(post)s” is not held now, so its token is good no more."),
    "token.revoked": _("This token was revoked. Make a new one under “Tokens for programs”."),
    "units.token_made": _(
        "The site keeper has made a token for a program (%(use)s) under the post “%(post)s”."
    ),
    # what programs send
    "api.form_of_body": _("Send JSON (Content-Type: application/json) or CSV (Content-Type: text/csv)."),
    "api.key": _(
        "Give each message a key of its own, 8 to 200 letters and digits, in the header Idempotency-Key: sent twice, "
        "it is then taken once."
    ),
    "api.key_other": _(
        "This Idempotency-Key came with another message before, and that one was taken. Give a new message a new key."
    ),
    "api.method": _("This address answers %(methods)s only."),
    "api.no_ref": _("“%(value)s” is no ref. Take it from an answer of this system as it stands."),
    # rows of figures, by file or message
    "intake.attribute_combo": _(
        "%(where)s: figures are kept here without attributes. Send the default one only."
    ),
    "intake.breakdown_unknown": _("%(where)s: no breakdown here is called “%(breakdown)s”, or several are."),
    "intake.column_missing": _("The column “%(column)s” is missing in the first line."),
    "intake.column_twice": _("The column “%(column)s” stands twice in the first line. Delete one of them."),
    "intake.column_unknown": _("The heading “%(column)s” is not known. Known are: %(known)s."),
    "intake.csv_broken": _("Line %(line)s of the file is broken: check its quotation marks."),
    "intake.deleted": _("%(where)s: a value that was deleted there cannot be taken. Leave it out."),
    "intake.due": _(
        "%(where)s: %(unit)s owes a report for %(period)s that asks for this. Hand it in with that report."
    ),
    "intake.encoding": _("Line %(line)s is not written in UTF-8. Save the file as CSV UTF-8."),
    "intake.estimate_due": _(
        "%(where)s: a report is final. Leave estimates out of it, or send them as history with their document."
    ),
    "intake.form_many": _(
        "%(where)s: several reports ask for “%(indicator)s” (%(forms)s). Say in the column “form” which one is meant."
    ),
    "intake.form_unknown": _("%(where)s: the unit owes no report on “%(form)s” for this period."),
    "intake.indicator_not_asked": _(
        "%(where)s: the report does not ask for “%(indicator)s” without a breakdown."
    ),
    "intake.indicator_unknown": _("%(where)s: no indicator has the code “%(code)s”."),
    "intake.json_broken": _("The JSON breaks off or is broken at line %(line)s, sign %(column)s."),
    "intake.json_shape": _(
        "The message is not what is taken here: an object with a list “figures”, or with “dataValues” as DHIS2 sends."
    ),
    "intake.json_twice": _("An object says “%(name)s” twice. Say it once."),
    "intake.json_unknown": _("Figure %(row)s says “%(name)s”, which is not known here. Leave it out."),
    "intake.kind_unknown": _("%(where)s: “%(value)s” is neither final nor estimate."),
    "intake.line_unknown": _("%(where)s: the report does not ask for “%(indicator)s” by “%(breakdown)s”."),
    "intake.missing": _("%(where)s is empty. Fill in “%(column)s”."),
    "intake.more_faults": _("And more. Mend these first."),
    "intake.no_rows": _("There is no figure in it. Nothing was taken."),
    "intake.no_text": _("%(where)s: “%(column)s” is a text or a number."),
    "intake.not_due": _(
        "%(where)s: %(unit)s owes no report for %(period)s that you may see. For a past period send the figure as "
        "history, with its document."
    ),
    "intake.row_long": _("Row %(row)s has more cells than there are headings."),
    "intake.said_otherwise": _(
        "%(where)s: from the same document another value was taken over before. Correct that figure, or name the "
        "document apart."
    ),
    "intake.too_many": _("At most %(most)s figures are taken at once. Split the file."),
    "intake.twice": _("%(where)s: “%(line)s” stands there twice for this unit and period."),
    "intake.unit_many": _(
        "%(where)s: the code %(unit)s may mean several units: %(names)s. Give the day as well."
    ),
    "intake.unit_unknown": _("%(where)s: no unit has the ref %(unit)s."),
    "intake.unit_unknown_on": _("%(where)s: no unit had the code %(unit)s on %(day)s."),
    "intake.value": _(
        "%(where)s: “%(value)s” is no number as programs write it. Write digits with a point before decimals (1234.5), "
        "or “n/a” where it is not applicable."
    ),
}
