"""The database as one file, and back: SQLite copies itself in one step while others write, PostgreSQL by its tools."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

from tongket.viet.fault import refusal


def dump(path: Path) -> None:
    """What stood in the database at one moment; whoever writes meanwhile is not held up.

    A copy of SQLite by pages would begin again at each write; in one step it cannot.
    """
    if connection.vendor == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
        return
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(path)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def load(path: Path) -> None:
    """Into a database that `require_no_tables` found empty; whole or not at all."""
    if connection.vendor == "postgresql":
        words = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        _run("pg_restore", *words, f"--dbname={connection.settings_dict['NAME']}", str(path))
        return
    connection.close()
    kept = Path(connection.settings_dict["NAME"])
    part = kept.with_name(f"{kept.name}.part")
    try:
        shutil.copyfile(path, part)
        for beside in ("-wal", "-shm"):  # of the empty database that somebody left there by looking
            kept.with_name(kept.name + beside).unlink(missing_ok=True)
        part.replace(kept)
    finally:
        part.unlink(missing_ok=True)


def require_no_tables() -> None:
    if connection.introspection.table_names():
        raise refusal("backup.database_filled")
    connection.close()


def _run(program: str, *words: str) -> None:
    """One of PostgreSQL's tools on the database of the settings."""
    found = shutil.which(program)
    if found is None:
        raise refusal("backup.no_tool", program=program)
    given = connection.settings_dict
    names = {
        "PGDATABASE": "NAME",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
    }
    env = os.environ | {name: str(given[key]) for name, key in names.items() if given.get(key)}
    done = subprocess.run([found, *words], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().splitlines() or [""]
        raise refusal("backup.tool_failed", program=program, said=said[0])
