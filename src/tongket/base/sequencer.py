"""Gives the entries that actions have written their place in the log, and signs where it stands.

Actions insert an `Entry` without a position, so they never wait for each other. After their commit, and
again in the worker, `sequence` places what has gathered, in one short transaction a batch. What is
placed is final: the newest signed note is also kept in a file, so that a tail cannot be cut off the
database unseen.
"""

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from tongket.base.env import secret
from tongket.base.lock import hold
from tongket.base.models import Checkpoint, Entry, Installation
from tongket.ledger import checkpoint as notes
from tongket.ledger.merkle import Frontier, inclusion_proof, leaf_hash, root, verify_inclusion

BATCH = 1000
RUN = 256  # entries, a power of two: so many stand together under one node of the tree
_runs: dict[str, tuple[bytes, ...]] = {}  # the roots of full runs, by the name of the log


def signing_key() -> bytes:
    """The installation's Ed25519 key, 32 bytes, from its secret in data/keys."""
    return hashlib.sha256(secret(settings.DATA, "ledger").encode()).digest()


def sequence(*, now: datetime) -> int:
    """Place every committed entry that has no position yet; how many there were. Safe with several callers."""
    placed = 0
    while Entry.objects.filter(position=None).exists():  # looked up first: an idle worker takes no lock
        placed += _place_batch(now)
    return placed


def _place_batch(now: datetime) -> int:
    with transaction.atomic(durable=True):
        hold("ledger")
        waiting = list(Entry.objects.filter(position=None).order_by("id").values_list("pk", "body")[:BATCH])
        if not waiting:
            return 0
        last = Checkpoint.objects.order_by("-size").first()
        frontier = Frontier.from_bytes(bytes(last.frontier)) if last else Frontier()
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE base_entry SET position = %s WHERE id = %s",
                [(frontier.size + i, pk) for i, (pk, _body) in enumerate(waiting)],
            )
        frontier = frontier.extend(leaf_hash(bytes(body)) for _pk, body in waiting)
        note = _sign(frontier, origin=origin_of(last.note) if last else _new_origin())
        Checkpoint.objects.create(
            size=frontier.size, root=frontier.root(), frontier=bytes(frontier), note=note, at=now
        )
        transaction.on_commit(lambda: keep_note(note))
    return len(waiting)


def _sign(frontier: Frontier, *, origin: str) -> str:
    return notes.sign(notes.Checkpoint(origin, frontier.size, frontier.root()), signing_key())


def origin_of(note: str) -> str:
    """The log's name: the first line of each of its notes."""
    return note.partition("\n")[0]


def _size_of(note: str) -> int:
    return int(note.split("\n")[1])


def _new_origin() -> str:
    """A log's name is its own for ever, also beside an earlier log of the same host."""
    installation = Installation.objects.first()
    host = installation.main_host if installation else "tongket"
    return f"{host}/{uuid.uuid4().hex[:12]}"


def note_path(origin: str) -> Path:
    """Where the newest note of a log is kept outside the database."""
    return Path(settings.DATA) / "ledger" / f"{hashlib.sha256(origin.encode()).hexdigest()[:16]}.note"


def keep_note(note: str) -> None:
    """Put the note into its file, unless the one there bears witness to more than the database holds."""
    path = note_path(origin_of(note))
    if path.exists():
        # Another process may have signed a later one and kept it before us.
        earlier = Checkpoint.objects.filter(size__lt=_size_of(note))
        if not earlier.filter(note=path.read_text(encoding="utf-8")).exists():
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    part.write_text(note, encoding="utf-8")
    part.replace(path)


@dataclass(frozen=True)
class Proof:
    """What shows anyone that an entry stands in the log: its place, the path to the root, the signed note."""

    position: int
    leaf: bytes
    path: tuple[bytes, ...]
    note: str


def prove(entry: Entry) -> Proof | None:
    """The proof of an entry against the newest checkpoint; none while it waits for its place."""
    last = Checkpoint.objects.order_by("-size").first()
    if last is None or entry.position is None or entry.position >= last.size:
        return None
    leaf, path = leaf_hash(bytes(entry.body)), _path(entry.position, last)
    if not verify_inclusion(leaf, entry.position, last.size, path, bytes(last.root)):
        # Another log under the same name: a backup was restored while this process ran.
        _runs.pop(origin_of(last.note), None)
        path = inclusion_proof([*_leaves(0, last.size)], entry.position)
    return Proof(entry.position, leaf, tuple(path), last.note)


def _path(position: int, last: Checkpoint) -> list[bytes]:
    """The way to the root from the entries of its own run and the roots of all runs: a run is a subtree."""
    run, full = position // RUN, last.size // RUN
    own = [*_leaves(run * RUN, min((run + 1) * RUN, last.size))]
    roots = _roots(origin_of(last.note), full)
    tail = [*_leaves(full * RUN, last.size)]
    heads = [*roots, root(tail)] if tail else roots
    if position % RUN >= len(own) or run >= len(heads):
        return []  # entries are missing
    return [*inclusion_proof(own, position % RUN), *inclusion_proof(heads, run)]


def _roots(origin: str, number: int) -> Sequence[bytes]:
    """Those of the first so many runs; what is placed is final, so each is worked out once in a process."""
    known = _runs.get(origin, ())
    if len(known) < number:
        more = batched(_leaves(len(known) * RUN, number * RUN), RUN)
        known = _runs[origin] = (*known, *(root(leaves) for leaves in more))
    return known[:number]


def _leaves(first: int, end: int) -> Iterator[bytes]:
    placed = Entry.objects.filter(position__gte=first, position__lt=end).order_by("position")
    return (leaf_hash(bytes(body)) for body in placed.values_list("body", flat=True).iterator(5000))
