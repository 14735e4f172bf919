"""Writes about a meeting once it has been held: that it was, what it decided, tasks out of it."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime
from itertools import count

from tongket.base.clock import day_of
from tongket.base.search import index
from tongket.directives.models import Outgoing
from tongket.programmes.actions import give_task
from tongket.programmes.models import Programme, Task
from tongket.reviews.meetings.book import entered
from tongket.reviews.models import Conclusion, Meeting, Review
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal
from tongket.viet.period import Period
from tongket.viet.text import fold, nfc

LONGEST_CITED = 240  # letters of a title that a task cites


def record_meeting(
    *,
    unit: Unit,
    kind: str,
    title: str,
    host: str,
    held_on: date | None,
    held_text: str = "",
    held_basis: str,
    also: str = "",
    period: str = "",
    years: int | None = None,
    place: str = "",
    programmes: Iterable[Programme] = (),
    reviews: Iterable[Review] = (),
    source: str = "",
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Meeting:
    """A meeting that was held, and the reviews it closes; a day whose year was not told stays as it was written."""
    if period:
        Period.parse(period)
    if held_on is None and not held_text and held_basis != Meeting.Basis.UNKNOWN:
        raise refusal("meeting.no_day")
    if held_on is not None and held_on > day_of(now):
        raise refusal("meeting.day_ahead", day=format_date(held_on))
    reviews = list(reviews)
    meeting = Meeting(
        ref=ref or uuid.uuid4(),
        unit=unit,
        kind=kind,
        also=also,
        title=title,
        folded=fold(title),
        host=host,
        held_on=held_on,
        held_text=held_text,
        held_basis=held_basis,
        period=period,
        years=years,
        place=place,
        source=source,
    )
    with act("reviews.record_meeting", on=meeting, actor=actor, now=now) as done:
        meeting.save(force_insert=True)
        meeting.programmes.set({*programmes, *(review.programme for review in reviews)})
        meeting.reviews.set(reviews)
        index(meeting)
        done.note(title=title, kind=kind, host=host, held=str(held_on or held_text))
    return meeting


def conclude(
    *,
    meeting: Meeting,
    points: Iterable[str],
    replaces: Collection[uuid.UUID] = (),
    actor: Hat,
    now: datetime,
) -> list[Conclusion]:
    """What the meeting decided, point by point. Points that are tasks stay; the others are written anew.

    `replaces` are the refs of those others as they stood on the screen.
    """
    with act("reviews.record_meeting", on=meeting, actor=actor, now=now) as done:
        kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
        waiting = kept.conclusions.filter(task=None)
        if set(waiting.values_list("ref", flat=True)) != set(replaces):
            raise refusal("meeting.changed")
        notice = entered(kept, "ket-luan")
        if notice and notice.state != Outgoing.State.DRAFT:
            raise refusal("conclusion.noticed", paper=str(notice))
        said = [nfc(text.strip()) for text in points if text.strip()]
        if not said:
            raise refusal("conclusion.none")
        waiting.delete()
        given = set(kept.conclusions.values_list("order", flat=True))
        free = (order for order in count(1) if order not in given)
        made = [
            Conclusion.objects.create(meeting=kept, order=order, text=text)
            for order, text in zip(free, said, strict=False)
        ]
        done.note(points=said)
    return made


def give_conclusion(
    *,
    conclusion: Conclusion,
    programme: Programme | None,
    lead: Unit,
    due: date | None,
    actor: Hat,
    now: datetime,
) -> Task:
    """A point of a meeting becomes a task, of a programme or on its own; once only."""
    meeting = conclusion.meeting
    with act("reviews.record_meeting", on=meeting, actor=actor, now=now) as done:
        kept = Conclusion.objects.select_for_update().get(pk=conclusion.pk)
        if kept.task:
            raise refusal("conclusion.given", order=kept.order)
        giver = programme.unit if programme else meeting.unit
        task = give_task(
            programme=programme,
            meeting=meeting.ref,
            cited=f"{meeting.title[:LONGEST_CITED]} ({meeting.held}), điểm {kept.order}",
            giver=giver,
            content=kept.text,
            lead=lead,
            due=due,
            follower=giver,
            actor=actor,
            now=now,
        )
        kept.task = task.ref
        kept.save(update_fields=["task"])
        done.note(conclusion=str(kept.ref), task=str(task.ref))
    return task
