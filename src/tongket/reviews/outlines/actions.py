"""The outline from draft to sent down, and what units hand in under its headings."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from tongket.base.clock import day_of
from tongket.base.entries import Fact
from tongket.base.outbox import notify
from tongket.figures.deadlines import shown_moment
from tongket.programmes.models import Programme
from tongket.reader.stamp import refuse_stamped
from tongket.reviews.outlines.models import Heading, Outline, Passage, Section, Submission
from tongket.reviews.outlines.words import (
    LONGEST_TITLE,
    MOST,
    PARTS,
    TEMPLATE,
    USUAL,
    NewHeading,
    paragraphs,
    tidy,
    unusual,
)
from tongket.units.acts import About, act
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Fault, Refusal, refusal
from tongket.viet.period import Period

State = Submission.State
OPEN = (State.DRAFT, State.RETURNED)


def start_outline(
    *,
    programme: Programme,
    period: Period,
    like: Outline | None = None,
    ref: uuid.UUID | None = None,
    actor: Hat,
    now: datetime,
) -> Outline:
    """Begin the outline of a programme's review with the usual headings, or with those of another outline."""
    if Outline.objects.filter(programme=programme, period=str(period)).exists():
        raise refusal("outline.known", period=period.label())
    outline = Outline(
        ref=ref or uuid.uuid4(),
        unit_id=programme.unit_id,
        programme=programme,
        period=str(period),
        period_start=period.start,
        period_end=period.end,
        made_at=now,
        layout=like.layout if like else {},
    )
    with act("reviews.outline", on=outline, actor=actor, now=now) as done:
        outline.save(force_insert=True)
        _write(outline, _like(like) if like else TEMPLATE)
        done.note(programme=str(programme.ref), period=str(period), headings=_titles(outline))
    return outline


def _like(other: Outline) -> list[NewHeading]:
    return [
        NewHeading(each.title, each.asked, each.section, tuple(each.indicators.values_list("pk", flat=True)))
        for each in other.headings.order_by("order")
    ]


def _titles(outline: Outline) -> list[str]:
    return list(outline.headings.order_by("order").values_list("title", flat=True))


def change_outline(
    *,
    outline: Outline,
    headings: Sequence[NewHeading],
    layout: Mapping[str, str] | None = None,
    version: int,
    actor: Hat,
    now: datetime,
) -> Outline:
    """The headings as they are to stand, in this order; one that is not named any more is dropped.

    `layout` names the parts of the review and who gets it; none: as it stands.
    """
    with act("reviews.outline", on=outline, actor=actor, now=now) as done:
        outline = _locked(outline)
        if outline.version != version:
            raise refusal("outline.changed_meanwhile")
        if not headings:
            raise refusal("outline.no_heading")
        untitled = [place for place, each in enumerate(headings, start=1) if not each.title.strip()]
        if untitled:
            raise Refusal(*(Fault("outline.no_title", values={"order": place}) for place in untitled))
        _write(outline, headings)
        _lay_out(outline, outline.layout if layout is None else layout)
        done.note(headings=[each.title for each in headings], layout=outline.layout)
    return outline


def _lay_out(outline: Outline, layout: Mapping[str, str]) -> None:
    long = [USUAL[key] for key, text in layout.items() if key in PARTS and len(text) > LONGEST_TITLE]
    if long:
        raise Refusal(*(Fault("outline.part_too_long", values={"part": each}) for each in long))
    outline.layout = unusual(layout)
    outline.version += 1
    outline.save(update_fields=["version", "layout"])


def change_layout(
    *, outline: Outline, layout: Mapping[str, str], version: int, actor: Hat, now: datetime
) -> Outline:
    """Names of parts and recipients may change as long as reviews are made; those made already keep theirs."""
    with act("reviews.outline", on=outline, actor=actor, now=now) as done:
        outline = Outline.objects.select_for_update().get(pk=outline.pk)
        if outline.version != version:
            raise refusal("outline.changed_meanwhile")
        _lay_out(outline, layout)
        done.note(layout=outline.layout)
    return outline


def _locked(outline: Outline) -> Outline:
    """The outline as it stands, ours until the transaction ends, still a draft."""
    outline = Outline.objects.select_for_update().get(pk=outline.pk)
    if outline.state != Outline.State.DRAFT:
        raise refusal("outline.sent_already")
    return outline


def _write(outline: Outline, headings: Sequence[NewHeading]) -> None:
    known = {str(each.ref): each for each in outline.headings.all()}
    for order, new in enumerate(headings, start=1):
        heading = known.pop(new.ref, None) or Heading(outline=outline)
        heading.order, heading.title, heading.asked = order, tidy(new.title), tidy(new.asked)
        heading.section = Section(new.section)
        heading.save()
        heading.indicators.set(new.indicators)
    Heading.objects.filter(pk__in=[each.pk for each in known.values()]).delete()


def send_outline(
    *, outline: Outline, units: Sequence[Unit], due_at: datetime, actor: Hat, now: datetime
) -> list[Submission]:
    """Send it down: who is due by when is frozen from here on, and so are the headings."""
    if not units:
        raise refusal("outline.nobody_asked")
    if due_at <= now:
        raise refusal("outline.due_passed", due=shown_moment(due_at))
    with act("reviews.outline", on=outline, actor=actor, now=now) as done:
        outline = _locked(outline)
        if not outline.headings.exists():
            raise refusal("outline.no_heading")
        outline.state, outline.sent_at, outline.due_at = Outline.State.SENT, now, due_at
        outline.save(update_fields=["state", "sent_at", "due_at"])
        asked = [
            Submission.objects.create(ref=uuid.uuid5(outline.ref, str(unit.ref)), outline=outline, unit=unit)
            for unit in units
        ]
        for each in asked:
            _notify(each, each.unit_id, "notice.outline_sent", now, due=shown_moment(due_at))
        done.note(due=due_at.isoformat(), units=sorted(str(unit.ref) for unit in units))
    return asked


