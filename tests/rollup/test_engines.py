"""The engines give the same answer, and need neither a network nor each other."""

from dataclasses import replace
from itertools import product
from random import Random
from typing import get_args

import pytest
from ibis.backends import BaseBackend
from ibis.backends.duckdb import Backend
from tests.rollup.campaign import (
    RULES,
    Fact,
    Trial,
    ask,
    expected_table,
    facts_table,
    map_of,
    question_of,
    trial,
)

from tongket.rollup.engines.duck import duckdb_engine
from tongket.rollup.question import Cell, Indicator, OverTime, OverTree
from tongket.rollup.roll import answer

LATER = 10**9  # behind the numbers of all figures of the countries


def settings(con: Backend) -> dict[str, str]:
    return dict(con.con.execute("SELECT name, value FROM duckdb_settings()").fetchall())


def test_duckdb_loads_nothing_from_outside() -> None:
    found = settings(duckdb_engine(threads=1))
    assert found["autoinstall_known_extensions"] == found["autoload_known_extensions"] == "false"
    assert found["threads"] == "1"


def test_connections_do_not_see_each_other() -> None:
    duckdb_engine().create_table("facts", facts_table([]))
    assert duckdb_engine().list_tables() == []


def countries(count: int, seed: int, given: bool) -> list[Trial]:
    rng = Random(seed)
    return [trial(rng, n * 1_000 + 1, given) for n in range(count)]


def cells(con: BaseBackend, trials: list[Trial], given: bool) -> tuple[Cell, ...]:
    return ask(con, trials, given).cells


def test_the_answer_does_not_depend_on_the_number_of_threads() -> None:
    one = countries(1, 7, given=False)
    assert cells(duckdb_engine(threads=1), one, False) == cells(duckdb_engine(threads=4), one, False)


# Behind the others a mean that is weighted, and one indicator for each rule over time that they lack.
MORE = (
    Indicator(11, "flow", "last", "weighted", weight=12, decimals=1),
    Indicator(12, "flow", "last", "sum"),
    Indicator(13, "flow", "max", "mean"),
    Indicator(14, "stock", "mean", "sum"),
)
EACH = (*RULES, *MORE)


def said_twice(facts: list[Fact]) -> list[Fact]:
    """The facts, and the same once more as those of the indicators of MORE."""
    more = {1: 11, 2: 12, 3: 13, 5: 14}
    moved = [
        fact._replace(
            figure=fact.figure + LATER,
            indicator=more[fact.indicator],
            supersedes=fact.supersedes and fact.supersedes + LATER,
        )
        for fact in facts
        if fact.indicator in more
    ]
    return facts + moved


@pytest.mark.spark
def test_two_workers_of_spark_give_the_same_cells_as_duckdb_by_every_rule(spark: BaseBackend) -> None:
    assert {rule.over_tree for rule in EACH} == set(get_args(OverTree))
    assert {rule.over_time for rule in EACH} == set(get_args(OverTime))
    assert spark._session.sparkContext.master.startswith("local-cluster[2,")
    found: list[Cell] = []
    for given, kind in product((True, False), ("final", "estimate")):
        many = countries(20, 11, given)
        one, other = (by_every_rule(con, many, given, kind) for con in (spark, duckdb_engine()))
        assert one == other
        found += one
    assert {cell.indicator for cell in found if cell.bounds} == {rule.id for rule in EACH}
    assert any(cell.bounds and not cell.bounds.exact for cell in found)
    assert any(cell.estimated for cell in found)


def by_every_rule(con: BaseBackend, many: list[Trial], given: bool, kind: str) -> tuple[Cell, ...]:
    facts = facts_table(said_twice([fact for one in many for fact in one.facts]))
    due = expected_table([row for one in many for row in one.expected])
    return answer(
        replace(question_of(many), indicators=EACH, kind=kind),
        con.create_table("facts", facts, overwrite=True),
        map_of(many),
        targets=[aim for one in many for aim in one.aims],
        expected=con.create_table("expected", due, overwrite=True) if given else None,
    ).cells
