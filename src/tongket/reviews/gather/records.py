"""What the review takes from registers: papers, cascade, tasks, reporting, awards, meetings, words, claims."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import F, Q

from tongket.base.entries import Fact
from tongket.base.models import Entry
from tongket.base.past import recorded_after, said_until
from tongket.directives.models import Directive
from tongket.directives.queries import Step, cascades
from tongket.figures.models import Due, Figure, ReportEvent
from tongket.figures.queries import DueLine, DueState, completeness, due_lines, live
from tongket.law.kinds import kind_name
from tongket.programmes.models import Programme
from tongket.programmes.queries import TaskLine
from tongket.reviews.gather.desk import Desk
from tongket.reviews.gather.indicators import wholes
from tongket.reviews.gather.values import figure_value
from tongket.reviews.material import (
    AwardLine,
    ClaimLine,
    DutyLine,
    MeetingLine,
    PaperLine,
    TaskRow,
    Timeliness,
    Value,
)
from tongket.reviews.models import Meeting
from tongket.units.queries import names_of
from tongket.viet.dates import format_date
from tongket.viet.period import Period
from tongket.viet.text import lower_first, sort_key

KINDS = {
    "interim": "Hội nghị sơ kết",
    "final": "Hội nghị tổng kết",
    "signing": "Lễ ký kết",
    "other": "Hội nghị",
}


def paper_line(directive: Directive, carries_out: str = "") -> PaperLine:
    name = kind_name(directive.kind, party=directive.form == Directive.Form.PARTY)
    kind = f"{name.capitalize()} số" if name and directive.symbol else ""
    return PaperLine(
        str(directive), kind, directive.issuer, directive.issued_on, directive.abstract, carries_out
    )


def cascade_lines(steps: Sequence[Step], day: date) -> tuple[PaperLine, ...]:
    """The documents that had carried the grounds down by a day, each once, with what it carries out."""
    lines: dict[str, PaperLine] = {}
    kept = {step.directive.pk for step in steps if _issued_by(step.directive, day)}
    for step in steps:
        for below in (each for each in step.below if each.directive.pk in kept):
            lines.setdefault(str(below.directive.ref), paper_line(below.directive, str(step.directive)))
    return tuple(lines.values())


def cascade_steps(
    grounds: Sequence[Directive], as_of: datetime, elsewhere: Collection[int] = ()
) -> tuple[Step, ...]:
    """All steps known at a moment of the cascades under the grounds, the highest first; none under `elsewhere`."""
    found: dict[int, Step] = {}
    waiting = cascades(grounds, as_of)
    while waiting:
        step = waiting.pop(0)
        if step.directive.pk not in found:
            found[step.directive.pk] = step
            waiting += [below for below in step.below if below.directive.pk not in elsewhere]
    return tuple(found.values())


def of_another_time(period: Period, as_of: datetime) -> set[int]:
    """The papers by which programmes of another time were issued: last year's plan carried out the same law, then."""
    issued = Programme.objects.filter(issued_by__isnull=False)
    here = issued.filter(term_start__lt=period.end, term_end__gt=period.start)
    others = issued.exclude(issued_by__in=here.values("issued_by"))
    papers = dict(others.values_list("ref", "issued_by"))
    later = recorded_after(papers, as_of)
    return {paper for ref, paper in papers.items() if ref not in later}


def duty_lines(steps: Iterable[Step], day: date) -> tuple[DutyLine, ...]:
    """Who had to carry down what was issued by a day, and has not."""
    lines = []
    for step in steps:
        if step.duties and _issued_by(step.directive, day):
            days = {duty.due or day for duty in step.missing}
            units = [duty.unit_id for duty in step.missing]
            names = {on: names_of(units, on) for on in days}
            named = (names[duty.due or day][duty.unit_id] for duty in step.missing)
            missing = tuple(sorted(named, key=sort_key))
            issued = step.directive.issued_on
            cited = f"{step.directive} ngày {format_date(issued)}" if issued else str(step.directive)
            lines.append(DutyLine(cited, len(step.duties) - len(missing), len(step.duties), missing))
    return tuple(lines)


def _issued_by(directive: Directive, day: date) -> bool:
    return directive.issued_on is None or directive.issued_on <= day


def parties(programme: Programme, day: date) -> tuple[str, ...]:
    units = list(programme.parties.order_by("order", "pk").values_list("unit", flat=True))
    if len(units) < 2:
        return ()
    names = names_of(units, day)
    return tuple(names[unit] for unit in units)


