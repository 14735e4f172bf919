"""Reads of this room: programmes a hat may see, tasks with their standing, targets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from tongket.directives.models import Clause, Directive, Implements
from tongket.programmes.models import Programme, Target, Task, TaskEvent
from tongket.programmes.state import Counts, Standing, count, standing
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import names_of
from tongket.viet.fault import refusal
from tongket.viet.text import fold, sort_key


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


def search_programmes(actor: Hat, day: date, words: str = "", state: str = "") -> QuerySet[Programme]:
    """Programmes by the words of their titles (without marks) and by state; the latest term first."""
    found = visible_to(actor, day)
    if state:
        found = found.filter(state=state)
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found.select_related("unit").order_by("-term_end", "-term_start", "slug")


def programme_of(slug: str, actor: Hat, day: date) -> Programme:
    """The programme by the name the shell and the address use; refused when it is none of theirs to see."""
    found = visible_to(actor, day).filter(slug=slug).select_related("unit", "issued_by").first()
    if found is None:
        raise refusal("programme.unknown", slug=slug)
    return found


@dataclass(frozen=True)
class TaskLine:
    """A task with its standing on a day, and what the units in it were called then."""

    task: Task
    standing: Standing
    events: tuple[TaskEvent, ...]
    lead: str = ""
    others: tuple[str, ...] = ()
    follower: str = ""

    @property
    def handed_in(self) -> str:
        """Number and day of the product that was handed in last."""
        products = [event.product for event in self.events if event.product]
        return products[-1] if products else ""

    @property
    def source(self) -> Directive | None:
        """The paper that asks for it: its clause's, else the one by which the programme was issued."""
        return self.task.clause.directive if self.task.clause else self.task.programme.issued_by


def task_lines(tasks: QuerySet[Task], on: date) -> list[TaskLine]:
    """Tasks with their standing, in four queries however many there are."""
    events: dict[int, list[TaskEvent]] = defaultdict(list)
    listed = list(
        tasks.select_related("unit", "programme__issued_by", "follower", "clause__directive")
        .prefetch_related("co_workers")
        .order_by("programme", "order")
    )
    for event in TaskEvent.objects.filter(task__in=listed).order_by("at", "pk"):
        events[event.task_id].append(event)
    others = {task.pk: [unit.pk for unit in task.co_workers.all()] for task in listed}
    units = {unit for task in listed for unit in (task.unit_id, task.follower_id, *others[task.pk]) if unit}
    names = names_of(units, on)
    return [
        TaskLine(
            task,
            standing(task, events[task.pk], on),
            tuple(events[task.pk]),
            names.get(task.unit_id, ""),
            tuple(names.get(unit, "") for unit in others[task.pk]),
            names.get(task.follower_id or 0, ""),
        )
        for task in listed
    ]


@dataclass(frozen=True)
class OfficeTasks:
    """What one office has to do."""

    unit: Unit
    name: str
    lines: tuple[TaskLine, ...]

    @property
    def counts(self) -> Counts:
        return task_counts(self.lines)


def by_office(lines: Iterable[TaskLine]) -> list[OfficeTasks]:
    """Tasks by their lead: who owes most comes first, then in the order of names; the earliest day on top."""
    groups: dict[int, list[TaskLine]] = defaultdict(list)
    for line in lines:
        groups[line.task.unit_id].append(line)
    offices = [
        OfficeTasks(
            rows[0].task.unit,
            rows[0].lead,
            tuple(sorted(rows, key=lambda row: (row.standing.due or date.max, row.task.pk))),
        )
        for rows in groups.values()
    ]
    return sorted(offices, key=lambda office: (-office.counts.overdue, sort_key(office.name), office.unit.pk))


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


def offices_for(programme: Programme, day: date) -> dict[int, str]:
    """Who may be given a task: the programme's unit, what stands right under it, and its parties, by name."""
    near = Closure.objects.filter(ancestor=programme.unit_id, depth__lte=1, start__lte=day, end__gt=day)
    units = {*near.values_list("descendant", flat=True), *programme.parties.values_list("unit", flat=True)}
    names = names_of(units, day)
    return dict(sorted(names.items(), key=lambda pair: (pair[0] != programme.unit_id, sort_key(pair[1]))))


def clauses_for(programme: Programme) -> list[Clause]:
    """The points that a task of the programme may carry out: of the papers it rests on, was issued by or carries."""
    carried = Implements.objects.filter(carrier_ref=programme.ref).values("directive")
    mine = Q(grounded__programme=programme) | Q(pk=programme.issued_by_id) | Q(pk__in=carried)
    papers = Directive.objects.filter(mine).values("pk")
    found = Clause.objects.filter(directive__in=papers).select_related("directive")
    return list(found.order_by(F("directive__issued_on").desc(nulls_last=True), "directive", "order"))


def targets_of(programme: Programme) -> QuerySet[Target]:
    return programme.targets.select_related("unit", "clause__directive").order_by(
        "period_start", "kind", "unit_id", "ref"
    )
