"""Whatever is changed past the system is named, all of it: indicator, period, unit, and what stands where."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.cache.backends.locmem import LocMemCache
from tests.figures.conftest import Stage
from tests.figures.test_checks import _own_folder, drop_triggers, kept, sql
from tests.figures.test_cli import run

from tongket.base.faults import explain
from tongket.figures import audit, checks, hot, store
from tongket.figures.models import Figure, Segment, Unstored
from tongket.figures.queries import seeing
from tongket.figures.queries.kept import forget

__all__ = ["_own_folder", "kept"]


def told() -> list[str]:
    forget()
    store.forget()
    return [explain(fault) for fault in audit.differences()]


def in_segment(change) -> None:
    """Write a segment anew with other figures, and its hash with it."""
    segment = Segment.objects.get()
    path = store.folder() / segment.name
    rows = change(pq.read_table(path).to_pylist())
    pq.write_table(pa.Table.from_pylist(rows, store.schema()), path)
    segment.sha256 = store.sha256_of(path)
    segment.save()


def test_nothing_differs_where_nothing_was_touched(kept: Stage):
    assert told() == []


def test_every_value_changed_past_the_system_is_named_with_both_values(kept: Stage):
    drop_triggers()
    sql("UPDATE figures_figure SET value = value + 1 WHERE value IN (34, 1200)")
    entries, *rest = told()
    assert "Số hộ" in entries
    assert rest == [
        "“Số hộ”, năm 2025, Xã Mẫu: đã nộp và được duyệt là 34, số liệu lại là “35”.",
        "“Số hộ”, năm 2025, Xã Mẫu: đã nộp và được duyệt là 1.200, số liệu lại là “1.201”.",
        "“Số hộ”, năm 2025, Xã Mẫu: cơ sở dữ liệu ghi 35, kho ghi 34.",
        "“Số hộ”, năm 2025, Xã Mẫu: cơ sở dữ liệu ghi 1.201, kho ghi 1.200.",
    ]


def test_what_is_no_value_is_named_too(kept: Stage):
    drop_triggers()
    sql("UPDATE figures_figure SET source = 'taken_over', evidence_text = 'x' WHERE value = 34")
    assert (
        "“Số hộ”, năm 2025, Xã Mẫu: cơ sở dữ liệu ghi source taken_over, kho ghi source reported." in told()
    )


def test_a_row_that_is_gone_is_named_where_the_store_holds_it_still(kept: Stage):
    drop_triggers()
    sql("DELETE FROM figures_figure WHERE value = 34")
    found = told()
    assert "Mục có 4 số liệu, nay còn 3." in found[0]
    assert "đã nộp và được duyệt là 34" in found[1]
    assert found[2:] == ["“Số hộ”, năm 2025, Xã Mẫu: kho giữ một số liệu (34) mà cơ sở dữ liệu không có."]


def test_a_figure_that_the_store_lacks_holds_otherwise_or_holds_twice_is_named(kept: Stage):
    in_segment(lambda rows: [row for row in rows if row["value"] != 34])
    assert ["không có trong kho" in one and "(34)" in one for one in told()] == [True]


def test_a_value_altered_in_the_store_is_named(kept: Stage):
    in_segment(lambda rows: [row | {"value": 77 if row["value"] == 34 else row["value"]} for row in rows])
    assert told() == ["“Số hộ”, năm 2025, Xã Mẫu: cơ sở dữ liệu ghi 34, kho ghi 77."]


def test_a_figure_that_stands_twice_in_the_store_is_named(kept: Stage):
    in_segment(lambda rows: [*rows, next(row for row in rows if row["value"] == 34)])
    Unstored.objects.create(figure=Figure.objects.get(value=1200))
    assert ["34" in one or "1.200" in one for one in told()] == [True, True]


def test_every_segment_that_was_changed_or_is_gone_is_named(kept: Stage):
    name = Segment.objects.get().name
    path = store.folder() / name
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert [name in one for one in told()] == [True]
    path.unlink()
    assert [name in one for one in told()] == [True]


def test_a_kept_table_that_was_altered_is_named(kept: Stage, monkeypatch: pytest.MonkeyPatch):
    shelf = LocMemCache("audit", {})
    shelf.clear()
    monkeypatch.setattr(seeing, "cache", shelf)
    assert told() == []
    for key in [name.rpartition(":")[2] for name in shelf._cache]:
        matrix = shelf.get(key)
        cells = {at: cell._replace(reported=cell.reported + 5) for at, cell in matrix.cells.items()}
        shelf.set(key, replace(matrix, cells=cells))
    found = told()
    assert len(found) > 4
    assert all("bảng đang giữ" in one for one in found)
    assert any("Xã Mẫu" in one and "1.234 (1/1)" in one and "1.234 (6/1)" in one for one in found)


def test_a_total_kept_in_memory_that_is_not_what_the_figures_come_to_is_named(kept: Stage):
    assert told() == []
    (copy,) = hot._copies
    pages = [sheet for known in copy.ready.kept.pages.values() for sheet in known.values()]
    assert pages
    for sheet in pages:
        sheet[0] += 1
    found = [explain(fault) for fault in audit.rollup_differences()]
    assert found
    assert all("tính từ kho" in one for one in found)


def test_the_shell_prints_a_hundred_and_says_how_many_more(
    kept: Stage, monkeypatch: pytest.MonkeyPatch, capsys
):
    drop_triggers()
    sql("UPDATE figures_figure SET value = value + 1 WHERE value IS NOT NULL")
    every = len(checks.audit())
    monkeypatch.setattr("tongket.figures.cli.TOLD_MOST", 2)
    code, shown = run(capsys, "figures", "audit")
    assert code == 1
    assert len(shown.splitlines()) == 3
    assert shown.splitlines()[2] == f"Và {every - 2} chỗ nữa."
