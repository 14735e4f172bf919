"""Many random countries, asked everything at once and compared cell by cell with the oracle.

`python -m tests.rollup.campaign 1000 7` runs a campaign by hand: so many trees, from this seed.
"""

import datetime
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random
from typing import NamedTuple

import pyarrow as pa
from ibis.backends import BaseBackend
from tests.rollup.oracle import Oracle, met, rank
from tests.rollup.trees import MAP_DAYS, World, grow

from tongket.rollup.engines.duck import duckdb_engine
from tongket.rollup.few import Owed, Said, answer_few
from tongket.rollup.places import Places, place
from tongket.rollup.question import Asked, Cell, Indicator, Question, Ranking, Span, Target
from tongket.rollup.roll import Answer, answer

ROOM = 1_000  # ids of one country
AS_OF = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
H1 = Span("2025-H1", datetime.date(2025, 1, 1), datetime.date(2025, 7, 1))
H2 = Span("2025-H2", datetime.date(2025, 7, 1), datetime.date(2026, 1, 1))
Y25 = Span("2025", H1.start, H2.end)
Y26 = Span("2026", H2.end, datetime.date(2027, 1, 1))
DAY = Span("2026-03-01", datetime.date(2026, 3, 1), datetime.date(2026, 3, 2))
SPANS = (H1, H2, Y25, Y26, DAY)
RULES = (
    Indicator(1, "flow", "sum", "sum"),
    Indicator(2, "stock", "last", "sum", decimals=2),
    Indicator(3, "flow", "mean", "sum"),
    Indicator(4, "flow", "last", "mean", decimals=1),
    Indicator(5, "stock", "min", "min"),
    Indicator(6, "flow", "max", "max"),
    Indicator(7, "stock", "last", "own"),
    Indicator(8, "flow", "sum", "mean", more_is_better=False),
    Indicator(9, "flow", "sum", "ratio", numerator=1, denominator=2, factor=100, decimals=1),
)


class Fact(NamedTuple):
    figure: int
    indicator: int
    unit: int
    period: str
    start: datetime.date
    end: datetime.date
    breakdown: int
    kind: str
    source: str
    value: int | None
    entered: datetime.datetime
    supersedes: int | None


FACTS = pa.schema(
    [
        *((name, pa.int64()) for name in ("figure", "indicator", "unit")),
        ("period", pa.string()),
        *((name, pa.date32()) for name in ("start", "end")),
        ("breakdown", pa.int64()),
        *((name, pa.string()) for name in ("kind", "source")),
        ("value", pa.int64()),
        ("entered", pa.timestamp("us")),
        ("supersedes", pa.int64()),
    ]
)
EXPECTED = pa.schema(
    [
        ("indicator", pa.int64()),
        ("unit", pa.int64()),
        ("period", pa.string()),
        ("start", pa.date32()),
        ("end", pa.date32()),
    ]
)


def facts_table(facts: list[Fact]) -> pa.Table:
    """The facts as an engine reads them: moments as UTC without a zone."""
    columns = list(zip(*facts, strict=True)) or [()] * len(FACTS)
    entered = FACTS.get_field_index("entered")
    columns[entered] = tuple(moment.replace(tzinfo=None) for moment in columns[entered])
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, FACTS, strict=True)], schema=FACTS)


def expected_table(expected: list[tuple[int, Span, int]]) -> pa.Table:
    rows = [(indicator, unit, *span) for indicator, span, unit in expected]
    columns = zip(*rows, strict=True) if rows else [[]] * len(EXPECTED)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, EXPECTED, strict=True)], schema=EXPECTED)


def report(world: World, rng: Random) -> list[Fact]:
    """What the units of a country say: not all, not always, some twice, some corrected, some below zero."""
    facts: list[Fact] = []
    sharp = rng.random() < 0.1
    for unit in world.units:
        for rule in RULES[:-1]:
            for span in SPANS:
                if rng.random() < 0.55 and world.lives(unit, rng.choice((span.start, span.last_day))):
                    facts += _said(world, rng, rule, unit, span, len(facts), sharp)
    return facts


