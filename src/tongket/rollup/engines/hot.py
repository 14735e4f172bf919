# ruff: noqa: S608  the statements are our own, no word of them comes from outside
"""A hot copy of the facts inside the process: loaded once, brought up to date by what is new.

Its figures are told apart once and not at each question. `plain`: those that alone have their key (indicator, period,
unit, breakdown, kind) and are superseded by none: each stands. `odd`: all others, among which a question has to look
for the one that counts. A key is wholly in one of the two. Of a plain figure only what adds up is held, and packed by
columns; who wants the rest, or an earlier moment, reads the files.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tongket.rollup.engines.duck import duckdb_engine
from tongket.rollup.lists import Units
from tongket.rollup.pages import Among, Run, Seats, run_of
from tongket.rollup.question import Question, Span

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

SEATED = 64  # maps whose seats are held
LOAD, BATCH = 8_000_000, 1_000_000  # rows taken in, and looked through, at once
# A cast of a moment with its zone asks the calendar for each row: it took a third of the time of loading.
_ENTERED = "make_timestamp(epoch_us(entered))"
COLUMNS = (
    'figure, indicator, unit, period, start, "end", breakdown, kind, source, value,'
    f" {_ENTERED} AS entered, supersedes"
)
_KEY = ("indicator", "period", "unit", "breakdown", "kind")
_TABLES = """
CREATE TABLE spans (id SMALLINT, key VARCHAR, start DATE, "end" DATE);
CREATE TABLE tags (id SMALLINT, breakdown BIGINT, kind VARCHAR, source VARCHAR);
CREATE TABLE plain (indicator INTEGER, period SMALLINT, unit INTEGER, tag SMALLINT, value BIGINT);
CREATE TABLE odd (figure BIGINT, indicator BIGINT, unit BIGINT, period VARCHAR, start DATE, "end" DATE,
    breakdown BIGINT, kind VARCHAR, source VARCHAR, value BIGINT, entered TIMESTAMP, supersedes BIGINT);
CREATE VIEW ends AS SELECT id AS key, "end" AS key_end FROM spans;
CREATE VIEW odd_pages AS
    SELECT odd.* EXCLUDE (period), spans.id AS period FROM odd JOIN spans ON odd.period = spans.key;
CREATE VIEW facts AS
    SELECT CAST(0 AS BIGINT) AS figure, CAST(indicator AS BIGINT) AS indicator, CAST(unit AS BIGINT) AS unit,
        key AS period, start, "end", breakdown, kind, source, value, TIMESTAMP '1970-01-01' AS entered,
        CAST(NULL AS BIGINT) AS supersedes
    FROM plain JOIN spans ON plain.period = spans.id JOIN tags ON plain.tag = tags.id
    UNION ALL SELECT * FROM odd;
"""
_PLAIN = """
INSERT INTO plain SELECT g.indicator, s.id, g.unit, t.id, g.value
FROM {} g JOIN spans s ON g.period = s.key
    JOIN tags t ON g.breakdown = t.breakdown AND g.kind = t.kind AND g.source = t.source
"""
_MEETS = """
SELECT DISTINCT g.indicator, g.period, g.unit, g.breakdown, g.kind
FROM given g JOIN spans s ON g.period = s.key JOIN tags t ON g.breakdown = t.breakdown AND g.kind = t.kind
    JOIN plain p ON p.indicator = g.indicator AND p.period = s.id AND p.unit = g.unit AND p.tag = t.id
