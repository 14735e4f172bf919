"""The part of the one catalogue that speaks of an office's papers: what comes in, what goes out, work files."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAPERS: dict[str, str | Promise] = {
    # directives and reviews: files that come back
    "check.broken": _("The file is damaged and cannot be read. Take it anew from where it came from."),
    "check.foreign": _(
        "“%(name)s” was not written here: it bears no mark of tongket, or of another installation."
    ),
    "check.locked": _("The file is locked with a password. Unlock it, then have it checked."),
    "check.other_text": _(
        "The file has too little in common with the paper whose mark it bears: it is another text."
    ),
    # directives: edXML packages
    "edxml.day": _("%(field)s: “%(value)s” is no day. Ask the sender for a new package."),
    "edxml.file_broken": _("The file “%(name)s” in the package is damaged. Ask the sender for a new one."),
    "edxml.file_missing": _("The package names the file “%(name)s”, which is not in it. Ask for a new one."),
    "edxml.missing": _("The package has no %(field)s. Fill it in, or ask the sender for a new one."),
    "edxml.too_big": _("The package is larger than %(megabytes)s MB. Take its files one by one."),
    "edxml.too_long": _("%(field)s is longer than the %(most)s characters that it may have. Shorten it."),
    "edxml.unreadable": _(
        "This is no edXML package (QCVN 102:2016/BTTTT), or it is damaged. Export it once more from the "
        "document system."
    ),
    # directives: codes in the exchange of papers
    "exchange.bad_code": _(
        "“%(code)s” is no organ code: it has capital letters and digits in groups with dots between, 13 characters "
        "at most. For example 000.00.01.H41."
    ),
    "exchange.no_name": _("Say what the office is called."),
    # directives: copies of papers
    "copy.cannot_merge": _(
        "The pages of the file cannot be taken over: it is damaged or behind a password. Scan the paper again."
    ),
    "copy.draft": _("A copy is made of an issued paper; this one is %(state)s. Issue it first."),
    "copy.file_of_file": _(
        "This paper is a digitally signed file: as a file it is sent on as it is. "
        "Choose a copy on paper, or an extract."
    ),
    "copy.no_form": _("Choose the form of the copy: sao y, trích sao or sao lục."),
    "copy.no_lines": _("An extract needs the parts that are copied. Choose at least one."),
    "copy.no_pages": _(
        "A copy as a file needs the scanned paper. Add the scan as PDF, or choose a copy on paper."
    ),
    "copy.not_in_our_books": _(
        "A copy is made of papers in your own office's books. This one stands in another's."
    ),
    "copy.not_in_paper": _("“%(line)s” does not stand in the paper. An extract says nothing of its own."),
    "copy.of_a_paper": _(
        "A copy is begun on the page of the paper that is copied: choose “Copy the paper” there."
    ),
    "copy.of_copy": _("You hold this paper as a sao y. Of it a sao lục is made; choose that form."),
    "copy.of_extract": _("This paper is itself an extract or a sao lục. Make the copy from the original."),
    "copy.of_original": _(
        "You hold this paper as an original. Of it a sao y is made; a sao lục is made of a sao y."
    ),
    "copy.party": _(
        "%(unit)s stands in the Party's line: how its copies look is not confirmed, so they are made as before."
    ),
    "copy.scan": _(
        "“%(name)s” is no PDF. Save the scan as PDF (1.4 or later, in colour, 200 dpi) and choose it again."
    ),
    # directives: papers that go out
    "outgoing.changed": _(
        "Somebody else has changed the draft meanwhile. Open it in a new tab, take over what is right, and save again."
    ),
    "outgoing.day_before": _(
        "%(day)s lies before %(last)s, the day of the last paper of this kind. Numbers follow the days; check "
        "the clock."
    ),
    "outgoing.differs": _(
        "The paper “%(paper)s” is not what the ledger says: it was changed past the system. Restore the database "
        "from a backup."
    ),
    "outgoing.due_passed": _(
        "%(due)s has passed already. Give a day from today on by which an answer is asked for."
    ),
    "outgoing.ended": _("“%(step)s” cannot be done: the paper is %(state)s, the end of its way."),
    "outgoing.no_organ_code": _(
        "%(office)s bears no code in the exchange yet. Whoever keeps the site writes it down on the page “Organ codes”."
    ),
    "outgoing.goes_out_signed": _(
        "The paper is signed digitally and goes out as it was sealed. Leave the file away."
    ),
    "outgoing.no_reason": _("Say why: the reason stays with the paper."),
    "outgoing.no_text": _("Type the text, or give the paper as a file."),
    "outgoing.number_there": _(
        "A paper %(symbol)s of this year was taken over from the document system. Leave the number out in the register "
        "of numbers, with this reason, and number again."
    ),
    "outgoing.no_word": _("“%(name)s” is no Word file (.docx). Save the paper as .docx and choose it again."),
    "outgoing.not_issued": _("Only an issued paper is sent as a package. Issue it first."),
    "outgoing.unknown": _("No paper “%(symbol)s” was issued by this office. Check the symbol."),
    "outgoing.wrong_step": _("“%(step)s” does not come now: the paper is %(state)s. Next comes: %(next)s."),
    # directives: papers that arrive
    "paper.arrived_before": _(
        "The paper is of %(issued)s and cannot have arrived on %(arrived)s. Check both days."
    ),
    "paper.book_of": _("Arrived on %(day)s, it takes a number in the book of that year. Is the day right?"),
    "paper.day_ahead": _("%(day)s is still to come. Check the day."),
    "paper.differs": _(
        "The paper “%(paper)s” in the arrival book is not what the ledger says: it was changed past the system. "
        "Restore the database from a backup."
    ),
    "paper.due_before": _("%(due)s lies before %(before)s, the day of the paper. Check the due day."),
    "paper.due_before_arrival": _(
        "%(due)s lies before %(before)s, the day on which the paper arrived. Check the due day."
    ),
    "paper.instructed": _(
        "Somebody deals with this paper already. Change what is asked on the page of the task."
    ),
    "paper.known": _("The paper with the id %(id)s stands in the arrival book already."),
    "paper.lead_twice": _("Who leads does not work along too. Take the lead out of those who work along."),
    "paper.many_files": _("A paper takes at most %(most)s files. Join some of them."),
    "paper.no_instruction": _("Write what is to be done."),
    "paper.no_lead": _("Choose exactly one lead, or say that it is for information."),
    "paper.no_sender": _("Say who issued the paper."),
    "paper.no_state": _("“%(state)s” is no state of a paper. Choose one of: %(states)s."),
    "paper.other_year": _("The arrival number belongs to the book of %(year)s. Give a day of that year."),
    "paper.no_paper": _(
        "%(name)s is no Word, Excel or PDF file and no picture, or not what its name says. Open it on your computer, "
        "save it again and choose the right one."
    ),
    "paper.picture_too_big": _(
        "%(name)s holds a picture of %(megapixels)s million dots; at most %(most)s million are kept. Scan it with "
        "fewer dots, 300 to the inch."
    ),
    "paper.too_long": _("“%(value)s” has more than %(most)s characters. Shorten it."),
    "notice.paper_arrived": _("A paper of %(sender)s arrived: %(abstract)s"),
    "notice.paper_sent_back": _("A draft was sent back to your office: %(abstract)s"),
    "notice.paper_signed": _("Signed, to be numbered: %(abstract)s"),
    "notice.paper_to_sign": _("A paper was laid before the leader: %(abstract)s"),
    # directives: the register of the document system
    "register.column_missing": _(
        "%(where)s: no column for “%(column)s” was found. Export the register with it, or name the heading so."
    ),
    "register.empty": _("The workbook holds no row of a register. Export it once more."),
    "register.more": _("%(count)s more rows are wrong. Mend these first."),
    "register.no_day": _("%(where)s: the day of arrival is missing. Write it, for example 22/11/2026."),
    "register.no_issue_day": _(
        "%(where)s: the day of the paper is missing. Write it, for example 22/11/2026."
    ),
    "register.no_number": _("%(where)s: the arrival number is missing. Write it as the book has it."),
    "register.no_symbol": _("%(where)s: number and symbol are missing. Write them as the paper bears them."),
    "register.number_taken": _(
        "%(where)s: arrival number %(number)s of %(year)s stands in the book already, for another paper. Check the "
        "number."
    ),
    "register.row_twice": _(
        "%(where)s: the paper %(id)s stands in row %(row)s already. Delete one of the two."
    ),
    "register.unknown_kind": _(
        "%(where)s: “%(value)s” is no kind of paper. Write it as Công văn, Báo cáo, Kế hoạch …"
    ),
    "register.unknown_urgency": _(
        "%(where)s: “%(value)s” is no degree of urgency. Write Thường, Khẩn, Thượng khẩn or Hỏa tốc."
    ),
    # directives and reviews: digital signatures
    "signing.closes": _(
        "The signature locks the file so that no number can be filled in. Sign again, and allow forms to be filled in."
    ),
    "signing.key_closed": _(
        "The key file cannot be opened. Choose a .p12 or .pfx file and type its own password."
    ),
    "signing.no_key": _("Choose the key file too, or hand in the signed file."),
    "signing.no_places": _(
        "The file has no place for this signature or number. Take the file to sign from here."
    ),
    "signing.no_seal": _(
        "This paper is signed digitally: hand in the file that the office's tool has sealed, or ask the operator to "
        "set the office's key."
    ),
    "signing.no_signature": _("The file bears no new signature. Sign it, then hand it in."),
    "signing.not_a_certificate": _("“%(name)s” is no certificate. Put .pem or .cer files there."),
    "signing.not_a_pdf": _("The file is no PDF, or it is damaged. Hand in the PDF that was taken from here."),
    "signing.not_ours": _(
        "The file is not the one that was taken from here with a signature added: something else was changed, the "
        "tool saved it anew, or the paper was made anew meanwhile. Take it once more and sign it without other changes."
    ),
    "signing.not_signed": _("The key does not sign: %(why)s"),
    "signing.not_whole": _(
        "The signature is not whole: the file was changed after it. Sign the file from here again."
    ),
    "signing.picture": _(
        "The picture of a signature or seal is a PNG with a transparent ground, at most 2 MB."
    ),
    "signing.signed_already": _("The place of this signature is taken already."),
    "signing.uploaded": _(
        "Only a paper whose text was typed here is laid out for digital signing. Sign the file as it is."
    ),
    # directives: work files
    "workfile.bad_retention": _(
        "%(years)s years is no retention. Give 1 to 100, or leave it empty for ever."
    ),
    "workfile.closed": _(
        "The work file %(file)s is closed: nothing more goes into it. Choose one that is open."
    ),
    "workfile.empty": _("No paper lies in the work file %(file)s. Put its papers in before you close it."),
    "workfile.filed_here": _(
        "The way of %(paper)s ended in the work file %(file)s. Put the paper into the right file first, then take it "
        "out here."
    ),
    "workfile.handed_over": _("The work file %(file)s was handed over already, to %(to)s."),
    "workfile.known": _("A work file with the code %(file)s stands here already. Choose another code."),
    "workfile.no_ground": _("Name what sets the retention: the list of files, or the circular and its item."),
    "workfile.no_taker": _("Say to whom the file goes, and who hands it over and takes it (posts)."),
    "workfile.no_title": _("Give the work file its code and its title."),
    "workfile.not_closed": _("The work file %(file)s is still open. Close it, then hand it over."),
    "workfile.of_another": _(
        "The work file %(file)s belongs to another office. Choose one of the body or the drafter."
    ),
    "workfile.paper_known": _("%(paper)s lies in the work file %(file)s already."),
}

# What a grant is about, as “you may not do this: …” says it.
ACTS: dict[str, str | Promise] = {
    "directives.draft": _("draft papers of this office"),
    "directives.file_paper": _("file this paper"),
    "directives.give_opinion": _("give an opinion on this paper"),
    "directives.initial": _("initial this paper for the drafting office"),
    "directives.initial_form": _("initial this paper for form"),
    "directives.instruct": _("say who deals with a paper"),
    "directives.issue": _("issue this paper"),
    "directives.keep_work_file": _("keep work files of this office"),
    "directives.number": _("number this paper"),
    "directives.keep_partners": _("write down the codes of partners outside"),
    "directives.receive": _("enter papers that arrive"),
    "directives.seal": _("seal this paper"),
    "directives.see_papers": _("see this office's papers"),
    "directives.send_back": _("send this paper back"),
    "directives.sign": _("sign this paper"),
    "directives.skip_number": _("leave out a number"),
}
