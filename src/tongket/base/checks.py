"""What `tongket check` asks of this room: does the log still say what was written, are the files still there.

Each check walks all its rows and names the first fault of each kind, in the order in which a reader
would want to look.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.db.models import Max

from tongket.base.entries import Fact, changed_columns, facts_of
from tongket.base.files import KEPT, facts_about, path_of
from tongket.base.models import Checkpoint, Entry, File
from tongket.base.sequencer import note_path, origin_of, signing_key
from tongket.ledger import checkpoint as notes
from tongket.ledger.merkle import Frontier, leaf_hash
from tongket.viet.fault import Fault, Refusal

PATIENCE = timedelta(minutes=1)  # that an entry may wait for its place
CHUNK = 1024 * 1024
BATCH = 500  # files whose entries are read at once


def check_ledger(*, now: datetime) -> list[Fault]:
    """Recompute the log from the entries: rows, positions, roots, signatures, the note kept beside it.

    Others may write meanwhile: what is read is bounded by the newest checkpoint at the start.
    """
    size = _newest_size()
    walk = _Walk(Checkpoint.objects.filter(size__lte=size).order_by("size").iterator(2000))
    for entry in Entry.objects.filter(position__lt=size).order_by("position").iterator(2000):
        walk.step(entry)
    walk.end()
    return [*walk.faults.values(), *_check_unsigned(), *_check_kept_note(), *_check_waiting(now)]


def check_files() -> list[Fault]:
    """Read every kept file and hash it; compare its row with what the log says of it."""
    faults: dict[str, Fault] = {}
    in_order = File.objects.order_by("sha256", "pk").iterator(BATCH)
    read = ("", "")  # the bytes last read, which several rows may name, and what is wrong with them
    while some := list(islice(in_order, BATCH)):
        entries = Entry.objects.filter(kind=KEPT, subject__in=[file.ref for file in some])
        said = {entry.subject: facts_of(entry) for entry in entries.order_by("-pk")}
        for file in some:
            if file.sha256 != read[0]:
                read = (file.sha256, _wrong_with(file.sha256))
            if fault := _fault_of(file, read[1], said.get(file.ref)):
                faults.setdefault(fault.code, fault)
    return list(faults.values())


def _newest_size() -> int:
    return Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0


@dataclass
class _Walk:
    """One pass over entries and checkpoints side by side."""

    checkpoints: Iterator[Checkpoint]
    faults: dict[str, Fault] = field(default_factory=dict)
    frontier: Frontier = field(default_factory=Frontier)
    sound: int = 0  # the size of the last checkpoint that held
    origin: str = ""

    def __post_init__(self) -> None:
        self.next = next(self.checkpoints, None)

    def found(self, fault: Fault) -> None:
        self.faults.setdefault(fault.code, fault)

    def step(self, entry: Entry) -> None:
        """One placed entry. After a gap only rows are looked at: every later root must differ."""
        wrong = changed_columns(entry)
        if wrong:
            place: dict[str, str | int] = {"position": entry.position or 0, "columns": ", ".join(wrong)}
            self.found(Fault("ledger.row_changed", values=place))
        if "ledger.entry_missing" in self.faults:
            return
        if entry.position != self.frontier.size:
            self.found(Fault("ledger.entry_missing", values={"position": self.frontier.size}))
            return
        self.frontier = self.frontier.append(leaf_hash(bytes(entry.body)))
        while self.next and self.next.size <= self.frontier.size:
            self._compare(self.next)
            self.next = next(self.checkpoints, None)

    def _compare(self, point: Checkpoint) -> None:
        self.origin = self.origin or origin_of(point.note)
        if point.size != self.frontier.size or (bytes(point.root), bytes(point.frontier)) != (
            self.frontier.root(),
            bytes(self.frontier),
        ):
            self.found(Fault("ledger.root_differs", values={"first": self.sound, "last": point.size - 1}))
            return
        try:
            signed = notes.verify(point.note, self.origin, notes.public_key(signing_key()))
        except Refusal as refusal:
            self.found(refusal.faults[0])
            return
        if (signed.size, signed.root) != (point.size, bytes(point.root)):
            self.found(Fault("ledger.note_differs", values={"size": point.size}))
        self.sound = point.size

    def end(self) -> None:
        """Checkpoints beyond the last entry: the entries that they were signed over are gone."""
        if self.next and "ledger.entry_missing" not in self.faults:
            last = max([self.next.size, *(point.size for point in self.checkpoints)])
            self.found(Fault("ledger.tail_cut", values={"size": last, "left": self.frontier.size}))


def _check_unsigned() -> list[Fault]:
    """Positions beyond the newest checkpoint. Place and checkpoint are given in one transaction."""
    top = Entry.objects.aggregate(top=Max("position"))["top"]
    size = _newest_size()  # read after the positions
    return [Fault("ledger.unsigned", values={"first": size})] if top is not None and top >= size else []


def _check_kept_note() -> list[Fault]:
    """The note in data/ledger must be one of the database's: else checkpoints were cut off with a tail."""
    last = Checkpoint.objects.order_by("-size").first()
    path = note_path(origin_of(last.note)) if last else None
    if last is None or path is None or not path.exists():
        return []
    kept = path.read_text(encoding="utf-8")
    if Checkpoint.objects.filter(note=kept).exists():
        return []
    size = kept.partition("\n")[2].partition("\n")[0]
    return [Fault("ledger.note_lost", values={"size": size, "left": last.size})]


def _check_waiting(now: datetime) -> list[Fault]:
    late = Entry.objects.filter(position=None, entered__lt=now - PATIENCE)
    first = late.order_by("entered").first()
    if first is None:
        return []
    return [
        Fault("ledger.waiting", values={"count": late.count(), "kind": first.kind, "ref": str(first.ref)})
    ]


def _fault_of(file: File, wrong: str, said: Mapping[str, Fact] | None) -> Fault | None:
    if wrong:
        return Fault(wrong, file.name, {"sha256": file.sha256})
    if said != facts_about(file):
        return Fault("file.row_changed", file.name, {"ref": str(file.ref)})
    return None


def _wrong_with(sha256: str) -> str:
    """The code of what is wrong with the bytes that lie under this digest; empty if they are as they were."""
    path = path_of(sha256)
    if not path.is_file():
        return "file.missing"
    return "" if _sha256(path) == sha256 else "file.changed"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
