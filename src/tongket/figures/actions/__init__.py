"""Every write of this room: one function an event."""

from tongket.figures.actions.define import Item, code_for, define_form, define_indicator
from tongket.figures.actions.facts import (
    Counted,
    correct_figure,
    count_figures,
    count_measured,
    take_over_figure,
)
from tongket.figures.actions.objections import answer_objection, explain_mark, object_to_count
from tongket.figures.actions.periods import extend_due, open_period
from tongket.figures.actions.remind import remind_late
from tongket.figures.actions.reports import (
    approve_report,
    return_report,
    save_cells,
    sent_cells,
    start_for_unit,
    start_report,
    submit_report,
)
from tongket.figures.actions.term import start_next_term

__all__ = [
    "Counted",
    "Item",
    "answer_objection",
    "approve_report",
    "code_for",
    "correct_figure",
    "count_figures",
    "count_measured",
    "define_form",
    "define_indicator",
    "explain_mark",
    "extend_due",
    "object_to_count",
    "open_period",
    "remind_late",
    "return_report",
    "save_cells",
    "sent_cells",
    "start_for_unit",
    "start_next_term",
    "start_report",
    "submit_report",
    "take_over_figure",
]
