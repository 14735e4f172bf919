"""Sets the stage before Django loads: a data folder of its own, built catalogues, the chosen database.

`pytest --database=postgres` starts a PostgreSQL server of its own and ends it with the session.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from tests.flush import allow_flush
from tests.postgres import Server
from tools import messages

DATA = Path(tempfile.mkdtemp(prefix="tongket-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ.update(
    DJANGO_SETTINGS_MODULE="tongket.site.settings",
    TONGKET_DATA=str(DATA),
    TONGKET_NO_POOL="1",
    TONGKET_DEMO="",
    TONGKET_LANG="vi",
    # Playwright's own loop runs in the tests' thread; Django would take it for asynchronous code.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)
# The workers of pytest-xdist find the first process's server in the environment.
if "--database=postgres" in sys.argv and "TONGKET_TEST_SERVER" not in os.environ:
    server = Server()
    atexit.register(server.stop)
    os.environ["TONGKET_TEST_SERVER"] = server.url
os.environ["DATABASE_URL"] = os.environ.get("TONGKET_TEST_SERVER", "")

messages.build_all()
django.setup()

from django.conf import settings  # noqa: E402
from django.utils import translation  # noqa: E402
from tests.world.people import TODAY, moment  # noqa: E402

from tongket.base import clock  # noqa: E402

# How fast a machine is proves nothing about a rule.
# The gate repeats the same examples, so that it tells of a change; at a developer's desk they are new each time.
hypothesis.register_profile(
    "tongket",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
# `make test` tries fewer examples of each rule than `make test-all`, which goes over them on PostgreSQL.
hypothesis.register_profile("quick", hypothesis.get_profile("tongket"), max_examples=25)
hypothesis.load_profile("tongket")
allow_flush()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The workers of pytest-xdist read the first process's settings: what one of them clears is not the other's.
settings.CACHES["default"]["LOCATION"] = DATA / "cache"

# The commune of the tests lives on one day, from noon on, whenever they are run: a run over midnight stays within it.
_real_now = clock.now
_since_noon = _real_now() - moment(TODAY, 12)
clock.now = lambda: _real_now() - _since_noon


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", default="sqlite", choices=["sqlite", "postgres"], help="which database the tests run on"
    )


def _forget():
    """Records of two tests may have the same refs: what was kept of one would be found by the other."""
    from django.core.cache import cache

    from tongket.figures.queries.kept import forget

    forget()
    cache.clear()


@pytest.fixture(autouse=True, scope="module")
def _own_world():
    """What a module sets up for all its tests is not worked out by the tree of the module before."""
    _forget()


@pytest.fixture(autouse=True)
def _own_tree():
    """Each test reads its own tree: those made by hand have all the same number, and figures count from 1 again."""
    _forget()


@pytest.fixture(autouse=True)
def _vietnamese():
    """Each test starts on a Vietnamese screen, whatever the one before it left."""
    translation.activate("vi")
    yield
    translation.deactivate()
