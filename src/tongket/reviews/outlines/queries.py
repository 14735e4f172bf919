"""Reads of outlines: who may see them, who has handed in, the unit's figures beside its words, what is unused."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongket.base.clock import day_of
from tongket.figures.models import Due, Indicator
from tongket.programmes.models import Programme
from tongket.programmes.queries import offices_for
from tongket.reviews.models import Review
from tongket.reviews.outlines.figures import Said, figures_of
from tongket.reviews.outlines.merging import Paragraph, paragraphs_of
from tongket.reviews.outlines.models import Heading, Outline, Passage, Piece, PieceSource, Sent, Submission
from tongket.reviews.outlines.words import differing, numbers_of, paragraphs
from tongket.units.grants import allowed, reach
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import names_of, place_of
from tongket.viet.numbers import format_number
from tongket.viet.text import sort_key


def outlines_visible_to(actor: Hat, day: date) -> QuerySet[Outline]:
    """Outlines as the hat may read them.

    - Officers of the unit that asks, and of units above it.
    - Once it is sent down, those of the units on its list.
    """
    own = Outline.objects.filter(reach(actor, "reviews.see_outline", day))
    asked = Submission.objects.filter(reach(actor, "reviews.see_words", day)).values("outline")
    return own | Outline.objects.filter(pk__in=asked)


def submissions_visible_to(actor: Hat, day: date) -> QuerySet[Submission]:
    """Words of units: open to the unit that writes them and to the one that asks."""
    return Submission.objects.filter(reach(actor, "reviews.see_words", day, party="outline__unit"))


def sent_visible_to(actor: Hat, day: date) -> QuerySet[Sent]:
    """What went out: open to the unit that received it and to the one whose review it is."""
    return Sent.objects.filter(reach(actor, "reviews.see_sent", day, party="review__unit"))


def units_to_ask(programme: Programme, day: date) -> dict[int, str]:
    """Who may be asked for words or comments, by name: the parties, and what stands under the unit or its place."""
    places = Closure.objects.filter(descendant=programme.unit_id, depth__lte=1, start__lte=day, end__gt=day)
    near = Closure.objects.filter(
        ancestor__in=places.values("ancestor"), depth=1, start__lte=day, end__gt=day
    ).exclude(ancestor__tier="nation")
    units = {*near.values_list("descendant", flat=True), *offices_for(programme, day)} - {programme.unit_id}
    names = names_of(units, day)
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1])))


OWN_PLACE = 99  # offices beside one's own stand behind all that stand above


def offices_above(unit: Unit, programme: Programme, day: date) -> dict[int, str]:
    """Where a review may be sent up to: those of the places above, the nearest first, then those of the own place.

    The units above in any line, the offices right under those, and who gave the programme, who stands first.
    """
    above = Closure.objects.filter(descendant=unit.pk, depth__gt=0, start__lte=day, end__gt=day)
    depth = dict(above.exclude(ancestor__tier="nation").values_list("ancestor", "depth"))
    beside = Closure.objects.filter(
        ancestor__in=list(depth), descendant__tier="office", depth=1, start__lte=day, end__gt=day
    )
    here = place_of(unit.pk, day)
    for ancestor, office in beside.values_list("ancestor", "descendant"):
        depth.setdefault(office, OWN_PLACE if ancestor == here else depth[ancestor])
    if programme.parent:
        depth.setdefault(programme.parent.unit_id, 0)
    for own in (unit.pk, here):
        depth.pop(own, None)
    names = names_of(depth, day)
    return {pk: names[pk] for pk in sorted(names, key=lambda pk: (depth[pk], sort_key(names[pk])))}


@dataclass(frozen=True)
class Standing:
    """How one unit on the list stands."""

    submission: Submission
    name: str
    state: str


@dataclass
class Counts:
    """How many were due, and what became of it; the parts add up to the whole."""

    due: int = 0
    on_time: int = 0
    late: int = 0
    overdue: int = 0
    not_yet_due: int = 0
    returned: int = 0
    extended: int = 0  # were given more time
    by_the_day: int = 0  # came by the outline's own day, whatever more time was given

    @property
    def come(self) -> int:
        """Those whose day has come."""
        return self.due - self.not_yet_due


def standings(outline: Outline, now: datetime) -> tuple[list[Standing], Counts]:
    """The frozen list in the order of names: in time, late, overdue or not yet due; the first handing in counts.

    In time is what came by the day of the unit, more time included; `by_the_day` counts without it.
    """
    listed = list(outline.submissions.select_related("unit"))
    names = names_of((each.unit_id for each in listed), day_of(now))
    rows = [Standing(each, names.get(each.unit_id, ""), _state(outline, each, now)) for each in listed]
    rows.sort(key=lambda row: (sort_key(row.name), row.submission.pk))
    counts = Counts(due=len(rows))
    for row in rows:
        setattr(counts, row.state, getattr(counts, row.state) + 1)
        one = row.submission
        counts.returned += one.state == Submission.State.RETURNED
        counts.extended += one.extended_to is not None
        counts.by_the_day += _in_time(one, outline.due_at or now, now)
    return rows, counts


def _in_time(one: Submission, last: datetime, now: datetime) -> bool:
    return one.submitted_at is not None and one.submitted_at <= min(last, now)


def _state(outline: Outline, one: Submission, now: datetime) -> str:
    last = one.extended_to or outline.due_at or now
    if one.submitted_at is not None and one.submitted_at <= now:
        return "on_time" if _in_time(one, last, now) else "late"
    return "overdue" if now > last else "not_yet_due"


@dataclass
class Box:
    """One heading on the page of a unit: what is asked, what is written, the figures that belong to it."""

    heading: Heading
    text: str = ""
    version: int = 0
    figures: list[tuple[Indicator, str]] = field(default_factory=list)
    theirs: str | None = None
    brought: bool = False  # out of a file, and not kept yet
    fault: str = ""

    @property
    def written(self) -> bool:
        return bool(paragraphs(self.text))


def boxes_of(submission: Submission, now: datetime) -> list[Box]:
    """The headings in order, each with the words and the figures of this unit."""
    outline = submission.outline
    headings = list(outline.headings.prefetch_related("indicators").order_by("order"))
    passages = {each.heading_id: each for each in submission.passages.all()}
    wanted = {indicator.pk for heading in headings for indicator in heading.indicators.all()}
    said = figures_of(outline, [submission.unit_id], wanted, now)
    boxes = []
    for heading in headings:
        passage = passages.get(heading.pk)
        figures = [
            (each, found.marked if (found := said.get((submission.unit_id, each.pk))) else "")
            for each in heading.indicators.all()
        ]
        box = Box(heading, figures=figures)
        if passage:
            box.text, box.version = passage.text, passage.version
        boxes.append(box)
    return boxes


def reports_of(submission: Submission) -> QuerySet[Due]:
    """The reports in which the unit gives its figures for the outline's period."""
    outline = submission.outline
    return (
        Due.objects.filter(
            form__programme=outline.programme_id,
            unit=submission.unit_id,
            period_start__gte=outline.period_start,
            period_end__lte=outline.period_end,
        )
        .select_related("form", "report")
        .order_by("period_end", "pk")
    )


