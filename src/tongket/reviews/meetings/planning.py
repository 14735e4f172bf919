"""Writes about a meeting before it is held: plan, programme, contributions, who is invited, the invitation sent."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Max

from tongket.base.clock import day_of
from tongket.base.files import put_file, record_file
from tongket.base.models import Access
from tongket.base.outbox import notify
from tongket.base.search import index
from tongket.directives.models import Outgoing
from tongket.programmes.models import Programme
from tongket.reviews.meetings.book import entered, takes_number
from tongket.reviews.meetings.models import USUAL_MINUTES, AgendaItem, Contribution, Invited, Sitting
from tongket.reviews.meetings.papers import INVITATION
from tongket.reviews.meetings.signers import signature_on
from tongket.reviews.models import Meeting, Review
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal
from tongket.viet.text import fold, nfc
from tongket.writer.document import Signature

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Plan:
    """What is known of a meeting that is to be held."""

    kind: str
    title: str
    held_on: date
    starts: time
    place: str
    chair: str
    secretary: str = ""
    about: str = ""
    lasts: int = USUAL_MINUTES
    shown: bool = False


@dataclass(frozen=True)
class Item:
    """A point of the programme as it is typed."""

    minutes: int
    title: str
    who: str = ""
    words: str = ""


def plan_meeting(
    *,
    unit: Unit,
    plan: Plan,
    programmes: Iterable[Programme] = (),
    reviews: Iterable[Review] = (),
    agreements: Iterable[Programme] = (),
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Meeting:
    """A meeting that is to be held; until then its office, those around it and the invited see it, nobody else."""
    _ahead(plan.held_on, now)
    _within_its_day(plan.starts, plan.lasts)
    day = day_of(now)
    meeting = Meeting(
        ref=ref or uuid.uuid4(),
        unit=unit,
        host=names_of([unit.pk], day).get(unit.pk, ""),
        held_basis=Meeting.Basis.STATED,
    )
    with act("meetings.plan", on=meeting, actor=actor, now=now) as done:
        _put(meeting, plan)
        meeting.save(force_insert=True)
        sitting = Sitting(meeting=meeting)
        _prepare(sitting, plan)
        sitting.save(force_insert=True)
        _attach(meeting, sitting, programmes, reviews, agreements)
        index(meeting)
        done.note(**_facts(plan))
    return meeting


def change_plan(
    *,
    meeting: Meeting,
    plan: Plan,
    programmes: Iterable[Programme] = (),
    reviews: Iterable[Review] = (),
    agreements: Iterable[Programme] = (),
    version: int,
    actor: Hat,
    now: datetime,
) -> Meeting:
    """Another day, hour, room or chair; whoever was invited is told, and asked anew whether they come then."""
    _ahead(plan.held_on, now)
    with act("meetings.plan", on=meeting, actor=actor, now=now) as done:
        sitting = planned(meeting)
        if sitting.version != version:
            raise refusal("meeting.changed")
        kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
        other_time = (kept.held_on, sitting.starts) != (plan.held_on, plan.starts)
        moved = other_time or kept.place != plan.place
        _within_its_day(plan.starts, sum(item.minutes for item in kept.items.all()) or plan.lasts)
        _put(kept, plan)
        kept.save()
        _prepare(sitting, plan)
        sitting.version += 1
        sitting.save()
        _attach(kept, sitting, programmes, reviews, agreements)
        index(kept)
        if other_time:
            kept.invited.update(reply="", substitute="", replied_at=None)
        if sitting.sent_on and moved:
            _tell(kept, "notice.meeting_moved", now)
        done.note(**_facts(plan))
    return kept


def planned(meeting: Meeting) -> Sitting:
    """The plan of a meeting, locked for a change; refused once it was held or called off."""
    sitting = Sitting.objects.select_for_update().filter(meeting=meeting).first()
    if sitting is None or sitting.state != Sitting.State.PLANNED:
        raise refusal("meeting.not_planned", title=meeting.title)
    return sitting


def _ahead(day: date, now: datetime) -> None:
    if day < day_of(now):
        raise refusal("meeting.day_passed", day=format_date(day))


def _within_its_day(starts: time | None, minutes: int) -> None:
    """A meeting ends on the day on which it begins: what lasts longer is another meeting."""
    if starts is not None and starts.hour * 60 + starts.minute + minutes > DAY_MINUTES:
        raise refusal("meeting.past_midnight", starts=f"{starts:%H:%M}", minutes=minutes)


def _put(meeting: Meeting, plan: Plan) -> None:
    meeting.kind, meeting.title, meeting.folded = plan.kind, plan.title, fold(plan.title)
    meeting.held_on, meeting.place = plan.held_on, plan.place


def _prepare(sitting: Sitting, plan: Plan) -> None:
    for name in ("starts", "chair", "secretary", "about", "lasts", "shown"):
        setattr(sitting, name, getattr(plan, name))


def _attach(
    meeting: Meeting,
    sitting: Sitting,
    programmes: Iterable[Programme],
    reviews: Iterable[Review],
    agreements: Iterable[Programme],
) -> None:
    """What the meeting is about: programmes, the reviews it closes, the agreements it signs."""
    reviews, agreements = list(reviews), list(agreements)
    if any(one.kind != Programme.Kind.AGREEMENT for one in agreements):
        raise refusal("meeting.no_agreement")
    meeting.programmes.set({*programmes, *(review.programme for review in reviews), *agreements})
    meeting.reviews.set(reviews)
    sitting.agreements.set(agreements)


def _facts(plan: Plan) -> dict[str, str]:
    names = ("kind", "title", "held_on", "starts", "place", "chair")
    return {name: str(getattr(plan, name)) for name in names}


def set_agenda(
    *, meeting: Meeting, items: Sequence[Item], version: int, actor: Hat, now: datetime
) -> list[AgendaItem]:
    """The programme from its first point to the last; the hours follow from how long each takes."""
    if not items:
        raise refusal("meeting.no_items")
    with act("meetings.plan", on=meeting, actor=actor, now=now) as done:
        sitting = planned(meeting)
        if sitting.version != version:
            raise refusal("meeting.changed")
        _within_its_day(sitting.starts, sum(item.minutes for item in items))
        sitting.version += 1
        sitting.save(update_fields=["version"])
        meeting.items.all().delete()
        made = AgendaItem.objects.bulk_create(
            AgendaItem(meeting=meeting, order=order, **vars(item))
            for order, item in enumerate(items, start=1)
        )
        done.note(items=[f"{item.minutes}: {item.title}" for item in items])
    return made


def ask_contribution(
    *, meeting: Meeting, unit: Unit | None, named: str, title: str, actor: Hat, now: datetime
) -> Contribution:
    """Put a contribution on the list; an office of the installation finds it on its desk."""
    with act("meetings.plan", on=meeting, actor=actor, now=now) as done:
        planned(meeting)
        last = meeting.contributions.aggregate(last=Max("order"))["last"] or 0
        made = Contribution.objects.create(
            meeting=meeting, order=last + 1, unit=unit, named=named, title=title
        )
        if unit:
            notify(
                unit_id=unit.pk,
                code="notice.contribution",
                values={"title": title, "meeting": meeting.title, "day": meeting.held},
                link=f"/hoi-nghi/{meeting.ref}/",
                now=now,
            )
        done.note(contribution=title, by=named)
    return made


def drop_contribution(*, contribution: Contribution, actor: Hat, now: datetime) -> None:
    """Take a contribution off the list, as long as its text has not come."""
    meeting = contribution.meeting
    with act("meetings.plan", on=meeting, actor=actor, now=now) as done:
        planned(meeting)
        if contribution.file_id:
            raise refusal("meeting.text_is_there", title=contribution.title)
        contribution.delete()
        done.note(no_contribution=contribution.title)


def hand_in_contribution(
    *, contribution: Contribution, data: bytes, name: str, actor: Hat, now: datetime
) -> Contribution:
    """The text of a contribution, from the office that gives it or from the one that holds the meeting."""
    meeting = contribution.meeting
    own = contribution.unit_id == actor.unit_id
    about = About(contribution.ref, actor.unit_id or 0) if own else About(contribution.ref, meeting.unit_id)
    kept = put_file(data=data, name=name, unit_id=meeting.unit_id, access=Access.OFFICE, now=now, sent=True)
    with act("meetings.reply" if own else "meetings.plan", on=about, actor=actor, now=now) as done:
        planned(meeting)
        record_file(kept, now=now, actor=actor.appointment)
        contribution.file = kept
        contribution.save(update_fields=["file"])
        done.note(contribution=contribution.title, file=str(kept.ref))
        done.stands(meeting)
    return contribution


def invite(
    *, meeting: Meeting, units: Iterable[Unit], others: Iterable[str] = (), actor: Hat, now: datetime
) -> list[Invited]:
    """Put offices, and others by their name, on the list of the invited, after those that stand there."""
    with act("meetings.plan", on=meeting, actor=actor, now=now) as done:
        planned(meeting)
        there = list(meeting.invited.all())
        known = {one.unit_id for one in there if one.unit_id} | {
            fold(one.named) for one in there if not one.unit_id
        }
        names = names_of((unit.pk for unit in units), day_of(now))
        asked: list[tuple[int | None, str]] = [
            (unit, name) for unit, name in names.items() if unit not in known
        ]
        asked += [(None, nfc(name)) for name in dict.fromkeys(others) if fold(name) not in known]
        if not asked:
            raise refusal("meeting.nobody_invited")
        first = max((one.order for one in there), default=0) + 1
        made = Invited.objects.bulk_create(
            Invited(meeting=meeting, order=order, unit_id=unit, named=name)
            for order, (unit, name) in enumerate(asked, start=first)
        )
        sitting = meeting.sitting
        if sitting.sent_on:
            _notify(meeting, [one for one in made if one.unit_id], "notice.invited", now)
        done.note(invited=[one.named for one in made])
    return made


def uninvite(*, invited: Invited, actor: Hat, now: datetime) -> None:
    """Take an office off the list, as long as the invitations have not gone out."""
    meeting = invited.meeting
    with act("meetings.plan", on=meeting, actor=actor, now=now) as done:
        if planned(meeting).sent_on:
            raise refusal("meeting.sent_already")
        invited.delete()
        done.note(not_invited=invited.named)


def send_invitations(*, meeting: Meeting, actor: Hat, now: datetime) -> Sitting:
    """Each invited office finds the invitation, signed and numbered in the outgoing book, on its desk."""
    day = day_of(now)
    with act("meetings.plan", on=meeting, actor=actor, now=now) as done:
        sitting = planned(meeting)
        if sitting.sent_on:
            raise refusal("meeting.sent_already")
        if not meeting.invited.exists():
            raise refusal("meeting.nobody_invited")
        _sign(sitting, actor, day)
        sitting.version += 1
        sitting.save()
        _tell(meeting, "notice.invited", now)
        done.note(symbol=sitting.symbol, signed_as=sitting.signed_as, invited=meeting.invited.count())
    return sitting


def _sign(sitting: Sitting, actor: Hat, day: date) -> None:
    """Number, day and signer as the outgoing book has them; an office without papers of its own signs by hand."""
    meeting = sitting.meeting
    paper = entered(meeting, INVITATION)
    if paper and paper.state in Outgoing.BEARS_A_NUMBER:
        sitting.symbol, sitting.sent_on = paper.symbol, paper.issued_on
        signature = Signature(paper.signer_post, paper.signer, paper.authority)
    elif takes_number(meeting, day):
        raise refusal("meeting.no_number")
    else:
        sitting.sent_on, signature = day, signature_on(meeting.unit, actor, day)
    sitting.signed_for, sitting.signed_as, sitting.signed_by = (
        signature.authority,
        signature.post,
        signature.name,
    )


def reply_invitation(
    *, invited: Invited, reply: str, substitute: str = "", actor: Hat, now: datetime
) -> Invited:
    """The invited office says that it comes, or which post comes in place; it may say so anew until the day."""
    about = About(invited.ref, invited.unit_id or 0)
    with act("meetings.reply", on=about, actor=actor, now=now) as done:
        planned(invited.meeting)
        if reply == Invited.Reply.SENDS and not substitute.strip():
            raise refusal("meeting.no_substitute")
        invited.reply, invited.replied_at = reply, now
        invited.substitute = substitute.strip() if reply == Invited.Reply.SENDS else ""
        invited.save()
        done.note(meeting=str(invited.meeting.ref), reply=reply)
        done.stands(invited.meeting)
    return invited


def call_off(*, meeting: Meeting, actor: Hat, now: datetime) -> Sitting:
    """The meeting does not take place; whoever was invited is told."""
    with act("meetings.plan", on=meeting, actor=actor, now=now) as done:
        sitting = planned(meeting)
        sitting.state = Sitting.State.CALLED_OFF
        sitting.save(update_fields=["state"])
        if sitting.sent_on:
            _tell(meeting, "notice.meeting_off", now)
        done.note(state=sitting.state)
    return sitting


def _tell(meeting: Meeting, code: str, now: datetime) -> None:
    _notify(meeting, meeting.invited.exclude(unit=None), code, now)


def _notify(meeting: Meeting, invited: Iterable[Invited], code: str, now: datetime) -> None:
    for one in invited:
        notify(
            unit_id=one.unit_id or 0,
            code=code,
            values={"meeting": meeting.title, "day": meeting.held, "hour": f"{meeting.sitting.starts:%H:%M}"},
            link=f"/hoi-nghi/tra-loi/{one.ref}/",
            now=now,
        )
