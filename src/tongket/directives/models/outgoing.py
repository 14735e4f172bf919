"""Papers that go out (văn bản đi), with each step of their way."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Access, File, Ref
from tongket.base.search import Findable
from tongket.directives.models.directives import Directive
from tongket.directives.models.incoming import Incoming, Urgency
from tongket.units.models import Unit
from tongket.viet.dates import format_date


class Outgoing(Ref):
    """A paper that an organ makes. The number comes after the signature (Decree 30/2020/NĐ-CP, Article 15)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        HEADED = "headed", _("initialled by the drafter's head")
        FORMED = "formed", _("initialled for form")
        SUBMITTED = "submitted", _("laid before the signer")
        SIGNED = "signed", _("signed")
        NUMBERED = "numbered", _("numbered")
        SEALED = "sealed", _("sealed")
        ISSUED = "issued", _("issued")
        FILED = "filed", _("filed")

    BEARS_A_NUMBER = (State.NUMBERED, State.SEALED, State.ISSUED, State.FILED)
    WENT_OUT = (State.ISSUED, State.FILED)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outgoing", help_text="the issuing body")
    drafter = models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="the office that drafts")
    kind = models.CharField(max_length=10, help_text="type code; CV for a letter")
    office = models.CharField(max_length=20, blank=True, help_text="drafting office in a letter's symbol: VX")
    abstract = models.CharField(max_length=500)
    folded = models.TextField()
    place = models.CharField(max_length=60, blank=True, help_text="place in the line of place and date")
    addressees = models.TextField(blank=True, help_text="Kính gửi, one a line")
    bases = models.TextField(blank=True, help_text="legal bases, one a line")
    text = models.TextField(blank=True, help_text="paragraphs; empty where a file was uploaded")
    composed = models.TextField(
        blank=True, help_text="writer's JSON: what another room composed, after the text: tables, annexes"
    )
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", help_text="uploaded paper")
    authority = models.CharField(max_length=120, blank=True, help_text="TM. ỦY BAN NHÂN DÂN")
    signer_post = models.CharField(max_length=120)
    signer = models.CharField(max_length=100)
    others = models.TextField(blank=True, help_text="recipients outside, one a line")
    urgency = models.CharField(max_length=12, choices=Urgency, default=Urgency.NORMAL)
    due = models.DateField(null=True, help_text="by when an answer is asked for")
    orders = models.BooleanField(default=False, help_text="it orders something: becomes a directive at issue")
    answers = models.ForeignKey(Incoming, models.PROTECT, null=True, related_name="replies")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    term = models.CharField(max_length=20, blank=True, help_text="year or term of the series")
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, help_text="the day that the paper bears")
    issued_file = models.ForeignKey(
        File, models.PROTECT, null=True, related_name="+", help_text="what went out, frozen at issue"
    )
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="+")
    foreign_id = models.CharField(
        max_length=120,
        blank=True,
        help_text="the document system's own id, where that numbered and issued it",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "term", "number"],
                condition=Q(number__isnull=False),
                name="one_outgoing_number",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, symbol="", issued_on__isnull=True)
                | Q(number__isnull=False, issued_on__isnull=False) & ~Q(symbol="")
                | Q(number__isnull=True, issued_on__isnull=False) & ~Q(symbol="") & ~Q(foreign_id=""),
                name="number_symbol_and_day",
            ),
            models.UniqueConstraint(
                fields=["unit", "foreign_id"], condition=~Q(foreign_id=""), name="one_foreign_outgoing"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"])]

    def __str__(self) -> str:
        return self.symbol or self.abstract[:60]

    @property
    def words(self) -> str:
        """All that it says: the text, and what was composed as plain lines."""
        composed = _said(json.loads(self.composed)) if self.composed else ()
        return "\n".join(filter(None, (self.text, *composed)))

    def findable(self) -> Findable:
        """What the search finds of it; by whom, `outgoing.queries.visible_to` says."""
        return Findable(
            kind="outgoing",
            ref=self.ref,
            unit_id=self.unit_id,
            access=Access.UNIT,
            text=f"{self.symbol} {self.abstract}",
            shown=f"{self.symbol} {self.abstract}".strip(),
            url=self.get_absolute_url(),
            note=format_date(self.issued_on) if self.issued_on else "",
        )

    def get_absolute_url(self) -> str:
        return f"/van-ban-di/{self.ref}/"


def _said(part: Any) -> Iterator[str]:
    """The words in a part of the writer's JSON, in order."""
    if isinstance(part, list):
        for each in part:
            yield from _said(each)
    elif isinstance(part, dict):
        yield from (part[name] for name in ("caption", "title", "text") if part.get(name))
        for name in ("columns", "content", "items", "rows", "body", "blocks", "annexes"):
            yield from _said(part.get(name, ()))


class OutgoingStep(Ref):
    """One thing that happened to a paper on its way: who, under which hat, when. Never changed."""

    class Kind(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        CHANGED = "changed", _("draft changed")
        HEADED = "headed", _("initialled by the drafter's head")
        FORMED = "formed", _("initialled for form")
        SUBMITTED = "submitted", _("laid before the signer")
        OPINION = "opinion", _("opinion on the routing slip")
        SENT_BACK = "sent_back", _("sent back")
        SIGNED = "signed", _("signed")
        NUMBERED = "numbered", _("numbered and dated")
        SEALED = "sealed", _("sealed")
        ISSUED = "issued", _("issued")
        FILED = "filed", _("filed")

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True, help_text="appointment")
    note = models.TextField(blank=True)
    agreed = models.BooleanField(null=True, help_text="of an opinion")
    content = models.CharField(max_length=64, help_text="SHA-256 of what the paper said at this step")
    text = models.TextField(blank=True, help_text="the text as it was when it was drafted or changed")
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")


class Recipient(models.Model):
    """A unit of this installation among Nơi nhận; it finds the paper in its arrival book at issue."""

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="recipients")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outgoing", "unit"], name="one_recipient")]
