"""The columnar store: a folder of immutable Parquet segments beside the database, which stays the truth.

A figure is in a segment or in `Unstored`, never in both and never in neither. `compact` writes a segment (temporary
name, fsync, rename) and then, in one transaction, adds its row and deletes the `Unstored` rows; killed anywhere
between, it leaves a file without a row, which `sweep` takes away.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Func, Max, QuerySet, TextField, Value

from tongket.base.lock import hold
from tongket.figures.models import Figure, Segment, Unstored
from tongket.viet.fault import Fault, Refusal

if TYPE_CHECKING:
    import pyarrow as pa

# Column of the facts, field of Figure.
COLUMNS = {
    "figure": "id",
    "indicator": "indicator_id",
    "unit": "unit_id",
    "period": "period",
    "start": "period_start",
    "end": "period_end",
    "breakdown": "breakdown_id",
    "kind": "kind",
    "source": "source",
    "value": "value",
    "entered": "entered",
    "supersedes": "supersedes_id",
}
MERGE_AT = 32
MERGE_BELOW = 2_000_000  # rows: a larger segment is left as it is
SWEEP_AFTER = timedelta(hours=1)
SORTED = ("indicator", "period", "unit", "figure")
REPLACES = b"tongket.replaces"
_CHUNK, _READ = 5000, 50_000
_held: dict[tuple[str, ...], "pa.Table"] = {}


def schema() -> "pa.Schema":
    """The columns of the facts, as the roll-up expects them."""
    import pyarrow as pa

    text, number, day = pa.string(), pa.int64(), pa.date32()
    kinds = {"period": text, "kind": text, "source": text, "start": day, "end": day}
    kinds["entered"] = pa.timestamp("us", tz="UTC")
    return pa.schema([(name, kinds.get(name, number)) for name in COLUMNS])


def folder() -> Path:
    return Path(settings.STORE)


def generation() -> int:
    return Segment.objects.aggregate(last=Max("generation"))["last"] or 0


def segment_names() -> tuple[str, ...]:
    """The files of the store. A name holds the hash of its bytes, so equal names are an equal store."""
    return tuple(Segment.objects.order_by("generation", "id").values_list("name", flat=True))


def facts() -> "pa.Table":
    """Every figure as of now, superseded or not: segments ∪ unstored, in one snapshot.

    Reading takes no lock: when the store has moved on between the two reads, both are done again.
    """
    import pyarrow as pa

    while True:
        names = segment_names()
        fresh = to_table(_unstored())
        try:
            stored = read_segments(names)
        except Refusal:
            if segment_names() == names:
                raise
            continue
        if segment_names() == names:
            return pa.concat_tables([stored, fresh])


def read_segments(names: tuple[str, ...]) -> "pa.Table":
    """The figures of these segments, kept in memory until others are asked for."""
    import pyarrow as pa

    if names not in _held:
        tables = [schema().empty_table(), *(read_file(name) for name in names)]
        _held.clear()
        _held[names] = pa.concat_tables(tables)
    return _held[names]


def indicators_in(name: str) -> set[int]:
    """The indicators of which a segment holds figures."""
    import pyarrow.parquet as pq

    with _readable(name):
        return set(pq.read_table(folder() / name, columns=["indicator"])["indicator"].unique().to_pylist())


def read_file(name: str, indicator: int | None = None) -> "pa.Table":
    """The figures of a segment, or those of one indicator in it."""
    import pyarrow.parquet as pq

    only = None if indicator is None else [("indicator", "=", indicator)]
    with _readable(name):
        return pq.read_table(folder() / name, schema=schema(), filters=only).replace_schema_metadata()


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """A segment that cannot be read is named."""
    import pyarrow as pa

    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise Refusal(Fault("store.segment_unreadable", values={"name": name})) from error


def forget() -> None:
    """Drop what is kept in memory, to read the files again."""
    _held.clear()


def to_table(figures: QuerySet[Figure], *, many: bool = False) -> "pa.Table":
    """The rows of a query as facts, in the order of the store: indicator, period, unit; `many` are read in turns."""
    import pyarrow as pa

    found = figures.values_list(_line(), flat=True)
    lines = found.iterator(chunk_size=_READ) if many else found
    return _sorted(pa.concat_tables([schema().empty_table(), *map(_facts, batched(lines, _READ))]))


def _line() -> Func:
    """A figure as one line of text: the database writes it and Arrow reads it without an object for each column."""
    lite = connection.vendor == "sqlite"
    zone = {"entered": "Z"} if lite else {}  # SQLite keeps moments in UTC and says no zone
    words = ",".join(f"%s{zone.get(name, '')}" for name in COLUMNS)
    function = "printf" if lite else "format"
    return Func(Value(words), *COLUMNS.values(), function=function, output_field=TextField())


def _facts(lines: Sequence[str]) -> "pa.Table":
    import pyarrow as pa
    from pyarrow import csv

    return csv.read_csv(
        pa.py_buffer("\n".join(lines).encode()),
        csv.ReadOptions(column_names=list(COLUMNS), use_threads=False),
        csv.ParseOptions(quote_char=False),
        csv.ConvertOptions(column_types=schema(), null_values=[""], strings_can_be_null=False),
    )


def _sorted(table: "pa.Table") -> "pa.Table":
    return table.sort_by([(name, "ascending") for name in SORTED])


def _nothing(_step: str) -> None:
    """What happens between two steps: nothing, but a test may end the process here."""


def compact(now: datetime, *, between: Callable[[str], None] = _nothing) -> Segment | None:
    """Write what is unstored into a new segment; None if there is nothing, or another process was faster.

    From MERGE_AT smaller segments on, they become one.
    """
    at = generation()
    fresh = to_table(_unstored(), many=True)
    if not fresh.num_rows:
        return None
    segment = _written(fresh, at, now, between)
    if not _swap(segment, fresh["figure"].to_pylist(), [], between):
        return None
    small = list(Segment.objects.filter(rows__lt=MERGE_BELOW).order_by("generation", "id"))
    return _merge(small, now, between) or segment if len(small) >= MERGE_AT else segment


def _merge(small: Sequence[Segment], now: datetime, between: Callable[[str], None]) -> Segment | None:
    """Several segments as one that names them, so that who holds theirs need not read its rows."""
    import pyarrow as pa

    at, names = generation(), [one.name for one in small]
    tables = [_sorted(pa.concat_tables([read_file(name) for name in names]))]
    table = tables[0].replace_schema_metadata({REPLACES: "\n".join(names)})
    segment = _written(table, at, now, between)
    return segment if _swap(segment, [], [one.pk for one in small], between) else None


def _written(table: "pa.Table", at: int, now: datetime, between: Callable[[str], None]) -> Segment:
    name, sha256 = _write(table, at + 1, between)
    between("renamed")
    return Segment(generation=at + 1, name=name, sha256=sha256, rows=table.num_rows, written_at=now)


def replaced_by(name: str) -> frozenset[str]:
    """The segments of which this one was made."""
    import pyarrow.parquet as pq

    said = (pq.read_schema(folder() / name).metadata or {}).get(REPLACES, b"")
    return frozenset(said.decode().split())


def _unstored() -> QuerySet[Figure]:
    return Figure.objects.filter(unstored__isnull=False)


def _write(table: "pa.Table", at: int, between: Callable[[str], None]) -> tuple[str, str]:
    """The file under its own name, safe on the disk; its name and SHA-256."""
    import pyarrow.parquet as pq

    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder(), prefix=".", suffix=".tmp", delete=False) as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        between("written")
        os.fsync(file.fileno())
    sha256 = sha256_of(Path(file.name))
    name = f"{at:06d}-{sha256[:16]}.parquet"
    between("synced")
    Path(file.name).replace(folder() / name)
    _sync_folder()
    return name, sha256


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder() -> None:
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(segment: Segment, figures: list[int], old: list[int], between: Callable[[str], None]) -> bool:
    """The file becomes the store: its row in, the rows it stands for out. False if the store has moved on."""
    with transaction.atomic():
        hold("figures.store")
        if generation() != segment.generation - 1:
            return False
        segment.save()
        between("row added")
        for some in batched(sorted(figures), _CHUNK):
            run = some[-1] - some[0] + 1 == len(some)
            these = {"pk__gte": some[0], "pk__lte": some[-1]} if run else {"pk__in": some}
            Unstored.objects.filter(**these).delete()
        Segment.objects.filter(pk__in=old).delete()
        between("rows deleted")
    between("committed")
    return True


def renew(now: datetime) -> None:
    """Make the whole store anew from the database, for one whose files are gone."""
    unstored, figure = Unstored._meta.db_table, Figure._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        Segment.objects.all().delete()
        Unstored.objects.all().delete()
        cursor.execute(f"INSERT INTO {unstored} (figure_id) SELECT id FROM {figure}")  # noqa: S608
    compact(now)


def sweep(now: datetime) -> list[str]:
    """Take away files that have no row, once they are too old to be waiting for one; their names."""
    known = set(Segment.objects.values_list("name", flat=True))
    stale = [
        path
        for path in (sorted(folder().iterdir()) if folder().is_dir() else [])
        if path.name not in known and now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > SWEEP_AFTER
    ]
    for path in stale:
        path.unlink(missing_ok=True)
    return [path.name for path in stale]
