"""A unit's estimates (ước) of a period, until its final figures take their place: figures of a kind of their own."""

from collections.abc import Mapping
from datetime import datetime

from tongket.base.clock import day_of
from tongket.figures.actions.append import NewFigure, appending, derived_ref
from tongket.figures.cells import read_cell
from tongket.figures.models import TOTAL, Cell, Due, Figure, Report
from tongket.figures.queries.seen import carriers, items_of
from tongket.units.hats import Hat
from tongket.viet.dates import format_date
from tongket.viet.fault import Refusal, refusal
from tongket.viet.period import Period


def standing_estimates(due: Due) -> dict[int, Figure]:
    """The estimates of a unit and period that no later one has replaced, by the order of the form's lines."""
    standing = Figure.objects.filter(
        unit=due.unit_id, period=due.period, kind=Figure.Kind.ESTIMATE, superseded_by=None,
        source=Figure.Source.REPORTED,
    ).select_related("indicator")  # fmt: skip
    found = {(one.indicator_id, one.breakdown_id or TOTAL): one for one in standing}
    keys = {item.order: (item.indicator_id, item.breakdown_id or TOTAL) for item in due.form.items.all()}
    return {order: found[key] for order, key in keys.items() if key in found}


def estimate(*, due: Due, typed: Mapping[int, str], actor: Hat, now: datetime) -> int:
    """Enter a unit's estimates by the order of the lines; how many are new. An earlier one stays, superseded.

    They count at once, in the column of estimates alone. Once the final figures are approved none is taken any more.
    """
    parties = carriers(due.unit_id, day_of(now))
    with appending("figures.estimate", on=due, actor=actor, now=now, parties=parties) as making:
        Due.objects.select_for_update(of=("self",)).get(pk=due.pk)
        if Report.objects.filter(due=due, state=Report.State.APPROVED).exists():
            raise refusal("figures.estimate_too_late")
        items = items_of(due.form)
        reads = [(item, read_cell(typed.get(item.order, ""), item)) for item in items]
        if faults := [read.fault for _item, read in reads if read.fault]:
            raise Refusal(*faults)
        before = standing_estimates(due)
        told = [
            (item, read.value, before.get(item.order))
            for item, read in reads
            if read.state != Cell.State.BLANK
        ]
        changed = [one for one in told if one[2] is None or one[2].value != one[1]]
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
