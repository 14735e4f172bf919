"""The cascade of a directive with its results: each point carried by whom, into what, and what came of it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from tongket.base.clock import day_of
from tongket.directives.models import Briefing, Clause, Directive, Implements
from tongket.directives.queries import Step, cascade
from tongket.portal.programme import results_of
from tongket.programmes.models import Programme, Target
from tongket.programmes.queries import TaskLine, task_counts, task_lines, tasks_visible_to, visible_to
from tongket.programmes.state import Counts
from tongket.reviews.material import TargetLine
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.period import Period
from tongket.viet.text import sort_key

Carrier = Implements.Carrier


@dataclass(frozen=True)
class Carried:
    """Something that carries a point: what it is, whose, and its result: a task's state, a programme's counts."""

    unit: str
    on: date | None
    directive: Directive | None = None
    programme: Programme | None = None
    counts: Counts | None = None
    task: TaskLine | None = None


@dataclass(frozen=True)
class Reached:
    """What came of a target that a point asks for: the figure with its trail, against what was set."""

    name: str
    period: Period
    target: TargetLine


@dataclass(frozen=True)
class Point:
    """One point of a directive; carried by nobody as long as `carried` is empty."""

    clause: Clause
    carried: tuple[Carried, ...]
    reached: tuple[Reached, ...] = ()


@dataclass(frozen=True)
class Owed:
    """A unit that had to carry a directive down: by when, and what it did on which day; nothing yet without one."""

    unit: str
    due: date | None
    done: Carried | None = None

    @property
    def late(self) -> bool:
        on = self.done.on if self.done else None
        return bool(self.due and on and on > self.due)


@dataclass(frozen=True)
class Node:
    """A directive in the tree. Of the units that had to carry it down: how many have, and who has not."""

    directive: Directive
    unit: str
    points: tuple[Point, ...]
    whole: tuple[Carried, ...]
    owed: tuple[Owed, ...]
    briefings: tuple[Briefing, ...]
    below: tuple["Node", ...]

    @property
    def due(self) -> int:
        return len(self.owed)

    @property
    def missing(self) -> list[Owed]:
        return [one for one in self.owed if one.done is None]

    @property
    def done(self) -> int:
        return self.due - len(self.missing)

    @property
    def carried_points(self) -> int:
        return sum(bool(point.carried) for point in self.points)


def tree(directive: Directive, actor: Hat, now: datetime) -> Node:
    """The whole cascade as the hat may see it; what carries a point but is closed to it is left out."""
    return _Tree(cascade(directive), actor, now).top


class _Tree:
    """What the nodes share: names, programmes, tasks and briefings, each read once for all levels."""

    def __init__(self, top: Step, actor: Hat, now: datetime) -> None:
        day = day_of(now)
        steps = list(_steps(top))
        directives = [step.directive.pk for step in steps]
        links = [link for step in steps for link in step.links]
        self.directives = {step.directive.ref: step.directive for step in steps}
        self._read_tasks(directives, _refs(links, Carrier.TASK), actor, day)
        self._read_programmes(directives, _refs(links, Carrier.PROGRAMME), actor, day)
        units = {link.unit_id for link in links} | {step.directive.unit_id for step in steps}
        units |= {duty.unit_id for step in steps for duty in step.duties}
        self.names = names_of(units | {one.unit_id for one in self.programmes.values()}, day)
        self.briefings: dict[int, list[Briefing]] = defaultdict(list)
        first_day = F("on").asc(nulls_last=True)
        for briefing in Briefing.objects.filter(directive__in=directives).order_by(first_day, "pk"):
            self.briefings[briefing.directive_id].append(briefing)
        self.told = _refs(links, Carrier.PROGRAMME)
        self.reached = reached_of(directives, actor, now)
        self.top = self._node(top)

    def _read_tasks(self, directives: list[int], refs: set[uuid.UUID], actor: Hat, day: date) -> None:
        seen = tasks_visible_to(actor, day)
        lines = task_lines(seen.filter(ref__in=refs) | seen.filter(clause__directive__in=directives), day)
        self.tasks = {line.task.ref: line for line in lines}
        self.tasks_of: dict[int, list[TaskLine]] = defaultdict(list)
        for line in lines:
            if line.task.clause_id:
                self.tasks_of[line.task.clause_id].append(line)

    def _read_programmes(self, directives: list[int], refs: set[uuid.UUID], actor: Hat, day: date) -> None:
        seen = visible_to(actor, day)
        found = (seen.filter(ref__in=refs) | seen.filter(grounds__directive__in=directives)).distinct()
        self.programmes = {
            one.ref: one for one in found.prefetch_related("grounds").order_by("term_start", "pk")
        }
        lines = defaultdict(list)
        for line in task_lines(
            tasks_visible_to(actor, day).filter(programme__in=self.programmes.values()), day
        ):
            lines[line.task.programme_id].append(line)
        self.counts = {one.pk: task_counts(lines[one.pk]) for one in self.programmes.values()}

    def _node(self, step: Step) -> Node:
        return Node(
            directive=step.directive,
            unit=self.names.get(step.directive.unit_id, ""),
            points=tuple(
                Point(clause, tuple(self._of_point(step, clause)), tuple(self.reached[clause.pk]))
                for clause in step.clauses
            ),
            whole=tuple(self._of_whole(step)),
            owed=tuple(sorted(self._owed(step), key=lambda one: sort_key(one.unit))),
            briefings=tuple(self.briefings[step.directive.pk]),
            below=tuple(self._node(below) for below in step.below),
        )

    def _owed(self, step: Step) -> Iterator[Owed]:
        """Each unit with its own plan, or else with the first thing by which it carried the directive down."""
        first: dict[int, Implements] = {}
        for link in sorted(step.links, key=lambda link: link.carrier != Carrier.DIRECTIVE):  # in each by day
            first.setdefault(link.unit_id, link)
        for duty in step.duties:
            how = first.get(duty.unit_id)
            name = self.names.get(duty.unit_id, "")
            yield Owed(name, duty.due, (self._carried(how) or Carried(name, how.on)) if how else None)

    def _of_point(self, step: Step, clause: Clause) -> Iterator[Carried]:
        links = step.clause_links(clause)
        yield from filter(None, map(self._carried, links))
        linked = {link.carrier_ref for link in links}
        for line in self.tasks_of[clause.pk]:
            if line.task.ref not in linked:
                yield Carried(line.lead, None, task=line)

    def _of_whole(self, step: Step) -> Iterator[Carried]:
        """What carries the directive as a whole; a programme that only rests on it is named once in the tree."""
        yield from filter(None, (self._carried(link) for link in step.links if link.clause_id is None))
        for one in self.programmes.values():
            if one.ref not in self.told and step.directive.pk in {g.directive_id for g in one.grounds.all()}:
                self.told.add(one.ref)
                yield self._programme(one, one.signed_on)

    def _carried(self, link: Implements) -> Carried | None:
        name = self.names.get(link.unit_id, "")
        if link.carrier_ref in self.directives:
            return Carried(name, link.on, directive=self.directives[link.carrier_ref])
        if link.carrier_ref in self.programmes:
            return self._programme(self.programmes[link.carrier_ref], link.on)
        if link.carrier_ref in self.tasks:
            line = self.tasks[link.carrier_ref]
            return Carried(line.lead, link.on, task=line)
        return None

    def _programme(self, one: Programme, on: date | None) -> Carried:
        return Carried(self.names.get(one.unit_id, ""), on, programme=one, counts=self.counts[one.pk])


def reached_of(directives: list[int], actor: Hat, now: datetime) -> dict[int, list[Reached]]:
    """By point: the figures of the targets that name it, in the programmes that the hat may see."""
    found: dict[int, list[Reached]] = defaultdict(list)
    targets = Target.objects.filter(
        clause__directive__in=directives, programme__in=visible_to(actor, day_of(now))
    )
    named = targets.values_list("clause", "programme", "indicator", "period").distinct()
    programmes = Programme.objects.in_bulk({row[1] for row in named})
    for clause, programme, indicator, text in sorted(
        named, key=lambda row: (row[0], row[1], row[3], str(row[2]))
    ):
        period = Period.parse(text)
        for result in results_of(programmes[programme], period, now):
            if result.total.ref.startswith(f"r/{indicator}/"):
                found[clause] += [Reached(result.name, period, line) for line in result.targets]
    return found


def _steps(step: Step) -> Iterator[Step]:
    yield step
    for below in step.below:
        yield from _steps(below)


def _refs(links: Iterable[Implements], carrier: str) -> set[uuid.UUID]:
    return {link.carrier_ref for link in links if link.carrier == carrier}
