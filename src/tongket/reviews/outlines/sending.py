"""A review goes out: its draft for comments that are taken up or not, with reasons; the approved one upward."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tongket.base.clock import day_of
from tongket.base.outbox import notify
from tongket.figures.deadlines import shown_moment
from tongket.reader.stamp import refuse_stamped
from tongket.reviews.models import Review
from tongket.reviews.outlines.models import Comment, Sent
from tongket.reviews.outlines.words import MOST, tidy
from tongket.reviews.queries import parts_of
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal, refusal

Purpose, Answer = Sent.Purpose, Comment.Answer


def ask_comments(
    *, review: Review, units: Sequence[Unit], due_at: datetime, actor: Hat, now: datetime
) -> list[Sent]:
    """Send the draft out for comments by a day; a unit that has it already keeps its day."""
    if not units:
        raise refusal("outline.nobody_asked")
    if due_at <= now:
        raise refusal("outline.due_passed", due=shown_moment(due_at))
    with act("reviews.ask_comments", on=review, state=review.state, actor=actor, now=now) as done:
        made = _send(review, units, Purpose.COMMENTS, now, due_at)
        done.note(due=due_at.isoformat(), units=sorted(str(each.unit.ref) for each in made))
        done.stands(*made)
        for each in made:
            _notify(each, each.unit_id, "notice.comments_asked", now, due=shown_moment(due_at))
    return made


def _send(
    review: Review, units: Sequence[Unit], purpose: str, now: datetime, due_at: datetime | None = None
) -> list[Sent]:
    known = set(Sent.objects.filter(review=review, purpose=purpose).values_list("unit", flat=True))
    return [
        Sent.objects.create(
            ref=uuid.uuid5(review.ref, f"{purpose}/{unit.ref}"),
            review=review,
            unit=unit,
            purpose=purpose,
            at=now,
            due_at=due_at,
        )
        for unit in units
        if unit.pk not in known
    ]


def _notify(sent: Sent, unit_id: int, code: str, now: datetime, **values: str) -> None:
    link = f"/gop-y/{sent.ref}/" if sent.purpose == Purpose.COMMENTS else f"/tong-ket/{sent.review.ref}/"
    if unit_id == sent.review.unit_id:
        link = f"/tong-ket/{sent.review.ref}/tiep-thu/"
    notify(unit_id=unit_id, code=code, values={"title": sent.review.title, **values}, link=link, now=now)


def comment(*, sent: Sent, texts: Mapping[int, str], actor: Hat, now: datetime) -> list[Comment]:
    """What the unit says, by place of the part (0: the whole); saying nothing at all is to agree with the draft."""
    said = {place: tidy(text) for place, text in texts.items() if tidy(text)}
    for text in said.values():
        refuse_stamped(text)
        if len(text) > MOST:
            raise refusal("outline.too_long", most=MOST)
    with act("reviews.comment", on=sent, actor=actor, now=now) as done:
        sent = Sent.objects.select_for_update().get(pk=sent.pk)
        if sent.purpose != Purpose.COMMENTS or sent.review.state != Review.State.BUILT:
            raise refusal("comment.closed")
        if sent.answered_at is not None:
            raise refusal("comment.sent_already")
        parts = dict(enumerate(parts_of(sent.review), start=1))
        made = [
            Comment.objects.create(
                ref=uuid.uuid5(sent.ref, str(place)),
                sent=sent,
                place=place,
                part=parts.get(place, ""),
                text=text,
            )
            for place, text in sorted(said.items())
            if place == 0 or place in parts
        ]
        sent.answered_at = now
        sent.save(update_fields=["answered_at"])
        unit = names_of([sent.unit_id], day_of(now)).get(sent.unit_id, "")
        _notify(sent, sent.review.unit_id, "notice.comments_in", now, unit=unit)
        done.note(review=str(sent.review.ref), comments=[[each.place, each.text] for each in made])
    return made


@dataclass(frozen=True)
class Answered:
    """What becomes of a comment, and why; `seen` is the answer and reason that stood there while it was typed."""

    answer: str
    reason: str
    seen: tuple[str, str] = ("", "")


def answer_comments(
    *, review: Review, answers: Mapping[int, Answered], actor: Hat, now: datetime
) -> list[Comment]:
    """By key of a comment: taken up, in part, or not, and why; what is not taken up whole needs its reason.

    What somebody else has answered meanwhile is not written over.
    """
    with act("reviews.write", on=review, actor=actor, now=now) as done:
        comments = list(
            Comment.objects.select_for_update(of=("self",))
            .filter(sent__review=review, pk__in=answers)
            .select_related("sent")
        )
        faults = []
        for each in comments:
            new = answers[each.pk]
            if (each.answer, each.reason) != (new.seen[0], tidy(new.seen[1])):
                faults.append(Fault("comment.answered_meanwhile", values={"text": each.text[:60]}))
            each.answer, each.reason = new.answer, tidy(new.reason)
            if each.answer in (Answer.PARTLY, Answer.KEPT) and not each.reason:
                faults.append(Fault("comment.no_reason", values={"text": each.text[:60]}))
        if faults:
            raise Refusal(*faults)
        Comment.objects.bulk_update(comments, ["answer", "reason"])
        done.note(answers=[[str(each.ref), each.answer, each.reason] for each in comments])
        done.stands(*{each.sent for each in comments})
    return comments


def send_up(*, review: Review, unit: Unit, actor: Hat, now: datetime) -> Sent:
    """Send an approved review to the office above; it arrives on its desk."""
    with act("reviews.send_up", on=review, state=review.state, actor=actor, now=now) as done:
        made = _send(review, [unit], Purpose.UPWARD, now)
        if not made:
            raise refusal("review.sent_already", unit=names_of([unit.pk], day_of(now)).get(unit.pk, ""))
        done.note(to=str(unit.ref), symbol=review.symbol, document=review.document.sha256)
        done.stands(*made)
        from_unit = names_of([review.unit_id], day_of(now)).get(review.unit_id, "")
        _notify(made[0], unit.pk, "notice.review_sent_up", now, unit=from_unit)
    return made[0]


def receive(*, sent: Sent, actor: Hat, now: datetime) -> Sent:
    """The office above says that it has it."""
    with act("reviews.receive", on=About(sent.ref, sent.unit_id), actor=actor, now=now) as done:
        sent = Sent.objects.select_for_update().get(pk=sent.pk, purpose=Purpose.UPWARD)
        sent.answered_at = sent.answered_at or now
        sent.save(update_fields=["answered_at"])
        done.note(review=str(sent.review.ref))
        done.stands(sent)
    return sent
