"""The answer of `roll` for a few figures, without an engine: a page of one unit cannot wait for one to plan.

Same question, same cells, for periods without parts and every rule but the weighted mean.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tongket.rollup import finish
from tongket.rollup.places import SCALE, PlaceRow, Places
from tongket.rollup.question import Asked, Cell, Indicator, Question


class Said(NamedTuple):
    """A figure that stands at the question's moment and is of its breakdown and kind."""

    figure: int
    indicator: int
    unit: int
    period: str
    start: datetime.date
    end: datetime.date
    source: str
    value: int | None


def answer_few(question: Question, said: Iterable[Said], places: Places) -> tuple[Cell, ...]:
    """One cell for each indicator, period and unit of the map; every part that lives on the last day was due."""
    by_indicator: dict[int, list[Said]] = defaultdict(list)
    for one in said:
        if one.source in question.sources:
            by_indicator[one.indicator].append(one)
    sums: dict[tuple[int, str, int], list[finish.Sums]] = {}
    for indicator in question.indicators:
        for asked in question.periods:
            chosen = _chosen(question, indicator, asked, by_indicator[indicator.id])
            for ancestor, rows in _seated(indicator, asked, places).items():
                sums[indicator.id, asked.key, ancestor] = [_summed(rows, chosen)]
    return finish.cells(question, places.targets, sums, ())


def _chosen(
    question: Question, indicator: Indicator, asked: Asked, said: Sequence[Said]
) -> Mapping[int, Said]:
    """The figure of each unit that counts: the latest, then from the first source."""
    stock = indicator.nature == "stock" and indicator.over_time == "last"
    span, first = asked.span, len(question.sources)
    fits = [
        one
        for one in said
        if (span.start <= one.start and one.end <= span.end if stock else one.period == span.key)
    ]
    fits.sort(key=lambda one: (one.end, one.start, first - question.sources.index(one.source), one.figure))
    return {one.unit: one for one in fits}


def _seated(indicator: Indicator, asked: Asked, places: Places) -> dict[int, list[tuple[PlaceRow, bool]]]:
    """The rows of the map by ancestor, each with whether it was due; a stock counts for who lived to the end."""
    living = indicator.nature == "stock" and indicator.over_time == "last"
    rows: dict[int, list[tuple[PlaceRow, bool]]] = defaultdict(list)
    for row in places.rows:
        if row.own != (indicator.over_tree == "own"):
            continue
        if not living or row.start < asked.span.end <= row.end:
            rows[row.ancestor].append((row, row.start < asked.span.end <= row.end))
    return rows


def _summed(rows: Sequence[tuple[PlaceRow, bool]], chosen: Mapping[int, Said]) -> finish.Sums:
    told = [(row, due, chosen.get(row.unit)) for row, due in rows]
    valued = [(row, due, one.value) for row, due, one in told if one is not None and one.value is not None]
    blank = [due for _row, due, one in told if one is not None and one.value is None]
    values = [value for _row, _due, value in valued]
    return finish.Sums(
        low=sum(value * row.low for row, _due, value in valued),
        high=sum(value * row.high for row, _due, value in valued),
        ranged_negative=sum(value < 0 and row.low < row.high for row, _due, value in valued),
        total=sum(values),
        least=min(values, default=0),
        most=max(values, default=0),
        divided=sum(row.low < SCALE for row, _due, _value in valued),
        valued=len(valued),
        estimated=sum(row.estimated for row, _due, _value in valued),
        reported=sum(due for _row, due, _value in valued),
        not_applicable=sum(blank),
        blank=len(blank),
        due=sum(due for _row, due in rows),
        pairs=0,
        weights=0,
        negative_weights=0,
        weighted_high=0,
        weighted_low=0,
    )
