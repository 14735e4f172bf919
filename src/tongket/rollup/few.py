"""The answer of `roll` for a few figures, without an engine.

To start an engine and to plan one question takes seconds and hundreds of megabytes, more than a page of a commune's
office, or one review, may take. Same question, same cells.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tongket.rollup import finish
from tongket.rollup.places import PlaceRow, Places
from tongket.rollup.question import Cell, Question, Target, Task, tasks_of


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


class Owed(NamedTuple):
    """Who was due to report what."""

    indicator: int
    unit: int
    period: str
    start: datetime.date
    end: datetime.date


class _Told(NamedTuple):
    """What one unit told for one slot: a value, "not applicable" or nothing, and for how much of what was due."""

    value: int | None
    blank: bool
    reported: int
    not_applicable: int
    due: int


_Pick = tuple[int, int]  # unit, and the number of the part of the period that keeps a value of its own


def answer_few(
    question: Question,
    said: Iterable[Said],
    places: Places,
    *,
    targets: Iterable[Target] = (),
    expected: Iterable[Owed] | None = None,
) -> tuple[Cell, ...]:
    """One cell for each indicator, period and unit of the map."""
    return finish.cells(question, places.targets, sums_few(question, said, places, expected), targets)


def sums_few(
    question: Question, said: Iterable[Said], places: Places, expected: Iterable[Owed] | None = None
) -> finish.SumsOf:
    """What stands under each unit of the map, by indicator and period, before anything is worked out from it.

    Without `expected`, every part of the map that lives on a period's last day was due.
    """
    figures, owed = _by_indicator(_ordered(question, said)), _by_indicator(expected or ())
    seats, living = _seats(places), _Living(places)
    told: dict[tuple[int, str], dict[_Pick, _Told]] = {}
    for task in tasks_of(question):
        due = (
            living.due(task)
            if expected is None
            else {pick for pick, _ in _picked(task, owed[task.indicator.id])}
        )
        told[task.indicator.id, task.asked.key] = _by_unit(
            task, dict(_picked(task, figures[task.indicator.id])), due
        )
    sums: dict[tuple[int, str, int], list[finish.Sums]] = defaultdict(list)
    for task in tasks_of(question):
        key = (task.indicator.id, task.asked.key)
        weights = told.get((task.indicator.weight or 0, task.asked.key), {})
        for (ancestor, _slot), rows in _by_ancestor(task, told[key], seats).items():
            sums[*key, ancestor].append(_summed(rows, weights))
    return sums


def _ordered(question: Question, said: Iterable[Said]) -> list[Said]:
    """The last of a unit counts: the latest, then from the first source."""
    rank = {source: -place for place, source in enumerate(question.sources)}
    return sorted(
        (one for one in said if one.source in rank),
        key=lambda one: (one.end, one.start, rank[one.source], one.figure),
    )


def _by_indicator[Row: (Said, Owed)](rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.indicator].append(row)
    return found


def _picked[Row: (Said, Owed)](task: Task, rows: Iterable[Row]) -> Iterator[tuple[_Pick, Row]]:
    """The rows of the asked periods, each with its unit and part."""
    span, exact = task.asked.span, {part.key: pick for pick, part in task.picks}
    for row in rows:
        if task.inside:
            if span.start <= row.start and row.end <= span.end:
                yield (row.unit, 0), row
        elif row.period in exact:
            yield (row.unit, exact[row.period]), row


class _Living:
    """The parts that live on the last day of a period, looked for once for each such day."""

    def __init__(self, places: Places) -> None:
        self.rows = places.rows
        self.known: dict[datetime.date, set[int]] = {}

    def due(self, task: Task) -> set[_Pick]:
        return {(unit, pick) for pick, span in task.picks for unit in self._on(span.end)}

    def _on(self, end: datetime.date) -> set[int]:
        if end not in self.known:
            self.known[end] = {row.unit for row in self.rows if row.start < end <= row.end}
        return self.known[end]


def _by_unit(task: Task, said: Mapping[_Pick, Said], due: Collection[_Pick]) -> dict[_Pick, _Told]:
    """What each unit told by slot; added up over the parts where the rule is a sum."""
    units: dict[_Pick, _Told] = {}
    for key in said.keys() | due:
        one, owed = said.get(key), int(key in due)
        value = one.value if one else None
        blank = one is not None and value is None
        told = _Told(value, blank, owed if value is not None else 0, owed if blank else 0, owed)
        slot = (key[0], 0) if task.summed else key
        units[slot] = _together(units[slot], told) if slot in units else told
    return units


def _together(one: _Told, other: _Told) -> _Told:
    values = [told.value for told in (one, other) if told.value is not None]
    counts = (a + b for a, b in zip(one[2:], other[2:], strict=True))
    return _Told(sum(values) if values else None, one.blank or other.blank, *counts)


def _seats(places: Places) -> Mapping[tuple[int, bool], list[PlaceRow]]:
    seats: dict[tuple[int, bool], list[PlaceRow]] = defaultdict(list)
    for row in places.rows:
        seats[row.unit, row.own].append(row)
    return seats


_Row = tuple[PlaceRow, _Told]


def _by_ancestor(
    task: Task, told: Mapping[_Pick, _Told], seats: Mapping[tuple[int, bool], list[PlaceRow]]
) -> Mapping[tuple[int, int], list[_Row]]:
    """What was told under each ancestor, by slot; a stock counts for who lived to the end."""
    own, end = task.indicator.over_tree == "own", task.asked.span.end
    found: dict[tuple[int, int], list[_Row]] = defaultdict(list)
    for (unit, slot), one in told.items():
        for row in seats.get((unit, own), ()):
            if not task.living or row.start < end <= row.end:
                found[row.ancestor, slot].append((row, one))
    return found


def _summed(rows: Sequence[_Row], weights: Mapping[_Pick, _Told]) -> finish.Sums:
    if len(rows) == 1 and not weights:  # a unit of an annex, its own figure: tens of thousands
        row, one = rows[0]
        if one.value is not None:
            return finish.alone(one.value, row, one.reported, one.not_applicable, int(one.blank), one.due)
    valued = [(row, one.value) for row, one in rows if one.value is not None]
    pairs = [
        (value, weight)
        for row, value in valued
        if weights and (weight := weights.get((row.unit, 0), _NOTHING).value) is not None
    ]
    return finish.added(
        valued,
        reported=sum([one.reported for _row, one in rows]),
        not_applicable=sum([one.not_applicable for _row, one in rows]),
        blank=sum([one.blank for _row, one in rows]),
        due=sum([one.due for _row, one in rows]),
        pairs=pairs,
    )


_NOTHING = _Told(None, False, 0, 0, 0)
