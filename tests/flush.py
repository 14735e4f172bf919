"""Tests with a live server end by emptying the tables, which the triggers of figures refuse on SQLite."""

from importlib import import_module

from django.db import connection
from django.test import TransactionTestCase


def allow_flush() -> None:
    """Take the triggers away while a test's tables are emptied, and lay what migrations had laid afterwards."""
    plain = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        on_sqlite = connection.vendor == "sqlite"
        if on_sqlite:
            _run("DROP TRIGGER IF EXISTS figure_no_update; DROP TRIGGER IF EXISTS figure_no_delete")
        plain(case)
        if on_sqlite:
            _run(import_module("tongket.figures.migrations.0002_figures_are_append_only").SQLITE)
        from tongket.figures.models import Breakdown

        Breakdown.objects.get_or_create(id=0)

    TransactionTestCase._fixture_teardown = teardown


def _run(script: str) -> None:
    connection.ensure_connection()
    connection.connection.executescript(script)
