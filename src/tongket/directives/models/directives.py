"""Directives, their points, and what carries them out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Access, File, Ref
from tongket.base.search import Findable
from tongket.units.models import Unit
from tongket.viet.dates import format_date

FEW = 10  # a count of people below is not shown


class Directive(Ref):
    """A document that orders. Its key is symbol (or name), date and issuer: 28-NQ/TW exists twice."""

    class Form(models.TextChoices):
        PARTY = "party", _("Party document")
        STATE = "state", _("State document")

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="directives", help_text="the level it was issued at"
    )
    kept_by = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", help_text="whose office put it into the register"
    )
    symbol = models.CharField(max_length=60, blank=True, help_text="as law.symbol prints it: 09-CT/TW")
    symbol_key = models.CharField(max_length=60, blank=True, db_index=True)
    name = models.CharField(max_length=300, blank=True, help_text="where it is cited by name")
    form = models.CharField(max_length=5, choices=Form)
    kind = models.CharField(max_length=10, blank=True, help_text="type code: NQ, CT, KH …")
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField(null=True)
    in_force_from = models.DateField(null=True)
    in_force_to = models.DateField(null=True)
    abstract = models.TextField()
    folded = models.TextField()
    source = models.CharField(
        max_length=300, blank=True, help_text="where the text or the facts were taken from"
    )
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["symbol_key", "issued_on", "issuer"],
                condition=~Q(symbol_key=""),
                name="one_directive",
            ),
            models.CheckConstraint(condition=~Q(symbol="", name=""), name="directive_is_cited_somehow"),
        ]

    def __str__(self) -> str:
        return self.symbol or self.name

    @property
    def keeper_id(self) -> int:
        """Whose office says more of it: the one that registered it, else the level it was issued at."""
        return self.kept_by_id or self.unit_id

    def findable(self) -> Findable:
        """What the search finds of it."""
        day = f" · {format_date(self.issued_on)}" if self.issued_on else ""
        return Findable(
            kind="directive",
            ref=self.ref,
            unit_id=self.unit_id,
            access=Access.PUBLIC,
            text=f"{self} {self.issuer} {self.abstract}",
            shown=f"{self} {self.abstract}",
            url=f"/van-ban/{self.ref}/",
            note=f"{self.issuer}{day}",
        )


class Clause(Ref):
    """One point of a directive: who must do what by when."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="clauses")
    number = models.CharField(max_length=20, help_text="as printed: II.1, Điều 2 khoản 1")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    who = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "order"], name="clause_order")]


class Link(models.Model):
    """How one directive stands to an earlier one; never an overwrite."""

    class Kind(models.TextChoices):
        CONTINUES = "continues", _("continues")
        REPLACES = "replaces", _("replaces")
        AMENDS = "amends", _("amends")
        GUIDES = "guides", _("guides")
        GROUNDS = "grounds", _("rests on")
        REVIEWS = "reviews", _("reviews")

    later = models.ForeignKey(Directive, models.CASCADE, related_name="earlier_links")
    earlier = models.ForeignKey(Directive, models.CASCADE, related_name="later_links")
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["later", "earlier", "kind"], name="one_link")]


class Duty(models.Model):
    """A unit that has to carry a directive down, so that the cascade can say who has not."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    due = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "unit"], name="one_duty")]


class Implements(Ref):
    """A directive, programme or task carries out a directive, or one clause of it: a link of the cascade.

    The carrier may stand in a higher room, so it is named by kind and ref.
    """

    class Carrier(models.TextChoices):
        DIRECTIVE = "directive", _("directive")
        PROGRAMME = "programme", _("programme")
        TASK = "task", _("task")

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="carried_by")
    clause = models.ForeignKey(Clause, models.CASCADE, null=True, related_name="carried_by")
    carrier = models.CharField(max_length=10, choices=Carrier)
    carrier_ref = models.UUIDField(db_index=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField(null=True)


class Briefing(Ref):
    """A directive was explained to so many of so many."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="briefings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField(null=True)
    group = models.CharField(max_length=200)
    reached = models.PositiveIntegerField(null=True)
    of = models.PositiveIntegerField(null=True)
    percent = models.CharField(max_length=10, blank=True, help_text="where only a share was told")

    @property
    def few(self) -> bool:
        """Whether one of its counts is below ten: such a one is not shown."""
        return any(count is not None and 0 < count < FEW for count in (self.reached, self.of))
