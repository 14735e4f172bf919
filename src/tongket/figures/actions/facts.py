"""Figures that come from no report, and corrections of those that do."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tongket.base.clock import day_of
from tongket.base.files import record_file
from tongket.base.measures import Measured, measure
from tongket.base.models import File
from tongket.figures.actions.append import NewFigure, appending, derived_ref, within
from tongket.figures.actions.fit import refuse_unfit
from tongket.figures.models import TOTAL, Figure, Indicator, ReportEvent
from tongket.units.acts import About
from tongket.units.grants import require
from tongket.units.hats import SYSTEM, Hat
from tongket.units.models import Unit
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period

type _Key = tuple[int, str, int, str]


def take_over_figure(
    *,
    indicator: Indicator,
    unit: Unit,
    period: Period,
    value: int | None,
    evidence_text: str,
    actor: Hat,
    now: datetime,
    evidence: File | None = None,
    breakdown: int = TOTAL,
    kind: str = Figure.Kind.FINAL,
    note: str = "",
    ref: uuid.UUID | None = None,
) -> Figure:
    """A figure that a document states. Two documents that differ both stay: that is a contradiction.

    Evidence that lies on the disk only (`put_file`) is recorded with it.
    """
    if not evidence_text.strip():
        raise Refusal(Fault("figures.evidence_missing"))
    figure = NewFigure(
        ref=ref or uuid.uuid4(),
        indicator=indicator,
        unit_id=unit.pk,
        period=period,
        breakdown=breakdown,
        kind=kind,
        source=Figure.Source.TAKEN_OVER,
        value=value,
        entered=now,
        actor=actor.appointment,
        evidence=evidence,
        evidence_text=within(evidence_text),
        note=within(note),
    )
    about = About(figure.ref, unit.pk)
    with appending("figures.take_over", on=about, actor=actor, now=now) as making:
        if evidence and evidence.pk is None:
            record_file(evidence, now=now, actor=actor.appointment)
        making.figures = [figure]
    return Figure.objects.get(ref=figure.ref)


def correct_figure(
    *,
    figure: Figure,
    value: int | None,
    reason: str,
    actor: Hat,
    now: datetime,
    evidence: File | None = None,
    evidence_text: str = "",
    along: Mapping[Figure, int | None] | None = None,
) -> Figure:
    """A new figure in place of one that was wrong, with the reason. Both stay.

    It passes the checks that the report passed when it was handed in. A whole and its parts that are wrong
    together are corrected together: `along` holds the others of the same report with their right values.
    """
    if not reason.strip():
        raise Refusal(Fault("figures.reason_missing"))
    changed = {figure: value} | {one: right for one, right in (along or {}).items() if right != one.value}
    about = About(figure.ref, figure.unit_id)
    parties = (figure.report.due.form.unit_id,) if figure.report else (figure.indicator.unit_id,)
    with appending("figures.correct", on=about, actor=actor, now=now, parties=parties) as making:
        list(Figure.objects.select_for_update().filter(pk__in=[one.pk for one in changed]).order_by("pk"))
        if Figure.objects.filter(supersedes__in=list(changed)).exists():
            raise Refusal(Fault("figures.superseded_already"))
        making.figures = [
            _corrected(one, right, reason, actor, now, evidence, evidence_text)
            for one, right in changed.items()
        ]
        if figure.report:
            refuse_unfit(figure.report, changed)
            ReportEvent.objects.create(
                ref=derived_ref(making.figures[0].ref, "event"),
                report=figure.report,
                kind=ReportEvent.Kind.CORRECTED,
                at=now,
                actor=actor.appointment,
                reason=within(reason),
            )
    return Figure.objects.get(ref=derived_ref(figure.ref, "superseded"))


def _corrected(
    figure: Figure,
    value: int | None,
    reason: str,
    actor: Hat,
    now: datetime,
    evidence: File | None,
    evidence_text: str,
) -> NewFigure:
    return NewFigure(
        ref=derived_ref(figure.ref, "superseded"),
        indicator=figure.indicator,
        unit_id=figure.unit_id,
        period=Period.parse(figure.period),
        breakdown=figure.breakdown_id or TOTAL,
        kind=figure.kind,
        source=figure.source,
        value=value,
        entered=now,
        actor=actor.appointment,
        supersedes=figure,
        reason=within(reason),
        report=figure.report,
        evidence=evidence or figure.evidence,
        evidence_text=within(evidence_text) or figure.evidence_text,
        note=figure.note,
    )


@dataclass(frozen=True)
class Counted:
    """One thing that the system has counted; None is not applicable, and what is not counted is no row."""

    unit_id: int
    value: int | None
    period: Period
    breakdown: int = TOTAL
    note: str = ""
    ref: uuid.UUID | None = None


def count_figures(
    *,
    indicator: Indicator,
    rows: Sequence[Counted],
    how: str,
    now: datetime,
    actor: Hat = SYSTEM,
    evidence: File | None = None,
    reason: str = "",
) -> QuerySet[Figure]:
    """All that the system has counted of one indicator at one moment, under one entry.

    `how` says by what and from what it was counted. A row that says what already stands writes nothing; one
    that differs supersedes it and needs a reason.
    """
    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=indicator.pk)
        live = _live_counted(indicator)
        changed = [
            (row, live.get((row.unit_id, str(row.period), row.breakdown, Figure.Kind.FINAL))) for row in rows
        ]
        changed = [(row, before) for row, before in changed if before is None or before.value != row.value]
        if not changed:
            require(actor, "figures.count", unit_id=indicator.unit_id, day=day_of(now))
            return Figure.objects.none()
        if not reason.strip() and any(before for _row, before in changed):
            raise Refusal(Fault("figures.reason_missing"))
        units = dict(Unit.objects.values_list("pk", "ref"))
        how, reason = within(how), within(reason)
        with appending("figures.count", on=indicator, actor=actor, now=now) as making:
            making.figures = [
                NewFigure(
                    ref=row.ref
                    or derived_ref(indicator.ref, units[row.unit_id], row.period, row.breakdown, now),
                    indicator=indicator,
                    unit_id=row.unit_id,
                    period=row.period,
                    breakdown=row.breakdown,
                    source=Figure.Source.COUNTED,
                    value=row.value,
                    entered=now,
                    actor=actor.appointment,
                    supersedes=before,
                    reason=reason if before else "",
                    evidence=evidence,
                    evidence_text=how,
                    note=within(row.note) if row.note else "",
                )
                for row, before in changed
            ]
    return Figure.objects.filter(entry=making.done.entry).order_by("id")


def _live_counted(indicator: Indicator) -> dict[_Key, Figure]:
    counted = Figure.objects.filter(indicator=indicator, source=Figure.Source.COUNTED, superseded_by=None)
    return {(f.unit_id, f.period, f.breakdown_id or TOTAL, f.kind): f for f in counted}


def count_measured(
    *, indicator: Indicator, units: Collection[int], period: Period, now: datetime, actor: Hat = SYSTEM
) -> QuerySet[Figure]:
    """Count an indicator by the measure it names; a unit of which nothing can be counted gets no figure."""
    found = measure(indicator.counted_by)(units, period, now)
    rows = [Counted(unit, one.value, period, note=_share(one)) for unit, one in sorted(found.items())]
    reason = f"Đếm lại ngày {format_date(day_of(now))}"
    return count_figures(
        indicator=indicator, rows=rows, how=indicator.counted_by, now=now, actor=actor, reason=reason
    )


def _share(one: Measured) -> str:
    return "" if one.denominator is None else f"{one.numerator}/{one.denominator}"
