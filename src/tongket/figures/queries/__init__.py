"""Every read of this room that more than one place needs."""

from tongket.figures.queries.completeness import Completeness, DueLine, DueState, completeness, due_lines
from tongket.figures.queries.contradictions import Contradiction, contradictions
from tongket.figures.queries.rollups import Map, ask, map_of, places_on, rollup_answer
from tongket.figures.queries.seen import (
    carriers,
    dues_visible_to,
    figures_visible_to,
    forms_visible_to,
    indicators_visible_to,
    live,
    visible_to,
)
from tongket.figures.queries.trails import Step, Trail, parts_of, total_of, trail

__all__ = [
    "Completeness",
    "Contradiction",
    "DueLine",
    "DueState",
    "Map",
    "Step",
    "Trail",
    "ask",
    "carriers",
    "completeness",
    "contradictions",
    "due_lines",
    "dues_visible_to",
    "figures_visible_to",
    "forms_visible_to",
    "indicators_visible_to",
    "live",
    "map_of",
    "parts_of",
    "places_on",
    "rollup_answer",
    "total_of",
    "trail",
    "visible_to",
]
