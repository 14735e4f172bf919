"""What looks odd in the reports that wait for approval, so that many can be approved at once with open eyes."""

from collections.abc import Sequence
from dataclasses import dataclass

from tongket.base.faults import explain
from tongket.figures.cells import label_of
from tongket.figures.models import Cell, Form, Report
from tongket.figures.queries.past import past_of
from tongket.figures.queries.seen import items_of
from tongket.figures.questions import questions
from tongket.viet.period import Period


@dataclass(frozen=True)
class Odd:
    """One line that is asked about, and the note that answers it; none means that nobody has answered."""

    order: int
    label: str
    said: str
    note: str


def odd_of(form: Form, period: Period, reports: Sequence[Report]) -> dict[int, list[Odd]]:
    """By report, in the order of the lines: jumps, new zeros, what lies outside the form's band."""
    items = items_of(form)
    labels = {item.order: label_of(item) for item in items}
    past = past_of(period, [one.unit_id for one in reports], {item.indicator_id for item in items})
    typed: dict[int, dict[int, str]] = {one.pk: {} for one in reports}
    notes: dict[int, dict[int, str]] = {one.pk: {} for one in reports}
    cells = Cell.objects.filter(report__in=reports).values_list("report", "item__order", "typed", "note")
    for report, order, text, note in cells.order_by("pk"):
        typed[report][order], notes[report][order] = text, note
    found: dict[int, list[Odd]] = {}
    for one in reports:
        asked = questions(items, typed[one.pk], past.get(one.unit_id, {}))
        found[one.pk] = [
            Odd(order, labels[order], explain(fault), notes[one.pk].get(order, ""))
            for order, fault in sorted(asked.items())
        ]
    return found
