"""Awards: who is thanked, on whose decision. Numbers only, unless the decision and the person say otherwise."""

from django.db import models

from tongket.base.models import Access, Ref
from tongket.base.search import Findable
from tongket.programmes.models import Programme
from tongket.units.models import Unit
from tongket.viet.dates import format_date


class Award(Ref):
    """One award of a kind to so many collectives and individuals; a number that was not told stays empty."""

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
    source = models.CharField(max_length=300, blank=True)
    taken_back_at = models.DateTimeField(
        null=True, help_text="entered by mistake; reviews made before keep it"
    )
    taken_back_for = models.CharField(max_length=300, blank=True, help_text="the reason")

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"

    def get_absolute_url(self) -> str:
        """The meeting at which it was given, else the list of all."""
        return f"/hoi-nghi/{self.meeting}/" if self.meeting else "/khen-thuong/"

    def findable(self) -> Findable | None:
        """What the search finds of it: no name, for none is kept; nothing once it was taken back."""
        if self.taken_back_at is not None:
            return None
        on = format_date(self.decided_on) if self.decided_on else ""
        return Findable(
            kind="award",
            ref=self.ref,
            unit_id=self.unit_id,
            access=Access.PUBLIC,
            text=f"{self} {self.awarded_by} {self.decision}",
            shown=str(self),
            url=self.get_absolute_url(),
            note=" · ".join(filter(None, (self.awarded_by, self.decision, on))),
        )
