"""Whoever changes a figure, a segment or the store past the system is found out, and told by what."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from tests.figures.conftest import YEAR, Stage, moment

from tongket.base.faults import explain
from tongket.base.models import Entry
from tongket.figures import actions, checks, store
from tongket.figures.models import Figure, Segment, Unstored

NOW = moment("2026-02-01")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORE = tmp_path / "store"


@pytest.fixture
def kept(stage: Stage) -> Stage:
    """Figures of every source: some stored, some waiting, one corrected."""
    report = stage.approved()
    rows = [actions.Counted(unit.pk, 3, YEAR) for unit in (stage.xa_mau, stage.xa_khac)]
    actions.count_figures(indicator=stage.poor, rows=rows, how="đếm", now=moment("2026-01-06"))
    store.compact(NOW)
    wrong = report.figures.get(indicator=stage.rate)
    actions.correct_figure(
        figure=wrong, value=9, reason="Sửa", actor=stage.hats.approver, now=moment("2026-02-02")
    )
    return stage


def drop_triggers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER figure_no_update")
            cursor.execute("DROP TRIGGER figure_no_delete")
        else:
            cursor.execute("DROP TRIGGER figure_append_only ON figures_figure")


def sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def codes() -> list[str]:
    faults = [
        *checks.check_figures_against_entries(),
        *checks.check_figures_are_append_only(),
        *checks.check_store(),
    ]
    assert all(explain(fault) for fault in faults)
    return [fault.code for fault in faults]


def test_all_is_well_when_nothing_was_touched(kept: Stage):
    assert codes() == []
    assert Figure.objects.count() == 7


def test_missing_triggers_are_found_and_the_try_changes_nothing(kept: Stage):
    drop_triggers()
    assert codes() == ["figures.not_append_only", "figures.not_append_only"]
    assert Figure.objects.count() == 7


@pytest.mark.parametrize("change", [
    "UPDATE figures_figure SET value = value + 1 WHERE value = 34",
    "UPDATE figures_figure SET value = NULL WHERE value = 34",
    "UPDATE figures_figure SET period = '2024' WHERE value = 34",
    "UPDATE figures_figure SET note = 'x' WHERE value = 34",
    "UPDATE figures_figure SET supersedes_id = NULL WHERE supersedes_id IS NOT NULL",
])  # fmt: skip
def test_a_figure_changed_past_the_system_is_found(kept: Stage, change: str):
    drop_triggers()
    sql(change)
    assert "figures.entry_differs" in codes()


def test_a_figure_that_was_deleted_is_found(kept: Stage):
    drop_triggers()
    last = Figure.objects.get(value=9)
    Unstored.objects.filter(figure=last).delete()
    sql(f"DELETE FROM figures_figure WHERE id = {last.pk}")
    assert codes()[0] == "figures.entry_differs"


def test_a_figure_smuggled_in_is_found(kept: Stage):
    first = Figure.objects.first()
    entry = Entry.objects.filter(kind="figures.define").first()
    first.pk, first.ref, first.entry, first._state.adding = None, entry.ref, entry, True
    first.save()
    assert codes() == ["figures.entry_differs", "store.figure_missing"]


def flip(data: bytes) -> bytes:
    return data[:200] + bytes([data[200] ^ 1]) + data[201:]


@pytest.mark.parametrize("change", [flip, lambda data: data[:-10], lambda data: b""])
def test_a_changed_segment_is_named(kept: Stage, change: Callable[[bytes], bytes]):
    path = store.folder() / Segment.objects.get().name
    path.write_bytes(change(path.read_bytes()))
    assert codes() == ["store.segment_changed"]


def test_a_segment_that_is_gone_is_named(kept: Stage):
    (store.folder() / Segment.objects.get().name).unlink()
    assert codes() == ["store.segment_unreadable"]


def test_a_segment_swapped_together_with_its_row_is_found(kept: Stage):
    import pyarrow.parquet as pq

    segment = Segment.objects.get()
    path = store.folder() / segment.name
    rows = pq.read_table(path).to_pylist()
    rows[0]["value"] = 1_000_000
    import pyarrow as pa

    pq.write_table(pa.Table.from_pylist(rows, store.schema()), path)
    segment.sha256 = store.sha256_of(path)
    segment.save()
    assert codes() == ["store.figure_differs"]


def test_a_figure_that_no_longer_waits_for_the_store_is_found(kept: Stage):
    Unstored.objects.all().delete()
    assert codes() == ["store.figure_missing"]


def test_the_database_refuses_to_replace_a_figure_or_to_empty_the_table(kept: Stage):
    some = Figure.objects.order_by("pk").values_list("pk", flat=True)[0]
    ways = {
        "sqlite": f"INSERT OR REPLACE INTO figures_figure SELECT * FROM figures_figure WHERE id = {some}",
        "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE figures_figure CASCADE",
    }
    with pytest.raises(DatabaseError, match="a figure is never"), transaction.atomic():
        sql(ways[connection.vendor])
    assert codes() == []


def test_a_trigger_that_is_gone_and_lets_figures_be_replaced_is_told(kept: Stage):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can replace a row by an insertion")
    sql("DROP TRIGGER figure_no_replace")
    assert codes() == ["figures.not_append_only"]
