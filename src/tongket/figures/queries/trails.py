"""Where a figure comes from: report, evidence, approval, corrections, and its entry in the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tongket.base import shown
from tongket.base.entries import Fact, facts_of
from tongket.base.models import Entry, File
from tongket.figures.models import Due, Figure, Report, ReportEvent
from tongket.units.models import Appointment
from tongket.units.queries import names_of
from tongket.viet.period import Period


@dataclass(frozen=True)
class Step:
    """One thing that happened, and the post under which it was done: a post, never a name."""

    what: str
    at: datetime
    post: str
    reason: str = ""
    cells: tuple[int, ...] = ()


@dataclass(frozen=True)
class Trail:
    """All that stands behind one figure. `versions` are it and what corrected it, the oldest first."""

    figure: Figure
    unit: str
    period: Period
    report: Report | None
    steps: tuple[Step, ...]
    evidence: File | None
    evidence_text: str
    approved_by: str
    versions: tuple[Figure, ...]
    entry: Entry

    @property
    def latest(self) -> Figure:
        """The one that counts now."""
        return self.versions[-1]

    @property
    def superseded(self) -> bool:
        return self.versions[-1].pk != self.figure.pk


def trail(figure: Figure, as_of: datetime | None = None) -> Trail:
    """The trail of a figure, with what has happened until a moment."""
    versions = _versions(figure, as_of)
    report = figure.report
    steps = report_steps(report, as_of) if report else _entered(versions)
    return Trail(
        figure=figure,
        unit=names_of([figure.unit_id], figure.period_start).get(figure.unit_id, ""),
        period=Period.parse(figure.period),
        report=report,
        steps=steps,
        evidence=figure.evidence,
        evidence_text=figure.evidence_text,
        approved_by=posts_of([figure.actor])[figure.actor],
        versions=versions,
        entry=figure.entry,
    )


def _versions(figure: Figure, as_of: datetime | None) -> tuple[Figure, ...]:
    first = figure
    while first.supersedes:
        first = first.supersedes
    versions = [first]
    while newer := getattr(versions[-1], "superseded_by", None):
        if as_of and newer.entered > as_of:
            break
        versions.append(newer)
    return tuple(versions)


def report_steps(report: Report, as_of: datetime | None = None) -> tuple[Step, ...]:
    """What happened to a report, in order."""
    events = report.events.order_by("at", "pk")
    events = events.filter(at__lte=as_of) if as_of else events
    posts = posts_of(event.actor for event in events)
    return tuple(_step(event, posts[event.actor]) for event in events)


def history(due: Due, report: Report | None) -> list[Step]:
    """All that happened to what a unit owes: the report's own steps, more time that was given, reminders."""
    given = list(Entry.objects.filter(kind="figures.extend", subject=due.ref).order_by("at", "pk"))
    reminders = list(due.reminders.order_by("at", "pk"))
    objections = list(due.objections.select_related("item").order_by("at", "pk"))
    actors = [*(one.actor for one in given), *(one.actor for one in reminders)]
    actors += [one for objection in objections for one in (objection.actor, objection.answered_by)]
    posts = posts_of(actors)
    steps = [Step("extended", one.at, posts[one.actor], _until(facts_of(one))) for one in given]
    steps += [Step("reminded", one.at, posts[one.actor]) for one in reminders]
    for one in objections:
        lines = (one.item.order,) if one.item else ()
        steps.append(
            Step("objected" if one.item else "explained", one.at, posts[one.actor], one.reason, lines)
        )
        if one.answered_at:
            steps.append(Step("answered", one.answered_at, posts[one.answered_by], one.answer, lines))
    return sorted([*(report_steps(report) if report else ()), *steps], key=lambda step: step.at)


def _until(facts: dict[str, Fact]) -> str:
    until = shown.moment(datetime.fromisoformat(str(facts.get("until", ""))))
    return _("until %(until)s: %(reason)s") % {"until": until, "reason": facts.get("reason", "")}


def _step(event: ReportEvent, post: str) -> Step:
    entered = event.kind == ReportEvent.Kind.ENTERED
    reason = str(Report.Channel(event.reason).label) if entered else event.reason
    return Step(event.kind, event.at, post, reason, tuple(event.cells))


def _entered(versions: Iterable[Figure]) -> tuple[Step, ...]:
    """A figure without a report was entered, and perhaps corrected."""
    versions = tuple(versions)
    posts = posts_of(figure.actor for figure in versions)
    return tuple(
        Step("corrected" if one.supersedes_id else one.source, one.entered, posts[one.actor], one.reason)
        for one in versions
    )


def posts_of(appointments: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """The post and unit behind each appointment; what nobody did, the system did."""
    wanted = set(appointments)
    known = [one for one in wanted if one is not None]
    rows = list(Appointment.objects.filter(ref__in=known).values_list("ref", "post", "unit", "start"))
    names = {unit: names_of([unit], start).get(unit, "") for _ref, _post, unit, start in rows}
    found: dict[UUID | None, str] = {ref: f"{post}, {names[unit]}" for ref, post, unit, _start in rows}
    return {one: found.get(one) or _("the system") for one in wanted}
