"""Reads of this room: programmes a hat may see, tasks with their standing, targets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from tongket.directives.models import Clause, Directive, Implements
from tongket.directives.numbering import COUNCIL, organ_code
from tongket.programmes.models import Programme, Target, Task, TaskEvent
from tongket.programmes.products import said
from tongket.programmes.state import Counts, Standing, count, standing, standing_now
from tongket.units.grants import allowed, reach
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import names_of, place_of
from tongket.viet.dates import format_date
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
    found = Programme.objects.filter(slug=slug).select_related("unit", "issued_by").first()
    if found is None or not _sees(found, actor, day):
        raise refusal("programme.unknown", slug=slug)
    return found


def _sees(found: Programme, actor: Hat, day: date) -> bool:
    """One that is public takes no statement: most are, and nearly every page asks."""
    public = found.public and allowed(
        actor, "programmes.see_public", unit_id=found.unit_id, day=day, state=found.state
    )
    return public or visible_to(actor, day).filter(pk=found.pk).exists()


@dataclass(frozen=True)
class TaskLine:
    """A task with its standing on a day, and what the units in it were called then."""

    task: Task
    standing: Standing
    events: tuple[TaskEvent, ...]
    lead: str = ""
    others: tuple[str, ...] = ()
    follower: str = ""
    giver: str = ""

    @property
    def handed_in(self) -> str:
        """The product that was handed in last and not given back: its number and day, or what was said of it."""
        last: TaskEvent | None = None
        for event in self.events:
            if event.kind in (TaskEvent.Kind.RETURNED, TaskEvent.Kind.REOPENED):
                last = None
            elif event.product:
                last = event
        if last is None:
            return ""
        return f"{last.product} ngày {format_date(last.product_on)}" if last.product_on else last.product

    @property
    def source(self) -> Directive | None:
        """The paper that asks for it: its own, else the one by which its programme was issued."""
        programme = self.task.programme
        return self.task.directive or (programme.issued_by if programme else None)

    @property
    def expected(self) -> str:
        """What it is to bring forth."""
        return said(self.task.product_kind, self.task.product)

    @property
    def ground(self) -> str:
        """On what it rests, in a line: the conclusion, the paper and its point, else the programme."""
        task = self.task
        if task.cited:
            return task.cited
        if task.clause and task.directive:
            return _("%(paper)s, point %(number)s") % {
                "paper": task.directive,
                "number": task.clause.number,
            }
        if task.directive:
            return str(task.directive)
        return task.programme.title if task.programme else ""

    @property
    def ground_link(self) -> str:
        """Where that can be read."""
        task = self.task
        if task.meeting:
            return f"/hoi-nghi/{task.meeting}/"
        if task.review:
            return f"/tong-ket/{task.review}/"
        if task.incoming:
            return task.incoming.get_absolute_url()
        if task.directive:
            return f"/van-ban/{task.directive.ref}/"
        return f"/chuong-trinh/{task.programme.slug}/" if task.programme else ""


# What a line needs of other tables; in long lists units are only named, by their keys.
IN_LISTS = ("programme__issued_by", "directive", "incoming", "clause")
WITH = (
    "unit",
    "programme__issued_by",
    "programme__unit",
    "follower",
    "giver",
    "directive",
    "incoming",
    "clause__directive",
)


def task_lines(
    tasks: QuerySet[Task], on: date, at: time | None = None, *, known: datetime | None = None
) -> list[TaskLine]:
    """Tasks with their events and their standing on any day, in four queries however many there are.

    With a moment only those that were `known` by then, with the lead they had and what had happened to them.
    """
    events: dict[int, list[TaskEvent]] = defaultdict(list)
    listed = list(
        tasks.select_related(*WITH).prefetch_related("co_workers").order_by("programme", "order", "pk")
    )
    happened = TaskEvent.objects.filter(task__in=listed).select_related("lead").order_by("at", "pk")
    for event in happened.filter(at__lte=known) if known else happened:
        events[event.task_id].append(event)
    if known:
        listed = [task for task in listed if events[task.pk]]
        for task in listed:
            task.unit = next((one.lead for one in reversed(events[task.pk]) if one.lead), task.unit)
    others = {task.pk: [unit.pk for unit in task.co_workers.all()] for task in listed}
    names = names_of({unit for task in listed for unit in _units_in(task, others[task.pk])}, on)
    return [
        _line(task, standing(task, events[task.pk], on, at), names, events[task.pk], others[task.pk])
        for task in listed
    ]


def lines_now(tasks: Iterable[Task], on: date, at: time | None = None) -> list[TaskLine]:
    """Tasks as their rows say they stand, without events and co-workers: for long lists, in the order given."""
    listed = list(tasks.select_related(*IN_LISTS)) if isinstance(tasks, QuerySet) else list(tasks)
    names = names_of({unit for task in listed for unit in _units_in(task, ())}, on)
    return [_line(task, standing_now(task, on, at), names) for task in listed]


def _units_in(task: Task, others: Iterable[int]) -> Iterator[int]:
    yield from (task.unit_id, task.giver_id, *others)
    if task.follower_id:
        yield task.follower_id


def _line(
    task: Task,
    stands: Standing,
    names: Mapping[int, str],
    events: Iterable[TaskEvent] = (),
    others: Iterable[int] = (),
) -> TaskLine:
    return TaskLine(
        task,
        stands,
        tuple(events),
        names.get(task.unit_id, ""),
        tuple(names.get(unit, "") for unit in others),
        names.get(task.follower_id or 0, ""),
        names.get(task.giver_id, ""),
    )


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
    """Tasks of programmes the hat may see, those its unit gives, leads, works on or follows.

    What was given out without a programme is seen as the giver's programmes that are not public are.
    """
    seen = Q(programme__in=visible_to(actor, day))
    alone = Task.objects.filter(reach(actor, "programmes.see", day, unit="giver"), programme=None)
    if not actor.unit_id:
        return Task.objects.filter(seen | Q(pk__in=alone.values("pk")))
    along = Task.co_workers.through.objects.filter(unit=actor.unit_id).values("task")
    mine = Q(unit=actor.unit_id) | Q(giver=actor.unit_id) | Q(follower=actor.unit_id) | Q(pk__in=along)
    return Task.objects.filter(seen | Q(pk__in=alone.values("pk")) | mine)


def task_counts(lines: Iterable[TaskLine]) -> Counts:
    return count(line.standing.state for line in lines)


def offices_for(programme: Programme, day: date) -> dict[int, str]:
    """Who may be given a task of a programme: all near its unit, and its parties, by name."""
    return offices_near(programme.unit_id, day, programme.parties.values_list("unit", flat=True))


def offices_near(unit: int, day: date, others: Iterable[int] = ()) -> dict[int, str]:
    """A unit, what stands right under it and under the place it serves, and others, by name; the unit itself first.

    The council of the place watches over its committee: nobody but itself gives it a task.
    """
    tops, others = {unit, place_of(unit, day)}, set(others)
    near = Closure.objects.filter(ancestor__in=tops, depth=1, start__lte=day, end__gt=day)
    names = names_of({unit, *near.values_list("descendant", flat=True), *others}, day)
    kept = {unit, *others}
    names = {one: name for one, name in names.items() if one in kept or organ_code(name) != COUNCIL}
    return dict(sorted(names.items(), key=lambda pair: (pair[0] != unit, sort_key(pair[1]))))


def clauses_for(programme: Programme) -> list[Clause]:
    """The points that a task of the programme may carry out: of the papers it rests on, was issued by or carries."""
    carried = Implements.objects.filter(carrier_ref=programme.ref).values("directive")
    mine = Q(grounded__programme=programme) | Q(pk=programme.issued_by_id) | Q(pk__in=carried)
    papers = Directive.objects.filter(mine).values("pk")
    found = Clause.objects.filter(directive__in=papers).select_related("directive")
    return list(found.order_by(F("directive__issued_on").desc(nulls_last=True), "directive", "order"))


def more_is_better(set_for: Iterable[Target]) -> bool | None:
    """As the targets of one indicator have it, where all of them say the same."""
    senses = {str(target.sense) for target in set_for}
    directions = {Target.Sense.AT_LEAST.value: True, Target.Sense.AT_MOST.value: False}
    return directions.get(senses.pop()) if len(senses) == 1 else None


def targets_of(programme: Programme) -> QuerySet[Target]:
    return programme.targets.select_related("unit", "clause__directive").order_by(
        "period_start", "kind", "unit_id", "ref"
    )
