"""`tongket check` on the demo: all is as it was written; then each thing is broken in turn, and named."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation
from tests.demo.loaded import Demo, Said

from tongket.base.faults import MESSAGES


def test_the_loaded_demo_is_as_it_was_written(demo: Demo):
    assert demo.shell("check", lang="en") == Said(0, "All is as it was written.\n", "")


@pytest.mark.long
def test_a_changed_figure_is_found(spare: Demo):
    _change_a_figure(spare)
    said = spare.shell("check")
    assert said.code == 1
    assert "Cuộc họp thôn bàn và quyết định" in said.err
    assert "Traceback" not in said.err


def _kept_file(demo: Demo) -> Path:
    digest = demo.one("SELECT sha256 FROM base_file ORDER BY sha256 LIMIT 1")
    return demo.folder / "files" / digest[:2] / digest[2:4] / digest


def _flip_a_byte(path: Path, place: int = 100) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)


def _break_a_file(demo: Demo) -> None:
    _flip_a_byte(_kept_file(demo))


def _lose_a_file(demo: Demo) -> None:
    _kept_file(demo).unlink()


def _change_a_figure(demo: Demo) -> None:
    """Past the triggers, which are put back afterwards: only the entry still knows."""
    change = (
        "UPDATE figures_figure SET value = value + 1 WHERE id = (SELECT min(f.id) FROM figures_figure f "
        "JOIN figures_indicator i ON i.id = f.indicator_id WHERE i.code = 'M-HOP')"
    )
    if demo.url:
        demo.sql("ALTER TABLE figures_figure DISABLE TRIGGER USER")
        demo.sql(change)
        demo.sql("ALTER TABLE figures_figure ENABLE TRIGGER USER")
        return
    (trigger,) = demo.sql("SELECT sql FROM sqlite_master WHERE name = 'figure_no_update'")[0]
    demo.sql("DROP TRIGGER figure_no_update")
    demo.sql(change)
    demo.sql(trigger)


def _drop_the_trigger(demo: Demo) -> None:
    on = " ON figures_figure" if demo.url else ""
    demo.sql(f"DROP TRIGGER figure_no_update{on}")


def _change_an_entry(demo: Demo) -> None:
    demo.sql("UPDATE base_entry SET kind = 'figures.approve' WHERE position = 200")


def _drop_an_entry(demo: Demo) -> None:
    """One that no figure hangs on."""
    demo.sql(
        "DELETE FROM base_entry WHERE position = "
        "(SELECT max(position) FROM base_entry WHERE kind = 'honours.record')"
    )


def _cut_the_tail(demo: Demo) -> None:
    last = demo.one("SELECT max(position) FROM base_entry")
    demo.sql("DELETE FROM base_entry WHERE position > %s", last - 3)


def _cut_the_tail_and_its_checkpoint(demo: Demo) -> None:
    """The newest note is kept in a file as well: it bears witness to what is gone."""
    demo.sql("DELETE FROM base_checkpoint WHERE size = (SELECT max(size) FROM base_checkpoint)")
    demo.sql("DELETE FROM base_entry WHERE position >= (SELECT max(size) FROM base_checkpoint)")


def _segments(demo: Demo) -> list[Path]:
    return [
        demo.folder / "store" / name for (name,) in demo.sql("SELECT name FROM figures_segment ORDER BY 1")
    ]


def _break_a_segment(demo: Demo) -> None:
    _flip_a_byte(_segments(demo)[0])


def _swap_a_segment(demo: Demo) -> None:
    """Another sound segment in its place, with its row made to say so: the figures are no longer these."""
    import pyarrow.parquet as pq

    path = _segments(demo)[0]
    table = pq.read_table(path)
    path.chmod(0o600)
    value = table.schema.get_field_index("value")
    swapped = table.set_column(value, "value", table.column("value").combine_chunks()[::-1])
    pq.write_table(swapped, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    demo.sql("UPDATE figures_segment SET sha256 = %s WHERE name = %s", digest, path.name)


def _change_the_closure(demo: Demo) -> None:
    demo.sql(
        'UPDATE units_closure SET "end" = %s WHERE id = (SELECT max(id) FROM units_closure)', "2025-07-02"
    )


def _overlap_two_versions(demo: Demo) -> None:
    demo.sql(
        'UPDATE units_unitversion SET "end" = %s WHERE "end" = %s AND unit_id IN '
        "(SELECT unit_id FROM units_unitversion GROUP BY unit_id, line HAVING count(*) > 1)",
        "2027-01-01",
        "2025-07-01",
    )


# What of the records says otherwise than the ledger, by one statement past the program.
CHANGED = {
    "a report's state": (
        "UPDATE figures_report SET state = 'returned' WHERE state = 'approved'",
        "figures.report_differs",
    ),
    "a report's moment": (
        "UPDATE figures_report SET submitted_at = approved_at WHERE state = 'approved'",
        "figures.report_differs",
    ),
    "a cell": ("UPDATE figures_cell SET typed = '99' WHERE typed <> ''", "figures.report_differs"),
    "why a report was returned": (
        "UPDATE figures_reportevent SET reason = 'khác' WHERE kind = 'returned'",
        "figures.report_differs",
    ),
    "a step of a report": (
        "DELETE FROM figures_reportevent WHERE kind = 'corrected'",
        "figures.report_differs",
    ),
    "a due day": ("UPDATE figures_due SET due_at = frozen_at", "figures.due_differs"),
    "more time": (
        "UPDATE figures_due SET extended_to = due_at, extension_reason = 'x' WHERE extended_to IS NULL",
        "figures.due_differs",
    ),
    "a target": ("UPDATE programmes_target SET low = low - 1 WHERE low IS NOT NULL", "target.differs"),
    "a task's due day": (
        "UPDATE programmes_task SET due = '2027-01-01' WHERE due IS NOT NULL",
        "task.differs",
    ),
    "the day of a product": (
        "UPDATE programmes_taskevent SET product = 'khác' WHERE kind = 'handed_in'",
        "task.differs",
    ),
    "what happened to a task": ("DELETE FROM programmes_taskevent WHERE kind = 'handed_in'", "task.differs"),
    "a review's title": ("UPDATE reviews_review SET title = 'Tên khác'", "review.differs"),
    "a review's state": ("UPDATE reviews_review SET state = 'published'", "review.differs"),
}


@pytest.mark.parametrize(
    "what", [pytest.param(one, marks=[] if one == "a target" else pytest.mark.long) for one in CHANGED]
)
def test_a_record_changed_past_the_program_is_named(what: str, spare: Demo):
    change, code = CHANGED[what]
    spare.sql(change)
    said = spare.python("tests.demo.records")
    assert said.out.split() == [code], said.err


BREAKS: list[tuple[Callable[[Demo], None], str]] = [
    (_break_a_file, "file.changed"),
    (_lose_a_file, "file.missing"),
    (_drop_the_trigger, "figures.not_append_only"),
    (_change_an_entry, "ledger.row_changed"),
    (_drop_an_entry, "ledger.entry_missing"),
    (_cut_the_tail, "ledger.tail_cut"),
    (_cut_the_tail_and_its_checkpoint, "ledger.note_lost"),
    (_break_a_segment, "store.segment_changed"),
    (_swap_a_segment, "store.figure_differs"),
    (_change_the_closure, "units.closure_differs"),
    (_overlap_two_versions, "units.versions_overlap"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("spoil", "code"), BREAKS, ids=[code for _spoil, code in BREAKS])
def test_what_is_broken_is_named_in_a_sentence(spoil: Callable[[Demo], None], code: str, spare: Demo):
    spoil(spare)
    said = spare.shell("check", lang="en")
    assert said.code == 1
    assert said.out == ""
    assert _says(said.err.splitlines()[0], code), said.err
    assert "Traceback" not in said.err


def _says(line: str, code: str) -> bool:
    """Is the line what the catalogue says of this fault, whatever the values are?"""
    with translation.override("en"):
        words = re.split(r"%\(\w+\)s", str(MESSAGES[code]))
    return re.fullmatch(f"(.*: )?{'.+'.join(map(re.escape, words))}", line) is not None
