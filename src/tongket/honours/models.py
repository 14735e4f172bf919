"""Awards: who is thanked, on whose decision. Numbers only, unless the decision and the person say otherwise."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongket.base.models import File, Ref
from tongket.programmes.models import Programme
from tongket.units.models import Unit


class Award(Ref):
    """One award of a kind to so many collectives and individuals; a number that was not told stays empty."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        GIVEN = "given", _("awarded")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="awards_given", help_text="who gives it")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="awards")
    meeting = models.UUIDField(null=True, db_index=True, help_text="ref of reviews.Meeting, one room higher")
    kind = models.CharField(max_length=60, help_text="giấy khen, bằng khen …")
    awarded_by = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    collectives = models.PositiveIntegerField(null=True)
    individuals = models.PositiveIntegerField(null=True)
    decision = models.CharField(max_length=100, blank=True)
    decided_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.GIVEN)
    source = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
