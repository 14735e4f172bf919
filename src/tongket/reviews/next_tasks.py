"""Tasks of the next period out of a review: what is unfinished, what is to be mended, what its words name."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tongket.programmes.actions import give_task
from tongket.programmes.models import Programme, Task
from tongket.programmes.queries import task_lines
from tongket.programmes.state import DONE
from tongket.reviews.meetings.points import due_of, lead_of
from tongket.reviews.models import Review, Shortcoming
from tongket.reviews.outlines.models import Piece, Section
from tongket.reviews.outlines.words import paragraphs
from tongket.reviews.queries import words_of
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period

UNFINISHED, REMEDY, WORDS = "task", "remedy", "words"


@dataclass(frozen=True)
class Proposed:
    """A task that the review proposes. `key` tells it again at the next look; `lead` is a unit's key."""

    key: str
    why: str
    content: str
    lead: int | None
    due: date | None

    def ref(self, review: Review) -> uuid.UUID:
        """The ref of the task once it is given: the same for all reviews of a programme and period."""
        return uuid.uuid5(review.programme.ref, f"next/{review.period}/{self.key}")


def proposed_from(review: Review, offices: Mapping[int, str], place: str, day: date) -> list[Proposed]:
    """What waits to be given: unfinished tasks, remedies, then what the words name; each once."""
    found: dict[str, Proposed] = {}
    for one in (*_unfinished(review, day), *_remedies(review), *_said(review, offices, place, day)):
        found.setdefault(one.key, one)
    given = set(
        Task.objects.filter(ref__in=[one.ref(review) for one in found.values()]).values_list("ref", flat=True)
    )
    return [one for one in found.values() if one.ref(review) not in given]


def _unfinished(review: Review, day: date) -> Iterator[Proposed]:
    """Their day where it is still to come, else the last day of the next period."""
    last = Period.parse(review.period).ahead().last_day
    for line in task_lines(review.programme.tasks.all(), day):
        task, standing = line.task, line.standing
        if standing.state not in DONE and task.held != "stopped":
            due = standing.due if standing.due and standing.due >= day else max(last, day)
            yield Proposed(f"{UNFINISHED}/{task.ref}", UNFINISHED, task.content, task.unit_id, due)


def _remedies(review: Review) -> Iterator[Proposed]:
    rows = Shortcoming.objects.filter(programme=review.programme_id, period=review.period, mended_on=None)
    for row in rows.exclude(remedy="").order_by("order", "pk"):
        yield Proposed(f"{REMEDY}/{row.ref}", REMEDY, row.remedy, row.remedy_unit_id, row.remedy_due)


def _said(review: Review, offices: Mapping[int, str], place: str, day: date) -> Iterator[Proposed]:
    period = Period.parse(review.period)
    under = Piece.objects.filter(
        heading__outline__programme=review.programme_id, heading__outline__period=review.period,
        heading__section=Section.NEXT,
    )  # fmt: skip
    texts = list(under.order_by("heading__order", "order", "pk").values_list("text", flat=True))
    if typed := words_of(review.programme, period).get("next"):
        texts.append(typed.text)
    for line in (line for text in texts for line in paragraphs(text)):
        key = hashlib.sha256(line.encode()).hexdigest()[:16]
        yield Proposed(f"{WORDS}/{key}", WORDS, line, lead_of(line, offices, place), due_of(line, day))


@dataclass(frozen=True)
class NextTask:
    """A proposed task as it was ticked and edited."""

    proposed: Proposed
    content: str
    lead: Unit
    due: date | None


def give_next_tasks(
    *, review: Review, tasks: Sequence[NextTask], programme: Programme | None, actor: Hat, now: datetime
) -> list[Task]:
    """All of them become tasks with the review as their source, or none does.

    A task that still runs in the chosen programme is not given a second time there.
    """
    if not tasks:
        raise Refusal(Fault("conclusion.nothing_ticked"))
    runs = [one for one in tasks if one.proposed.why == UNFINISHED and programme == review.programme]
    if runs:
        raise Refusal(*(Fault("next.still_runs", values={"text": one.content[:60]}) for one in runs))
    with act("reviews.write", on=review, actor=actor, now=now) as done:
        refs = {one.proposed.ref(review): one for one in tasks}
        known = Task.objects.filter(ref__in=refs).values_list("ref", flat=True)
        if known:
            raise Refusal(*(Fault("next.given", values={"text": refs[ref].content[:60]}) for ref in known))
        giver = programme.unit if programme else review.unit
        made = [
            give_task(
                ref=ref,
                programme=programme,
                review=review.ref,
                cited=cited(review),
                giver=giver,
                content=one.content,
                lead=one.lead,
                due=one.due,
                follower=giver,
                actor=actor,
                now=now,
            )
            for ref, one in refs.items()
        ]
        done.note(tasks=[str(task.ref) for task in made])
    return made


def cited(review: Review) -> str:
    """How a task names the review: its symbol where it has one, and its title."""
    return ", ".join(filter(None, (review.symbol, review.title)))[:300]
