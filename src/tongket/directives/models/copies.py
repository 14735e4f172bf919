"""What a copy (sao y, trích sao, sao lục) is a copy of. The copy itself is a paper that goes out, with a number."""

from django.db import models
from django.db.models import Q

from tongket.base.models import File
from tongket.directives.models.incoming import Incoming
from tongket.directives.models.outgoing import Outgoing


class Copied(models.Model):
    """The paper that an outgoing copy copies: one that came in, or one that the body issued itself."""

    copy = models.OneToOneField(Outgoing, models.CASCADE, related_name="copied")
    incoming = models.ForeignKey(Incoming, models.PROTECT, null=True, related_name="copies")
    outgoing = models.ForeignKey(Outgoing, models.PROTECT, null=True, related_name="copies")
    file = models.ForeignKey(
        File,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="PDF whose pages are copied: as kept, or scanned",
    )
    electronic = models.BooleanField(default=False, help_text="a copy as a signed file, not on paper")
    signed_by = models.TextField(
        blank=True,
        help_text="of an extract from outside: authority, post and name of its signer, a line each",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(incoming__isnull=False, outgoing__isnull=True)
                | Q(incoming__isnull=True, outgoing__isnull=False),
                name="copy_of_one_paper",
            )
        ]

    @property
    def source(self) -> Incoming | Outgoing:
        """The paper that is copied."""
        found = self.incoming or self.outgoing
        assert found is not None
        return found
