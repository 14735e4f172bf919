"""The engines give the same answer, and need neither a network nor each other."""

from random import Random

import pytest
from ibis.backends import BaseBackend
from ibis.backends.duckdb import Backend
from tests.rollup.campaign import RULES, Trial, ask, facts_table, trial

from tongket.rollup.engines.duck import duckdb_engine
from tongket.rollup.question import Cell


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


@pytest.mark.spark
@pytest.mark.parametrize("given", [True, False], ids=["a given list of who was due", "all parts were due"])
def test_spark_gives_the_same_cells_as_duckdb(spark: BaseBackend, given: bool) -> None:
    assert {rule.over_tree for rule in RULES} >= {"sum", "mean", "min", "max", "own", "ratio"}
    many = countries(30, 11, given)
    found = cells(spark, many, given)
    assert any(cell.bounds for cell in found)
    assert found == cells(duckdb_engine(), many, given)