@dataclass
class Line:
    """A paragraph as the composer reads it: where it is used, and which approved figures it contradicts."""

    paragraph: Paragraph
    used: bool
    doubts: list[str]


@dataclass
class Column:
    """What one unit has written under a heading."""

    name: str
    submission: Submission
    lines: list[Line]


def columns_of(heading: Heading, now: datetime) -> list[Column]:
    """All units' paragraphs under a heading side by side, in the order of names."""
    by_unit: dict[int, list[Paragraph]] = defaultdict(list)
    for each in paragraphs_of(heading):
        by_unit[each.submission.unit_id].append(each)
    names = names_of(by_unit, day_of(now))
    indicators = list(heading.indicators.all())
    said = figures_of(heading.outline, by_unit, [each.pk for each in indicators], now)
    used = _used(heading)
    columns = []
    for unit in sorted(by_unit, key=lambda unit: (sort_key(names.get(unit, "")), unit)):
        own = [found for each in indicators if (found := said.get((unit, each.pk)))]
        lines = [Line(each, _key(each) in used, doubts(each.text, own)) for each in by_unit[unit]]
        columns.append(Column(names.get(unit, ""), by_unit[unit][0].submission, lines))
    return columns


def _key(paragraph: Paragraph) -> tuple[int, int, str]:
    return (paragraph.submission.pk, paragraph.number, paragraph.text)


def _used(heading: Heading) -> set[tuple[int, int, str]]:
    """What texts of the draft were made from; a paragraph that reads otherwise since is not used any more."""
    sources = PieceSource.objects.filter(piece__heading=heading)
    return set(sources.values_list("submission", "paragraph", "text"))