def _said(
    world: World, rng: Random, rule: Indicator, unit: int, span: Span, number: int, sharp: bool
) -> Iterator[Fact]:
    low, high = (-50, 50) if sharp else (0, 3) if rule.id in (1, 2) else (0, 1000)
    figure = world.first_id * 100 + number
    entered = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    source = rng.choice(("counted", "reported", "taken_over"))

    def fact(figure: int, source: str, entered: datetime.datetime, kind: str, supersedes: int | None) -> Fact:
        value = rng.randint(low, high) if rng.random() < 0.9 else None
        if value and rng.random() < 0.02:
            value *= 10**15
        return Fact(figure, rule.id, unit, *span, 0, kind, source, value, entered, supersedes)

    yield fact(figure, source, entered, "final" if rng.random() < 0.9 else "estimate", None)
    if rng.random() < 0.1:
        later = AS_OF + datetime.timedelta(days=rng.choice((-1, 0, 1)))
        yield fact(figure + 1, source, later, "final", figure)
    elif rng.random() < 0.1:
        others = [name for name in ("counted", "reported", "taken_over") if name != source]
        yield fact(figure + 1, rng.choice(others), entered, "final", None)


@dataclass
class Trial:
    """One country, what it says, and the map it is asked on."""

    world: World
    facts: list[Fact]
    day: datetime.date
    level: str
    targets: list[int]
    places: Places
    expected: list[tuple[int, Span, int]]
    aims: list[Target]


def trial(rng: Random, first_id: int, given: bool) -> Trial:
    world = grow(rng, first_id)
    day, level = rng.choice(MAP_DAYS), rng.choice(("province", "province", "nation", "commune"))
    targets = world.alive(level, day)
    map_ = place(world.closure(), world.transfers, day=day, targets=targets, parts=world.ever("commune"))
    facts = report(world, rng)
    everyone = sorted(world.units)
    keys = [(rule.id, span, unit) for rule in RULES[:-1] for span in SPANS for unit in everyone]
    if given:
        expected = [row for row in keys if rng.random() < 0.6]
    else:
        lives = {(u, s) for u in everyone for s in SPANS if world.lives(u, s.last_day)}
        expected = [row for row in keys if (row[2], row[1]) in lives]
    aims = [_aim(rng, unit) for unit in targets if rng.random() < 0.5]
    return Trial(world, facts, day, level, targets, map_, expected, aims)


def _aim(rng: Random, unit: int) -> Target:
    basis = rng.choice(("value", "reduction"))
    low, high = sorted(Fraction(rng.randint(0, 40), 2) * (2 if basis == "value" else 5) for _ in range(2))
    return Target(
        rng.choice((1, 2)), unit, "2026", rng.choice(("at_least", "at_most", "between")), low, high, basis
    )


def campaign(trees: int, seed: int) -> int:
    """Compares every cell of so many random countries with the oracle; returns how many cells were compared."""
    rng = Random(seed)
    half = trees // 2
    return _batch([trial(rng, n * ROOM + 1, given=True) for n in range(half)], True) + _batch(
        [trial(rng, n * ROOM + 1, given=False) for n in range(half, trees)], False
    )


def question_of(trials: list[Trial]) -> Question:
    return Question(
        RULES,
        (Asked(Y25, (H1, H2)), Asked(Y26)),
        AS_OF,
        base="2025",
        ranking=Ranking(tuple(frozenset(one.targets) for one in trials), least=1),
    )


def map_of(trials: list[Trial]) -> Places:
    """The maps of all countries as one: their units have ids of their own."""
    return Places(
        trials[0].day,
        tuple(unit for one in trials for unit in one.targets),
        tuple(row for one in trials for row in one.places.rows),
        (),
    )


