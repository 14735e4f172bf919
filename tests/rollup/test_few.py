"""The answer without an engine is the engine's, cell by cell, on random countries."""

import datetime
from dataclasses import replace
from random import Random

import pytest
from tests.rollup.campaign import (
    AS_OF,
    DAY,
    H1,
    H2,
    ROOM,
    RULES,
    Y25,
    Y26,
    Fact,
    Trial,
    expected_table,
    facts_table,
    question_of,
    trial,
)

from tongket.rollup.engines.duck import duckdb_engine
from tongket.rollup.few import Owed, Said, answer_few
from tongket.rollup.places import Places
from tongket.rollup.question import Asked, Question
from tongket.rollup.roll import answer

# The mean of the fourth is weighted by the second here: weights, too, may be missing, below zero or sum to nothing.
WEIGHED = tuple(replace(rule, over_tree="weighted", weight=2) if rule.id == 4 else rule for rule in RULES)
QUARTERS = Asked(Y25, (H1, H2))


def _said(facts: list[Fact], question: Question) -> list[Said]:
    """What stands at the moment, as a query hands it over."""
    known = [one for one in facts if one.entered <= question.as_of]
    gone = {one.supersedes for one in known}
    return [
        Said(one.figure, one.indicator, one.unit, one.period, one.start, one.end, one.source, one.value)
        for one in known
        if one.figure not in gone and one.kind == question.kind
    ]


def _trials(given: bool) -> list[Trial]:
    rng = Random(20251122)
    return [trial(rng, n * ROOM + 1, given=given) for n in range(120)]


def _map(trials: list[Trial]) -> Places:
    return Places(
        datetime.date(2026, 12, 31),
        tuple(unit for one in trials for unit in one.targets),
        tuple(row for one in trials for row in one.places.rows),
        (),
    )


@pytest.mark.parametrize("sources", [("counted", "reported", "taken_over"), ("reported",)])
def test_random_countries_get_the_cells_that_the_engine_gives(sources: tuple[str, ...]):
    trials = _trials(given=False)
    asked = (*(Asked(span) for span in (H1, Y26, DAY)), QUARTERS)
    question = Question(WEIGHED, asked, AS_OF, sources=sources, base="2025")
    facts = [fact for one in trials for fact in one.facts]
    table = duckdb_engine(threads=2).create_table("facts", facts_table(facts))
    wanted = answer(question, table, _map(trials)).cells
    found = answer_few(question, _said(facts, question), _map(trials))
    assert len(wanted) > 5_000
    assert {cell.reason for cell in wanted} >= {None, "divided", "negative_weight", "negative_divided"}
    assert found == wanted


def test_who_was_due_and_what_was_aimed_at_count_as_with_the_engine():
    trials = _trials(given=True)
    question = question_of(trials)
    facts = [fact for one in trials for fact in one.facts]
    owed = [row for one in trials for row in one.expected]
    aims = [aim for one in trials for aim in one.aims]
    engine = duckdb_engine(threads=2)
    table = engine.create_table("facts", facts_table(facts))
    due = engine.create_table("expected", expected_table(owed))
    wanted = answer(question, table, _map(trials), targets=aims, expected=due).cells
    expected = [Owed(indicator, unit, *span) for indicator, span, unit in owed]
    found = answer_few(question, _said(facts, question), _map(trials), targets=aims, expected=expected)
    assert sum(cell.met is not None for cell in wanted) > 100
    assert found == wanted
