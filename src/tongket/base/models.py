"""Accounts and the tables under every room: ledger entries, files, what goes out, search, number series.

A unit is named here by its key alone (`unit_id`): the tree of units stands one room higher.
"""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Ref(models.Model):
    """A record that is cited outside: in a URL, an export, the ledger, on a slip."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save()
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser, Ref):
    """Somebody who signs in. What they may do hangs on their posts (units.Appointment), not on this row."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=240, db_index=True)
    email = models.EmailField(blank=True)
    keeper = models.BooleanField(
        default=False, help_text="keeps the site: accounts, hosts, settings; reads no case"
    )
    is_active = models.BooleanField(default=True, help_text="closed when the last post ends")
    must_change = models.BooleanField(
        default=False, help_text="the password was given out by the keeper and is good for one sign-in"
    )
    salt = models.BinaryField(
        default=b"", help_text="for the commitment to the names, which alone the ledger holds"
    )
    language = models.CharField(max_length=2, default="vi")

    USERNAME_FIELD = "username"
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.name


class Installation(models.Model):
    """The one row that says what this installation is."""

    name = models.CharField(max_length=200)
    main_host = models.CharField(max_length=200)
    unit_id = models.BigIntegerField(null=True)
    demo = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_installation")]


class Entry(Ref):
    """One event, as an action wrote it in its transaction. The sequencer gives the position after commit."""

    kind = models.CharField(max_length=60)
    subject = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    actor = models.UUIDField(
        null=True, help_text="the appointment under which it was done; none for the system"
    )
    body = models.BinaryField(help_text="canonical bytes: what the leaf of the log is the hash of")
    position = models.BigIntegerField(null=True, unique=True)
    entered = models.DateTimeField(help_text="when the row was written; differs from `at` for dated history")

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(position=None), name="entry_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(position=None) | Q(position__gte=0), name="entry_position")
        ]


class Checkpoint(models.Model):
    """The log's state after a batch: size, root, frontier, signed."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField()
    frontier = models.BinaryField()
    note = models.TextField(help_text="the signed text that anyone may keep")
    at = models.DateTimeField()


class Lock(models.Model):
    """A row to lock by name, where one process at a time may pass."""

    name = models.CharField(max_length=60, primary_key=True)


class Access(models.TextChoices):
    PUBLIC = "public", _("public")
    OFFICE = "office", _("officers")
    UNIT = "unit", _("own unit and above")


class File(Ref):
    """Evidence and papers, addressed by content; the bytes lie under data/files."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    unit_id = models.BigIntegerField(null=True, db_index=True)
    access = models.CharField(max_length=10, choices=Access, default=Access.OFFICE)
    salt = models.BinaryField(help_text="for the commitment that the public sees of a file it may not read")
    kept_at = models.DateTimeField()


class Outbox(models.Model):
    """A message that an action has promised; tasks only deliver it."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=[("mail", "mail"), ("webhook", "webhook")])
    payload = models.JSONField()
    due = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)


class Notice(models.Model):
    """A line on somebody's desk: a code of the catalogue with its values."""

    unit_id = models.BigIntegerField(db_index=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="notices")
    code = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)


class Schedule(models.Model):
    """What runs again and again, and when next."""

    name = models.CharField(max_length=60, primary_key=True)
    every_seconds = models.PositiveIntegerField()
    next_at = models.DateTimeField(db_index=True)


class SentForm(models.Model):
    """A form that was sent, so that it is not taken twice; gone after a week."""

    key = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=64)
    led_to = models.TextField(blank=True, help_text="the page after it; empty while it is under way")
    at = models.DateTimeField(db_index=True)


class SearchRow(models.Model):
    """What of a record can be found, and by whom. Sealed and personal fields never enter."""

    kind = models.CharField(max_length=30)
    ref = models.UUIDField(unique=True)
    unit_id = models.BigIntegerField(null=True, db_index=True)
    access = models.CharField(max_length=10, choices=Access)
    folded = models.TextField()
    shown = models.TextField()
    note = models.TextField(blank=True, help_text="the second line of a result")
    url = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["kind", "sort_key"])]


class Series(Ref):
    """A register of document numbers: one row an issuer, kind and year or term."""

    unit_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    term = models.CharField(max_length=20)
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "kind", "term"], name="one_series")]


class SeriesNumber(models.Model):
    """A number taken from a series, or left out with a reason."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    subject = models.UUIDField(null=True)
    gap_reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_number"),
            models.CheckConstraint(
                condition=Q(subject__isnull=False) | ~Q(gap_reason=""), name="gap_has_reason"
            ),
        ]


class RuleCheck(Ref):
    """A legal officer has confirmed a rule of law, or set the province's own value for it."""

    rule = models.CharField(max_length=20)
    rule_from = models.DateField()
    unit_id = models.BigIntegerField(null=True)
    value = models.CharField(max_length=60, blank=True)
    checked_by = models.UUIDField(help_text="appointment")
    checked_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)


class CalendarDay(models.Model):
    """A holiday or a working day that was moved, with the paper that says so."""

    day = models.DateField(unique=True)
    working = models.BooleanField()
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200)


class Dated(models.Model):
    """A row that holds from a day to a day, [start, end)."""

    start = models.DateField()
    end = models.DateField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="%(app_label)s_%(class)s_days")
        ]