def ask(con: BaseBackend, trials: list[Trial], given: bool) -> Answer:
    """All countries in one question."""
    facts = facts_table([fact for one in trials for fact in one.facts])
    table = con.create_table("facts", facts, overwrite=True)
    due = expected_table([row for one in trials for row in one.expected])
    expected = con.create_table("expected", due, overwrite=True) if given else None
    aims = [aim for one in trials for aim in one.aims]
    return answer(question_of(trials), table, map_of(trials), targets=aims, expected=expected)


def ask_few(trials: list[Trial], given: bool) -> tuple[Cell, ...]:
    """The same question, answered without an engine."""
    facts = standing([fact for one in trials for fact in one.facts], question_of(trials))
    owed = [Owed(indicator, unit, *span) for one in trials for indicator, span, unit in one.expected]
    aims = [aim for one in trials for aim in one.aims]
    return answer_few(
        question_of(trials), facts, map_of(trials), targets=aims, expected=owed if given else None
    )


def standing(facts: list[Fact], question: Question) -> list[Said]:
    """What stands at the moment, as a query hands it over."""
    known = [one for one in facts if one.entered <= question.as_of]
    gone = {one.supersedes for one in known}
    return [
        Said(one.figure, one.indicator, one.unit, one.period, one.start, one.end, one.source, one.value)
        for one in known
        if one.figure not in gone and one.kind == question.kind
    ]


def _batch(trials: list[Trial], given: bool) -> int:
    answered, question = ask(duckdb_engine(threads=2), trials, given), question_of(trials)
    assert ask_few(trials, given) == answered.cells, "an engine and no engine differ"
    return sum(_compare(one, question, answered.by_key) for one in trials)


def _compare(one: Trial, question: Question, cells: dict[tuple[int, int, str], Cell]) -> int:
    oracle = Oracle(one.world, question, one.facts, one.day, one.targets)
    oracle.said = cache(oracle.said)
    for rule in RULES:
        due = [row[1:] for row in one.expected if row[0] == rule.id]
        for asked in question.periods:
            values = {unit: oracle.value(rule, asked, unit) for unit in one.targets}
            for unit in one.targets:
                cell = cells[unit, rule.id, asked.key]
                label = f"country {one.world.first_id}, {one.level} {unit}, rule {rule.id}, {asked.key}"
                assert (cell.bounds and tuple(cell.bounds)) == values[unit], label
                assert (cell.bounds is None) == (cell.reason is not None), label
                assert cell.rank == _rank(rule, values, unit), label
                if rule.over_tree != "ratio":
                    counted = (cell.reported, cell.not_applicable, cell.expected)
                    assert counted == oracle.coverage(rule, asked, unit, due), label
                if cell.target is not None:
                    _check_target(cell, oracle.value(rule, question.periods[0], unit), label)
    return len(RULES) * len(question.periods) * len(one.targets)


def _rank(rule: Indicator, values: dict[int, tuple[Fraction, Fraction] | None], unit: int) -> int | None:
    turned = {u: v if rule.more_is_better else (-v[1], -v[0]) for u, v in values.items() if v}
    return rank(turned.pop(unit), list(turned.values())) if unit in turned else None


def _check_target(cell: Cell, base: tuple[Fraction, Fraction] | None, label: str) -> None:
    target, measure = cell.target, cell.bounds and tuple(cell.bounds)
    if target.basis == "reduction":
        measure = measure and base and base[0] > 0 and _reduction(measure, base)
    low = None if target.sense == "at_most" else target.low
    high = None if target.sense == "at_least" else target.high
    assert cell.met == (met(measure, low, high) if measure else None), label
    bound = {"at_least": low, "at_most": high}.get(target.sense)
    ratio = tuple(number / bound for number in measure) if measure and bound else None
    assert (cell.ratio and tuple(cell.ratio)) == ratio, label


def _reduction(now: tuple[Fraction, Fraction], base: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    corners = [100 * (b - n) / b for n in now for b in base]
    return min(corners), max(corners)


if __name__ == "__main__":
    print(campaign(int(sys.argv[1]), int(sys.argv[2])), "cells agree")  # noqa: T201
