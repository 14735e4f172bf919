"""Whether a report fits its form: what was typed, and what corrections would make of it."""

from collections.abc import Mapping

from tongket.figures.cells import check, write_cell
from tongket.figures.models import TOTAL, Figure, Report
from tongket.figures.queries.seen import items_of
from tongket.viet.fault import Refusal


def typed_of(report: Report) -> dict[int, str]:
    return dict(report.cells.values_list("item__order", "typed"))


def refuse_faults(report: Report) -> dict[int, str]:
    """What was typed, if nothing is wrong with it."""
    typed = typed_of(report)
    if faults := check(items_of(report.due.form), typed):
        raise Refusal(*faults)
    return typed


def refuse_unfit(report: Report, changed: Mapping[Figure, int | None]) -> None:
    """Refuse corrections with which the report could not have been handed in."""
    standing = report.figures.filter(superseded_by=None).select_related("indicator")
    values = {(f.indicator_id, f.breakdown_id or TOTAL): f.value for f in standing}
    values |= {(f.indicator_id, f.breakdown_id or TOTAL): value for f, value in changed.items()}
    items = {(item.indicator_id, item.breakdown_id or TOTAL): item for item in items_of(report.due.form)}
    typed = {
        item.order: write_cell(values[key], item.indicator.decimals)
        for key, item in items.items()
        if key in values
    }
    if faults := check(list(items.values()), typed):
        raise Refusal(*faults)
