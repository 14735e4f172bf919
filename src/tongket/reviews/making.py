"""Reviews that were asked for on the screen: the worker makes them and writes down how far it is."""

import logging
import uuid
from datetime import datetime, timedelta

from django.db.models import F

from tongket.base.models import Schedule
from tongket.programmes.models import Programme
from tongket.reviews.actions import build_review, ref_of, review_known
from tongket.reviews.models import Making
from tongket.units.hats import Hat, hat_of
from tongket.units.models import Appointment
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period

JOB = "reviews.make"
AWAY = timedelta(
    seconds=30
)  # a worker that has not looked for so long is not there, or busy with something long
KEPT = timedelta(days=1)  # what could not be made is told for so long

log = logging.getLogger(__name__)


def worker_is_here(now: datetime) -> bool:
    """Whether a worker has looked lately for what is to be made; without one the screen makes it itself."""
    return Schedule.objects.filter(name=JOB, next_at__gt=now - AWAY).exists()


def ask_for_review(
    *, programme: Programme, period: Period, kind: str, as_of: datetime, actor: Hat, now: datetime
) -> uuid.UUID:
    """Have the worker make a review; the ref that it will have. Refused at once is what could not be made."""
    known = review_known(programme=programme, period=period, kind=kind, as_of=as_of, actor=actor, now=now)
    if known:
        return known.ref
    Making.objects.filter(asked_at__lt=now - KEPT).delete()
    assert actor.appointment is not None  # only a post may
    ref = ref_of(programme, period, as_of)
    asked = {"programme": programme, "period": str(period), "kind": kind, "as_of": as_of, "asked_at": now}
    Making.objects.update_or_create(
        ref=ref, defaults={**asked, "actor": actor.appointment, "step": 0, "faults": []}
    )
    return ref


def make_waiting(*, now: datetime) -> None:
    """Make what was asked for, the first first. What was cut off half-way is begun again."""
    for one in Making.objects.filter(faults=[]).select_related("programme__unit").order_by("pk"):
        _make(one, now)


def _make(one: Making, now: datetime) -> None:
    row = Making.objects.filter(pk=one.pk)
    row.update(step=0)
    try:
        held = Appointment.objects.select_related("account").get(ref=one.actor)
        build_review(
            programme=one.programme, period=Period.parse(one.period), kind=one.kind, as_of=one.as_of,
            actor=hat_of(held), now=now, told=lambda _step: row.update(step=F("step") + 1),
        )  # fmt: skip
    except Refusal as why:
        faults = why.faults
    except Exception:
        log.exception("review %s was not made", one.ref)
        faults = (Fault("review.not_made"),)
    else:
        row.delete()
        return
    kept = [{"code": each.code, "where": each.where, "values": dict(each.values)} for each in faults]
    row.update(faults=kept)


def refused_of(making: Making) -> Refusal | None:
    """Why it could not be made; None while it is being made."""
    return Refusal(*(Fault(**each) for each in making.faults)) if making.faults else None