def _notify(one: Submission, unit_id: int, code: str, now: datetime, **values: str) -> None:
    about = {"title": one.outline.programme.title, "period": Period.parse(one.outline.period).label()}
    notify(unit_id=unit_id, code=code, values=about | values, link=one.get_absolute_url(), now=now)


def write_passage(
    *, submission: Submission, heading: Heading, text: str, version: int, actor: Hat, now: datetime
) -> Passage:
    """Keep what is typed under one heading; a draft is no entry of the ledger.

    With an older `version` it is refused, and both texts are shown.
    """
    text = tidy(text)
    if len(text) > MOST:
        raise refusal("outline.too_long", heading.title, most=MOST)
    refuse_stamped(text, heading.title)
    state = submission.state
    require(actor, "reviews.hand_in", unit_id=submission.unit_id, day=day_of(now), state=state)
    with transaction.atomic():
        submission = _open(submission)
        passage, _new = Passage.objects.select_for_update().get_or_create(
            submission=submission, heading=heading
        )
        if passage.text == text:
            return passage
        if passage.version != version:
            raise refusal("outline.words_changed", heading.title)
        passage.text = text
        passage.version += 1
        passage.save(update_fields=["text", "version"])
    return passage


def _open(submission: Submission, *states: str) -> Submission:
    """What the unit hands in as it stands, ours until the transaction ends, in one of these states."""
    kept = Submission.objects.select_for_update().get(pk=submission.pk)
    if kept.state not in (states or OPEN):
        raise refusal("outline.state", state=kept.state)
    return kept


def hand_in(*, submission: Submission, actor: Hat, now: datetime) -> Submission:
    """Hand the words in; a heading left empty is named, for to leave one out is said in words too."""
    with act("reviews.hand_in", on=submission, state=submission.state, actor=actor, now=now) as done:
        submission = _open(submission)
        written = dict(submission.passages.values_list("heading", "text"))
        headings = list(submission.outline.headings.order_by("order"))
        empty = [each.title for each in headings if not paragraphs(written.get(each.pk, ""))]
        if empty:
            raise Refusal(*(Fault("outline.empty", values={"heading": title}) for title in empty))
        submission.state = State.SUBMITTED
        submission.submitted_at = submission.submitted_at or now
        submission.handed_in += 1
        submission.save(update_fields=["state", "submitted_at", "handed_in"])
        unit = names_of([submission.unit_id], day_of(now)).get(submission.unit_id, "")
        _notify(submission, submission.outline.unit_id, "notice.words_handed_in", now, unit=unit)
        words: list[Fact] = [[each.order, written[each.pk]] for each in headings]
        done.note(version=submission.handed_in, words=words)
    return submission


def give_time(
    *, submissions: Sequence[Submission], until: datetime, reason: str, actor: Hat, now: datetime
) -> list[Submission]:
    """More time for units that have not handed in: the outline's day stays on record, and the counts show both."""
    reason = tidy(reason)
    if not submissions:
        raise refusal("outline.nobody_asked")
    if not reason:
        raise refusal("outline.no_reason_for_time")
    outline = submissions[0].outline
    with act("reviews.outline", on=outline, actor=actor, now=now) as done:
        kept = list(
            Submission.objects.select_for_update(of=("self",))
            .filter(pk__in=[each.pk for each in submissions], outline=outline, submitted_at=None)
            .select_related("outline__programme", "unit")
        )
        if len(kept) < len(submissions):
            raise refusal("outline.handed_in_meanwhile")
        earlier = next((each for each in kept if each.last_moment and until <= each.last_moment), None)
        if until <= now or earlier:
            last = earlier.last_moment if earlier else None
            raise refusal("outline.time_earlier", last=shown_moment(last or now))
        for each in kept:
            each.extended_to, each.extension_reason = until, reason[:LONGEST_TITLE]
            each.save(update_fields=["extended_to", "extension_reason"])
            _notify(each, each.unit_id, "notice.outline_more_time", now, due=shown_moment(until))
        units = sorted(str(each.unit.ref) for each in kept)
        done.note(until=until.isoformat(), reason=reason, units=units)
    return kept


def return_words(*, submission: Submission, reason: str, actor: Hat, now: datetime) -> Submission:
    """Give it back to be mended, with the reason; whatever was taken from it keeps its source."""
    reason = tidy(reason)
    if not reason:
        raise refusal("outline.no_reason")
    about = About(submission.ref, submission.outline.unit_id)
    with act("reviews.return_words", on=about, actor=actor, now=now) as done:
        submission = _open(submission, State.SUBMITTED)
        submission.state, submission.reason, submission.returned_at = State.RETURNED, reason, now
        submission.save(update_fields=["state", "reason", "returned_at"])
        _notify(submission, submission.unit_id, "notice.words_returned", now, reason=reason)
        done.note(unit=str(submission.unit.ref), reason=reason)
    return submission
