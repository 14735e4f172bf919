"""Steering bodies and trainings. An application of its own: its tables hang on directives.Directive."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Ref
from tongket.directives.models import Directive
from tongket.units.models import Unit


class SteeringBody(Ref):
    """A body that steers (ban chỉ đạo), a part of one (tiểu ban) or a group that helps it (tổ giúp việc)."""

    class Kind(models.TextChoices):
        STEERING = "steering", _("steering committee")
        PART = "part", _("sub-committee")
        HELP = "help", _("working group")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="steering_bodies")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=300)
    directive = models.ForeignKey(
        Directive, models.PROTECT, null=True, related_name="steering_bodies", help_text="what it steers"
    )
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    decision = models.CharField(max_length=60, help_text="number and symbol of the founding decision")
    decided_by = models.CharField(max_length=200)
    start = models.DateField(help_text="date of the decision")
    end = models.DateField(null=True, help_text="none: until its work is done")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end=None) | Q(start__lt=F("end")), name="body_term"),
        ]


class Member(models.Model):
    """A member by post: nobody is named, so a change of persons changes nothing."""

    class Part(models.TextChoices):
        HEAD = "head", _("head")
        STANDING = "standing", _("standing deputy head")
        DEPUTY = "deputy", _("deputy head")
        MEMBER = "member", _("member")
        SECRETARY = "secretary", _("secretary")

    body = models.ForeignKey(SteeringBody, models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=9, choices=Part)
    post = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "order"], name="order_of_members")]


class Training(Ref):
    """So many of a group were trained about a directive. Counts alone: no list of who was there is ever kept."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="trainings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="trainings")
    group = models.CharField(max_length=200, help_text="as the directive groups those who are trained")
    on = models.DateField()
    classes = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
