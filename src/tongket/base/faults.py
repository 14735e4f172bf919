"""The one catalogue that turns a fault's code into a sentence: what is wrong, where, and how to mend it.

Crafts and actions speak in codes (`viet.fault`); people read these sentences, in the language of their
screen. A sentence names values as `%(name)s`, and the place as `%(where)s`; a sentence that does not
name the place has it put before it.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from tongket.base.backupwords import BACKUPS
from tongket.base.doorwords import DOORS
from tongket.base.filewords import FILES
from tongket.base.formwords import FORM
from tongket.base.meetingwords import MEETINGS
from tongket.base.outlinewords import OUTLINES
from tongket.base.paperwords import PAPERS
from tongket.base.recordwords import RECORDS
from tongket.base.reportwords import REPORTS
from tongket.base.sentences import CYCLE, POSTS, WORDS
from tongket.viet.fault import Fault

# Sorted by room, lowest first; within a room by code.
MESSAGES: dict[str, str | Promise] = {
    # viet
    "date.far": _("%(value)s lies too far away. Check the year."),
    "date.impossible": _("“%(value)s” is no day of the calendar. Check day and month."),
    "date.unreadable": _("“%(value)s” is not a date. Write day, month and year, for example 22/11/2026."),
    "number.ambiguous": _(
        "“%(value)s” can be read in two ways. Write %(hint)s (a dot groups thousands, a comma begins decimals)."
    ),
    "number.empty": _("A number is missing. Enter one, 0 if there was nothing."),
    "number.formula_error": _(
        "The cell shows the formula error %(value)s. Mend the formula or enter the number."
    ),
    "number.too_big": _("%(value)s is too large to be kept. Check the unit of the number."),
    "number.too_fine": _("%(value)s has too many decimals; this figure takes %(decimals)s."),
    "number.word": _("“%(value)s” is not a number. Enter digits, for example 12."),
    "period.cut_day": _("A reporting month cannot begin on day %(value)s. Choose a day from 1 to 28."),
    "period.kind": _("There is no kind of period “%(value)s”."),
    "period.mixed": _(
        "%(one)s and %(other)s are periods of two kinds: they tell of other days and cannot stand in one table. "
        "Choose periods of one kind."
    ),
    "period.no_last_year": _("%(value)s has no same period in the year before."),
    "period.no_year": _("%(value)s is a term of several years; choose a period within one year."),
    "period.none_holds": _("%(day)s lies in no period of the kind %(kind)s."),
    "period.span": _("A period of the kind %(kind)s cannot run from %(start)s to %(end)s."),
    "period.term_needs_years": _("A term is named by its first and last year, for example 2022..2025."),
    "period.unknown": _(
        "There is no period “%(value)s”. Write for example 2025-W31, 2025-07, 2025-Q3, 2025-9M, 2025 or 2022..2025."
    ),
    # law
    "deadline.unit": _("A deadline cannot be counted in “%(unit)s”."),
    "instrument.several": _(
        "The symbol %(symbol)s was given to several documents. Give the date of issue too."
    ),
    "instrument.unknown": _("The document %(symbol)s is not in the table of the law."),
    "rule.bad_value": _(
        "“%(value)s” cannot be the value of rule %(rule)s. Enter a whole number, with its unit if it differs."
    ),
    "rule.case_needed": _("Rule %(rule)s differs by case. Say which one holds: %(cases)s."),
    "rule.no_number": _("Rule %(rule)s sets no number."),
    "rule.no_term": _("Rule %(rule)s sets no deadline."),
    "rule.not_in_force": _("Rule %(rule)s was not in force on %(day)s."),
    "rule.own_value_no_paper": _(
        "An own value of rule %(rule)s rests on a paper. Name the decision that sets it, with its article."
    ),
    "rule.tier_not_set": _(
        "Rule %(rule)s leaves the day to the province's own decision, and none was entered. Enter its days on the "
        "page of the rule, or set the due day yourself."
    ),
    "rule.unknown": _("There is no rule %(rule)s."),
    "symbol.colon": _("%(symbol)s: a Party document writes “Số” without a colon."),
    "symbol.did_you_mean": _("“%(value)s” is not written as a symbol is. Did you mean %(suggestion)s?"),
    "symbol.kind_differs": _(
        "%(symbol)s has the code %(kind)s, but the document is called by the kind %(said)s. Check which is right."
    ),
    "symbol.leading_zero": _("A number below 10 is written with a zero: %(symbol)s."),
    "symbol.party_syntax": _(
        "%(symbol)s is written as the Party writes, but %(organ)s is an organ of the State. Check dash and slash."
    ),
    "symbol.prefix": _("“Số” does not belong to the symbol; %(symbol)s was read."),
    "symbol.spelling": _("“%(value)s” was read as %(symbol)s."),
    "symbol.state_syntax": _(
        "%(symbol)s is written as the State writes, but %(organ)s is an organ of the Party. Check slash and dash."
    ),
    "symbol.unknown_organ": _(
        "The organ %(organ)s in %(symbol)s is not known. Check that it is written right."
    ),
    "symbol.unreadable": _(
        "“%(value)s” is not a number and symbol. Write for example 09-CT/TW or 30/2020/NĐ-CP."
    ),
    "symbol.year": _("The year in %(symbol)s is not that of its date (%(year)s). Check both."),
    # ledger
    "ledger.note": _(
        "This is not a checkpoint of a log. Paste all of its text, from the first line to the last."
    ),
    "ledger.note_origin": _("The checkpoint is of the log “%(origin)s”, not of “%(expected)s”."),
    "ledger.note_signature": _(
        "The checkpoint of “%(origin)s” over %(size)s entries is not signed with the key of this log."
    ),
    # base: backups
    **BACKUPS,
    # reader, base: files
    **FILES,
    "reader.no_files": _("Name the files to read, or a folder with --score."),
    "reader.no_labels": _(
        "This folder holds no labels.jsonl with the texts it names. Check the folder and each line of the file."
    ),
    "reader.no_such_file": _("There is no such file, or it may not be read. Check its name."),
    "reader.too_long": _(
        "The text has more than %(most)s characters. Give the part that reports the meeting."
    ),
    # rollup
    "rollup.base_not_asked": _(
        "The period %(period)s, to which others are compared, must be among the periods asked for."
    ),
    "rollup.moment_without_zone": _(
        "The moment as of which figures are asked for has no time zone. Give one, for example UTC."
    ),
    "rollup.part_missing": _(
        "Indicator %(indicator)s is worked out from others: ask for these too, and take sums for a ratio."
    ),
    "rollup.parts_nested": _(
        "Unit %(unit)s stands under another unit whose figures are added up too: its figures would count "
        "twice. Choose units of one tier."
    ),
    "rollup.shares_not_whole": _(
        "What became of unit %(unit)s does not make one whole. Check the shares declared for its successors."
    ),
    "rollup.stock_summed": _(
        "Indicator %(indicator)s is as of a day and cannot be added up over time. "
        "Choose the last, the mean, the least or the greatest."
    ),
    "rollup.targets_nested": _(
        "Unit %(unit)s stands under two of the units asked for. Choose units of one tier."
    ),
    "rollup.weight_not_last": _(
        "Indicator %(indicator)s is a weighted mean: it and its weight must both take the last figure of a period."
    ),
    # writer
    "writer.no_annex": _("This document has no annex “%(where)s”. Choose one from its contents."),
    "writer.not_a_document": _("This is not a document written by tongket. Build the review again."),
    # base
    **FORM,
    **POSTS,
    "demo.not_asked_for": _("The sample is loaded only with TONGKET_DEMO=1: set it, or run “make demo”."),
    "demo.refused": _(
        "This folder holds the demo, whose passwords are known to all. Serve it on 127.0.0.1 "
        "with TONGKET_DEMO=1, or set up a real installation in another folder with “tongket init”."
    ),
    "init.done": _("This folder already holds the installation “%(name)s”. Nothing was changed."),
    "ledger.entry_missing": _(
        "Log: the entry at position %(position)s is missing. Restore the database from a backup that still has it."
    ),
    "ledger.note_differs": _(
        "Log: the signed checkpoint over %(size)s entries says another size or root than its row. Restore the "
        "database from a backup."
    ),
    "ledger.note_lost": _(
        "Log: a checkpoint over %(size)s entries was signed, but the database does not have it and ends at %(left)s. "
        "What was newest was cut off; restore the database from a backup."
    ),
    "ledger.root_differs": _(
        "Log: among the entries at positions %(first)s to %(last)s one is not what was signed. Restore the database "
        "from a backup and compare these entries."
    ),
    "ledger.row_changed": _(
        "Log: the entry at position %(position)s was changed; its columns (%(columns)s) do not say what its bytes say. "
        "Restore the database from a backup."
    ),
    "ledger.tail_cut": _(
        "Log: %(size)s entries were signed but only %(left)s are left. Restore the database from a backup."
    ),
    "ledger.unsigned": _(
        "Log: the entries from position %(first)s on have a place but no signed checkpoint. Restore the database from "
        "a backup."
    ),
    "ledger.waiting": _(
        "Log: %(count)s entries have waited for their place for more than a minute, the first of them %(kind)s "
        "(%(ref)s). See that the worker runs."
    ),
    "outbox.given_up": _(
        "%(where)s could not be sent in %(tries)s tries and was given up. Check the address and the mail server."
    ),
    "series.broken": _(
        "Number series %(where)s: %(taken)s numbers are taken but the next one is %(next)s. Restore the missing ones "
        "from a backup."
    ),
    "series.bad_term": _("A term cannot run from %(first)s to %(last)s. Give its first and last year."),
    "series.no_organ": _(
        "%(unit)s issues no papers of its own, so it has no register. Choose the post in the office that does."
    ),
    "series.no_reason": _("A number is left out only with a reason. Write it; the register will show it."),
    "series.no_term": _(
        "No term is open in the register of %(unit)s. Its clerk opens the term first, under “Register of numbers”."
    ),
    "series.no_terms": _("Only papers of the Party are numbered by term; others begin anew each year."),
    "series.term_passed": _("The term %(term)s is open already. A new one has to begin after it."),
    "base.failed": _("The command stopped at a fault of the program. The details are in %(log)s."),
    "base.cannot_write": _("%(path)s cannot be written (%(why)s). Choose another place."),
    "base.not_set_up": _("Nothing is set up in %(folder)s yet. Run “tongket init” first."),
    "base.behind": _(
        "The tables in %(folder)s are of an earlier version. Start “tongket serve”: it brings them up to date."
    ),
    "serve.port_taken": _(
        "Port %(port)s on %(host)s is in use. End the other program, or give another one with --port."
    ),
    "setting.no_number": _(
        "The setting %(name)s says “%(value)s”. Write a whole number, or leave it out for %(default)s."
    ),
    # units
    "grant.refused": _(
        "As “%(post)s” you may not do this: %(action)s. Choose another post at the top of the page."
    ),
    "units.appointed_already": _("%(name)s already holds the post “%(post)s” in those days."),
    "units.begins_and_ends": _(
        "%(unit)s would begin and end on the same day, %(day)s. Leave it out, or give two days."
    ),
    "units.circle": _("%(unit)s would stand above itself. Choose another parent."),
    "units.closure_differs": _(
        "The table of who stands above whom does not say what the versions say, first for %(unit)s."
    ),
    "units.code_taken": _("Code %(number)s is borne by another unit on %(day)s. Give another code."),
    "units.days": _("The days do not fit together: from %(start)s to %(end)s."),
    "units.goes_nowhere": _("%(unit)s ends, but nothing says where it goes. Name the unit that takes it."),
    "units.host_name": _("“%(name)s” is no host name. Use small letters, digits, hyphens and dots."),
    "units.host_theme": _(
        "There is no colour “%(theme)s”. Choose one of: %(themes)s, or none for deep teal."
    ),
    "units.host_taken": _("The host name %(name)s belongs to another unit."),
    "units.later_version": _(
        "A later change of %(unit)s, of %(day)s, is recorded already. Changes are recorded in the order of their days."
    ),
    "units.many": _(
        "%(count)s units are called “%(text)s” on %(day)s: %(names)s. "
        "Add the unit above after a comma, or give the code."
    ),
    "units.no_kind": _("“%(name)s” does not say what kind of unit it is. Choose the kind."),
    "units.no_name": _("A unit needs a name."),
    "units.no_package": _(
        "The package %(package)s is not installed. Run “make demo” or install tongket again."
    ),
    "units.not_loaded": _("The administrative units are not loaded yet. Run “tongket units load”."),
    "units.not_on_day": _("%(unit)s does not exist on %(day)s. Check the day."),
    "units.orphan": _("%(unit)s ends, but %(child)s still stands under it. Say first where %(child)s goes."),
    "units.package_differs": _(
        "The units in the package vietnamadminunits are not the known ones (%(what)s). "
        "Install the version that tongket names."
    ),
    "units.parent_missing": _("%(unit)s stands under a unit that does not exist in all its days."),
    "units.shares": _("The parts of %(unit)s do not make one whole. Check the shares."),
    "units.unknown": _(
        "No unit is called “%(text)s”, nor has it as its code, on %(day)s. Check the spelling and the day."
    ),
    "units.versions_overlap": _("Two versions of %(unit)s hold on the same day, %(day)s."),
    "units.whole_and_part": _("%(unit)s goes whole to one unit, so no part of it can go to another."),
    "measure.unknown": _("Nothing is counted by the name “%(name)s”."),
    # figures
    "figures.above": _(
        "%(where)s: %(value)s is more than the greatest value allowed, %(high)s. Check the figure."
    ),
    "figures.base_is_period": _(
        "%(period)s cannot be compared with itself. Name another period to compare it with."
    ),
    "figures.below": _(
        "%(where)s: %(value)s is less than the least value allowed, %(low)s. Check the figure."
    ),
    "figures.blank": _("%(where)s is empty. Type a number, 0 if there is none, or “không áp dụng”."),
    "figures.due_differs": _(
        "Who owes “%(title)s” for %(period)s, or by when, is not what the ledger says: it was changed past the "
        "system. Restore the database from a backup."
    ),
    "figures.edited_meanwhile": _(
        "Somebody else has saved this report meanwhile. Both texts are shown; keep the right one and save again."
    ),
    "figures.estimate_none": _("Nothing new was typed. Enter at least one estimate that differs."),
    "figures.estimate_too_late": _(
        "The final figures of this report are approved, so no estimate is taken any more. Correct a figure instead."
    ),
    "figures.evidence_missing": _("Name the document and the article in which the figure stands."),
    "figures.extension_earlier": _("The new day must lie after the present one."),
    "figures.form_empty": _("A form needs at least one line."),
    "figures.form_missing": _("%(programme)s asks for no report yet. Define its form first."),
    "figures.moment": _(
        "“%(value)s” is no moment. Write day and time, for example 2026-11-22T10:00 on the clock of Viet Nam."
    ),
    "figures.moment_ahead": _(
        "%(value)s is still to come, and nothing is known of it. Give a moment that has passed."
    ),
    "figures.not_due": _("%(unit)s owes no report for %(period)s. Check the unit and the period."),
    "figures.not_entered_yet": _(
        "This figure was entered at %(entered)s, so at %(value)s it did not exist. Open it without a moment."
    ),
    "figures.not_append_only": _(
        "The database would let somebody change figures (%(how)s): its triggers are missing. Restore them."
    ),
    "figures.part_before_whole": _("Line %(order)s is a part of a line that does not stand before it."),
    "figures.parts_differ": _(
        "%(where)s is %(whole)s, but its parts (lines %(lines)s) sum to %(parts)s. Check the whole and its parts."
    ),
    "figures.period_kind": _(
        "The form asks by %(kind)s, and %(period)s is none. Choose a period of that kind."
    ),
    "figures.period_closed": _("No reports were asked for %(period)s. Open the period first."),
    "figures.reason_missing": _("Say why: the reason stays with the record."),
    "figures.report_differs": _(
        "A report on “%(title)s” for %(period)s is not what the ledger says: its state, steps or cells were changed "
        "past the system. Restore the database from a backup."
    ),
    "figures.report_state": _(
        "This report is %(state)s, so this can no longer be done. Open it again to see how it stands."
    ),
    "figures.too_long": _("“%(start)s…” is too long: at most %(most)s characters are kept here."),
    "figures.unit_unknown": _(
        "No unit named “%(unit)s” owes this report. Write its name in full or its code."
    ),
    **REPORTS,
    "store.figure_differs": _(
        "“%(name)s”, %(period)s, %(unit)s: the database says %(right)s, the store %(found)s."
    ),
    "store.figure_gone": _(
        "“%(name)s”, %(period)s, %(unit)s: the store holds a figure (%(found)s) that the database does not have."
    ),
    "store.figure_missing": _(
        "“%(name)s”, %(period)s, %(unit)s: the database has a figure (%(right)s) that is not in the store and does "
        "not wait for it. Restore the store from the backup."
    ),
    "store.figure_twice": _(
        "“%(name)s”, %(period)s, %(unit)s: the figure %(found)s stands in the store twice, or waits for it again."
    ),
    "store.segment_changed": _("The segment %(name)s of the store is not the file that was written."),
    "store.segment_unreadable": _(
        "The segment %(name)s of the store cannot be read. Restore it from the backup."
    ),
    "workbook.column_missing": _(
        "%(where)s: the column “%(column)s” is missing. Put it back as it was handed out."
    ),
    "workbook.foreign": _(
        "This workbook belongs to “%(theirs)s”, not to “%(ours)s”. Download the right template and fill it in."
    ),
    "workbook.imprecise": _(
        "%(where)s: Excel cannot hold a number this long exactly. Format the cell as text and type it again."
    ),
    "workbook.indicator_wrong": _("%(where)s says “%(value)s”, but this line asks for “%(expected)s”."),
    "workbook.measure_wrong": _("%(where)s says “%(value)s”, but this line is counted in “%(expected)s”."),
    "workbook.not_handed_out": _(
        "This is no workbook that tongket has handed out. Download the template and fill it in."
    ),
    "workbook.outdated": _(
        "The form has changed since this workbook was handed out. Download the new template."
    ),
    "workbook.row_missing": _("%(where)s: the row of %(unit)s, line %(order)s is missing."),
    "workbook.row_twice": _("%(where)s: the code %(code)s stands in two rows. Delete one of them."),
    "workbook.row_unknown": _("%(where)s: the code “%(code)s” is none of this workbook's."),
    "workbook.sheet_missing": _("The sheet “%(sheet)s” is missing. Download the template and fill it in."),
    "workbook.too_big": _("The file is too big for a report. Fill in the template that you downloaded."),
    "workbook.unit_wrong": _("%(where)s says “%(value)s”, but this row belongs to %(expected)s."),
    "workbook.unreadable": _(
        "This file is no Excel workbook (.xlsx), or it is damaged. Save it again as .xlsx."
    ),
    **DOORS,
    # directives, programmes, honours, reviews
    **PAPERS,
    **CYCLE,
    **MEETINGS,
    **OUTLINES,
    **RECORDS,
}


class _Values(dict[str, object]):
    """A value that the code forgot to give shows as a gap; it never stops the sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


def _shown(values: Mapping[str, str | int]) -> _Values:
    return _Values(
        {name: WORDS.get(value, value) if isinstance(value, str) else value for name, value in values.items()}
    )


def explain(fault: Fault) -> str:
    """The sentence for a fault, in the active language; an unknown code is shown with its values."""
    message = str(MESSAGES.get(fault.code, ""))
    values = _shown(fault.values)
    if not message:
        message = now_("Refused (%(code)s).")
        values = _Values(
            code="; ".join([fault.code, *(f"{name}: {value}" for name, value in values.items())])
        )
    if "%(where)s" in message or not fault.where:
        return message % _Values(values, where=fault.where)
    return f"{fault.where}: {message % values}"
