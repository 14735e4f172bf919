"""Every read of this room that more than one place needs."""

from tongket.figures.queries.completeness import Completeness, DueLine, DueState, completeness, due_lines
from tongket.figures.queries.contradictions import Contradiction, contradictions
from tongket.figures.queries.rollups import (
    Map,
    ask,
    map_of,
    places_on,
    rollup_answer,
    rollup_cells,
    rollup_sums,
)
from tongket.figures.queries.seen import (
    carriers,
    closed_drafts,
    dues_visible_to,
    figures_visible_to,
    forms_visible_to,
    indicators_visible_to,
    live,
    visible_to,
    writers,
)
from tongket.figures.queries.sums import Answer, Sum, Wanted, answer_of, changed_since
from tongket.figures.queries.trails import Step, Trail, trail

__all__ = [
    "Answer",
    "Completeness",
    "Contradiction",
    "DueLine",
    "DueState",
    "Map",
    "Step",
    "Sum",
    "Trail",
    "Wanted",
    "answer_of",
    "ask",
    "carriers",
    "changed_since",
    "closed_drafts",
    "completeness",
    "contradictions",
    "due_lines",
    "dues_visible_to",
    "figures_visible_to",
    "forms_visible_to",
    "indicators_visible_to",
    "live",
    "map_of",
    "places_on",
    "rollup_answer",
    "rollup_cells",
    "rollup_sums",
    "trail",
    "visible_to",
    "writers",
]
