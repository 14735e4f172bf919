"""“Việc đến hạn, quá hạn”: who owes what, by office, with the paper that asks for it."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from tongket.base import clock
from tongket.programmes.models import Task
from tongket.programmes.narrow import DUE, GROUPS, OWED, SOURCES, Narrowed, in_group
from tongket.programmes.queries import IN_LISTS, TaskLine, lines_now, tasks_visible_to
from tongket.programmes.state import Counts
from tongket.programmes.tally import sum_up, tally_by
from tongket.units.grants import allowed
from tongket.units.middleware import asking
from tongket.units.models import Closure, Tier, Unit
from tongket.units.queries import names_of, place_of
from tongket.viet.text import sort_key

PAGE = 30
MOST_OFFICES = 40  # that stand in the table at once; the others are found by choosing them


@dataclass(frozen=True)
class OfficeCounts:
    """What one office has to do, counted."""

    pk: int
    ref: uuid.UUID
    name: str
    counts: Counts


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Who owes what, by office: counts with their bases, then the tasks, a page at a time."""
    hat, day = asking(request)
    at = clock.hour_of(clock.now())
    chosen, office = _chosen(request)
    group = request.GET.get("loc", OWED)
    group = group if group in GROUPS else OWED
    seen = tasks_visible_to(hat, day)
    if hat.unit_id and chosen.whole:
        seen = seen.exclude(unit__in=_places_above(hat.unit_id, day))
    everywhere = offices_of(replace(chosen, office=None).of(seen, day), day, at)
    offices = [one for one in everywhere if chosen.office is None or one.pk == chosen.office]
    counts = sum_up(one.counts for one in offices)
    page = _page(request, in_group(chosen.of(seen, day), group, day, at), offices, group)
    context = {
        "rows": page,
        "sections": _sections(page, at, day),
        "counts": counts,
        "offices": offices[:MOST_OFFICES] if chosen.office is None and len(offices) > 1 else [],
        "more_offices": max(0, len(offices) - MOST_OFFICES),
        "all_offices": sorted(everywhere, key=lambda one: sort_key(one.name)),
        "office": office,
        "chosen": chosen,
        "keep": _kept(request),
        "narrowed": chosen != Narrowed(),
        "sources": [(key, source.label) for key, source in SOURCES.items()],
        "dues": [(key, word) for key, (word, _days) in DUE.items()],
        "group": group,
        "tabs": _tabs(request, counts, group),
        "today": day,
        "may_chase": hat.unit_id is not None and allowed(hat, "programmes.run", unit_id=hat.unit_id, day=day),
    }
    return render(request, "programmes/tasks.html", context)


def _chosen(request: HttpRequest) -> tuple[Narrowed, Unit | None]:
    asked = request.GET
    try:
        office = Unit.objects.filter(ref=uuid.UUID(asked.get("co-quan", ""))).first()
    except ValueError:
        office = None
    chosen = Narrowed(
        office.pk if office else None,
        asked.get("nguon", ""),
        asked.get("han", ""),
        asked.get("chuong-trinh", "")[:80],
        _ref(asked.get("van-ban", "")),
        _ref(asked.get("diem", "")),
    )
    return chosen, office


def _places_above(unit: int, day: date) -> QuerySet[Unit]:
    """The province and the nation are no offices of a commune: what they lead is found by programme or paper."""
    above = Closure.objects.filter(descendant=place_of(unit, day), depth__gt=0, start__lte=day, end__gt=day)
    return Unit.objects.filter(pk__in=above.values("ancestor")).exclude(tier=Tier.OFFICE)


def _ref(text: str) -> str:
    """A ref as the address says it; empty where it is none."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def offices_of(found: QuerySet[Task], day: date, at: time | None) -> list[OfficeCounts]:
    """Offices with their counts: who is late with most comes first, then in the order of names."""
    counted: dict[int, Counts] = tally_by(found, "unit", day, at)
    names = names_of(counted, day)
    refs = dict(Unit.objects.filter(pk__in=counted).values_list("pk", "ref"))
    listed = [OfficeCounts(pk, refs[pk], names.get(pk, ""), counts) for pk, counts in counted.items()]
    return sorted(listed, key=lambda one: (-one.counts.overdue, sort_key(one.name), one.pk))


type Rows = list[tuple[int, int]]


def _page(request: HttpRequest, found: QuerySet[Task], offices: list[OfficeCounts], group: str) -> Page[Any]:
    """The tasks of a page: in the order of the offices, the earliest day first.

    How many each office has is known already, so only the offices of this page are read.
    """
    numbers = [
        (one.pk, sum(getattr(one.counts, state.value) for state in GROUPS[group][1])) for one in offices
    ]
    paginator = Paginator(range(sum(number for _pk, number in numbers)), PAGE)
    page = paginator.get_page(request.GET.get("page"))
    first, last = page.start_index() - 1, page.end_index()
    units: list[int] = []
    skipped = before = 0
    for pk, number in numbers:
        if before < last and before + number > first:
            skipped = before if not units else skipped
            units.append(pk)
        before += number
    place = Case(
        *(When(unit=pk, then=Value(order)) for order, pk in enumerate(units)),
        default=Value(len(units)),
        output_field=IntegerField(),
    )
    rows = (
        found.filter(unit__in=units).annotate(place=place) if units else found.none().annotate(place=Value(0))
    )
    ordered = rows.order_by("place", F("due_now").asc(nulls_last=True), "pk")
    wanted = list(ordered.values_list("pk", flat=True)[max(first, 0) - skipped : last - skipped])
    order_of = {pk: order for order, pk in enumerate(wanted)}
    rows_of = Task.objects.filter(pk__in=wanted).select_related(*IN_LISTS)
    listed: Any = sorted(rows_of, key=lambda task: order_of[task.pk])
    page.object_list = listed
    return page


def _sections(page: Page[Any], at: time, day: date) -> list[tuple[str, list[TaskLine]]]:
    """The tasks of the page under the names of their offices."""
    sections: list[tuple[str, list[TaskLine]]] = []
    last = 0
    for line in lines_now(page.object_list, day, at):
        if line.task.unit_id != last:
            sections.append((line.lead, []))
            last = line.task.unit_id
        sections[-1][1].append(line)
    return sections


def _kept(request: HttpRequest) -> str:
    """The other choices, for the link of an office."""
    asked = request.GET.copy()
    for name in ("page", "co-quan"):
        asked.pop(name, None)
    return asked.urlencode()


def _tabs(request: HttpRequest, counts: Counts, group: str) -> list[tuple[str, str, bool]]:
    tabs = []
    for key, (word, states) in GROUPS.items():
        asked = request.GET.copy()
        asked.pop("page", None)
        asked["loc"] = key
        number = sum(getattr(counts, state.value) for state in states)
        tabs.append((_with_number(word, number), f"?{asked.urlencode()}", key == group))
    return tabs


def _with_number(word: Promise, number: int) -> str:
    return f"{word} ({number})"
