"""The part of the one catalogue that speaks of backups, of putting them back, and of where figures are added up."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BACKUPS: dict[str, str | Promise] = {
    "backup.copy_failed": _("The database cannot be copied into %(folder)s: %(said)s."),
    "backup.database_filled": _(
        "The database already holds tables. Name an empty one in DATABASE_URL, or an empty folder in TONGKET_DATA."
    ),
    "backup.folder_filled": _(
        "%(folder)s already holds an installation (%(part)s). Name an empty folder in TONGKET_DATA; nothing was "
        "changed."
    ),
    "backup.lost": _(
        "The backup is made, but %(count)s files that the records name were not there or not whole, the first with "
        "SHA-256 %(sha256)s. Run “tongket check” and put them back from an earlier backup."
    ),
    "backup.manifest_damaged": _(
        "%(manifest)s in %(folder)s is damaged. Take another backup; nothing was changed."
    ),
    "backup.no_manifest": _(
        "%(folder)s holds no whole backup: there is no %(manifest)s, which is written last. Name the folder of a "
        "backup that was finished."
    ),
    "backup.no_space": _("There is no room left in %(folder)s. Make room, or name another folder."),
    "backup.no_tool": _(
        "The program %(program)s is missing. Install the client programs of PostgreSQL, of the version of the "
        "server or newer."
    ),
    "backup.not_empty": _("The folder %(folder)s is not empty. Name a new one for each backup."),
    "backup.not_writable": _(
        "%(folder)s cannot be written to. Name a folder in which you may write, or ask whoever keeps the machine."
    ),
    "backup.other_database": _(
        "The backup was taken from %(there)s, and this installation uses %(here)s. Set DATABASE_URL accordingly."
    ),
    "backup.other_version": _(
        "The backup was taken by version %(version)s and has tables that this program does not know "
        "(%(first)s). Install that version or a newer one; nothing was changed."
    ),
    "backup.part_changed": _(
        "%(part)s in the backup is not what was copied: its bytes have changed. Take another backup; nothing was "
        "changed here."
    ),
    "backup.part_missing": _(
        "%(part)s is missing in the backup. Take another backup; nothing was changed here."
    ),
    "backup.tool_failed": _("%(program)s did not succeed: %(said)s"),
    # where figures are added up
    "rollup.spark_fails": _(
        "Spark at %(place)s did not add up the figures. Whoever keeps this machine: see whether Spark runs and reads"
        " the data folder, then restart tongket."
    ),
    "setting.no_engine": _(
        "The setting %(name)s says “%(value)s”. Write spark://host:port, or leave it out to add up figures here."
    ),
    "setting.no_spark": _(
        "The setting %(name)s asks for Spark, but this machine lacks: %(missing)s. Install tongket[spark] and"
        " Java 17, or leave the setting out."
    ),
}
