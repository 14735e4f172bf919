"""Whatever is done to the log or to a kept file behind the software's back, `tongket check` names it."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.base.kept import keep_file

from tongket.base import clock, sequencer
from tongket.base.checks import check_files, check_ledger
from tongket.base.entries import write_entry
from tongket.base.files import path_of
from tongket.base.models import Access, Checkpoint, Entry, File
from tongket.base.sequencer import origin_of, sequence
from tongket.ledger import checkpoint as notes
from tongket.ledger.canonical import canonical
from tongket.viet.fault import Fault

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def write(kind: str = "test.done") -> Entry:
    return write_entry(kind=kind, subject=uuid.uuid4(), actor=None, now=NOW, facts={"số": 1})


@pytest.fixture
def log(data: Path) -> None:
    """Twelve entries in four batches: checkpoints over 3, 6, 9 and 12."""
    for _ in range(4):
        for _ in range(3):
            write()
        sequence(now=NOW)
    assert check_ledger(now=NOW) == []


def faults() -> list[tuple[str, dict[str, str | int]]]:
    return [(fault.code, dict(fault.values)) for fault in check_ledger(now=NOW)]


def codes() -> list[str]:
    return [code for code, _values in faults()]


@pytest.mark.django_db
def test_a_log_without_entries_is_sound(data: Path):
    assert check_ledger(now=NOW) == []


@pytest.mark.django_db
def test_one_byte_of_an_entry_changed(log: None):
    body = bytes(Entry.objects.get(position=4).body)
    Entry.objects.filter(position=4).update(body=body.replace(b":1}", b":2}"))
    assert faults() == [("ledger.root_differs", {"first": 3, "last": 5})]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "'test.undone'"),
        ("subject", "(SELECT ref FROM base_entry WHERE position = 0)"),
        ("at", "'2026-11-21 03:00:00+00:00'"),
        ("actor", "(SELECT ref FROM base_entry WHERE position = 0)"),
    ],
)
def test_a_row_changed_by_sql(log: None, column: str, value: str):
    sql(f"UPDATE base_entry SET {column} = {value} WHERE position = 7")
    assert faults() == [("ledger.row_changed", {"position": 7, "columns": column})]


@pytest.mark.django_db
def test_row_and_bytes_changed_alike(log: None):
    entry = Entry.objects.get(position=7)
    body = bytes(entry.body).replace(b"test.done", b"test.diff")
    Entry.objects.filter(pk=entry.pk).update(kind="test.diff", body=body)
    assert faults() == [("ledger.root_differs", {"first": 6, "last": 8})]


@pytest.mark.django_db
@pytest.mark.parametrize("position", [0, 5, 10])
def test_an_entry_dropped(log: None, position: int):
    sql("DELETE FROM base_entry WHERE position = %s", position)
    assert faults() == [("ledger.entry_missing", {"position": position})]


@pytest.mark.django_db
def test_an_entry_dropped_and_the_rest_moved_up(log: None):
    sql("DELETE FROM base_entry WHERE position = 5")
    for position in range(6, 12):
        sql("UPDATE base_entry SET position = %s WHERE position = %s", position - 1, position)
    assert codes() == ["ledger.root_differs", "ledger.tail_cut"]


@pytest.mark.django_db
def test_two_entries_exchanged(log: None):
    sql("UPDATE base_entry SET position = 99 WHERE position = 1")
    sql("UPDATE base_entry SET position = 1 WHERE position = 2")
    sql("UPDATE base_entry SET position = 2 WHERE position = 99")
    assert faults() == [("ledger.root_differs", {"first": 0, "last": 2})]


@pytest.mark.django_db
@pytest.mark.parametrize(("left", "size"), [(11, 12), (9, 12), (2, 12), (0, 12)])
def test_a_tail_cut(log: None, left: int, size: int):
    sql("DELETE FROM base_entry WHERE position >= %s", left)
    assert faults() == [("ledger.tail_cut", {"size": size, "left": left})]


@pytest.mark.django_db(transaction=True)
def test_a_tail_cut_with_its_checkpoints(log: None):
    """What is left is a sound log; the note in data/ledger says that there was more."""
    sql("DELETE FROM base_entry WHERE position >= 6")
    sql("DELETE FROM base_checkpoint WHERE size > 6")
    assert faults() == [("ledger.note_lost", {"size": "12", "left": 6})]
    for _ in range(6):
        write()
    sequence(now=NOW)
    assert codes() == ["ledger.note_lost"]


@pytest.mark.django_db
def test_a_tail_without_its_checkpoint(log: None):
    sql("DELETE FROM base_checkpoint WHERE size = 12")
    assert faults() == [("ledger.unsigned", {"first": 9})]


@pytest.mark.django_db
def test_an_entry_slipped_in_at_the_end(log: None):
    sql("UPDATE base_entry SET position = 12 WHERE id = %s", write().pk)
    assert faults() == [("ledger.unsigned", {"first": 12})]


def forge_root(size: int) -> str:
    """All hashes worked out anew over a changed entry, but without the key."""
    entry = Entry.objects.get(position=size - 1)
    Entry.objects.filter(pk=entry.pk).update(body=canonical({"forged": 1}))
    return "ledger.row_changed"


def foreign_key(size: int) -> str:
    point = Checkpoint.objects.get(size=size)
    forged = notes.sign(notes.Checkpoint(origin_of(point.note), size, bytes(point.root)), notes.new_key())
    Checkpoint.objects.filter(pk=point.pk).update(note=forged)
    return "ledger.note_signature"


def other_log(size: int) -> str:
    point = Checkpoint.objects.get(size=size)
    note = notes.sign(notes.Checkpoint("other.example", size, bytes(point.root)), sequencer.signing_key())
    Checkpoint.objects.filter(pk=point.pk).update(note=note)
    return "ledger.note_origin"


def earlier_note(size: int) -> str:
    note = Checkpoint.objects.get(size=size - 3).note
    Checkpoint.objects.filter(size=size).update(note=note)
    return "ledger.note_differs"


def no_note(size: int) -> str:
    Checkpoint.objects.filter(size=size).update(note="x")
    return "ledger.note"


def other_frontier(size: int) -> str:
    frontier = bytes(Checkpoint.objects.get(size=size - 3).frontier)
    Checkpoint.objects.filter(size=size).update(frontier=frontier)
    return "ledger.root_differs"


@pytest.mark.django_db
@pytest.mark.parametrize("forge", [forge_root, foreign_key, other_log, earlier_note, no_note, other_frontier])
def test_a_forged_checkpoint(log: None, forge: Callable[[int], str]):
    assert forge(9) in codes()


@pytest.mark.django_db
def test_an_entry_that_waits_for_its_place_for_more_than_a_minute(log: None):
    late = write("test.late")
    assert check_ledger(now=clock.now() + timedelta(seconds=30)) == []
    (fault,) = check_ledger(now=clock.now() + timedelta(seconds=90))
    assert fault.code == "ledger.waiting"
    assert fault.values == {"count": 1, "kind": "test.late", "ref": str(late.ref)}


@pytest.fixture
def kept(data: Path) -> list[File]:
    return [
        keep_file(data=text.encode(), name=f"{text}.txt", unit_id=1, access=Access.OFFICE, now=NOW)
        for text in ("một", "hai", "ba")
    ]


def file_faults() -> list[tuple[str, str]]:
    return [(fault.code, fault.where) for fault in check_files()]


def gone(path: Path) -> None:
    path.unlink()


def one_byte(path: Path) -> None:
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("harm", "code"), [(gone, "file.missing"), (one_byte, "file.changed"), (cut, "file.changed")]
)
def test_a_kept_file_that_was_touched(kept: list[File], harm: Callable[[Path], None], code: str):
    assert check_files() == []
    harm(path_of(kept[1].sha256))
    assert file_faults() == [(code, "hai.txt")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE base_file SET size = size + 1 WHERE name = 'ba.txt'",
        "UPDATE base_file SET sha256 = (SELECT sha256 FROM base_file WHERE name = 'hai.txt') WHERE name = 'ba.txt'",
        "UPDATE base_file SET salt = (SELECT salt FROM base_file WHERE name = 'hai.txt') WHERE name = 'ba.txt'",
        "UPDATE base_file SET ref = (SELECT subject FROM base_entry WHERE kind = 'other') WHERE name = 'ba.txt'",
    ],
)
def test_the_row_of_a_file_changed_by_sql(kept: list[File], change: str):
    write("other")
    sql(change)
    assert file_faults() == [("file.row_changed", "ba.txt")]


@pytest.mark.django_db
def test_each_kind_of_fault_is_named_once_with_its_first(kept: list[File]):
    for file in kept:
        gone(path_of(file.sha256))
    first = min(kept, key=lambda file: file.sha256)
    assert check_files() == [Fault("file.missing", first.name, {"sha256": first.sha256})]
