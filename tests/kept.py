"""What many files of tests stand on is made once a process, and laid down again for each of them as it was made."""

import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_pages: dict[str, sqlite3.Connection] = {}  # a copy of the whole database, by what stands in it
_made: dict[str, bytes] = {}
EMPTY = ""


@contextmanager
def kept[Made](name: str, build: Callable[[], Made]) -> Iterator[Made]:
    """`build()` within, its records in the database; afterwards the tables are as they were.

    On SQLite the database is copied and so built once a process; elsewhere it is built and rolled back.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)
        return
    if EMPTY not in _pages:
        _keep(EMPTY)
    if name not in _made:
        with transaction.atomic():
            made = build()
            connection.run_on_commit = []  # as in a transaction that is rolled back
        _keep(name)
        _made[name] = pickle.dumps(made)
    else:
        _lay(name)
    try:
        yield pickle.loads(_made[name])  # noqa: S301 (our own bytes)
    finally:
        _lay(EMPTY)


def _keep(name: str) -> None:
    connection.ensure_connection()
    _pages[name] = sqlite3.connect(":memory:")
    connection.connection.backup(_pages[name])


def _lay(name: str) -> None:
    _pages[name].backup(connection.connection)
