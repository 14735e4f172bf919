"""With the setting ROLLUP_ENGINE the figures of the store are added up by Spark, and say the same."""

from pathlib import Path

import pytest
from tests.figures.conftest import Stage, moment
from tests.figures.test_hot import count, told
from tests.rollup.conftest import MASTER, spark  # noqa: F401  a fixture

from tongket.figures import hot, store
from tongket.figures.queries import rollups


@pytest.mark.spark
@pytest.mark.usefixtures("spark")
def test_what_is_stored_and_what_is_not_yet_counts_on_spark(
    stage: Stage, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings.STORE, settings.ROLLUP_ENGINE = tmp_path / "store", MASTER
    monkeypatch.setattr(rollups, "FEW", -1)
    count(stage, 5, "2026-02-01")
    assert told(stage) == 5
    store.compact(moment("2026-02-20"))
    count(stage, 7, "2026-02-02")
    assert [told(stage), told(stage, "2026-02-01")] == [7, 5]
    assert not hot.loaded()
