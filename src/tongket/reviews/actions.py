"""Writes of this room beside meetings: words and claims, building, approving, publishing a review."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.db.models import Max

from tongket.base.clock import day_of
from tongket.base.files import put_file, record_file
from tongket.base.models import Access, File, Installation, Series
from tongket.base.search import index
from tongket.base.templatetags.viet import moment
from tongket.base.templatetags.viet import period as named
from tongket.figures.models import Figure
from tongket.programmes.models import Programme
from tongket.reader.stamp import refuse_stamped
from tongket.reviews.compose import compose
from tongket.reviews.gather import gather
from tongket.reviews.issued import files_to_issue, issued_facts
from tongket.reviews.material import ShortcomingLine
from tongket.reviews.models import Claim, Review, Words
from tongket.reviews.numbers import KIND, newest_term, number_review, register_of
from tongket.reviews.outlines.words import tidy
from tongket.reviews.shortcomings import keep_found
from tongket.reviews.signing import PRINTED, printed_facts, require_signed_review, sign_review
from tongket.units.acts import About, act
from tongket.units.grants import require
from tongket.units.hats import Hat
from tongket.units.models import Appointment, Role, Unit
from tongket.viet.fault import refusal
from tongket.viet.period import Period
from tongket.writer.document import Document, to_json
from tongket.writer.files import Told

LONGEST_TERM = 6  # years from the first to the last of a committee's term
SECTIONS = ("grounds", "tasks", "next", "proposals")
STEPS = ("gathered", "composed", "frozen")


def write_words(
    *, programme: Programme, period: Period, section: str, text: str, version: int, actor: Hat, now: datetime
) -> Words:
    """What an officer adds to a section. With an older `version` it is refused, and nothing typed is lost."""
    if section not in SECTIONS:
        raise refusal("review.section_unknown", section=section)
    with act("reviews.write", on=programme, actor=actor, now=now) as done:
        words, new = Words.objects.select_for_update().get_or_create(
            programme=programme,
            period=str(period),
            section=section,
            defaults={"text": text, "actor": actor.appointment, "at": now, "version": 0},
        )
        if not new and words.version != version:
            raise refusal("review.words_changed", theirs=words.text, yours=text)
        words.text, words.actor, words.at = text, actor.appointment, now
        words.version += 1
        words.save()
        done.note(section=section, period=str(period), text=text)
    return words


def claim(
    *,
    programme: Programme,
    period: Period,
    text: str,
    figures: Sequence[Figure | str] = (),
    actor: Hat,
    now: datetime,
) -> Claim:
    """A judgement, with the figures it rests on, or none: the review says which.

    A figure is one of a unit, or the ref of a sum of the whole (`gather.indicators.wholes`).
    """
    text = _judgement(text)
    with act("reviews.write", on=programme, actor=actor, now=now) as done:
        last = Claim.objects.filter(programme=programme, period=str(period)).aggregate(last=Max("order"))[
            "last"
        ]
        made = Claim.objects.create(
            programme=programme,
            period=str(period),
            section="claims",
            text=text,
            figures=_refs(figures),
            order=(last or 0) + 1,
        )
        done.note(claim=str(made.ref), period=made.period, text=made.text, figures=list(made.figures))
    return made


def _refs(figures: Sequence[Figure | str]) -> list[str]:
    return [one if isinstance(one, str) else str(one.ref) for one in figures]


def _judgement(text: str) -> str:
    text = tidy(text)
    if not text:
        raise refusal("claim.empty")
    refuse_stamped(text)
    return text


def change_claim(
    *, claim: Claim, text: str, figures: Sequence[Figure | str], version: int, actor: Hat, now: datetime
) -> Claim:
    """Other words for a judgement, or other figures. With an older `version` it is refused."""
    text = _judgement(text)
    with act("reviews.write", on=claim.programme, actor=actor, now=now) as done:
        claim = Claim.objects.select_for_update().get(pk=claim.pk)
        if claim.version != version:
            raise refusal("claim.changed_meanwhile", text=claim.text[:80])
        claim.text, claim.figures = text, _refs(figures)
        claim.version += 1
        claim.save(update_fields=["text", "figures", "version"])
        done.note(claim=str(claim.ref), period=claim.period, text=text, figures=list(claim.figures))
    return claim


def drop_claim(*, claim: Claim, actor: Hat, now: datetime) -> None:
    """Leave a judgement out; reviews that are made already keep it."""
    with act("reviews.write", on=claim.programme, actor=actor, now=now) as done:
        done.note(dropped=str(claim.ref), text=claim.text)
        claim.delete()


def build_review(
    *,
    programme: Programme,
    period: Period,
    kind: str,
    as_of: datetime,
    actor: Hat,
    now: datetime,
    told: Told = bool,
) -> Review:
    """Compose the review from what was known at `as_of` and freeze it; the same moment gives the same document.

    `told` hears of each of the STEPS when it is done.
    """
    known = review_known(programme=programme, period=period, kind=kind, as_of=as_of, actor=actor, now=now)
    if known:
        for step in STEPS:
            told(step)
        return known
    material = gather(programme=programme, period=period, kind=kind, as_of=as_of)
    told(STEPS[0])
    document = compose(material)
    told(STEPS[1])
    made = _freeze(document, material.shortcomings, programme, period, kind, as_of, actor, now)
    told(STEPS[2])
    return made


def review_known(
    *, programme: Programme, period: Period, kind: str, as_of: datetime, actor: Hat, now: datetime
) -> Review | None:
    """The review of just that moment, if it is made already; refuses what this actor cannot have made."""
    require(actor, "reviews.build", unit_id=programme.unit_id, day=day_of(now))
    _refuse_a_wrong_moment(programme, period, as_of, now)
    known = Review.objects.filter(programme=programme, period=str(period), as_of=as_of).first()
    if known and known.kind != kind:
        raise refusal("review.other_kind", moment=moment(as_of), title=known.title)
    return known


def ref_of(programme: Programme, period: Period, as_of: datetime) -> uuid.UUID:
    """The ref of a review, known before it is made; the same for a moment of whatever zone."""
    return uuid.uuid5(programme.ref, f"review/{period}/{as_of.astimezone(UTC).isoformat()}")


def _refuse_a_wrong_moment(programme: Programme, period: Period, as_of: datetime, now: datetime) -> None:
    """What is still to come cannot be looked back on, nor what the programme does not cover."""
    if as_of > now:
        raise refusal("review.ahead", moment=moment(as_of))
    if period.end <= programme.term_start or period.start >= programme.term_end:
        raise refusal("review.outside", period=named(period), term=named(programme.term))
    if period.start > day_of(as_of):
        raise refusal("review.not_begun", period=named(period), moment=moment(as_of))


def _freeze(
    document: Document,
    found: Sequence[ShortcomingLine],
    programme: Programme,
    period: Period,
    kind: str,
    as_of: datetime,
    actor: Hat,
    now: datetime,
) -> Review:
    file = put_file(
        data=to_json(document),
        name=f"{programme.slug}-{period}.json",
        unit_id=programme.unit_id,
        access=Access.OFFICE,
        now=now,
    )
    review = Review(
        ref=ref_of(programme, period, as_of),
        unit_id=programme.unit_id,
        programme=programme,
        kind=kind,
        period=str(period),
        period_start=period.start,
        period_end=period.end,
        as_of=as_of,
        title=document.abstract,
        built_at=now,
    )
    with act("reviews.build", on=review, actor=actor, now=now) as done:
        record_file(file, now=now)
        review.document = file
        review.save(force_insert=True)
        keep_found(review, found, now)
        done.note(document=file.sha256, period=str(period), as_of=as_of.isoformat(), title=review.title)
    return review


def approve_review(*, review: Review, signed: bytes | None = None, actor: Hat, now: datetime) -> Review:
    """The review becomes a paper of its office: it takes the next number of the register, and this day.

    `signed` is its PDF with the actor's digital signature; number and day are filled in after it.
    """
    files = {}
    if signed is not None:
        require(actor, "reviews.approve", unit_id=review.unit_id, day=day_of(now), state=review.state)
        require_signed_review(review, signed, actor, now)
        name = f"{review.programme.slug}-{review.period}.pdf"
        files["signed_pdf"] = put_file(
            data=signed, name=name, unit_id=review.unit_id, access=Access.UNIT, now=now
        )
    return _move(review, Review.State.APPROVED, "reviews.approve", actor, now, files)


def publish_review(*, review: Review, sealed: bytes | None = None, actor: Hat, now: datetime) -> Review:
    """From here on anybody may read what the office's leader has approved; it stays as it is, and its files too.

    `sealed` is the digitally signed PDF with the agency's signature, where no key of the agency is set here.
    """
    require(actor, "reviews.publish", unit_id=review.unit_id, day=day_of(now), state=review.state)
    pdf, docx = files_to_issue(review, sealed, now)
    files = {"issued_pdf": pdf, "issued_docx": docx}
    published = _move(review, Review.State.PUBLISHED, "reviews.publish", actor, now, files)
    index(published)
    return published


def show_sample(*, review: Review, actor: Hat, now: datetime) -> Review:
    """Let anybody read a review of the sample that nobody is there to approve; wherever it is shown it says so."""
    day = day_of(now)
    held = Appointment.objects.filter(unit=review.unit_id, start__lte=day, end__gt=day)
    if held.filter(role=Role.LEADER).exists() or not Installation.objects.filter(demo=True).exists():
        raise refusal("review.no_sample")
    shown = _move(review, Review.State.SAMPLE, "reviews.show_sample", actor, now)
    index(shown)
    return shown


def _move(
    review: Review, state: str, name: str, actor: Hat, now: datetime, files: Mapping[str, File] | None = None
) -> Review:
    """What was allowed has to be allowed still once nobody else can move it."""
    files = files or {}
    with act(name, on=review, state=review.state, actor=actor, now=now) as done:
        review = Review.objects.select_for_update(of=("self",)).select_related("document").get(pk=review.pk)
        require(actor, name, unit_id=review.unit_id, day=day_of(now), state=review.state)
        review.state = state
        if state == Review.State.APPROVED:
            number_review(review, now)
            sign_review(review, actor, day_of(now))
        for field, file in files.items():
            record_file(file, now=now, actor=actor.appointment)
            setattr(review, field, file)
        review.save(update_fields=["state", *PRINTED, *files])
        done.note(state=state, document=review.document.sha256, **printed_facts(review))
        if review.issued_pdf:
            done.note(**issued_facts(review))
    return review


def open_term(*, unit: Unit, first: int, last: int, actor: Hat, now: datetime) -> str:
    """A committee begins a new term: its papers are numbered from 01 again."""
    with act("reviews.open_term", on=About(unit.ref, unit.pk), actor=actor, now=now) as done:
        register = register_of(unit, day_of(now))
        if register is None or not register.party:
            raise refusal("series.no_terms")
        if not first < last <= first + LONGEST_TERM:
            raise refusal("series.bad_term", first=first, last=last)
        term = f"{first}..{last}"
        if term <= newest_term(unit):
            raise refusal("series.term_passed", term=newest_term(unit).replace("..", "-"))
        Series.objects.create(unit_id=unit.pk, kind=KIND, term=term)
        done.note(kind=KIND, term=term)
    return term
