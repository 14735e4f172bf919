"""Reads of the arrival book: what a hat may see, a book narrowed down, each paper with its computed state."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from tongket.directives.incoming.actions import NewPaper, fill
from tongket.directives.incoming.given import Outcome, outcomes
from tongket.directives.incoming.state import State, state_of
from tongket.directives.models import Incoming, Instruction, PaperFile
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import names_of, place_of
from tongket.viet.text import fold, sort_key

_GIVEN = Instruction.objects.filter(incoming=OuterRef("pk"), lead__isnull=False)
_NOTED = Instruction.objects.filter(incoming=OuterRef("pk"), lead__isnull=True)


def visible_to(actor: Hat, day: date) -> QuerySet[Incoming]:
    """Papers that came in, as the hat may read them.

    - An officer reads those of the own unit, and of a unit that the own one succeeds.
    - An officer of a unit that an instruction names (lead, co-worker, follower) reads that paper.
    - The site's keeper and the public read none.
    """
    named = ("instructions__lead", "instructions__co_workers", "instructions__follower")
    rule = Q()
    for party in named:
        rule |= reach(actor, "directives.see_papers", day, party=party)
    return Incoming.objects.filter(pk__in=Incoming.objects.filter(rule).values("pk"))


def handed_to(actor: Hat, day: date) -> QuerySet[Incoming]:
    """Papers of other offices' books that an instruction gave to the hat's unit."""
    unit = actor.unit_id
    mine = Q(instructions__lead=unit) | Q(instructions__co_workers=unit) | Q(instructions__follower=unit)
    named = Incoming.objects.filter(mine).exclude(unit=unit).values("pk")
    return visible_to(actor, day).filter(pk__in=named)


def same_paper(unit: Unit, new: NewPaper) -> Incoming | None:
    """The paper of the book that looks like one about to be entered: by symbol and day, else by its very words."""
    fresh = Incoming()
    fill(fresh, new)
    found = Incoming.objects.filter(unit=unit, issued_on=new.issued_on)
    if fresh.symbol_key:
        found = found.filter(symbol_key=fresh.symbol_key)
    else:
        found = found.filter(symbol_key="", arrived_on=new.arrived_on, folded=fresh.folded)
    return found.order_by("pk").first()


@dataclass(frozen=True)
class Asked:
    """What a book is narrowed down to."""

    words: str = ""
    year: int | None = None
    first: date | None = None
    last: date | None = None
    state: str = ""


def search_book(papers: QuerySet[Incoming], asked: Asked, day: date) -> QuerySet[Incoming]:
    """The papers that fit, the last to arrive first."""
    for word in fold(asked.words).split():
        papers = papers.filter(folded__contains=word)
    if asked.year:
        papers = papers.filter(year=asked.year)
    if asked.first:
        papers = papers.filter(arrived_on__gte=asked.first)
    if asked.last:
        papers = papers.filter(arrived_on__lte=asked.last)
    return _in_state(papers, asked.state, day).order_by(
        "-arrived_on", F("number").desc(nulls_last=True), "-number_there", "ref"
    )


def _in_state(papers: QuerySet[Incoming], state: str, day: date) -> QuerySet[Incoming]:
    if state not in set(State):
        return papers
    if state == State.WAITING:
        return papers.filter(~Exists(Instruction.objects.filter(incoming=OuterRef("pk"))))
    if state == State.NOTED:
        return papers.filter(Exists(_NOTED), ~Exists(_GIVEN))
    given = Instruction.objects.filter(incoming__in=papers, lead__isnull=False)
    tasks = dict(given.values_list("incoming", "task"))
    told = outcomes({task for task in tasks.values() if task}, day)
    fits = [
        paper
        for paper, task in tasks.items()
        if (told[task].state if task in told else State.UNDER_WAY) == state
    ]
    return papers.filter(pk__in=fits)


@dataclass(frozen=True)
class PaperLine:
    """A paper with its instruction, what became of its task, and its state on a day."""

    paper: Incoming
    state: State
    instruction: Instruction | None = None
    outcome: Outcome | None = None
    lead: str = ""
    co_workers: tuple[str, ...] = ()
    follower: str = ""
    files: tuple[PaperFile, ...] = field(default=())

    @property
    def due(self) -> date | None:
        """The day in force: the task's, else the instruction's, else what the sender asks for."""
        given = self.instruction.due if self.instruction else None
        return (self.outcome.due if self.outcome else None) or given or self.paper.due

    @property
    def handlers(self) -> str:
        return "; ".join(filter(None, (self.lead, *self.co_workers)))


def paper_lines(papers: Iterable[Incoming], day: date) -> list[PaperLine]:
    """Each paper with its standing; a handful of queries for all of them."""
    instructions = Instruction.objects.order_by("at", "pk").prefetch_related("co_workers")
    files = PaperFile.objects.select_related("file").order_by("order")
    full = list(
        Incoming.objects.filter(pk__in=[paper.pk for paper in papers]).prefetch_related(
            Prefetch("instructions", instructions), Prefetch("papers", files)
        )
    )
    by_key = {paper.pk: paper for paper in full}
    latest = {paper.pk: list(paper.instructions.all()) for paper in full}
    last = {pk: found[-1] for pk, found in latest.items() if found}
    told = outcomes({one.task for one in last.values() if one.task}, day)
    named = {unit for one in last.values() for unit in (one.lead_id, one.follower_id) if unit}
    named |= {unit.pk for one in last.values() for unit in one.co_workers.all()}
    names = names_of(named, day)
    return [_line(by_key[paper.pk], last.get(paper.pk), told, names) for paper in papers]


def _line(
    paper: Incoming, one: Instruction | None, told: dict[uuid.UUID, Outcome], names: dict[int, str]
) -> PaperLine:
    outcome = told.get(one.task) if one and one.task else None
    return PaperLine(
        paper=paper,
        state=state_of(one, outcome),
        instruction=one,
        outcome=outcome,
        lead=names.get(one.lead_id, "") if one and one.lead_id else "",
        co_workers=tuple(sorted((names.get(u.pk, "") for u in one.co_workers.all()), key=sort_key))
        if one
        else (),
        follower=names.get(one.follower_id, "") if one and one.follower_id else "",
        files=tuple(paper.papers.all()),
    )


def offices_near(unit_id: int, day: date) -> dict[int, str]:
    """Who may be told to deal with a paper: the unit itself, what stands under it, and the units of its place."""
    tops = {unit_id, place_of(unit_id, day)}
    below = Closure.objects.filter(ancestor=unit_id, start__lte=day, end__gt=day).values_list(
        "descendant", flat=True
    )
    near = Closure.objects.filter(ancestor__in=tops, depth=1, start__lte=day, end__gt=day)
    names = names_of({*below, *near.values_list("descendant", flat=True), unit_id}, day)
    own = {unit_id: names[unit_id]} if unit_id in names else {}
    return own | dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


def years_of(unit_id: int) -> list[int]:
    """The years of an office's arrival book, the latest first."""
    return list(
        Incoming.objects.filter(unit=unit_id).order_by("-year").values_list("year", flat=True).distinct()
    )