def doubts(text: str, figures: Iterable[Said], still_in: str | None = None) -> list[str]:
    """Where the words give another number than the unit's approved figure, in the same measure.

    A part of a sum contradicts nothing: the words may speak of the whole. `still_in` is what was made of the words: a
    number that stands there no more is no doubt any more.
    """
    found = []
    for each in figures:
        if each.value is None or not each.whole:
            continue
        measure = each.indicator.measure
        left = None if still_in is None else numbers_of(still_in, measure)
        for number in differing(text, measure, each.value):
            if left is not None and number not in left:
                continue
            found.append(
                f"{format_number(number)} {measure} ≠ {each.shown} {measure} ({each.indicator.name})"
            )
    return found


@dataclass(frozen=True)
class Doubted:
    """A text of the draft that gives another number than the approved figure of a unit it was made from."""

    piece: Piece
    unit: int
    said: str


def doubted_in(outline: Outline, as_of: datetime) -> list[Doubted]:
    """Every such number that still stands in the draft, in the order of the outline."""
    sources = PieceSource.objects.filter(piece__heading__outline=outline, piece__at__lte=as_of)
    rows = list(
        sources.select_related("piece__heading", "submission").order_by(
            "piece__heading__order", "piece__order", "piece", "pk"
        )
    )
    lines: dict[int, list[int]] = defaultdict(list)
    for heading, indicator in outline.headings.values_list("pk", "indicators"):
        lines[heading] += [indicator] if indicator else []
    units = {row.submission.unit_id for row in rows}
    said = figures_of(outline, units, {pk for each in lines.values() for pk in each}, as_of)
    found = []
    for row in rows:
        unit = row.submission.unit_id
        own = [one for pk in lines[row.piece.heading_id] if (one := said.get((unit, pk)))]
        found += [Doubted(row.piece, unit, each) for each in doubts(row.text, own, still_in=row.piece.text)]
    return list(dict.fromkeys(found))


@dataclass
class Tally:
    """One heading in the list of the composer: units that wrote, paragraphs, those used, texts made."""

    heading: Heading
    units: int = 0
    paragraphs: int = 0
    used: int = 0
    pieces: int = 0


def tallies(outline: Outline) -> list[Tally]:
    """How far the merging has come, heading by heading, in three queries."""
    rows = {each.pk: Tally(each) for each in outline.headings.order_by("order")}
    written: dict[int, set[tuple[int, int, str]]] = defaultdict(set)
    handed_in = Passage.objects.filter(heading__outline=outline, submission__state=Submission.State.SUBMITTED)
    for heading, submission, text in handed_in.values_list("heading", "submission", "text"):
        here = [(submission, number, one) for number, one in enumerate(paragraphs(text), start=1)]
        written[heading].update(here)
        rows[heading].units += bool(here)
        rows[heading].paragraphs += len(here)
    sources = PieceSource.objects.filter(piece__heading__outline=outline)
    pieces: dict[int, set[int]] = defaultdict(set)
    used: dict[int, set[tuple[int, int, str]]] = defaultdict(set)
    for heading, piece, submission, paragraph, text in sources.values_list(
        "piece__heading", "piece", "submission", "paragraph", "text"
    ):
        pieces[heading].add(piece)
        used[heading].add((submission, paragraph, text))
    for pk, row in rows.items():
        row.used, row.pieces = len(used[pk] & written[pk]), len(pieces[pk])
    return list(rows.values())


def unused_units(outline: Outline, day: date) -> list[str]:
    """Units that have handed in and of whose words nothing stands in the draft."""
    used = PieceSource.objects.filter(piece__heading__outline=outline).values("submission")
    left = outline.submissions.filter(state=Submission.State.SUBMITTED).exclude(pk__in=used)
    return sorted(names_of(left.values_list("unit", flat=True), day).values(), key=sort_key)


def last_outline(programme: Programme) -> Outline | None:
    """The outline to begin from: the latest of the same programme, else of the same unit."""
    mine = Outline.objects.filter(Q(programme=programme) | Q(unit=programme.unit_id))
    return mine.order_by("-period_end", "-made_at", "-pk").first()


def received_by(actor: Hat, review: Review, day: date) -> Sent | None:
    """The review as it was sent up to the hat's own unit, for whoever may say that it has it."""
    if actor.unit_id is None or not allowed(actor, "reviews.receive", unit_id=actor.unit_id, day=day):
        return None
    return Sent.objects.filter(review=review, unit=actor.unit_id, purpose=Sent.Purpose.UPWARD).first()
