"""The answer without an engine is the engine's, cell by cell, on random countries."""

import datetime
from random import Random

import pytest
from tests.rollup.campaign import AS_OF, DAY, H1, ROOM, RULES, Y25, Y26, Fact, Trial, facts_table, trial

from tongket.rollup.engines.duck import duckdb_engine
from tongket.rollup.few import Said, answer_few
from tongket.rollup.places import Places
from tongket.rollup.question import Asked, Question
from tongket.rollup.roll import answer


def _said(facts: list[Fact], question: Question) -> list[Said]:
    """What stands at the moment, as a query hands it over."""
    known = [one for one in facts if one.entered <= question.as_of]
    gone = {one.supersedes for one in known}
    return [
        Said(one.figure, one.indicator, one.unit, one.period, one.start, one.end, one.source, one.value)
        for one in known
        if one.figure not in gone and one.kind == question.kind
    ]


@pytest.mark.parametrize("sources", [("counted", "reported", "taken_over"), ("reported",)])
def test_random_countries_get_the_cells_that_the_engine_gives(sources: tuple[str, ...]):
    rng = Random(20251122)
    trials: list[Trial] = [trial(rng, n * ROOM + 1, given=False) for n in range(120)]
    question = Question(
        RULES, tuple(Asked(span) for span in (H1, Y25, Y26, DAY)), AS_OF, sources=sources, base="2025"
    )
    facts = [fact for one in trials for fact in one.facts]
    map_ = Places(
        datetime.date(2026, 12, 31),
        tuple(unit for one in trials for unit in one.targets),
        tuple(row for one in trials for row in one.places.rows),
        (),
    )
    table = duckdb_engine(threads=2).create_table("facts", facts_table(facts))
    wanted = answer(question, table, map_).cells
    found = answer_few(question, _said(facts, question), map_)
    assert len(wanted) > 5_000
    assert found == wanted
