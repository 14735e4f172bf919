"""Tests with a live server end by emptying the tables, which the triggers of figures refuse on SQLite."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection
from django.test import TransactionTestCase


def allow_flush() -> None:
    """Take the triggers away while a test's tables are emptied."""
    plain = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        with emptying():
            plain(case)

    TransactionTestCase._fixture_teardown = teardown


@contextmanager
def emptying() -> Iterator[None]:
    """Tables may be emptied within; afterwards stands again what the migrations had laid."""
    on_sqlite = connection.vendor == "sqlite"
    if on_sqlite:
        for name in ("update", "delete", "replace"):
            _run(f"DROP TRIGGER IF EXISTS figure_no_{name}")
    _truncation("DISABLE")
    yield
    _truncation("ENABLE")
    if on_sqlite:
        for trigger in import_module("tongket.figures.migrations.0001_squashed_0005").SQLITE:
            _run(trigger)
    from tongket.figures.models import Breakdown

    Breakdown.objects.get_or_create(id=0)


def _truncation(how: str) -> None:
    """On PostgreSQL the tables are truncated, which a trigger of figures refuses too."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE figures_figure {how} TRIGGER figure_no_truncate")


def _run(statement: str) -> None:
    connection.ensure_connection()
    connection.connection.execute(statement)