"""


class Wanted(NamedTuple):
    """Numbers that a question names; what is `alike` is asked by the same words."""

    among: Among
    alike: tuple[int, ...]


class Hot:
    """The copy. Used by one thread at a time."""

    def __init__(self, threads: int | None = None) -> None:
        self.backend = duckdb_engine(threads)
        self.sql = self.backend.con
        self.sql.execute(f"SET TimeZone = 'UTC'; ATTACH ':memory:' AS hot (COMPRESS); USE hot; {_TABLES}")
        self.files: tuple[Path, ...] = ()
        self.spans: dict[str, tuple[int, Span]] = {}
        self.tags: dict[tuple[int, str, str], int] = {}
        self.latest: dict[int, datetime] = {}
        self.pages: set[tuple[int, str]] = set()
        self.figures = 0
        self._seated: dict[tuple[Seats, Units | None], str] = {}
        self._maps = 0

    def table(self, name: str) -> "ir.Table":
        """`plain`, `odd`, or all figures as `facts`: of those that stand alone without number and moment."""
        return self.backend.table(name)

    def alone(self, question: Question) -> "ir.Table":
        """Of the figures that stand alone, those of the kind, breakdown and sources asked for."""
        plain = self.table("plain")
        asked = {
            number
            for (breakdown, kind, source), number in self.tags.items()
            if (breakdown, kind) == (question.breakdown, question.kind) and source in question.sources
        }
        return plain if len(asked) == len(self.tags) else plain.filter(plain.tag.isin(sorted(asked)))

    def seated(self, seats: Seats, due: Units | None = None) -> str:
        """The table of the seats of a map, and of who of them stands on a frozen list."""
        if (seats, due) not in self._seated:
            while len(self._seated) >= SEATED:
                self.sql.execute(f"DROP TABLE {self._seated.pop(next(iter(self._seated)))}")
            self._maps += 1
            self.sql.register("given_seats", seats.table(due))
            self.sql.execute(f"CREATE TABLE seats_{self._maps} AS SELECT * FROM given_seats")
            self.sql.unregister("given_seats")
            self._seated[seats, due] = f"seats_{self._maps}"
        return self._seated[seats, due]

    def wanted(self, name: str, numbers: Iterable[int]) -> Wanted:
        """A run of numbers is told beside the words of a question, so that they fit any other."""
        each = sorted(set(numbers))
        run = run_of(each)
        if run is None:
            return Wanted(each, tuple(each))
        for end, number in zip(run._fields, run, strict=True):
            self.sql.execute(f"SET VARIABLE {name}_{end} = {number}")
        return Wanted(Run(*(_variable(f"{name}_{end}") for end in run._fields)), ())

    def from_files(self, fresh: "pa.Table") -> "ir.Table":
        """Every figure with every column: of the files, and those in no file yet."""
        import ibis

        paths = [str(path) for path in self.files]
        tables = [self.backend.read_parquet(paths, table_name="files")] if paths else []
        return ibis.union(*tables, ibis.memtable(fresh)) if tables else ibis.memtable(fresh)

    def load(self, paths: Iterable[Path]) -> None:
        """Take the files into an empty copy."""
        self.files = tuple(paths)
        if not self.files:
            return
        self._know(f"({self._stored()})")
        for first, last in self._ranges(f"({self._stored()})", LOAD):
            some = f"(SELECT * FROM ({self._stored()}) WHERE indicator BETWEEN {first} AND {last})"
            self.sql.execute(_PLAIN.format(some))
            self.sql.execute("CHECKPOINT hot")  # packs the columns
        self.figures = self._number("SELECT count(*) FROM plain")
        self.sql.execute(
            f"CREATE OR REPLACE TEMP TABLE old AS SELECT supersedes AS figure FROM ({self._stored()})"
            " WHERE supersedes IS NOT NULL"
        )
        self.sql.execute(
            f"CREATE OR REPLACE TEMP TABLE meets AS {self._keys('WHERE supersedes IS NOT NULL')}"
        )
        if self._number("SELECT count(*) FROM old"):
            self.sql.execute(f"INSERT INTO meets {self._keys('WHERE figure IN (SELECT figure FROM old)')}")
        self._find_doubles()
        self._to_odd()
        pages = "(SELECT DISTINCT indicator, period AS id FROM plain) JOIN spans USING (id)"
        self._note_pages(
            f"(SELECT indicator, key AS period FROM {pages} UNION SELECT indicator, period FROM odd)"
        )

    def _find_doubles(self) -> None:
        """Keys of several figures go to `meets`; looked for in some indicators at once."""
        most = self._number("SELECT coalesce(max(unit), 0) FROM plain")
        for first, last in self._ranges("plain", BATCH):
            self._find_doubles_of(first, last, most)

    def _find_doubles_of(self, first: int, last: int, most: int) -> None:
        """Each key as one number, in order: equal ones stand side by side."""
        import numpy as np
        import pyarrow as pa

        kinds = sorted({(breakdown, kind) for breakdown, kind, _source in self.tags})
        sizes = last - first + 1, len(self.spans), len(kinds), most + 1
        if prod(sizes) >= 2**63 and first < last:
            middle = (first + last) // 2
            self._find_doubles_of(first, middle, most)
            self._find_doubles_of(middle + 1, last, most)
            return
        rows = self.sql.execute(
            f"SELECT indicator - {first} AS indicator, period, tag, unit FROM plain"
            f" WHERE indicator BETWEEN {first} AND {last}"
        ).fetchnumpy()
        kind_of = np.array([kinds.index((breakdown, kind)) for breakdown, kind, _source in self.tags])
        rows["tag"] = kind_of[rows["tag"]]
        keys = np.ravel_multi_index([rows[name] for name in ("indicator", "period", "tag", "unit")], sizes)
        keys.sort()
        indicator, period, kind, unit = np.unravel_index(np.unique(keys[1:][keys[1:] == keys[:-1]]), sizes)
        if not len(unit):
            return
        said, spans = [kinds[one] for one in kind], list(self.spans)
        columns = [indicator + first, [spans[one] for one in period], unit, *zip(*said, strict=True)]
        self.sql.register("doubles", pa.table([pa.array(column) for column in columns], names=_KEY))
        self.sql.execute("INSERT INTO meets SELECT * FROM doubles")
        self.sql.unregister("doubles")

    def _ranges(self, rows: str, most: int) -> Iterator[tuple[int, int]]:
        """Indicators from one to another that have some so many figures together."""
        found = self.sql.execute(
            f"SELECT indicator, count(*) FROM {rows} GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        first, held = None, 0
        for indicator, count in found:
            first, held = indicator if first is None else first, held + count
            if held >= most or indicator == found[-1][0]:
                yield first, indicator
                first, held = None, 0

    def absorb(self, table: "pa.Table") -> frozenset[int]:
        """Take in figures that are not held; the indicators of which something changes."""
        if not table.num_rows:
            return frozenset()
        self.sql.register("given", table)
        try:
            self._know("given")
            self.sql.execute(f"CREATE OR REPLACE TEMP TABLE meets AS {_MEETS}")
            touched = self._to_odd()
            self.sql.execute(f"INSERT INTO odd SELECT {COLUMNS} FROM given")
            self._note_pages("given")
        finally:
            self.sql.unregister("given")
        self.figures += table.num_rows
        return touched | self._set_apart() | frozenset(table["indicator"].unique().to_pylist())

    def _set_apart(self) -> frozenset[int]:
        """What is superseded by a figure of another key stands no longer alone."""
        self.sql.execute(
            "CREATE OR REPLACE TEMP TABLE old AS SELECT supersedes AS figure FROM odd WHERE supersedes IS NOT NULL"
            " EXCEPT SELECT figure FROM odd"
        )
        if not self.files or not self._number("SELECT count(*) FROM old"):
            return frozenset()
        keys = self._keys("WHERE figure IN (SELECT figure FROM old)")
        self.sql.execute(f"CREATE OR REPLACE TEMP TABLE meets AS {keys}")
        return self._to_odd()

    def _to_odd(self) -> frozenset[int]:
        """The keys of `meets` go over from the plain figures to the others, with all their columns."""
        first, last = self.sql.execute("SELECT min(indicator), max(indicator) FROM meets").fetchall()[0]
        if first is None:
            return frozenset()
        self.sql.execute(
            "DELETE FROM plain USING meets m, spans s, tags t WHERE plain.indicator = m.indicator"
            " AND plain.period = s.id AND s.key = m.period AND plain.unit = m.unit AND plain.tag = t.id"
            " AND t.breakdown = m.breakdown AND t.kind = m.kind"
        )
        self.sql.execute(
            f"INSERT INTO odd SELECT f.* FROM ({self._stored()}) f SEMI JOIN meets USING ({', '.join(_KEY)})"
            f" WHERE f.indicator BETWEEN {first} AND {last} AND f.figure NOT IN (SELECT figure FROM odd)"
        )
        return frozenset(
            row[0] for row in self.sql.execute("SELECT DISTINCT indicator FROM meets").fetchall()
        )

    def _stored(self) -> str:
        """All columns of the figures in the files."""
        paths = ", ".join("'" + str(path).replace("'", "''") + "'" for path in self.files)
        return f"SELECT {COLUMNS} FROM read_parquet([{paths}])"

    def _keys(self, which: str) -> str:
        return f"SELECT {', '.join(_KEY)} FROM ({self._stored()}) {which}"

    def _know(self, rows: str) -> None:
        """The periods and kinds of these rows, and the moment of the last figure of each indicator."""
        for key, start, end in self.sql.execute(
            f'SELECT DISTINCT period, start, "end" FROM {rows} ORDER BY period'
        ).fetchall():
            if key not in self.spans:
                number = len(self.spans)
                self.spans[key] = number, Span(key, start, end)
                self.sql.execute("INSERT INTO spans VALUES (?, ?, ?, ?)", [number, key, start, end])
        for tag in self.sql.execute(f"SELECT DISTINCT breakdown, kind, source FROM {rows}").fetchall():
            if tag not in self.tags:
                self.tags[tag] = len(self.tags)
                self.sql.execute("INSERT INTO tags VALUES (?, ?, ?, ?)", [self.tags[tag], *tag])
        last = f"SELECT indicator, max({_ENTERED}) FROM {rows} GROUP BY indicator"
        for indicator, entered in self.sql.execute(last).fetchall():
            at = entered.replace(tzinfo=UTC)
            self.latest[indicator] = max(at, self.latest.get(indicator, at))

    def _note_pages(self, rows: str) -> None:
        """Which indicators have figures of which periods."""
        self.pages |= set(self.sql.execute(f"SELECT DISTINCT indicator, period FROM {rows}").fetchall())

    def _number(self, question: str) -> int:
        return int(self.sql.execute(question).fetchall()[0][0])

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is taken in here is taken out again."""
        held = self.spans.copy(), self.tags.copy(), self.latest.copy(), self.pages.copy(), self.figures
        seated = self._seated.copy()
        self.sql.execute("BEGIN")
        try:
            yield
        finally:
            self.sql.execute("ROLLBACK")
            self.spans, self.tags, self.latest, self.pages, self.figures = held
            self._seated = seated


@cache
def _variable(named: str) -> "ir.IntegerValue":
    """What DuckDB's SET VARIABLE has set, known to it before a question is planned."""
    import ibis

    @ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
    def getvariable(key: str) -> int:
        raise NotImplementedError

    return getvariable(named)
