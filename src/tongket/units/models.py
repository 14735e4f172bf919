"""The dated tree: identity, versions, codes, closure, successions; posts and hosts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongket.base.models import Dated, Ref
from tongket.units.tree import BEFORE as BEFORE
from tongket.units.tree import OPEN as OPEN


class Line(models.TextChoices):
    STATE = "state", _("the State")
    PARTY = "party", _("the Party")
    FRONT = "front", _("the Front")


class Kind(models.TextChoices):
    """What a unit is. The tier, not the kind, says where it stands in the tree."""

    NATION = "nation", _("nation")
    PROVINCE = "province", _("province")
    CITY = "city", _("centrally run city")
    DISTRICT = "district", _("district")
    URBAN_DISTRICT = "urban_district", _("urban district")
    TOWN = "town", _("town")
    PROVINCIAL_CITY = "provincial_city", _("city under a province")
    COMMUNE = "commune", _("commune")
    WARD = "ward", _("ward")
    TOWNSHIP = "township", _("township")
    SPECIAL_ZONE = "special_zone", _("special zone")
    VILLAGE = "village", _("village")
    OFFICE = "office", _("office")


class Tier(models.TextChoices):
    NATION = "nation", _("nation")
    PROVINCE = "province", _("province level")
    DISTRICT = "district", _("district level")
    COMMUNE = "commune", _("commune level")
    VILLAGE = "village", _("village")
    OFFICE = "office", _("office")


class Unit(Ref):
    """A place or an office: an identity. What it is called, and under whom, are its versions."""

    tier = models.CharField(max_length=10, choices=Tier)
    sample = models.BooleanField(
        default=False, help_text="invented; marked on every page and in every export"
    )

    def __str__(self) -> str:
        return f"{self.tier} {self.ref}"


class UnitVersion(Dated):
    """Name, kind and parent of a unit in one line from a day to a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    line = models.CharField(max_length=5, choices=Line)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="child_versions")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200, help_text="in full: Phường Ba Đình")
    short_name = models.CharField(max_length=200, help_text="without its kind: Ba Đình")
    folded = models.CharField(
        max_length=200, db_index=True, help_text="the short name without marks: ba dinh"
    )
    sort_key = models.CharField(max_length=400)
    lat = models.CharField(max_length=12, blank=True, help_text="decimal text, WGS 84")
    lon = models.CharField(max_length=12, blank=True)
    decision = models.CharField(max_length=200, blank=True, help_text="the paper on which this version rests")

    class Meta(Dated.Meta):
        indexes = [
            models.Index(fields=["unit", "line", "start"]),
            models.Index(fields=["parent", "line", "start"]),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "line", "start"], name="one_version_a_day"),
        ]


class UnitCode(Dated):
    """A code that a unit bears in a scheme from a day to a day. Codes are reused, so a look-up takes a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=20, help_text="gso: the national register of administrative units")
    code = models.CharField(max_length=20)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["scheme", "code", "start"])]


class Closure(Dated):
    """Who stands above whom, how far, from a day to a day; depth 0 is the unit itself."""

    line = models.CharField(max_length=5, choices=Line)
    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField()

    class Meta(Dated.Meta):
        indexes = [
            models.Index(fields=["ancestor", "line", "start"]),
            models.Index(fields=["descendant", "line", "depth"]),
        ]


class TreeVersion(models.Model):
    """A number drawn anew at each change of a line's tree: what is worked out from the tree is kept by it."""

    line = models.CharField(max_length=5, choices=Line, primary_key=True)
    number = models.PositiveIntegerField(default=0)


class Succession(Ref):
    """One event of a reorganisation; several on a day are ordered by number."""

    class What(models.TextChoices):
        MERGE = "merge", _("merged")
        SPLIT = "split", _("divided")
        REARRANGE = "rearrange", _("rearranged")
        RENAME = "rename", _("renamed")
        RECLASSIFY = "reclassify", _("changed in kind")
        TRANSFER = "transfer", _("moved under another unit")
        ABOLISH = "abolish", _("dissolved")
        ESTABLISH = "establish", _("established")

    day = models.DateField()
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=12, choices=What)
    decision = models.CharField(max_length=200)
    line = models.CharField(max_length=5, choices=Line, default=Line.STATE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "day", "number"], name="succession_order")]


class Transfer(models.Model):
    """What part of a unit went to which unit. An unknown share is NULL: nothing is guessed."""

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="transfers")
    source = models.ForeignKey(Unit, models.PROTECT, related_name="gave")
    target = models.ForeignKey(Unit, models.PROTECT, related_name="took")
    whole = models.BooleanField()
    share_num = models.BigIntegerField(null=True)
    share_den = models.BigIntegerField(null=True)
    ground = models.CharField(max_length=300, blank=True)
    writes = models.BooleanField(
        default=False, help_text="the taker that the decision names to carry on the records"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["succession", "source", "target"], name="one_transfer"),
            models.CheckConstraint(
                condition=Q(share_num=None, share_den=None)
                | Q(share_num__gte=0, share_den__gt=0, share_num__lte=F("share_den")),
                name="share_is_a_fraction",
            ),
        ]


class Role(models.TextChoices):
    """What a post lets its holder do; the grant table says it action by action."""

    LEADER = "leader", _("leader")
    CLERK = "clerk", _("clerk")
    REPORTER = "reporter", _("reporter")
    APPROVER = "approver", _("approver")
    SUPERVISOR = "supervisor", _("supervisor of the Front")
    LEGAL = "legal", _("legal officer")
    KEEPER = "keeper", _("site keeper")


class Appointment(Ref, Dated):
    """A person holds a post in a unit from a day to a day; several at once, one hat at a time."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    post = models.CharField(max_length=200, help_text="as on paper: Chánh Văn phòng HĐND và UBND")
    role = models.CharField(max_length=12, choices=Role)
    deputy_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="deputies")
    decision = models.CharField(max_length=200, blank=True, help_text="the paper that appoints")
    end_decision = models.CharField(max_length=200, blank=True, help_text="the paper that ends it")

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["account", "start"])]


class Token(Ref):
    """With it a program acts under one appointment. The token itself is kept nowhere, only its digest."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="tokens")
    use = models.CharField(max_length=120, help_text="which program sends with it; nobody's name")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    made_at = models.DateTimeField()
    expires = models.DateField(help_text="the first day on which it is good no more")
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.use


class Hook(Ref):
    """An address outside that is told of events in a unit and below it. It is ended, never changed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="hooks")
    url = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.url


class Theme(models.TextChoices):
    """The one colour of a host's pages; those of late, at risk and done are none of them (base/site.css)."""

    TEAL = "", _("deep teal")
    BLUE = "blue", _("blue")
    VIOLET = "violet", _("violet")
    PLUM = "plum", _("plum")


class Host(models.Model):
    """A public host name of a unit, in the colour that the unit has chosen. Officers work on the main host only."""

    name = models.CharField(max_length=200, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="hosts")
    theme = models.CharField(max_length=30, blank=True, choices=Theme)

    objects: ClassVar[models.Manager["Host"]] = models.Manager()
