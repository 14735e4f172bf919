"""Reads of this room: programmes a hat may see, tasks with their standing, targets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tongket.programmes.models import Programme, Target, Task, TaskEvent
from tongket.programmes.state import Counts, Standing, count, standing
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.viet.fault import refusal


def visible_to(actor: Hat, day: date) -> QuerySet[Programme]:
    """Programmes as the hat may read them.

    - Anybody reads a public programme that runs or is closed.
    - An officer reads those of the own unit, of units above and below, those the unit is party to,
      and those of a unit that the own unit succeeds.
    """
    public = Q(public=True) & reach(actor, "programmes.see_public", day)
    return Programme.objects.filter(
        public
        | Q(
            pk__in=Programme.objects.filter(
                reach(actor, "programmes.see", day, party="parties__unit")
            ).values("pk")
        )
    )


def programme_of(slug: str, actor: Hat, day: date) -> Programme:
    """The programme by the name the shell and the address use; refused when it is none of theirs to see."""
    found = visible_to(actor, day).filter(slug=slug).select_related("unit", "issued_by").first()
    if found is None:
        raise refusal("programme.unknown", slug=slug)
    return found


@dataclass(frozen=True)
class TaskLine:
    """A task with its standing on a day."""

    task: Task
    standing: Standing
    events: tuple[TaskEvent, ...]


def task_lines(tasks: QuerySet[Task], on: date) -> list[TaskLine]:
    """Tasks with their standing, in two queries however many there are."""
    events: dict[int, list[TaskEvent]] = defaultdict(list)
    listed = list(
        tasks.select_related("unit", "programme", "follower")
        .prefetch_related("co_workers")
        .order_by("programme", "order")
    )
    for event in TaskEvent.objects.filter(task__in=listed).order_by("at", "pk"):
        events[event.task_id].append(event)
    return [TaskLine(task, standing(task, events[task.pk], on), tuple(events[task.pk])) for task in listed]


def tasks_visible_to(actor: Hat, day: date) -> QuerySet[Task]:
    """Tasks of programmes the hat may see, and those its unit leads, works on or follows."""
    mine = (
        Q(unit=actor.unit_id) | Q(co_workers=actor.unit_id) | Q(follower=actor.unit_id)
        if actor.unit_id
        else Q(pk__in=[])
    )
    return Task.objects.filter(Q(programme__in=visible_to(actor, day)) | mine).distinct()


def task_counts(lines: Iterable[TaskLine]) -> Counts:
    return count(line.standing.state for line in lines)


def targets_of(programme: Programme) -> QuerySet[Target]:
    return programme.targets.select_related("unit", "clause__directive").order_by(
        "period_start", "kind", "unit_id", "ref"
    )