def task_rows(lines: Sequence[TaskLine]) -> tuple[TaskRow, ...]:
    return tuple(
        TaskRow(
            order=line.task.order,
            content=line.task.content,
            lead=line.lead,
            co_workers=line.others,
            product=line.task.product,
            due=line.standing.due,
            done_on=line.standing.done_on,
            state=line.standing.state,
            ref=str(line.task.ref),
            point=_point(line),
        )
        for line in lines
    )


def _point(line: TaskLine) -> str:
    clause = line.task.clause
    return f"điểm {clause.number}, {line.task.directive}" if clause else ""


def _known(kind: str, refs: Iterable[object], as_of: datetime) -> set[object]:
    """Which records an action of this kind had written by the moment."""
    return set(
        Entry.objects.filter(kind=kind, subject__in=list(refs), at__lte=as_of).values_list(
            "subject", flat=True
        )
    )


def awards(
    programme: Programme, period: Period, as_of: datetime, closing: Sequence[Meeting]
) -> tuple[AwardLine, ...]:
    """Those of the period, those given at the meetings that closed its review, those of a programme that has ended.

    An award without a day counts for every period.
    """
    stood = programme.awards.filter(Q(taken_back_at=None) | Q(taken_back_at__gt=as_of))
    rows = list(stood.order_by(F("decided_on").asc(nulls_last=True), "ref"))
    known = _known("honours.record", (row.ref for row in rows), as_of)
    closed = {meeting.ref for meeting in closing}
    return tuple(
        AwardLine(row.kind, row.awarded_by, row.reason, row.collectives, row.individuals)
        for row in rows
        if row.ref in known
        and (
            row.meeting in closed
            or _falls_in(row.decided_on, period)
            or _ends(programme, period, row.decided_on)
        )
    )


def meetings_known(
    programme: Programme, as_of: datetime, closing: Sequence[Meeting]
) -> tuple[list[Meeting], list[Meeting]]:
    """The programme's meetings and those of `closing` of which was known that they were held, in order."""
    rows = list(programme.meetings.order_by(*_IN_ORDER))
    known = _known("reviews.record_meeting", {row.ref for row in (*rows, *closing)}, as_of)
    return [row for row in rows if row.ref in known], [row for row in closing if row.ref in known]


def meetings(period: Period, known: Sequence[Meeting], closing: Sequence[Meeting]) -> tuple[MeetingLine, ...]:
    """Those held in the period, and those that closed its review; without a day, all."""
    return tuple(
        MeetingLine(row.title, KINDS[row.kind], row.host, row.held)
        for row in known
        if row in closing or _falls_in(row.held_on, period)
    )


_IN_ORDER = (F("held_on").asc(nulls_last=True), "held_text", "ref")


def closing_meetings(programme: Programme, period: Period) -> list[Meeting]:
    """The meetings that took up a text of this review, or say that they are of its period."""
    about = Q(reviews__programme=programme, reviews__period=str(period))
    found = Meeting.objects.filter(about | Q(programmes=programme, period=str(period)))
    return list(found.distinct().order_by(*_IN_ORDER))


def _ends(programme: Programme, period: Period, day: date | None) -> bool:
    """Whether the day lies after the programme, and its last review is this one: who is thanked is known afterwards."""
    return day is not None and programme.term_end <= day and programme.term_end <= period.end


def _falls_in(day: date | None, period: Period) -> bool:
    return day is None or period.start <= day < period.end


