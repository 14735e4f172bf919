"""Every write of this room: an award is recorded, or taken back. Numbers only; names need paper and person to agree."""

import uuid
from datetime import date, datetime

from tongket.base import shown
from tongket.base.clock import day_of
from tongket.base.search import index
from tongket.honours.models import Award
from tongket.programmes.models import Programme
from tongket.units.acts import act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import refusal
from tongket.viet.text import nfc

LONGEST_REASON = 300


def record_award(
    *,
    unit: Unit,
    kind: str,
    awarded_by: str,
    reason: str,
    collectives: int | None,
    individuals: int | None,
    programme: Programme | None = None,
    meeting: uuid.UUID | None = None,
    decision: str = "",
    decided_on: date | None = None,
    source: str = "",
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Award:
    """Record that so many collectives and individuals were thanked; a number that was not told is None."""
    if (collectives, individuals) in ((None, None), (0, 0)):
        raise refusal("award.no_number")
    if decided_on is not None and decided_on > day_of(now):
        raise refusal("award.day_ahead", day=shown.day(decided_on))
    award = Award(
        ref=ref or uuid.uuid4(),
        unit=unit,
        programme=programme,
        meeting=meeting,
        kind=kind,
        awarded_by=awarded_by,
        reason=reason,
        collectives=collectives,
        individuals=individuals,
        decision=decision,
        decided_on=decided_on,
        source=source,
    )
    with act("honours.record", on=award, actor=actor, now=now) as done:
        award.save(force_insert=True)
        index(award)
        done.note(
            kind=kind,
            collectives=-1 if collectives is None else collectives,
            individuals=-1 if individuals is None else individuals,
        )
    return award


def take_back_award(*, award: Award, reason: str, actor: Hat, now: datetime) -> Award:
    """An award that was entered by mistake stands nowhere any more; reviews made before keep it.

    The row stays with the reason, so that a review made again for an earlier moment is the same.
    """
    reason = nfc(reason.strip())
    if not reason:
        raise refusal("award.no_reason")
    with act("honours.record", on=award, actor=actor, now=now) as done:
        kept = Award.objects.select_for_update().get(pk=award.pk)
        if kept.taken_back_at is not None:
            raise refusal("record.gone")
        kept.taken_back_at, kept.taken_back_for = now, reason[:LONGEST_REASON]
        kept.save(update_fields=["taken_back_at", "taken_back_for"])
        index(kept)
        done.note(taken_back=kept.taken_back_for)
        done.stands(kept)
    return kept
