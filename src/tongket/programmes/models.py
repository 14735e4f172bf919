"""Programmes and agreements, their parties, tasks with their events, and targets."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Access, File, Ref
from tongket.base.search import Findable
from tongket.directives.models import Clause, Directive, Incoming
from tongket.units.models import Unit
from tongket.viet.period import Period


class Programme(Ref):
    """A term, a lead unit, parties, tasks, targets; grounded on directives."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("programme")
        PLAN = "plan", _("plan")
        AGREEMENT = "agreement", _("coordination programme")
        WORK = "work", _("work programme")

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
    """Who does what by when, with which product, on which ground.

    Its state on a day is never stored. What its events have made of it so far (`course`) is: `record_event`
    writes it with each event, and `tongket check` compares.
    """

    class Source(models.TextChoices):
        DOCUMENT = "document", _("document")
        CONCLUSION = "conclusion", _("conclusion of a meeting")
        REVIEW = "review", _("review of the period before")
        WORK = "work", _("work programme")
        PROGRAMME = "programme", _("programme or plan")

    class Stage(models.TextChoices):
        """With whom it lies, between the lead and the follower."""

        GIVEN = "given", _("not yet accepted")
        SENT_BACK = "sent_back", _("sent back as not ours")
        ACCEPTED = "accepted", _("accepted")
        HANDED_IN = "handed_in", _("product handed in")
        RETURNED = "returned", _("product returned")
        CONFIRMED = "confirmed", _("confirmed")

    giver = models.ForeignKey(Unit, models.PROTECT, related_name="given_tasks", help_text="who gave it out")
    source = models.CharField(max_length=10, choices=Source)
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, related_name="tasks")
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="tasks")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="tasks")
    incoming = models.ForeignKey(
        Incoming, models.PROTECT, null=True, related_name="tasks", help_text="the leader's instruction on it"
    )
    meeting = models.UUIDField(null=True, help_text="ref of reviews.Meeting, one room higher")
    review = models.UUIDField(null=True, help_text="ref of reviews.Review, one room higher")
    cited = models.CharField(max_length=300, blank=True, help_text="how the conclusion or review is cited")
    order = models.PositiveIntegerField(default=0, help_text="in its programme")
    content = models.TextField()
    product_kind = models.CharField(max_length=10, blank=True, help_text="TTr, KH, BC …, as in products.py")
    product = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", help_text="the lead (chủ trì)")
    co_workers = models.ManyToManyField(Unit, related_name="co_tasks")
    follower = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="followed_tasks")
    due = models.DateField(null=True, help_text="the first; none: regularly (thường xuyên)")
    due_hour = models.TimeField(null=True, help_text="on the clock of Viet Nam; none: all day")
    version = models.PositiveIntegerField(default=1)
    # What the events have made of it so far: see state.Course.
    due_now = models.DateField(null=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.GIVEN)
    held = models.CharField(max_length=10, blank=True, help_text="suspended, stopped, or neither")
    asked = models.DateField(null=True, help_text="to which day the lead asks to extend it")
    done_on = models.DateField(null=True)
    done_hour = models.TimeField(null=True)
    changed_on = models.DateField(null=True, help_text="the day of its last event")

    class Meta:
        indexes = [
            models.Index(fields=["unit", "held", "done_on", "due_now"]),
            # The piles of a desk: each is found, put in order and counted without a look at the rows.
            models.Index(fields=["unit", "stage", "held", "done_on", "due_now"]),
            models.Index(fields=["follower", "stage", "held", "done_on", "asked", "due_now", "unit"]),
            models.Index(
                fields=["giver", "stage", "held", "done_on", "asked", "due_now", "unit", "follower"]
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="task_order"),
            models.CheckConstraint(
                condition=Q(programme__isnull=False)
                | Q(directive__isnull=False)
                | Q(incoming__isnull=False)
                | Q(meeting__isnull=False)
                | Q(review__isnull=False),
                name="task_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(due_hour=None) | Q(due__isnull=False), name="task_hour_has_its_day"
            ),
        ]

    @property
    def judge_id(self) -> int:
        """The unit that follows the task: the follower, else whoever gave it."""
        return self.follower_id or self.giver_id

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
        NOT_EXTENDED = "not_extended", _("extension refused")
        HANDED_IN = "handed_in", _("product handed in")
        CONFIRMED = "confirmed", _("confirmed")
        RETURNED = "returned", _("product returned")
        REOPENED = "reopened", _("reopened")
        SUSPENDED = "suspended", _("suspended")
        STOPPED = "stopped", _("stopped")

    task = models.ForeignKey(Task, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField()
    day = models.DateField(help_text="the day in Vietnam; rates count by it")
    actor = models.UUIDField(null=True)
    note = models.TextField(blank=True)
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", help_text="to whom it was given"
    )
    old_due = models.DateField(null=True)
    new_due = models.DateField(null=True)
    product = models.CharField(
        max_length=300, blank=True, help_text="what was handed in: its symbol, or words"
    )
    product_on = models.DateField(null=True, help_text="the day of the numbered paper")
    decision = models.CharField(max_length=60, blank=True, help_text="the paper that suspends or stops it")
    decision_on = models.DateField(null=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")


class Explanation(Ref):
    """The lead's own word on a task, for the briefing of a Monday; it may be changed until that day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="explanations")
    monday = models.DateField()
    text = models.TextField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "monday"], name="one_explanation")]


class Reminder(models.Model):
    """A lead was told that so many days are left; once for each due day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders")
    due = models.DateField()
    left = models.PositiveSmallIntegerField(help_text="7, 3 or 0 days")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "due", "left"], name="one_reminder")]


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
