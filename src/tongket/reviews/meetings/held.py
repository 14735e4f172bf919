"""Writes about a meeting that was prepared here, once it has been held: its minutes, the list of those present."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tongket.base.clock import HANOI, day_of
from tongket.base.search import index
from tongket.programmes.agreements import sign_agreement
from tongket.reviews.meetings.models import Invited, Sitting
from tongket.reviews.models import Meeting
from tongket.units.acts import About, act
from tongket.units.hats import SYSTEM, Hat
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal


def write_minutes(
    *,
    meeting: Meeting,
    discussed: str,
    ended: time | None,
    present: int | None,
    present_list: str = "",
    version: int,
    actor: Hat,
    now: datetime,
) -> Sitting:
    """The course of the meeting and how many were there; with it the meeting counts as held.

    The list of those present goes to the minutes' writer alone, and is destroyed after the set days.
    """
    day = day_of(now)
    with act("reviews.record_meeting", on=meeting, actor=actor, now=now) as done:
        sitting = Sitting.objects.select_for_update().get(meeting=meeting)
        _refuse_untimely(meeting, sitting, now)
        if sitting.version != version:
            raise refusal("meeting.changed")
        if sitting.present_gone and present_list.strip():
            raise refusal("meeting.list_gone", day=format_date(day_of(sitting.present_gone)))
        lines = [line.strip() for line in present_list.splitlines() if line.strip()]
        sitting.discussed, sitting.ended = discussed, ended
        sitting.present = len(lines) or present
        if not sitting.present_gone:
            sitting.present_list = "\n".join(lines)
            sitting.present_until = (meeting.held_on or day) + timedelta(days=settings.PRESENT_LIST_DAYS)
        sitting.state = Sitting.State.HELD
        sitting.version += 1
        sitting.save()
        for agreement in sitting.agreements.filter(signed_on=None):
            sign_agreement(agreement=agreement, on=meeting.held_on or day, actor=actor, now=now)
        meeting.sitting = sitting
        index(meeting)
        done.note(
            title=meeting.title, kind=meeting.kind, held=str(meeting.held_on), present=sitting.present or ""
        )
    return sitting


def _refuse_untimely(meeting: Meeting, sitting: Sitting, now: datetime) -> None:
    if sitting.state == Sitting.State.CALLED_OFF:
        raise refusal("meeting.not_planned", title=meeting.title)
    if meeting.held_on is not None and sitting.starts is not None:
        begins = datetime.combine(meeting.held_on, sitting.starts, HANOI)
        if begins > now:
            raise refusal("meeting.day_ahead", day=format_date(meeting.held_on))


def forget_present(*, now: datetime) -> int:
    """Destroy the lists of those present whose days are over, with the posts of substitutes; the count stays.

    How many meetings that were. Run every hour; nothing else of the meeting changes.
    """
    day = day_of(now)
    over = Q(present_until__lt=day) & (~Q(present_list="") | Q(meeting__invited__substitute__gt=""))
    due = Sitting.objects.filter(over).select_related("meeting").distinct()
    count = 0
    for sitting in due:
        with transaction.atomic():
            about = About(sitting.meeting.ref, sitting.meeting.unit_id)
            with act("meetings.forget_present", on=about, actor=SYSTEM, now=now) as done:
                Sitting.objects.filter(pk=sitting.pk).update(present_list="", present_gone=now)
                Invited.objects.filter(meeting=sitting.meeting).update(substitute="")
                done.note(present=sitting.present or 0)
                done.stands(sitting.meeting)
        count += 1
    return count