def conclusions(closing: Sequence[Meeting]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The points of the meetings that took up an earlier text of this review."""
    points = (
        (row.title, tuple(row.conclusions.order_by("order").values_list("text", flat=True)))
        for row in closing
    )
    return tuple((title, said) for title, said in points if said)


def written_of(programme: Programme, as_of: datetime) -> list[Mapping[str, Fact]]:
    """All that was written and judged of the programme's reviews by the moment, the oldest first."""
    return [facts for _ref, facts in said_until([programme.ref], as_of, "reviews.write")]


def words(written: Iterable[Mapping[str, Fact]], period: Period) -> dict[str, str]:
    """The last that was written of each section."""
    mine = [facts for facts in written if "section" in facts and facts["period"] == str(period)]
    return {str(facts["section"]): str(facts["text"]) for facts in mine}


def timeliness(programme: Programme, period: Period, as_of: datetime) -> tuple[Timeliness, ...]:
    """The frozen lists of the periods within, each with its honest counts."""
    dues = Due.objects.filter(
        form__programme=programme,
        period_start__gte=period.start,
        period_end__lte=period.end,
        frozen_at__lte=as_of,
    )
    lines = due_lines(dues, as_of)
    periods: dict[str, list[DueLine]] = {}
    for line in lines:
        periods.setdefault(line.due.period, []).append(line)
    known = ReportEvent.objects.filter(report__due__in=[line.due for line in lines], at__lte=as_of)
    steps = list(known.order_by("at", "pk").values_list("report__due", "report__due__period", "kind"))
    events = Counter((key, kind) for _due, key, kind in steps)
    last = {due: kind for due, _key, kind in steps}
    waiting = {due for due, kind in last.items() if kind == ReportEvent.Kind.SUBMITTED}
    return tuple(_timeliness(key, each, events, waiting) for key, each in periods.items())


def _timeliness(
    key: str, lines: Sequence[DueLine], events: Counter[tuple[str, str]], waiting: Collection[int]
) -> Timeliness:
    counts = completeness(lines)
    first = counts.by_first or counts
    return Timeliness(
        period=Period.parse(key).label("vi"),
        due=counts.due,
        on_time=counts.on_time,
        late=counts.late,
        overdue=counts.overdue,
        not_yet_due=counts.not_yet_due,
        late_units=tuple(line.unit for line in lines if line.state == DueState.LATE),
        owing=tuple(line.unit for line in lines),
        waiting_units=tuple(line.unit for line in lines if line.due.pk in waiting),
        missing_units=tuple(line.unit for line in lines if line.state == DueState.OVERDUE),
        returned=events[key, ReportEvent.Kind.RETURNED],
        corrected=events[key, ReportEvent.Kind.CORRECTED],
        extended=counts.extended,
        by_first=(first.on_time, first.late, first.overdue, first.not_yet_due),
    )


def claims(written: Iterable[Mapping[str, Fact]], desk: Desk) -> tuple[ClaimLine, ...]:
    """Judgements as they were worded at the moment, with the figures they name, as these stand then."""
    rows = _claims_known(desk.programme, desk.period, written)
    refs = {ref for _text, refs in rows for ref in refs}
    figures = figures_named((ref for ref in refs if not is_sum(ref)), desk.as_of)
    names = names_of((figure.unit_id for figure in figures.values()), desk.day)
    told = {ref: _named(figure, names[figure.unit_id]) for ref, figure in figures.items()}
    told |= wholes(desk) if any(map(is_sum, refs)) else {}
    return tuple(ClaimLine(text, tuple(told[ref] for ref in refs if ref in told)) for text, refs in rows)


def is_sum(ref: str) -> bool:
    """Whether a judgement names a sum of the whole and no single figure."""
    return ref.startswith("r/")


def _claims_known(
    programme: Programme, period: Period, written: Iterable[Mapping[str, Fact]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Text and named figures of each, in the order in which they were made; older entries name no period."""
    periods = {str(row.ref): row.period for row in programme.claims.all()}
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for facts in written:
        found.pop(str(facts.get("dropped")), None)
        ref = str(facts.get("claim"))
        if facts.get("period", periods.get(ref)) == str(period) and "claim" in facts:
            found[ref] = str(facts["text"]), tuple(map(str, facts["figures"]))  # type: ignore[arg-type]
    return list(found.values())


def figures_named(refs: Iterable[str], as_of: datetime) -> dict[str, Figure]:
    """By the ref that was named: the figure, or the correction that stands in its place at the moment."""
    found: dict[str, Figure] = {}
    named = {ref: ref for ref in refs}  # by the ref that stands now, the one that was named
    while named:
        for figure in live(as_of).filter(ref__in=named).select_related("indicator"):
            found[named[str(figure.ref)]] = figure
        left = [ref for ref, first in named.items() if first not in found]
        later = Figure.objects.filter(supersedes__ref__in=left, entered__lte=as_of)
        named = {str(new): named[str(old)] for old, new in later.values_list("supersedes__ref", "ref")}
    return found


def _named(figure: Figure, unit: str) -> Value:
    """A figure with what it is of: a number alone says nothing."""
    value = figure_value(figure, figure.indicator.decimals)
    period = Period.parse(figure.period).label("vi")
    about = f"{lower_first(figure.indicator.name)}, {unit}, {period}"
    return replace(value, text=f"{about}: {value.text} {figure.indicator.measure}")
