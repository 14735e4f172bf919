"""The worker: runs what is due, once a second, until it is told to end. Started by `tongket serve`."""

import signal
import threading
from types import FrameType

from tongket.base.shell import django

PAUSE = 1.0  # seconds


def main() -> None:
    django()
    from tongket.base import clock
    from tongket.base.schedule import run_due

    told = threading.Event()

    def tell(_number: int, _frame: FrameType | None) -> None:
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)
    while not told.is_set():
        run_due(clock.now())
        told.wait(PAUSE)


if __name__ == "__main__":
    main()
