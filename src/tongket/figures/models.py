"""Indicators, forms, who is due, reports with their drafts, and the append-only figures."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Access, Dated, Entry, File, Ref
from tongket.base.search import Findable
from tongket.programmes.models import Programme
from tongket.units.models import Unit

TOTAL = 0


class Indicator(Ref):
    """What is counted. Its decimals never change: a finer one is a new version."""

    class Nature(models.TextChoices):
        STOCK = "stock", _("as of a day")
        FLOW = "flow", _("of a period")

    class OverTime(models.TextChoices):
        SUM = "sum", _("sum")
        MEAN = "mean", _("mean")
        LAST = "last", _("last")
        MIN = "min", _("least")
        MAX = "max", _("greatest")

    class OverTree(models.TextChoices):
        SUM = "sum", _("sum")
        MEAN = "mean", _("mean")
        MIN = "min", _("least")
        MAX = "max", _("greatest")
        OWN = "own", _("the unit's own figure")
        WEIGHTED = "weighted", _("weighted by another indicator")
        RATIO = "ratio", _("ratio of two roll-ups")

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    start = models.DateField(help_text="the day from which this version is asked for")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="indicators", help_text="who defines it")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    measure = models.CharField(max_length=60, help_text="đơn vị tính: hộ, km², %")
    decimals = models.PositiveSmallIntegerField(default=0)
    nature = models.CharField(max_length=5, choices=Nature)
    over_time = models.CharField(max_length=4, choices=OverTime)
    over_tree = models.CharField(max_length=8, choices=OverTree)
    weight = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    numerator = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    counted_by = models.CharField(max_length=60, blank=True, help_text="name of a measure in base.measures")
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_indicator_version"),
            models.CheckConstraint(condition=Q(decimals__lte=9), name="indicator_decimals"),
            models.CheckConstraint(
                condition=~Q(over_tree="weighted") | Q(weight__isnull=False), name="weighted_has_weight"
            ),
            models.CheckConstraint(
                condition=~Q(over_tree="ratio") | Q(numerator__isnull=False, denominator__isnull=False),
                name="ratio_has_parts",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/so-lieu/chi-tieu/{self.ref}/"

    def findable(self) -> Findable:
        """What the search finds of it."""
        return Findable(
            kind="indicator",
            ref=self.ref,
            unit_id=self.unit_id,
            access=Access.OFFICE,
            text=f"{self.code} {self.name}",
            shown=self.name,
            url=self.get_absolute_url(),
            note=self.measure,
        )


class Breakdown(models.Model):
    """At most two categories; row 0 is the total, a row of its own."""

    id = models.PositiveIntegerField(primary_key=True)
    first = models.CharField(max_length=60, blank=True, help_text="giới tính: nữ")
    second = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_breakdown")]


class Form(Ref):
    """What a programme asks of its units each period; versioned from a day on."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="forms", help_text="who asks")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="forms")
    version = models.PositiveSmallIntegerField(default=1)
    start = models.DateField()
    title = models.CharField(max_length=300)
    period_kind = models.CharField(max_length=20, help_text="kind of viet.Period")
    due_days = models.PositiveSmallIntegerField(
        help_text="working days after the period's end, where no rule of law decides"
    )
    due_rule = models.CharField(max_length=20, blank=True, help_text="rule of law on which the due day rests")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "version"], name="one_form_version")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/so-lieu/bieu-mau/{self.ref}/"

    def findable(self) -> Findable:
        """What the search finds of it."""
        return Findable(
            kind="form",
            ref=self.ref,
            unit_id=self.unit_id,
            access=Access.OFFICE,
            text=f"{self.title} {self.programme.title}",
            shown=self.title,
            url=self.get_absolute_url(),
            note=self.programme.title,
        )


