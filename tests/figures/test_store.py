"""The store holds what the database holds, whatever happens to the process that writes it."""

import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.figures import kills
from tests.figures.conftest import YEAR, Stage, moment

from tongket.figures import actions, store
from tongket.figures.checks import check_store
from tongket.figures.models import Figure, Segment, Unstored
from tongket.viet.fault import Refusal

NOW = moment("2026-02-01")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path):
    settings.STORE = tmp_path / "store"


def refs_in(table) -> set[int]:
    ids = table["figure"].to_pylist()
    assert len(ids) == len(set(ids))
    return set(ids)


def all_ids() -> set[int]:
    return set(Figure.objects.values_list("id", flat=True))


def count(stage: Stage, value: int, day: str) -> None:
    rows = [actions.Counted(stage.xa_mau.pk, value, YEAR)]
    actions.count_figures(indicator=stage.poor, rows=rows, how="đếm", now=moment(day), reason="đếm lại")


def test_an_approved_figure_counts_at_once_and_goes_on_to_count_when_stored(stage: Stage):
    stage.approved()
    before = store.facts().sort_by("figure")
    segment = store.compact(NOW)
    assert (segment.rows, Unstored.objects.count()) == (4, 0)
    assert store.facts().sort_by("figure").equals(before)
    count(stage, 7, "2026-02-02")
    assert refs_in(store.facts()) == all_ids()


def test_the_values_come_back_exactly(stage: Stage):
    stage.approved({1: "9223372036854775807", 2: "0", 3: "9.223.372.036.854.775.807", 4: "-"})
    store.compact(NOW)
    values = store.facts().sort_by("figure")["value"].to_pylist()
    assert values == [2**63 - 1, 0, 2**63 - 1, None]


def test_nothing_to_store_writes_nothing(stage: Stage):
    assert store.compact(NOW) is None
    assert not store.folder().exists()


def test_a_segment_is_compressed_and_sorted(stage: Stage):
    stage.approved()
    name = store.compact(NOW).name
    meta = pq.read_metadata(store.folder() / name)
    assert meta.row_group(0).column(0).compression == "ZSTD"
    keys = pq.read_table(store.folder() / name).select(["indicator", "period", "unit"]).to_pylist()
    assert keys == sorted(keys, key=lambda row: tuple(row.values()))


def test_many_segments_become_one(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "MERGE_AT", 3)
    for value in range(5):
        count(stage, value, f"2026-02-0{value + 1}")
        store.compact(NOW)
    assert Segment.objects.get().rows == 5
    assert refs_in(store.facts()) == all_ids()


def test_of_two_that_compact_at_once_one_gives_way(stage: Stage):
    stage.approved()

    def other(step: str) -> None:
        if step == "renamed" and not Segment.objects.exists():
            store.compact(NOW)

    assert store.compact(NOW, between=other) is None
    assert Segment.objects.get().rows == 4
    assert refs_in(store.facts()) == all_ids()


def test_files_without_a_row_are_swept_when_they_are_old(stage: Stage):
    stage.approved()
    kept = store.compact(NOW).name
    for name, age in (("stray.parquet", 7200), (".young.tmp", 60)):
        (store.folder() / name).write_bytes(b"x")
        os.utime(store.folder() / name, (NOW.timestamp() - age,) * 2)
    assert store.sweep(NOW) == ["stray.parquet"]
    assert {path.name for path in store.folder().iterdir()} == {kept, ".young.tmp"}


def test_a_store_whose_files_are_gone_is_made_anew_from_the_database(stage: Stage):
    """As after a backup is put back, which holds no store."""
    stage.approved()
    store.compact(NOW)
    count(stage, 7, "2026-02-02")
    before = store.facts().sort_by("figure")
    for path in store.folder().iterdir():
        path.unlink()
    store.forget()
    store.renew(NOW)
    assert store.facts().sort_by("figure").equals(before)
    assert (Segment.objects.get().rows, Unstored.objects.count()) == (before.num_rows, 0)
    assert check_store() == []


def test_a_missing_segment_is_named(stage: Stage):
    stage.approved()
    name = store.compact(NOW).name
    (store.folder() / name).unlink()
    store._held.clear()
    with pytest.raises(Refusal) as refused:
        store.facts()
    assert (refused.value.faults[0].code, refused.value.faults[0].values["name"]) == (
        "store.segment_unreadable",
        name,
    )


@pytest.mark.slow
def test_a_writer_killed_at_any_step_leaves_a_sound_store():
    assert kills.campaign(2 * len(kills.STEPS), seed=5) >= len(kills.STEPS)
