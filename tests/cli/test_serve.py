"""`tongket serve` runs children and ends them; the demo's known passwords never reach a public address."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import LazySettings

from tongket.base import clock
from tongket.base.models import Installation
from tongket.cli.serve import require_fit_to_serve
from tongket.viet.fault import Refusal

SLEEPER = "import time\ntime.sleep(60)\n"
PARENT = "import sys; from tongket.cli.family import run; sys.exit(run([['sleeper'], ['sleeper']]))"


def installed(*, demo: bool) -> None:
    Installation.objects.create(pk=1, name="Xã Mẫu", main_host="localhost", demo=demo, made_at=clock.now())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("flag", "host", "served"),
    [(True, "127.0.0.1", True), (False, "127.0.0.1", False), (True, "0.0.0.0", False)],
)
def test_the_demo_is_served_on_this_machine_alone_and_only_when_asked(
    settings: LazySettings, flag: bool, host: str, served: bool
):
    installed(demo=True)
    settings.DEMO = flag
    if served:
        require_fit_to_serve(host)
    else:
        with pytest.raises(Refusal, match=r"demo\.refused"):
            require_fit_to_serve(host)


@pytest.mark.django_db
def test_a_real_installation_is_served_anywhere_and_an_empty_folder_nowhere():
    with pytest.raises(Refusal, match=r"base\.not_set_up"):
        require_fit_to_serve("127.0.0.1")
    installed(demo=False)
    require_fit_to_serve("0.0.0.0")


@pytest.fixture
def parent(tmp_path):
    (tmp_path / "sleeper.py").write_text(SLEEPER)
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", PARENT], env=env) as process:
        yield process
        process.kill()


def children(pid: int) -> list[int]:
    out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(word) for word in out.split()]


def wait_for(condition, seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_told_to_end_the_parent_ends_its_children_first(parent):
    wait_for(lambda: len(children(parent.pid)) == 2)
    both = children(parent.pid)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(15) == 0
    assert all(gone(pid) for pid in both)


def test_when_one_child_dies_the_other_is_ended_and_the_parent_says_so(parent):
    wait_for(lambda: len(children(parent.pid)) == 2)
    one, other = children(parent.pid)
    os.kill(one, signal.SIGKILL)
    assert parent.wait(15) == 1
    assert gone(other)
