"""The hot copy of the figures in this process, brought up at each question to what the database says just then."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Sum

from tongket.figures import store
from tongket.figures.models import Figure, Segment, Unstored
from tongket.viet.fault import refusal

if TYPE_CHECKING:
    import pyarrow as pa

    from tongket.rollup.ready import Ready

ABSORBED_MOST = 2_000_000  # figures taken in one by one, before the files are loaded anew
_CHUNK = 500


@dataclass
class _Copy:
    """What this process holds: of which files, and which figures that were in none when it took them in."""

    ready: "Ready"
    names: frozenset[str]
    loose: set[int] = field(default_factory=set)
    absorbed: int = 0


_lock = Lock()
_copies: list[_Copy] = []


def forget() -> None:
    """Drop it, to be loaded again when it is asked for."""
    _copies.clear()


def loaded() -> bool:
    return bool(_copies)


def figures() -> int:
    """How many figures there are, stored or not."""
    stored: int = Segment.objects.aggregate(rows=Sum("rows"))["rows"] or 0
    return stored + Unstored.objects.count()


@contextmanager
def ready() -> Iterator["tuple[Ready, pa.Table]"]:
    """The hot copy with all that counts just now, and the figures that are in no file; for one thread at a time.

    Within a transaction the figures in no file may be its own and come to nothing: then they are taken out again.
    """
    with _lock:
        try:
            copy, waiting = _in_step()
            fresh = rows_of(waiting - copy.loose)
            if not connection.in_atomic_block:
                copy.ready.kept.drop(copy.ready.hot.absorb(fresh))
                copy.loose |= waiting
                copy.absorbed += fresh.num_rows
        except BaseException:
            forget()  # half of something may have been taken in
            raise
        if not connection.in_atomic_block:
            yield copy.ready, rows_of(waiting)
            return
        with copy.ready.hot.undone():
            touched = copy.ready.hot.absorb(fresh)
            copy.ready.kept.drop(touched)
            try:
                yield copy.ready, fresh
            finally:
                copy.ready.kept.drop(touched)


def _in_step() -> tuple[_Copy, set[int]]:
    """The copy with all files of the store, and the figures that stand in none of them."""
    names, waiting = snapshot()
    copy = _with_files(names)
    if not copy.loose <= waiting or copy.absorbed > ABSORBED_MOST:
        forget()
        copy = _with_files(names)
    return copy, waiting


def snapshot() -> tuple[tuple[str, ...], set[int]]:
    """The files of the store and the figures in none of them, at one moment, without a lock."""
    while True:
        names = store.segment_names()
        waiting = set(Unstored.objects.values_list("figure", flat=True))
        if store.segment_names() == names:
            return names, waiting


def rows_of(figures: Collection[int]) -> "pa.Table":
    """These figures as facts, read from the database."""
    import pyarrow as pa

    ids = sorted(figures)
    chunks = (ids[first : first + _CHUNK] for first in range(0, len(ids), _CHUNK))
    return pa.concat_tables(
        [store.schema().empty_table()]
        + [store.to_table(Figure.objects.filter(pk__in=chunk)) for chunk in chunks]
    )


def _with_files(names: tuple[str, ...]) -> _Copy:
    """The copy with the figures of these files: of those it has not seen, what it does not hold."""
    copy = _copies[0] if _copies else None
    if copy is not None and copy.names != frozenset(names) and not _follow(copy, names):
        copy = None
    if copy is None:
        from tongket.rollup.ready import Ready

        _copies.clear()
        copy = _Copy(Ready(), frozenset(names))
        copy.ready.hot.load([file_of(name) for name in names])
        _copies.append(copy)
    return copy


def file_of(name: str) -> Path:
    """A file of the store. Refuses (`store.segment_unreadable`) one that is not there."""
    path = store.folder() / name
    if not path.is_file():
        raise refusal("store.segment_unreadable", name=name)
    return path


def _follow(copy: _Copy, names: tuple[str, ...]) -> bool:
    """Take in what new files hold; False where it cannot be told what that is."""
    gone = set(copy.names.difference(names))
    for name in names:
        if name in copy.names:
            continue
        made_of = store.replaced_by(name)
        if not made_of:
            table = store.read_file(name)
            loose = set(table["figure"].to_pylist())
            new = _without(table, copy.loose)
            copy.loose -= loose
            copy.absorbed += new.num_rows
            copy.ready.kept.drop(copy.ready.hot.absorb(new))
        elif not made_of <= copy.names:
            return False
        gone -= made_of
    if gone:
        return False
    copy.names = frozenset(names)
    copy.ready.hot.files = tuple(store.folder() / name for name in names)
    return True


def _without(table: "pa.Table", figures: Collection[int]) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    held = pc.is_in(table["figure"], value_set=pa.array(sorted(figures), pa.int64()))
    return table.filter(pc.invert(held))
