"""What units say beside a red mark of theirs: one short explanation for each report, by post, never by name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tongket.figures.models import Due, Objection
from tongket.figures.queries.trails import posts_of
from tongket.programmes.models import Programme
from tongket.viet.period import Period


@dataclass(frozen=True)
class Said:
    """The newest explanation of a unit: the words, the post that gave them, when."""

    text: str
    post: str
    at: datetime


def said_of_dues(dues: Iterable[Due]) -> dict[int, Said]:
    """By the report that is late or short."""
    return _newest(Objection.objects.filter(due__in=[due.pk for due in dues]), "due")


def said_of_units(programme: Programme, period: Period, units: Collection[int]) -> dict[int, Said]:
    """By unit, of the reports of a programme within a period; nothing is looked up where nobody is marked."""
    if not units:
        return {}
    within = Objection.objects.filter(
        due__form__programme=programme,
        due__unit__in=units,
        due__period_start__gte=period.start,
        due__period_end__lte=period.end,
    )
    return _newest(within, "due__unit")


def _newest(rows: QuerySet[Objection], key: str) -> dict[int, Said]:
    told = rows.filter(item=None).order_by("at", "pk").values_list(key, "reason", "actor", "at")
    newest = {whose: (reason, actor, at) for whose, reason, actor, at in told}
    posts = posts_of(actor for _reason, actor, _at in newest.values())
    return {whose: Said(reason, posts[actor], at) for whose, (reason, actor, at) in newest.items()}
