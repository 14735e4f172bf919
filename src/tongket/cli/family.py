"""A parent and its children: web server and worker live and end together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

from tongket.base.shell import FAILED

PATIENCE = 10.0  # seconds that a child has to end by itself
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def _die_with_parent() -> None:
    """On Linux a child is told when its parent is gone, even one that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run(modules: Sequence[Sequence[str]]) -> int:
    """Run each module as a child until one ends or we are told to; 0 if we were told to."""
    told: list[int] = []

    def tell(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)
    # A session of their own: Ctrl+C reaches the parent alone, which ends them in order.
    children = [
        subprocess.Popen(
            [sys.executable, "-m", *words],
            start_new_session=True,
            preexec_fn=_die_with_parent if os.name == "posix" else None,  # noqa: PLW1509
        )
        for words in modules
    ]
    while not told and all(child.poll() is None for child in children):
        time.sleep(0.2)
    _end(children)
    return 0 if told else FAILED


def _end(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
