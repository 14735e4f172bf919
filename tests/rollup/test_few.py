"""The answer without an engine is the engine's, cell by cell, on random countries."""

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
    Trial,
    ask,
    ask_few,
    facts_table,
    map_of,
    standing,
    trial,
)

from tongket.rollup.engines.duck import duckdb_engine
from tongket.rollup.few import answer_few
from tongket.rollup.question import Asked, Question
from tongket.rollup.roll import answer

# The mean of the fourth is weighted by the second here: weights, too, may be missing, below zero or sum to nothing.
WEIGHED = tuple(replace(rule, over_tree="weighted", weight=2) if rule.id == 4 else rule for rule in RULES)
QUARTERS = Asked(Y25, (H1, H2))


def _trials(given: bool) -> list[Trial]:
    rng = Random(20251122)
    return [trial(rng, n * ROOM + 1, given=given) for n in range(120)]


@pytest.mark.parametrize("sources", [("counted", "reported", "taken_over"), ("reported",)])
def test_random_countries_get_the_cells_that_the_engine_gives(sources: tuple[str, ...]):
    trials = _trials(given=False)
    asked = (*(Asked(span) for span in (H1, Y26, DAY)), QUARTERS)
    question = Question(WEIGHED, asked, AS_OF, sources=sources, base="2025")
    facts = [fact for one in trials for fact in one.facts]
    table = duckdb_engine(threads=2).create_table("facts", facts_table(facts))
    wanted = answer(question, table, map_of(trials)).cells
    found = answer_few(question, standing(facts, question), map_of(trials))
    assert len(wanted) > 5_000
    assert {cell.reason for cell in wanted} >= {None, "divided", "negative_weight", "negative_divided"}
    assert found == wanted


def test_who_was_due_and_what_was_aimed_at_count_as_with_the_engine():
    trials = _trials(given=True)
    wanted = ask(duckdb_engine(threads=2), trials, given=True).cells
    assert sum(cell.met is not None for cell in wanted) > 100
    assert ask_few(trials, given=True) == wanted
