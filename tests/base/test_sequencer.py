"""Entries get their places in the log: each one, none twice, in batches, whoever calls."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.base.together import run_together

from tongket.base import sequencer
from tongket.base.checks import check_ledger
from tongket.base.entries import write_entry
from tongket.base.models import Checkpoint, Entry, Installation
from tongket.base.sequencer import keep_note, note_path, origin_of, prove, sequence, signing_key
from tongket.ledger import checkpoint as notes
from tongket.ledger.merkle import Frontier, inclusion_proof, leaf_hash, root, verify_inclusion

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def write(count: int) -> list[Entry]:
    return [
        write_entry(kind="test.done", subject=uuid.uuid4(), actor=None, now=NOW, facts={"số": i})
        for i in range(count)
    ]


@pytest.mark.django_db
def test_entries_are_placed_in_the_order_in_which_they_were_written(data: Path):
    written = write(5)
    assert sequence(now=NOW) == 5
    assert list(Entry.objects.order_by("position").values_list("pk", "position")) == [
        (entry.pk, i) for i, entry in enumerate(written)
    ]
    assert sequence(now=NOW) == 0
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db
def test_the_checkpoint_is_signed_over_the_root_of_all_entries(data: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sequencer, "BATCH", 3)
    bodies = [bytes(entry.body) for entry in write(8)]
    assert sequence(now=NOW) == 8
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [3, 6, 8]
    for point in Checkpoint.objects.all():
        head = root(leaf_hash(body) for body in bodies[: point.size])
        signed = notes.verify(point.note, origin_of(point.note), notes.public_key(signing_key()))
        assert (signed.size, signed.root, bytes(point.root)) == (point.size, head, head)
    assert check_ledger(now=NOW) == []


@pytest.mark.django_db
def test_a_log_keeps_the_name_it_began_with(data: Path):
    Installation.objects.create(pk=1, name="Xã Mẫu", main_host="xa-mau.example", made_at=NOW)
    write(1)
    sequence(now=NOW)
    Installation.objects.update(main_host="other.example")
    write(1)
    sequence(now=NOW)
    first, second = (origin_of(point.note) for point in Checkpoint.objects.order_by("size"))
    assert first == second
    assert first.startswith("xa-mau.example/")


@pytest.mark.django_db
def test_anyone_can_verify_that_an_entry_stands_in_the_log(data: Path):
    written = write(6)
    assert prove(written[2]) is None
    sequence(now=NOW)
    entry = Entry.objects.get(pk=written[2].pk)
    proof = prove(entry)
    assert proof is not None
    signed = notes.verify(proof.note, origin_of(proof.note), notes.public_key(signing_key()))
    leaf = leaf_hash(bytes(entry.body))
    assert verify_inclusion(leaf, proof.position, signed.size, proof.path, signed.root)
    assert json.loads(bytes(entry.body))["facts"] == {"số": 2}


@pytest.mark.django_db
def test_a_proof_from_the_runs_of_the_log_is_the_one_from_all_its_entries(
    data: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sequencer, "RUN", 4)
    for more in (3, 1, 2, 7, 3):  # fewer than a run, a full one, one begun, several, all full
        write(more)
        sequence(now=NOW)
        entries = list(Entry.objects.order_by("position"))
        leaves = [leaf_hash(bytes(entry.body)) for entry in entries]
        proofs = [prove(entry) for entry in entries]
        assert [list(proof.path) for proof in proofs if proof] == [
            inclusion_proof(leaves, place) for place in range(len(leaves))
        ]


@pytest.mark.django_db
def test_a_proof_holds_after_a_backup_with_other_entries_was_restored(
    data: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sequencer, "RUN", 2)
    early = write(5)
    sequence(now=NOW)
    (note,) = Checkpoint.objects.all()
    assert prove(Entry.objects.get(pk=early[0].pk))
    other = Frontier().extend(leaf_hash(f"{place}".encode()) for place in range(5))
    for place, entry in enumerate(early):
        Entry.objects.filter(pk=entry.pk).update(body=f"{place}".encode())
    Checkpoint.objects.filter(pk=note.pk).update(root=other.root(), frontier=bytes(other))
    proof = prove(Entry.objects.get(pk=early[4].pk))
    assert proof is not None
    assert verify_inclusion(leaf_hash(b"4"), 4, 5, proof.path, other.root())


@pytest.mark.django_db(transaction=True)
def test_the_newest_note_is_kept_beside_the_database(data: Path):
    for _ in range(2):
        write(2)
        sequence(now=NOW)
    newest = Checkpoint.objects.order_by("-size")[0].note
    assert note_path(origin_of(newest)).read_text() == newest


@pytest.mark.django_db(transaction=True)
def test_a_note_that_says_more_than_the_database_is_not_written_over(data: Path):
    write(2)
    sequence(now=NOW)
    early = Checkpoint.objects.get()
    write(2)
    sequence(now=NOW)
    late = Checkpoint.objects.get(size=4).note
    Checkpoint.objects.exclude(pk=early.pk).delete()
    keep_note(early.note)
    assert note_path(origin_of(late)).read_text() == late


@pytest.mark.django_db(transaction=True)
def test_a_note_that_comes_late_does_not_take_the_place_of_a_later_one(data: Path):
    for _ in range(2):
        write(2)
        sequence(now=NOW)
    early, late = (point.note for point in Checkpoint.objects.order_by("size"))
    keep_note(early)
    assert note_path(origin_of(late)).read_text() == late


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_several_processes_write_and_place_at_once(data: Path):
    """No position twice, none left out, one unbroken log, however the processes meet."""
    code = """
import uuid
from tongket.base.clock import now
from tongket.base.sequencer import sequence
from tongket.base.checks import check_ledger
from tongket.base.models import Entry
from tongket.base.entries import write_entry
for i in range(25):
    write_entry(kind="test.done", subject=uuid.uuid4(), actor=None, now=now(), facts={"me": me})
    sequence(now=now())
placed = Entry.objects.exclude(position=None).count()
print(placed, [fault.code for fault in check_ledger(now=now())])
"""
    printed = run_together(code, times=4, data=data)
    assert all(line.endswith("[]\n") for line in printed)
    assert max(int(line.split()[0]) for line in printed) == 100
