"""The opinions that a draft plan needs. An application of its own: its table hangs on programmes.Programme."""

from django.db import models
from django.db.models import Q

from tongket.base.models import Ref


class Opinion(Ref):
    """A body that has to be heard before a plan is approved, and what it said by which paper."""

    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="opinions")
    order = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=200, help_text="who is asked: Sở Tư pháp, Ban Chỉ huy quân sự xã")
    asked_on = models.DateField()
    symbol = models.CharField(max_length=60, blank=True, help_text="number and symbol of the answer")
    given_on = models.DateField(null=True)
    agreed = models.BooleanField(null=True)
    note = models.TextField(blank=True, help_text="what is not agreed to, and how it was met")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="order_of_opinions"),
            models.CheckConstraint(
                condition=Q(symbol="", given_on=None, agreed=None)
                | (~Q(symbol="") & Q(given_on__isnull=False, agreed__isnull=False)),
                name="opinion_has_paper_day_and_word",
            ),
        ]

    @property
    def missing(self) -> bool:
        """Whether the body has not answered yet."""
        return self.given_on is None
