"""Meetings, reviews frozen as documents, the officer's words in them, claims and conclusions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Access, File, Ref
from tongket.base.search import Findable
from tongket.programmes.models import Programme
from tongket.reviews.outlines import models as outlines  # noqa: F401 - its tables stand in this room
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.period import Period


class Meeting(Ref):
    """May close several reviews and sign agreements."""

    class Kind(models.TextChoices):
        INTERIM = "interim", _("interim review (sơ kết)")
        FINAL = "final", _("final review (tổng kết)")
        SIGNING = "signing", _("signing")
        OTHER = "other", _("other meeting")

    class Basis(models.TextChoices):
        STATED = "stated", _("stated")
        INFERRED = "inferred", _("worked out")
        PARTIAL = "partial", _("year not told")
        UNKNOWN = "unknown", _("not told")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=8, choices=Kind)
    also = models.CharField(max_length=8, choices=Kind, blank=True)
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    host = models.CharField(max_length=200)
    held_on = models.DateField(null=True)
    held_text = models.CharField(max_length=40, blank=True, help_text="--10-27 where the year is not told")
    held_basis = models.CharField(max_length=8, choices=Basis)
    period = models.CharField(max_length=40, blank=True)
    years = models.PositiveSmallIntegerField(null=True, help_text="N of “N years of carrying out”")
    place = models.CharField(max_length=200, blank=True)
    programmes = models.ManyToManyField(Programme, related_name="meetings")
    reviews: "models.ManyToManyField[Review, models.Model]" = models.ManyToManyField(
        "Review", related_name="meetings", help_text="those it closes"
    )
    source = models.CharField(max_length=300, blank=True)

    @property
    def planned(self) -> bool:
        """Whether it is still to be held, or was called off: then it is its office's alone."""
        sitting = getattr(self, "sitting", None)
        return sitting is not None and not sitting.is_held

    @property
    def held(self) -> str:
        """The day as it is known: without a year, none is made up."""
        if self.held_on:
            return format_date(self.held_on)
        _dashes, _, month_day = self.held_text.partition("--")
        month, _, day = month_day.partition("-")
        return f"{day}/{month} (không nêu năm)" if day else "không nêu ngày"

    def findable(self) -> Findable:
        """What the search finds of it."""
        return Findable(
            kind="meeting",
            ref=self.ref,
            unit_id=self.unit_id,
            access=Access.UNIT if self.planned else Access.PUBLIC,
            text=f"{self.title} {self.host}",
            shown=self.title,
            url=f"/hoi-nghi/{self.ref}/",
            note=f"{self.host} · {self.held}",
        )


class Words(models.Model):
    """What an officer adds to a section of a review that is not composed by itself."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="words")
    period = models.CharField(max_length=40)
    section = models.CharField(max_length=30)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    actor = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "period", "section"], name="one_text_a_section")
        ]


class Review(Ref):
    """What came of a programme over a period, frozen as one document; every page and file is rendered from it."""

    class Kind(models.TextChoices):
        INTERIM = "interim", _("interim review (sơ kết)")
        FINAL = "final", _("final review (tổng kết)")

    class State(models.TextChoices):
        BUILT = "built", _("built")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        SAMPLE = "sample", _("sample, not approved")

    OPEN_TO_ALL = (State.PUBLISHED, State.SAMPLE)

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=8, choices=Kind)
    period = models.CharField(max_length=40)
    period_start = models.DateField()
    period_end = models.DateField()
    as_of = models.DateTimeField()
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.BUILT)
    document = models.ForeignKey(
        File, models.PROTECT, related_name="+", help_text="the document model as canonical JSON"
    )
    built_at = models.DateTimeField()
    number = models.PositiveIntegerField(
        null=True, help_text="taken from the office's series at the approval"
    )
    symbol = models.CharField(max_length=60, blank=True, help_text="as printed: 01/BC-UBND")
    issued_on = models.DateField(null=True)
    signed_for = models.CharField(
        max_length=300, blank=True, help_text="authority of who approved it, a line each: TM. ỦY BAN NHÂN DÂN"
    )
    signed_as = models.CharField(max_length=300, blank=True, help_text="the post as printed: CHỦ TỊCH")
    signed_by = models.CharField(max_length=200, blank=True, help_text="the name under it")
    signed_pdf = models.ForeignKey(
        File,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="with the digital signature of who approved it",
    )
    issued_pdf = models.ForeignKey(
        File,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="as it was published, sealed where it is signed",
    )
    issued_docx = models.ForeignKey(
        File, models.PROTECT, null=True, related_name="+", help_text="as it was published"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "period", "as_of"], name="one_review_a_moment"),
            models.CheckConstraint(
                condition=Q(number=None, symbol="", issued_on=None)
                | (Q(number__isnull=False, issued_on__isnull=False) & ~Q(symbol="")),
                name="number_with_symbol_and_day",
            ),
        ]

    def findable(self) -> Findable | None:
        """What the search finds of it once anybody may read it."""
        if self.state not in self.OPEN_TO_ALL:
            return None
        return Findable(
            kind="review",
            ref=self.ref,
            unit_id=self.unit_id,
            access=Access.PUBLIC,
            text=f"{self.symbol} {self.title}".strip(),
            shown=self.title,
            url=f"/tong-ket/{self.ref}/",
            note=Period.parse(self.period).label("vi"),
        )


class Making(Ref):
    """A review that was asked for on the screen and is being made; `ref` is the one that it will have."""

    STEPS = 3  # as many as reviews.actions.STEPS

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Review.Kind)
    period = models.CharField(max_length=40)
    as_of = models.DateTimeField()
    actor = models.UUIDField(help_text="the appointment of who asked for it")
    asked_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=0, help_text="how many are done")
    faults = models.JSONField(default=list, help_text="why it could not be made")


class Claim(Ref):
    """A judgement in a review: it names the figures it rests on, or says that there are none."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="claims")
    period = models.CharField(max_length=40)
    section = models.CharField(max_length=30)
    text = models.TextField()
    figures = models.JSONField(default=list, help_text="refs of figures.Figure")
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)


class Conclusion(Ref):
    """A point of what the meeting decided; it may become a task."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="conclusions")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    task = models.UUIDField(null=True, help_text="ref of programmes.Task")


class Shortcoming(Ref):
    """What fell short over a period, found by rule, with the cause and the remedy that an officer has typed.

    `subject` tells from build to build that it is the same: the task, the report's due, the clause, the target.
    """

    class Rule(models.TextChoices):
        TARGET = "target", _("target missed")
        REPORT = "report", _("report late or missing")
        TASK = "task", _("task overdue")
        CLAUSE = "clause", _("point that nobody carries out")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="shortcomings")
    period = models.CharField(max_length=40)
    rule = models.CharField(max_length=8, choices=Rule)
    subject = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    review = models.ForeignKey(
        Review, models.SET_NULL, null=True, related_name="shortcomings", help_text="the last that lists it"
    )
    cause = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    remedy_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    remedy_due = models.DateField(null=True)
    mended_on = models.DateField(
        null=True, help_text="as an officer says; tasks, reports, points tell themselves"
    )
    at = models.DateTimeField(help_text="the moment of the last change")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "period", "rule", "subject"], name="one_shortcoming")
        ]
