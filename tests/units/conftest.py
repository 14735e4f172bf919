"""The real country, loaded once for this folder and taken away after it."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from tongket.units.load import Loaded, load_units

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="package")
def country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        loaded: Loaded = load_units(now=NOW)
        yield loaded
        call_command("flush", verbosity=0, interactive=False)


def pytest_collection_modifyitems(items):
    """Tests that need the country come last: those before them work on empty tables and are quick."""
    items.sort(key=lambda item: "country" in getattr(item, "fixturenames", ()))
