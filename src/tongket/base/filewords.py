"""The part of the one catalogue that speaks of files that are sent and kept."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILES: dict[str, str | Promise] = {
    "file.changed": _(
        "The kept file is not the one that was handed in: its bytes differ from SHA-256 %(sha256)s. Put it back "
        "from a backup."
    ),
    "file.empty": _("The file is empty. Choose the right one and send it again."),
    "file.kind": _(
        "%(where)s is no text that can be read here. Give a Word file (.docx), a web page or plain text."
    ),
    "file.locked": _(
        "The file is behind a password and cannot be checked. Take the password off and send it again."
    ),
    "file.macros": _(
        "The file carries macros and was not kept. Save it without them (.docx, .xlsx or PDF) and send that one."
    ),
    "file.missing": _("The kept file is gone (SHA-256 %(sha256)s). Put it back from a backup."),
    "file.program": _(
        "The file is a program or holds one, and was not kept. Send the paper itself, such as PDF, Word, Excel or "
        "a photo."
    ),
    "file.row_changed": _(
        "The row of the kept file %(ref)s does not say what the log says of it. Restore the database from a backup."
    ),
    "file.secret": _(
        "This bears the stamp %(stamp)s. Nothing of it was kept. Papers with a stamp of secrecy stay out of this "
        "system; enter only their number in the paper register."
    ),
    "file.too_big": _("The file is larger than %(megabytes)s MB. Make it smaller or split it."),
    "file.unreadable": _(
        "The file cannot be opened. Open it on your computer, save it again and send the new one."
    ),
}
