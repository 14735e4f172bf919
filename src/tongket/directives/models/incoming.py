"""Papers that arrive (văn bản đến), with the leader's instruction on each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Access, File, Ref
from tongket.base.search import Findable
from tongket.units.models import Unit
from tongket.viet.dates import format_date


class Urgency(models.TextChoices):
    """The stamp of urgency, by Decree 30/2020/NĐ-CP, Annex I, cell 10b; its order is that of the list."""

    NORMAL = "normal", _("ordinary")
    URGENT = "urgent", _("urgent")
    VERY_URGENT = "very_urgent", _("very urgent")
    FLASH = "flash", _("flash")


class Incoming(Ref):
    """A paper in an office's arrival book. What is asked about it, and how far that is, is computed."""

    class Source(models.TextChoices):
        TYPED = "typed", _("entered here")
        HERE = "here", _("sent from this installation")
        REGISTER = "register", _("register of the document system")
        EDXML = "edxml", _("edXML package")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="incoming", help_text="whose arrival book")
    year = models.PositiveSmallIntegerField(help_text="of the arrival book")
    number = models.PositiveIntegerField(null=True, help_text="arrival number of our series")
    number_there = models.CharField(
        max_length=20,
        blank=True,
        help_text="arrival number of the document system, where that keeps the book",
    )
    arrived_on = models.DateField()
    sender = models.CharField(max_length=200)
    symbol = models.CharField(max_length=60, blank=True, help_text="as the paper bears it")
    symbol_key = models.CharField(max_length=60, blank=True, db_index=True)
    issued_on = models.DateField(null=True)
    kind = models.CharField(max_length=10, blank=True, help_text="type code; empty for a letter")
    abstract = models.TextField()
    folded = models.TextField()
    due = models.DateField(null=True, help_text="by when the sender asks for an answer")
    urgency = models.CharField(max_length=12, choices=Urgency, default=Urgency.NORMAL)
    source = models.CharField(max_length=10, choices=Source, default=Source.TYPED)
    foreign_id = models.CharField(max_length=120, blank=True, help_text="the document system's own id")
    outgoing = models.ForeignKey(
        "directives.Outgoing", models.PROTECT, null=True, related_name="arrivals", help_text="sent from here"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"],
                condition=Q(number__isnull=False),
                name="one_arrival_number",
            ),
            models.UniqueConstraint(
                fields=["unit", "foreign_id"], condition=~Q(foreign_id=""), name="one_foreign_paper"
            ),
            models.UniqueConstraint(
                fields=["unit", "outgoing"], condition=Q(outgoing__isnull=False), name="one_arrival_a_paper"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | ~Q(number_there=""), name="arrival_is_numbered"
            ),
        ]
        indexes = [models.Index(fields=["unit", "arrived_on"])]

    def __str__(self) -> str:
        return self.symbol or self.abstract[:60]

    @property
    def arrival(self) -> str:
        """The arrival number as the book shows it."""
        return str(self.number) if self.number else self.number_there

    def findable(self) -> Findable:
        """What the search finds of it; by whom, `incoming.queries.visible_to` says."""
        return Findable(
            kind="incoming",
            ref=self.ref,
            unit_id=self.unit_id,
            access=Access.UNIT,
            text=f"{self.symbol} {self.sender} {self.abstract}",
            shown=f"{self.symbol} {self.abstract}".strip(),
            url=self.get_absolute_url(),
            note=f"{self.sender} · {format_date(self.arrived_on)}",
        )

    def get_absolute_url(self) -> str:
        return f"/van-ban-den/{self.ref}/"


class PaperFile(models.Model):
    """A file of a paper that came in: the paper itself first, then what lay with it."""

    incoming = models.ForeignKey(Incoming, models.CASCADE, related_name="papers")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()


class Instruction(Ref):
    """The leader's instruction (ý kiến chỉ đạo): one a paper; a later one takes the place of an earlier one.

    Without a lead it is “for information” (để biết) and closes the paper at once. With one it is a task of the
    room above, named by its ref.
    """

    incoming = models.ForeignKey(Incoming, models.CASCADE, related_name="instructions")
    content = models.TextField()
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    co_workers = models.ManyToManyField(Unit, related_name="+")
    follower = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)
    task = models.UUIDField(null=True, unique=True, help_text="ref of programmes.Task")
    at = models.DateTimeField()
    actor = models.UUIDField(null=True, help_text="appointment")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lead__isnull=True, task__isnull=True, due__isnull=True, follower__isnull=True)
                | Q(lead__isnull=False, task__isnull=False),
                name="instruction_has_a_lead",
            )
        ]
