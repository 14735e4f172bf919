"""The outline of a review, what units hand in under its headings, what of it is used, and comments on the draft.

The words of a unit for a programme and period stand here, whichever page asks for them; its figures stay in
its reports, which have the same programme, unit and period.
"""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Ref
from tongket.figures.models import Indicator
from tongket.programmes.models import Programme
from tongket.units.models import Unit


class Section(models.TextChoices):
    """The part of the review in which the words under a heading come to stand."""

    GROUNDS = "grounds", _("Guidance and direction")
    TASKS = "tasks", _("Results of the tasks")
    RESULTS = "results", _("Results of the indicators")
    SHORTCOMINGS = "shortcomings", _("Shortcomings and their causes")
    NEXT = "next", _("Tasks of the next period")
    PROPOSALS = "proposals", _("Recommendations")


class Outline(Ref):
    """What a review of a programme and period is to say: changed while a draft, frozen once sent down."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being drawn up")
        SENT = "sent", _("sent down")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outlines", help_text="who asks")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="outlines")
    period = models.CharField(max_length=40)
    period_start = models.DateField()
    period_end = models.DateField()
    state = models.CharField(max_length=5, choices=State, default=State.DRAFT)
    sent_at = models.DateTimeField(
        null=True, help_text="the moment at which the list of who is due was frozen"
    )
    due_at = models.DateTimeField(null=True, help_text="the last moment that is in time")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    layout = models.JSONField(
        default=dict,
        help_text="the review's own words where they are not the usual: by part its name; recipients",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "period"], name="one_outline")]

    def get_absolute_url(self) -> str:
        return f"/de-cuong/{self.ref}/"


class Heading(Ref):
    """One heading: what is asked under it, and which lines of the annex forms belong to it."""

    outline = models.ForeignKey(Outline, models.CASCADE, related_name="headings")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    asked = models.TextField(blank=True)
    section = models.CharField(max_length=12, choices=Section, default=Section.RESULTS)
    indicators = models.ManyToManyField(Indicator, related_name="+")


class Submission(Ref):
    """What one unit on the frozen list hands in; not on the list means not asked."""

    class State(models.TextChoices):
        DRAFT = "draft", _("not handed in")
        SUBMITTED = "submitted", _("handed in")
        RETURNED = "returned", _("returned")

    outline = models.ForeignKey(Outline, models.CASCADE, related_name="submissions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions", help_text="who writes")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, help_text="the first time: what in time means")
    handed_in = models.PositiveSmallIntegerField(default=0, help_text="how often: the version of its words")
    reason = models.TextField(blank=True, help_text="why it was returned the last time")
    returned_at = models.DateTimeField(null=True)
    extended_to = models.DateTimeField(
        null=True, help_text="more time; the outline's own day stays on record"
    )
    extension_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outline", "unit"], name="one_submission"),
            models.CheckConstraint(
                condition=models.Q(extended_to=None) | ~models.Q(extension_reason=""),
                name="more_time_has_reason",
            ),
        ]

    @property
    def last_moment(self) -> datetime | None:
        """What is in time for this unit."""
        return self.extended_to or self.outline.due_at

    def get_absolute_url(self) -> str:
        return f"/bai-viet/{self.ref}/"


class Passage(models.Model):
    """What a unit has written under one heading, paragraph by paragraph, a line each."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="passages")
    heading = models.ForeignKey(Heading, models.CASCADE, related_name="passages")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "heading"], name="one_passage")]


class Piece(Ref):
    """A text of the draft under one heading, made from what units wrote."""

    class Kind(models.TextChoices):
        TAKE = "take", _("taken as it is")
        MERGE = "merge", _("merged from several")
        QUOTE = "quote", _("quoted word for word")
        OWN = "own", _("put in other words")

    heading = models.ForeignKey(Heading, models.CASCADE, related_name="pieces")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    actor = models.UUIDField(null=True)
    at = models.DateTimeField()


class PieceSource(models.Model):
    """A paragraph that a text of the draft was made from, as it read then."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="sources")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="used")
    paragraph = models.PositiveSmallIntegerField(help_text="counted from 1 under its heading")
    handed_in = models.PositiveSmallIntegerField(help_text="the version of the unit's words")
    text = models.TextField()


class Sent(Ref):
    """A review on its way to another unit: for comments by a day, or upward when it is done."""

    class Purpose(models.TextChoices):
        COMMENTS = "comments", _("for comments")
        UPWARD = "upward", _("sent up")

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="sent")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews_received", help_text="to whom")
    purpose = models.CharField(max_length=8, choices=Purpose)
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, help_text="comments handed in, or the review received")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "unit", "purpose"], name="sent_once")]


class Comment(Ref):
    """What a unit says of one part of the draft, and what became of it."""

    class Answer(models.TextChoices):
        TAKEN = "taken", _("taken up")
        PARTLY = "partly", _("taken up in part")
        KEPT = "kept", _("not taken up")

    sent = models.ForeignKey(Sent, models.CASCADE, related_name="comments")
    place = models.PositiveSmallIntegerField(help_text="of the part in the draft, from 1; 0: the whole")
    part = models.CharField(max_length=300, blank=True, help_text="its heading; empty: the whole")
    text = models.TextField()
    answer = models.CharField(max_length=6, choices=Answer, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sent", "place"], name="one_comment_a_part"),
            models.CheckConstraint(
                condition=models.Q(answer__in=["", "taken"]) | ~models.Q(reason=""), name="answer_has_reason"
            ),
        ]
