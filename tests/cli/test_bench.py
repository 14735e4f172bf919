"""What the bench measures is right: the answers are the sums of the figures that it invented."""

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from bench.figures.invent import EVERY_COMMUNE, INDICATORS, invent, province_of
from bench.figures.questions import answer, askings, from_facts
from tests.cli.conftest import Shell

from tongket.rollup.ready import Ready


@pytest.mark.long
def test_the_invented_figures_are_marked_and_add_up(tmp_path: Path):
    made = invent(tmp_path, 1, EVERY_COMMUNE[:40])
    assert made.figures == INDICATORS * 12 * 40
    assert "synthetic" in (tmp_path / "SYNTHETIC.txt").read_text()
    facts, ready = pq.read_table(made.path), Ready()
    ready.hot.load([made.path])
    year, every, some = askings(1)
    whole = pc.sum(facts["value"]).as_py()
    for asking in (year, every):
        assert pc.sum(answer(ready, asking)["total"]).as_py() == whole
        assert from_facts(ready, asking).equals(answer(ready, asking))
    first = [row for row in facts.to_pylist() if row["indicator"] == 77 and province_of(row["unit"]) == 2]
    assert pc.sum(answer(ready, some)["total"]).as_py() == sum(row["value"] or 0 for row in first)


def test_the_bench_is_a_command(shell: Shell):
    code, out, _ = shell("bench", "figures", "--help")
    assert code == 0
    assert "--against" in out
