"""One demo, loaded once for all processes of a test run; a copy of it for what would break it."""

import fcntl
import os
from pathlib import Path

import pytest
from tests.demo.loaded import Demo, database


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Demo:
    """The loaded demo; tests only read it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    server = os.environ["TONGKET_TEST_SERVER"] if request.config.getoption("database") == "postgres" else ""
    folder, url = shared / "demo", f"{server.rpartition('/')[0]}/demo" if server else ""
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "out").is_dir():
            folder.mkdir(exist_ok=True)
            if server:
                database(server, "demo")
            Demo(folder, url).load()
    return Demo(folder, url)


@pytest.fixture
def spare(demo: Demo, tmp_path: Path) -> Demo:
    """A copy of the demo that a test may spoil."""
    return demo.copy(tmp_path / tmp_path.name)
