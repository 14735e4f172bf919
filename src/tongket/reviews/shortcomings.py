"""What an officer types of a shortcoming that the rules found: cause, remedy, office, day; and that it is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tongket.base.clock import day_of
from tongket.programmes.models import Programme
from tongket.reader.stamp import refuse_stamped
from tongket.reviews.material import ShortcomingLine
from tongket.reviews.models import Review, Shortcoming
from tongket.reviews.outlines.words import whole
from tongket.reviews.queries import map_day
from tongket.units.acts import About, act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal
from tongket.viet.period import Period
from tongket.viet.text import nfc


@dataclass(frozen=True)
class Remedy:
    """What is typed beside a shortcoming."""

    cause: str
    remedy: str
    unit: Unit | None
    due: date | None


def write_remedy(
    *,
    programme: Programme,
    period: Period,
    found: ShortcomingLine,
    remedy: Remedy,
    version: int,
    actor: Hat,
    now: datetime,
) -> Shortcoming:
    """Keep cause, remedy, office and day. With an older `version` it is refused, and nothing typed is lost."""
    for text in (remedy.cause, remedy.remedy):
        refuse_stamped(text)
    still_there = map_day(period, now)
    if remedy.due and remedy.due < still_there:
        raise refusal("shortcoming.due_before", day=format_date(remedy.due), since=format_date(still_there))
    with act("reviews.write", on=programme, actor=actor, now=now) as done:
        row, _new = Shortcoming.objects.select_for_update().get_or_create(
            programme=programme,
            period=str(period),
            rule=found.rule,
            subject=found.subject,
            defaults={"text": found.text, "at": now, "version": 0},
        )
        if row.version != version:
            raise refusal("shortcoming.changed_meanwhile", text=row.text[:80])
        row.cause, row.remedy = nfc(remedy.cause.strip()), nfc(remedy.remedy.strip())
        row.remedy_unit, row.remedy_due, row.at = remedy.unit, remedy.due, whole(now)
        row.version += 1
        row.save()
        done.note(
            period=row.period,
            rule=row.rule,
            subject=row.subject,
            text=row.text,
            cause=row.cause,
            remedy=row.remedy,
            unit=str(remedy.unit.ref) if remedy.unit else "",
            due=str(remedy.due or ""),
        )
    return row


def mend(*, shortcoming: Shortcoming, on: date, actor: Hat, now: datetime) -> Shortcoming:
    """An officer says on which day it was mended, where no record tells it by itself.

    Not before the day as of which the review that lists it found it still there.
    """
    if on > day_of(now):
        raise refusal("shortcoming.day_ahead", day=format_date(on))
    listed = shortcoming.review.as_of if shortcoming.review else shortcoming.at
    still_there = map_day(Period.parse(shortcoming.period), listed)
    if on < still_there:
        raise refusal("shortcoming.mended_before", day=format_date(on), since=format_date(still_there))
    programme = shortcoming.programme
    about = About(shortcoming.ref, programme.unit_id)
    with act("reviews.write", on=about, actor=actor, now=now) as done:
        row = Shortcoming.objects.select_for_update().get(pk=shortcoming.pk)
        row.mended_on = on
        row.save(update_fields=["mended_on"])
        done.note(mended_on=str(on))
    return row


def keep_found(review: Review, lines: Sequence[ShortcomingLine], now: datetime) -> None:
    """What a review lists is kept with it, so that the next can say what became of it."""
    rows = {
        (row.rule, row.subject): row
        for row in Shortcoming.objects.filter(programme=review.programme_id, period=review.period)
    }
    changed, new = [], []
    for order, line in enumerate(lines, start=1):
        row = rows.get((line.rule, line.subject))
        if row is None:
            row = Shortcoming(
                programme_id=review.programme_id,
                period=review.period,
                rule=line.rule,
                subject=line.subject,
                at=now,
                version=0,
            )
            new.append(row)
        else:
            changed.append(row)
        row.order, row.text, row.review = order, line.text, review
    Shortcoming.objects.bulk_create(new)
    Shortcoming.objects.bulk_update(changed, ["order", "text", "review"])
