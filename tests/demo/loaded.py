"""The demo as a newcomer makes it: `tongket demo` in a folder and a database of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

TONGKET = Path(sys.executable).with_name("tongket")
NATIONAL, MAU = "sap-xep-don-vi-hanh-chinh", "dan-chu-co-so-2025"
# As `tongket demo` builds them: programme, period, the words that ask for it again.
ASKED = {
    NATIONAL: (NATIONAL, "2025..2026", "--as-of", "2026-11-22T08:00"),
    MAU: (MAU, "2025", "--as-of", "2026-01-25T08:00", "--final"),
}


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Demo:
    """One loaded demo: its data folder, and its PostgreSQL database or "" for the SQLite file in the folder."""

    folder: Path
    url: str = ""

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def environment(self, lang: str = "vi") -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return ours | {
            "TONGKET_DATA": str(self.folder),
            "DATABASE_URL": self.url,
            "TONGKET_DEMO": "1",
            "TONGKET_LANG": lang,
        }

    def shell(self, *words: object, lang: str = "vi") -> Said:
        """`tongket WORDS` in this demo."""
        return self._run([str(TONGKET), *map(str, words)], lang)

    def python(self, module: str, *words: object) -> Said:
        """`python -m MODULE WORDS` in this demo."""
        return self._run([sys.executable, "-m", module, *map(str, words)], "vi")

    def _run(self, command: list[str], lang: str) -> Said:
        ran = subprocess.run(
            command, env=self.environment(lang), capture_output=True, text=True, cwd=Path(__file__).parents[2]
        )
        return Said(ran.returncode, ran.stdout, ran.stderr)

    def load(self) -> "Demo":
        said = self.shell("demo", "--out", self.out)
        assert said.code == 0, said.err
        return self

    def copy(self, folder: Path) -> "Demo":
        """The same demo once more, to be broken or changed."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("out", "cache", "logs"))
        if not self.url:
            return Demo(folder)
        name = f"{urlsplit(self.url).path.lstrip('/')}_{folder.name}".replace("-", "_")[:60]
        return Demo(folder, database(self.url, name, urlsplit(self.url).path.lstrip("/")))

    def connect(self) -> Any:
        if self.url:
            return psycopg.connect(self.url, autocommit=True)
        return sqlite3.connect(self.folder / "tongket.sqlite3", isolation_level=None)

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement past the program; `%s` stands for a value."""
        with closing(self.connect()) as connection:
            ran = connection.execute(query if self.url else query.replace("%s", "?"), values)
            return ran.fetchall() if ran.description else []

    def one(self, query: str, *values: object) -> Any:
        return self.sql(query, *values)[0][0]

    def tables(self) -> list[str]:
        if self.url:
            query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        else:
            query = (
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
            )
        return [name for (name,) in self.sql(query)]

    def contents(self) -> dict[str, Sequence[tuple[Any, ...]]]:
        """Every row of every table."""
        return {
            table: sorted(self.sql(f'SELECT * FROM "{table}"'), key=repr)
            for table in self.tables()
            if not table.startswith("base_found")  # what the full-text search of SQLite keeps for itself
        }

    def files(self) -> dict[str, bytes]:
        """Every kept file, segment, note and key."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for part in ("files", "store", "ledger", "keys")
            for path in sorted((self.folder / part).rglob("*"))
            if path.is_file()
        }


def database(server: str, name: str, template: str = "template1") -> str:
    """A new PostgreSQL database beside the one that is named, and its address."""
    base = server.rpartition("/")[0]
    with closing(psycopg.connect(f"{base}/postgres", autocommit=True)) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{base}/{name}"
