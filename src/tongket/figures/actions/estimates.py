"""A unit's estimates (ước) of a period, until its final figures take their place: figures of a kind of their own."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tongket.base.clock import day_of
from tongket.figures.actions.append import NewFigure, appending, derived_ref
from tongket.figures.cells import read_cell
from tongket.figures.models import TOTAL, Cell, Due, Figure, FormItem, Report
from tongket.figures.queries.seen import carriers, items_of
from tongket.units.hats import Hat
from tongket.viet.dates import format_date
from tongket.viet.fault import Refusal, refusal
from tongket.viet.period import Period


def standing_estimates(dues: Sequence[Due]) -> dict[int, dict[int, Figure]]:
    """Of dues of one form and period the estimates that no later one has replaced: by due, by the line's order."""
    standing = Figure.objects.filter(
        unit__in={due.unit_id for due in dues}, period__in={due.period for due in dues}, superseded_by=None,
        kind=Figure.Kind.ESTIMATE, source=Figure.Source.REPORTED,
    ).select_related("indicator")  # fmt: skip
    lines = {(item.indicator_id, item.breakdown_id or TOTAL): item.order for item in items_of(dues[0].form)}
    by_unit = {due.unit_id: due.pk for due in dues}
    found: dict[int, dict[int, Figure]] = {}
    for one in standing:
        if order := lines.get((one.indicator_id, one.breakdown_id or TOTAL)):
            found.setdefault(by_unit[one.unit_id], {})[order] = one
    return found


def changed_estimates(
    due: Due, typed: Mapping[int, str], wheres: Mapping[int, str] | None = None
) -> list[tuple[FormItem, int | None, Figure | None]]:
    """What is told that does not stand yet: line, value, and the estimate that it replaces. Refuses every bad text."""
    if not any(typed.values()):
        return []
    items = items_of(due.form)
    places = wheres or {}
    reads = [(item, read_cell(typed.get(item.order, ""), item, places.get(item.order, ""))) for item in items]
    if faults := [read.fault for _item, read in reads if read.fault]:
        raise Refusal(*faults)
    told = [(item, read.value) for item, read in reads if read.state != Cell.State.BLANK]
    before = standing_estimates([due]).get(due.pk, {}) if told else {}
    return [
        (item, value, old)
        for item, value in told
        if (old := before.get(item.order)) is None or old.value != value
    ]


def estimate(*, due: Due, typed: Mapping[int, str], actor: Hat, now: datetime) -> int:
    """Enter a unit's estimates by the order of the lines; how many are new. An earlier one stays, superseded.

    They count at once, in the column of estimates alone. Once the final figures are approved none is taken any more.
    """
    parties = carriers(due.unit_id, day_of(now))
    with appending("figures.estimate", on=due, actor=actor, now=now, parties=parties) as making:
        Due.objects.select_for_update(of=("self",)).get(pk=due.pk)
        if Report.objects.filter(due=due, state=Report.State.APPROVED).exists():
            raise refusal("figures.estimate_too_late")
        changed = changed_estimates(due, typed)
        if not changed:
            raise refusal("figures.estimate_none")
        making.figures = [
            NewFigure(
                ref=derived_ref(
                    old.ref if old else due.ref, "estimate", item.indicator.ref, item.breakdown_id
                ),
                indicator=item.indicator,
                unit_id=due.unit_id,
                period=Period.parse(due.period),
                breakdown=item.breakdown_id or TOTAL,
                kind=Figure.Kind.ESTIMATE,
                source=Figure.Source.REPORTED,
                value=value,
                entered=now,
                actor=actor.appointment,
                supersedes=old,
                reason=f"Ước lại ngày {format_date(day_of(now))}" if old else "",
            )
            for item, value, old in changed
        ]
        making.done.note(period=due.period)
    return len(making.figures)
