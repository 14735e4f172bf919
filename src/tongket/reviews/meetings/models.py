"""What is planned and written down of a meeting, what else stands in a week, which reviews are due.

An application of its own inside the room: its tables hang on reviews.Meeting and none of the others'.
"""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import File, Ref
from tongket.directives.models import Directive
from tongket.programmes.models import Programme
from tongket.units.models import Unit

USUAL_MINUTES = 120  # how long a room is taken where nothing says how long a meeting lasts


class Sitting(models.Model):
    """How a meeting is prepared and held. A meeting without this row was recorded afterwards."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CALLED_OFF = "called_off", _("called off")

    meeting = models.OneToOneField("reviews.Meeting", models.CASCADE, related_name="sitting")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    starts = models.TimeField(null=True, help_text="none: recorded afterwards, the hour not told")
    lasts = models.PositiveSmallIntegerField(
        default=USUAL_MINUTES, help_text="minutes, as long as no item says"
    )
    chair = models.CharField(max_length=200, blank=True, help_text="the post that chairs")
    secretary = models.CharField(max_length=200, blank=True, help_text="the post that writes the minutes")
    about = models.TextField(blank=True, help_text="what the invitation says it is about")
    shown = models.BooleanField(default=False, help_text="stands in the public part of the weekly calendar")
    agreements = models.ManyToManyField(Programme, related_name="signed_at", help_text="those signed at it")
    version = models.PositiveIntegerField(default=1)
    symbol = models.CharField(max_length=60, blank=True, help_text="of the invitation")
    sent_on = models.DateField(null=True)
    signed_for = models.CharField(max_length=300, blank=True)
    signed_as = models.CharField(max_length=300, blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    discussed = models.TextField(blank=True, help_text="course of the meeting, for its minutes")
    ended = models.TimeField(null=True)
    present = models.PositiveSmallIntegerField(null=True, help_text="how many; all that stays")
    present_list = models.TextField(blank=True, help_text="destroyed on the day `present_until`")
    present_until = models.DateField(null=True)
    present_gone = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(present_list="") | Q(present_until__isnull=False), name="list_has_its_end"
            )
        ]

    @property
    def is_held(self) -> bool:
        """Whether it has been held: from then on its page is public."""
        return self.state == self.State.HELD

    def minutes(self) -> int:
        """How long it takes: the sum of its items, or else what was typed."""
        return sum(item.minutes for item in self.meeting.items.all()) or self.lasts

    def span(self) -> tuple[time, time] | None:
        """From when to when the room is taken; not beyond midnight; nothing where no hour is known."""
        return (self.starts, later(self.starts, self.minutes())) if self.starts else None


def later(start: time, minutes: int) -> time:
    """A time of the day some minutes later, the last minute of the day at most."""
    moment = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return moment.time() if moment.date() == date.min else time(23, 59)


class Invited(Ref):
    """An office, or a post of it, that is invited, and what it answered. Nobody is named but posts."""

    class Reply(models.TextChoices):
        COMES = "comes", _("comes")
        SENDS = "sends", _("sends a substitute")

    meeting = models.ForeignKey("reviews.Meeting", models.CASCADE, related_name="invited")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="invitations")
    named = models.CharField(max_length=300, help_text="as the invitation addresses it")
    reply = models.CharField(max_length=5, choices=Reply, blank=True)
    substitute = models.CharField(max_length=200, blank=True, help_text="the post that comes in place")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="order_of_the_invited"),
            models.UniqueConstraint(
                fields=["meeting", "unit"], condition=Q(unit__isnull=False), name="unit_is_invited_once"
            ),
        ]


class AgendaItem(models.Model):
    """A point of the programme; with what the chair says it is a step of the running order."""

    meeting = models.ForeignKey("reviews.Meeting", models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    who = models.CharField(max_length=200, blank=True, help_text="the post that carries it out")
    words = models.TextField(blank=True, help_text="for the chair alone: what is said to lead over")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="order_of_items")]


class Contribution(Ref):
    """A contribution (tham luận): which office speaks about what, and its text once it has come."""

    meeting = models.ForeignKey("reviews.Meeting", models.CASCADE, related_name="contributions")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="contributions")
    named = models.CharField(max_length=200, help_text="who contributes, as the programme says")
    title = models.CharField(max_length=300)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="order_of_contributions")]


class WeekEntry(Ref):
    """A line that no other record gives: receptions, trips, visits."""

    class Kind(models.TextChoices):
        RECEPTION = "reception", _("reception of citizens")
        TRIP = "trip", _("work on site")
        OTHER = "other", _("other work")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="week_entries")
    kind = models.CharField(max_length=9, choices=Kind)
    day = models.DateField(db_index=True)
    starts = models.TimeField(null=True, help_text="none: all day")
    ends = models.TimeField(null=True)
    content = models.CharField(max_length=300)
    chair = models.CharField(max_length=200, blank=True, help_text="the post that leads")
    place = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=300, blank=True, help_text="offices and posts that take part")
    shown = models.BooleanField(default=False, help_text="stands in the public part")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts__isnull=False, starts__lt=F("ends")), name="entry_hours"
            )
        ]


class WeekFeed(models.Model):
    """The private address of an office's calendar for telephones and mail programs."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="week_feed")
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


class PlannedReview(Ref):
    """A review that is due: of a directive, by an office, over some years, on a day."""

    class Kind(models.TextChoices):
        YEARLY = "yearly", _("of one year")
        INTERIM = "interim", _("interim, after 5 years (sơ kết)")
        FINAL = "final", _("final, after 10 years (tổng kết)")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="planned_reviews")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="planned_reviews")
    kind = models.CharField(max_length=8, choices=Kind)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    due = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "directive", "kind", "last_year"], name="one_planned_review"
            ),
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="planned_years"),
        ]
