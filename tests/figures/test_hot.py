"""The hot copy says at each question what the database says just then, however the figures came to the store."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from tests.figures.conftest import YEAR, Stage, moment

from tongket.figures import actions, hot, queries, store
from tongket.figures.models import Segment
from tongket.figures.queries import rollups
from tongket.viet.fault import Refusal

NOW = moment("2026-02-20")


@pytest.fixture(autouse=True)
def _many(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings.STORE = tmp_path / "store"
    monkeypatch.setattr(rollups, "FEW", -1)


def count(stage: Stage, value: int, day: str) -> None:
    rows = [actions.Counted(stage.xa_mau.pk, value, YEAR)]
    actions.count_figures(indicator=stage.poor, rows=rows, how="đếm", now=moment(day), reason="đếm lại")


def told(stage: Stage, as_of: str = "2026-03-01") -> Decimal | None:
    on = queries.map_of(moment(as_of).date(), under=stage.province, tier="province", parts="commune")
    cells = queries.rollup_answer(queries.ask([stage.poor], [YEAR], moment(as_of)), on)
    return cells[stage.province.pk, stage.poor.pk, str(YEAR)].value


def walk(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure counts before it is stored, when it is stored, when it is corrected and when segments are merged."""
    monkeypatch.setattr(store, "MERGE_AT", 3)
    assert told(stage) is None
    for day, value in enumerate((5, 7, 0, 11), 1):
        count(stage, value, f"2026-02-0{day}")
        assert told(stage) == value
        store.compact(NOW)
        assert told(stage) == value
    assert [told(stage, f"2026-02-0{day}") for day in (2, 4)] == [7, 11]
    assert Segment.objects.count() == 2


def test_a_figure_counts_at_once_wherever_it_stands(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    walk(stage, monkeypatch)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_what_is_new_is_taken_in_for_good(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    walk(stage, monkeypatch)
    (copy,) = hot._copies
    assert (copy.ready.hot.figures, copy.loose) == (4, set())


@pytest.mark.django_db(transaction=True)
def test_a_figure_that_came_to_nothing_never_counted(stage: Stage):
    count(stage, 5, "2026-02-01")
    assert told(stage) == 5
    with transaction.atomic():
        count(stage, 8, "2026-02-02")
        assert told(stage) == 8
        transaction.set_rollback(True)
    assert told(stage) == 5
    count(stage, 9, "2026-02-02")
    assert told(stage) == 9


@pytest.mark.django_db(transaction=True)
def test_another_process_may_have_written_and_merged_meanwhile(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    count(stage, 5, "2026-02-01")
    store.compact(NOW)
    assert told(stage) == 5
    (copy,) = hot._copies
    for day, value in ((2, 6), (3, 7)):
        count(stage, value, f"2026-02-0{day}")
        monkeypatch.setattr(store, "MERGE_AT", day)
        store.compact(NOW)
    assert told(stage) == 7
    assert hot._copies[0] is not copy


def test_plain_sums_of_many_come_in_bulk(stage: Stage):
    from tongket.rollup.bulk import Bulk

    count(stage, 5, "2026-02-01")
    assert told(stage) == 5
    on = queries.map_of(NOW.date(), under=stage.province, tier="province", parts="commune")
    cells = queries.rollup_answer(queries.ask([stage.poor], [YEAR], NOW), on)
    assert isinstance(cells, Bulk)
    cell = cells[stage.province.pk, stage.poor.pk, str(YEAR)]
    assert (cell.value, cell.reported, cell.expected) == (5, 1, 2)


def test_a_segment_that_is_gone_is_named(stage: Stage):
    count(stage, 5, "2026-02-01")
    name = store.compact(NOW).name
    (store.folder() / name).unlink()
    with pytest.raises(Refusal) as refused:
        told(stage)
    assert (refused.value.faults[0].code, hot.loaded()) == ("store.segment_unreadable", False)
