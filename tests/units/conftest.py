"""The real country, loaded for this folder (a package, so that the fixture ends with it) and then taken away."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from pytest_django.plugin import blocking_manager_key
from tests.flush import emptying

from tongket.units.load import Loaded, load_units
from tongket.units.queries import national_root
from tongket.viet.fault import Refusal

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
_stands: list[bool] = []


@pytest.fixture(scope="package")
def country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        loaded: Loaded = load_units(now=NOW)
        _stands.append(True)
        yield loaded
        _stands.clear()
        with emptying():
            call_command("flush", verbosity=0, interactive=False)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """A test with transactions of its own ends by emptying all tables: the country has to come back after it."""
    if _stands and "country" in getattr(item, "fixturenames", ()):
        with item.config.stash[blocking_manager_key].unblock():
            try:
                national_root()
            except Refusal:
                load_units(now=NOW)


def pytest_collection_modifyitems(items):
    """Tests that need the country come last: those before them work on empty tables and are quick."""
    items.sort(key=lambda item: "country" in getattr(item, "fixturenames", ()))
