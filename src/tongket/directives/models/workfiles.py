"""Work files (hồ sơ công việc): the papers of one piece of work, with list, retention and handover."""

from django.db import models
from django.db.models import F, Q

from tongket.base.models import File, Ref
from tongket.directives.models.incoming import Incoming
from tongket.directives.models.outgoing import Outgoing
from tongket.units.models import Unit


class WorkFile(Ref):
    """A file of one piece of work. Without `retention` (years) it is kept for ever (vĩnh viễn)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="work_files")
    code = models.CharField(max_length=40, help_text="Số, ký hiệu hồ sơ: 01.2026.TH")
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=340)
    retention = models.PositiveSmallIntegerField(null=True, help_text="years; none: for ever")
    ground = models.CharField(max_length=300, help_text="what sets the retention: paper and item")
    keeper = models.CharField(max_length=120, help_text="who makes the file: the post, as on paper")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    handed_over_on = models.DateField(null=True)
    handed_to = models.CharField(max_length=200, blank=True, help_text="office or archive that took it")
    handed_by_post = models.CharField(max_length=120, blank=True)
    taken_by_post = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="one_work_file"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="work_file_days"
            ),
            models.CheckConstraint(
                condition=Q(handed_over_on__isnull=True, handed_to="")
                | Q(closed_on__isnull=False, handed_over_on__gte=F("closed_on")) & ~Q(handed_to=""),
                name="handed_over_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return f"/ho-so/{self.ref}/"


class WorkPaper(Ref):
    """A paper in a work file: one that came in, one that went out, or another file with what it is called."""

    work_file = models.ForeignKey(WorkFile, models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    incoming = models.ForeignKey(Incoming, models.PROTECT, null=True, related_name="filed_in")
    outgoing = models.ForeignKey(Outgoing, models.PROTECT, null=True, related_name="filed_in")
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    symbol = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True)
    author = models.CharField(max_length=200, blank=True)
    abstract = models.TextField(blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    copy = models.BooleanField(default=False, help_text="a copy, not the original")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work_file", "order"], name="work_paper_order"),
            models.UniqueConstraint(
                fields=["work_file", "incoming"],
                condition=Q(incoming__isnull=False),
                name="one_filed_incoming",
            ),
            models.UniqueConstraint(
                fields=["work_file", "outgoing"],
                condition=Q(outgoing__isnull=False),
                name="one_filed_outgoing",
            ),
            models.CheckConstraint(
                condition=Q(incoming__isnull=False, outgoing__isnull=True, abstract="")
                | Q(incoming__isnull=True, outgoing__isnull=False, abstract="")
                | Q(incoming__isnull=True, outgoing__isnull=True) & ~Q(abstract=""),
                name="work_paper_is_one_thing",
            ),
        ]
