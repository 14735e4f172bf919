"""Programmes and agreements, their parties, tasks with their events, and targets."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Access, File, Ref
from tongket.base.search import Findable
from tongket.directives.models import Clause, Directive
from tongket.units.models import Unit
from tongket.viet.period import Period


class Programme(Ref):
    """A term, a lead unit, parties, tasks, targets; grounded on directives."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("programme")
        PLAN = "plan", _("plan")
        AGREEMENT = "agreement", _("coordination programme")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        RUNNING = "running", _("running")
        CLOSED = "closed", _("closed")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programmes", help_text="the lead unit")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    slug = models.SlugField(max_length=80, unique=True, help_text="what the shell calls it")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    term = models.CharField(max_length=40, help_text="canonical text of a Period")
    term_start = models.DateField()
    term_end = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    issued_by = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="programmes")
    signed_on = models.DateField(null=True)
    public = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(term_start__lt=F("term_end")), name="programme_term")
        ]

    def __str__(self) -> str:
        return self.title

    def findable(self) -> Findable:
        """What the search finds of it."""
        return Findable(
            kind="programme",
            ref=self.ref,
            unit_id=self.unit_id,
            access=Access.PUBLIC if self.public else Access.OFFICE,
            text=f"{self.title} {self.summary}",
            shown=self.title,
            url=f"/chuong-trinh/{self.slug}/",
            note=Period.parse(self.term).label("vi"),
        )


class Ground(models.Model):
    """What a programme rests on."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="grounds")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="grounded")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="grounded")
    order = models.PositiveSmallIntegerField(default=0)


class Party(models.Model):
    """A unit that leads, works along, or has signed."""

    class Part(models.TextChoices):
        LEAD = "lead", _("lead")
        CO = "co", _("co-worker")
        SIGNATORY = "signatory", _("signatory")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="party_to")
    part = models.CharField(max_length=10, choices=Part)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "unit"], name="one_party")]


class Task(Ref):
    """Who does what by when, with which product. Its state is computed from its events."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="tasks")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="tasks")
    order = models.PositiveSmallIntegerField()
    content = models.TextField()
    product = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", help_text="the lead (chủ trì)")
    co_workers = models.ManyToManyField(Unit, related_name="co_tasks")
    follower = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="followed_tasks")
    due = models.DateField(null=True, help_text="none: regularly (thường xuyên)")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "order"], name="task_order")]

    def get_absolute_url(self) -> str:
        return f"/nhiem-vu/{self.ref}/"


class TaskEvent(Ref):
    """What happened to a task; never changed. The old due day stays in the row that moved it."""

    class Kind(models.TextChoices):
        GIVEN = "given", _("given")
        ACCEPTED = "accepted", _("accepted")
        SENT_BACK = "sent_back", _("sent back as not ours")
        PROGRESS = "progress", _("progress")
        EXTENSION_ASKED = "extension_asked", _("extension asked")
        EXTENDED = "extended", _("extension granted")
        HANDED_IN = "handed_in", _("product handed in")
        CONFIRMED = "confirmed", _("confirmed")
        REOPENED = "reopened", _("reopened")
        SUSPENDED = "suspended", _("suspended")
        STOPPED = "stopped", _("stopped")

    task = models.ForeignKey(Task, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField()
    day = models.DateField(help_text="the day in Vietnam; rates count by it")
    actor = models.UUIDField(null=True)
    note = models.TextField(blank=True)
    old_due = models.DateField(null=True)
    new_due = models.DateField(null=True)
    product = models.CharField(max_length=300, blank=True, help_text="number and day of the product")
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")


class Target(Ref):
    """What was set (assigned) or promised (pledged) for a unit and a period; the two are never swapped."""

    class Sense(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")
        BETWEEN = "between", _("between")

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("assigned")
        PLEDGED = "pledged", _("pledged")

    class Basis(models.TextChoices):
        VALUE = "value", _("the value itself")
        REDUCTION = "reduction", _("per cent fewer than in the base period")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="targets")
    indicator = models.UUIDField(db_index=True, help_text="ref of figures.Indicator, one room higher")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets")
    period = models.CharField(max_length=40)
    period_start = models.DateField()
    period_end = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind)
    sense = models.CharField(max_length=8, choices=Sense)
    basis = models.CharField(max_length=9, choices=Basis, default=Basis.VALUE)
    base_period = models.CharField(max_length=40, blank=True)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="targets")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "indicator", "unit", "period", "kind"], name="one_target"
            ),
            models.CheckConstraint(
                condition=Q(sense="at_least", low__isnull=False)
                | Q(sense="at_most", high__isnull=False)
                | Q(sense="between", low__isnull=False, high__isnull=False, low__lte=F("high")),
                name="target_has_its_bounds",
            ),
            models.CheckConstraint(
                condition=Q(basis="value") | ~Q(base_period=""), name="reduction_has_a_base"
            ),
        ]