class FormItem(models.Model):
    """One line of a form."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="items")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="items")
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, default=TOTAL, related_name="+")
    order = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=200, blank=True)
    required = models.BooleanField(default=True)
    low = models.BigIntegerField(null=True, help_text="a value below is refused")
    high = models.BigIntegerField(null=True)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", help_text="its parts must sum to it"
    )
    needs = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="where this is not 0, that is filled in too",
    )
    band = models.PositiveSmallIntegerField(
        null=True, help_text="a change against last year by more per cent is asked about"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "order"], name="item_order"),
            models.UniqueConstraint(fields=["form", "indicator", "breakdown"], name="one_item"),
        ]


class Due(Ref):
    """A unit owes a report for a period: frozen when the period opens. Not on this list means not due."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="dues")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dues")
    period = models.CharField(max_length=40)
    period_start = models.DateField()
    period_end = models.DateField()
    due_at = models.DateTimeField()
    rule = models.CharField(max_length=20, blank=True, help_text="key of the rule of law it was judged by")
    rule_from = models.DateField(null=True, help_text="with the key, the version of that rule")
    rule_value = models.CharField(max_length=20, blank=True, help_text="what the rule set then: 2 wd")
    frozen_at = models.DateTimeField()
    extended_to = models.DateTimeField(null=True)
    extension_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "unit", "period"], name="one_due"),
            models.CheckConstraint(
                condition=Q(extended_to=None) | ~Q(extension_reason=""), name="extension_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["period", "unit"])]

    @property
    def deadline(self) -> datetime:
        """The last moment that is in time, extension included."""
        return self.extended_to or self.due_at

    def get_absolute_url(self) -> str:
        """Where its report is filled in, read and judged."""
        return f"/so-lieu/bao-cao/{self.ref}/"


class Report(Ref):
    """A unit's figures and words for a period, from draft to approved."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")

    class Channel(models.TextChoices):
        PAPER = "paper", _("on paper")
        PHONE = "phone", _("by telephone")

    due = models.OneToOneField(Due, models.PROTECT, related_name="report")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    words = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, help_text="the first time: what in time means")
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    channel = models.CharField(
        max_length=5, choices=Channel, blank=True, help_text="how the unit told whoever entered it for it"
    )
    entered_by = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", help_text="the office above that entered it"
    )


class ReportEvent(Ref):
    """One step in a report's life, kept with who, when and why."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        CORRECTED = "corrected", _("corrected")
        ENTERED = "entered", _("entered for the unit")

    report = models.ForeignKey(Report, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    cells = models.JSONField(default=list, help_text="orders of the form items a return concerns")


class Cell(models.Model):
    """A cell of a draft as it was typed: a draft is never a fact."""

    class State(models.TextChoices):
        BLANK = "blank", _("not reported")
        VALUE = "value", _("value")
        NOT_APPLICABLE = "na", _("not applicable")

    report = models.ForeignKey(Report, models.CASCADE, related_name="cells")
    item = models.ForeignKey(FormItem, models.PROTECT, related_name="+")
    state = models.CharField(max_length=5, choices=State, default=State.BLANK)
    typed = models.CharField(max_length=300, blank=True)
    value = models.BigIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)
    evidence = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    cited = models.CharField(
        max_length=300, blank=True, help_text="the record it rests on: a symbol, or an address"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="one_cell"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(state="value"), name="only_a_value_has_a_value"
            ),
        ]


class Reminder(Ref):
    """Those who asked have reminded a unit that is late: once a day at most."""

    due = models.ForeignKey(Due, models.PROTECT, related_name="reminders")
    day = models.DateField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["due", "day"], name="one_reminder_a_day")]


class Objection(Ref):
    """A unit objects to what the system has counted of it, and whoever asks for the report answers; without a line
    it says why its report is late or short, beside the red mark."""

    due = models.ForeignKey(Due, models.PROTECT, related_name="objections")
    item = models.ForeignKey(FormItem, models.PROTECT, null=True, related_name="+")
    value = models.BigIntegerField(null=True, help_text="what was counted then")
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["due", "item"], condition=Q(answered_at=None), name="one_open_objection"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="objection_answer_is_said"
            ),
        ]


class Figure(Ref):
    """One immutable fact. Triggers on both databases refuse to change or delete it.

    A NULL value says "not applicable"; zero is zero; no row at all says "not reported".
    """

    class Kind(models.TextChoices):
        ESTIMATE = "estimate", _("estimate")
        FINAL = "final", _("final")

    class Source(models.TextChoices):
        COUNTED = "counted", _("counted by the system")
        REPORTED = "reported", _("reported by the unit")
        TAKEN_OVER = "taken_over", _("taken over from a document")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="figures")
    period = models.CharField(max_length=40)
    period_start = models.DateField()
    period_end = models.DateField()
    # Nearly all are totals: an index over them would only be taken for the one that finds few.
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, default=TOTAL, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FINAL)
    source = models.CharField(max_length=10, choices=Source)
    value = models.BigIntegerField(null=True)
    entered = models.DateTimeField(help_text="the moment from which it counts")
    actor = models.UUIDField(null=True, help_text="the appointment that approved or took it over")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    reason = models.CharField(max_length=300, blank=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="figures")
    evidence = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    evidence_text = models.CharField(
        max_length=300, blank=True, help_text="document and article, or how it was counted"
    )
    note = models.CharField(max_length=300, blank=True)
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="+", help_text="the ledger entry that holds its hash"
    )

    class Meta:
        indexes = [
            models.Index(fields=["indicator", "period", "unit"]),
            models.Index(fields=["unit", "indicator"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(reason=""), name="correction_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(source="taken_over") | ~Q(evidence_text=""), name="taken_over_names_its_source"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Its trail."""
        return f"/so-lieu/dau-vet/{self.ref}/"


class Unstored(models.Model):
    """A figure that stands in no segment yet; written with the figure, deleted when a segment holds it."""

    figure = models.OneToOneField(Figure, models.PROTECT, primary_key=True, related_name="unstored")


class Segment(models.Model):
    """An immutable Parquet file of the store."""

    generation = models.PositiveIntegerField()
    name = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    written_at = models.DateTimeField()


class PeerGroup(Ref, Dated):
    """Units that are compared with each other, named by the office that compares them, from a day to a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="peer_groups", help_text="who compares")
    name = models.CharField(max_length=200)
    ground = models.CharField(max_length=300, blank=True, help_text="the paper that names its units")
    units = models.ManyToManyField(Unit, related_name="+")

    class Meta(Dated.Meta):
        pass
