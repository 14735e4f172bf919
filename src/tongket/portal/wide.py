"""The cascade of a directive that hundreds carry down: counted point by point, its units a page at a time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from tongket.base.clock import day_of, hour_of
from tongket.directives.models import Clause, Directive, Duty, Implements
from tongket.portal.cascade import Carried, Owed, Reached, reached_of
from tongket.programmes.models import Programme, Task
from tongket.programmes.queries import lines_now, tasks_visible_to, visible_to
from tongket.programmes.state import Counts
from tongket.programmes.tally import tally_by
from tongket.units.hats import Hat
from tongket.units.models import UnitVersion
from tongket.units.queries import names_of

WIDE = 150  # links, duties and tasks from which a cascade is counted instead of drawn as a tree
PAGE = 40


@dataclass(frozen=True)
class CountedPoint:
    """One point: how many papers and programmes carry it, how its tasks stand, what its targets reached."""

    clause: Clause
    carriers: int
    counts: Counts
    reached: tuple[Reached, ...]


@dataclass(frozen=True)
class Wide:
    """A directive with its points counted; of the units that had to carry it down so many have; a page of them."""

    points: tuple[CountedPoint, ...]
    due: int
    done: int
    rows: Page[Any]
    units: tuple[Owed, ...]

    @property
    def carried_points(self) -> int:
        return sum(bool(point.carriers or point.counts.given) for point in self.points)


def is_wide(directive: Directive) -> bool:
    """Whether more hangs on it than a tree can show."""
    parts = (
        Implements.objects.filter(directive=directive),
        Duty.objects.filter(directive=directive),
        Task.objects.filter(clause__directive=directive),
    )
    return sum(len(part.order_by().values_list("pk", flat=True)[: WIDE + 1]) for part in parts) > WIDE


def wide(directive: Directive, actor: Hat, now: datetime, page: str | None) -> Wide:
    """The counted cascade as the hat may see it; who has not carried it down comes first."""
    day = day_of(now)
    duties, links = Duty.objects.filter(directive=directive), Implements.objects.filter(directive=directive)
    has = Exists(links.filter(unit=OuterRef("unit")))
    due = duties.count()
    owed: QuerySet[Any] = duties.annotate(has=has) if due else links.annotate(has=has)
    rows = Paginator(_by_name(owed, day), PAGE).get_page(page)
    return Wide(
        points=tuple(_points(directive, actor, now)),
        due=due,
        done=duties.filter(has).count(),
        rows=rows,
        units=tuple(_units(directive, list(rows), actor, now)),
    )


def _by_name(owed: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Who has not comes first, then in the order of names."""
    held = UnitVersion.objects.filter(unit=OuterRef("unit"), start__lte=day, end__gt=day)
    name = Subquery(held.order_by("pk").values("sort_key")[:1])
    ordered: QuerySet[Any] = owed.annotate(name=name).order_by("has", F("name").asc(nulls_last=True), "pk")
    return ordered


def _points(directive: Directive, actor: Hat, now: datetime) -> list[CountedPoint]:
    clauses = list(directive.clauses.order_by("order"))
    carriers = dict(
        Implements.objects.filter(directive=directive, clause__isnull=False)
        .exclude(carrier=Implements.Carrier.TASK)
        .order_by()
        .values_list("clause")
        .annotate(number=Count("pk"))
    )
    tasks = tasks_visible_to(actor, day_of(now)).filter(clause__in=clauses)
    counts: dict[int, Counts] = tally_by(tasks, "clause", day_of(now), hour_of(now))
    reached = reached_of([directive.pk], actor, now)
    return [
        CountedPoint(one, carriers.get(one.pk, 0), counts.get(one.pk, Counts()), tuple(reached[one.pk]))
        for one in clauses
    ]


def _units(directive: Directive, rows: list[Any], actor: Hat, now: datetime) -> list[Owed]:
    """Each unit of the page with the first thing by which it carried the directive down."""
    units = {row.unit_id for row in rows}
    links = Implements.objects.filter(directive=directive, unit__in=units)
    first: dict[int, Implements] = {}
    for link in links.order_by(F("on").asc(nulls_last=True), "carrier_ref", "ref"):
        first.setdefault(link.unit_id, link)
    names = names_of(units, day_of(now))
    how = _carried(list(first.values()), names, actor, now)
    return [Owed(names.get(row.unit_id, ""), getattr(row, "due", None), how.get(row.unit_id)) for row in rows]


def _carried(
    links: list[Implements], names: Mapping[int, str], actor: Hat, now: datetime
) -> dict[int, Carried]:
    """What carries, by unit; what is closed to the hat has no name."""
    day, refs = day_of(now), defaultdict[str, list[UUID]](list)
    for link in links:
        refs[link.carrier].append(link.carrier_ref)
    kinds = Implements.Carrier
    papers = {one.ref: one for one in Directive.objects.filter(ref__in=refs[kinds.DIRECTIVE])}
    programmes = {one.ref: one for one in visible_to(actor, day).filter(ref__in=refs[kinds.PROGRAMME])}
    seen = tasks_visible_to(actor, day)
    counts: dict[int, Counts] = tally_by(
        seen.filter(programme__in=programmes.values()), "programme", day, hour_of(now)
    )
    tasks = {line.task.ref: line for line in lines_now(seen.filter(ref__in=refs[kinds.TASK]), day)}

    def carried(link: Implements) -> Carried:
        programme: Programme | None = programmes.get(link.carrier_ref)
        return Carried(
            names.get(link.unit_id, ""),
            link.on,
            directive=papers.get(link.carrier_ref),
            programme=programme,
            counts=counts.get(programme.pk, Counts()) if programme else None,
            task=tasks.get(link.carrier_ref),
        )

    return {link.unit_id: carried(link) for link in links}
