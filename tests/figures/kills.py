"""A long campaign for the soak: the process that writes the store is killed, at any step and at any moment.

Run as a module it is that process: it looks whether the store is sound, counts a figure, and writes a segment.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

STEPS = ("written", "synced", "renamed", "row added", "rows deleted", "committed", "")
ROOT = Path(__file__).parents[2]


def campaign(n: int, seed: int) -> int:
    """Kill the writer n times and look at the store each time; how many figures it holds in the end."""
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="tongket-kills-"))
    try:
        _run(folder, "migrate")
        for turn in range(n):
            after = rng.uniform(0, 1.5) if rng.random() < 0.2 else None
            _run(folder, "write", rng.choice(STEPS), str(turn), kill_after=after)
        return int(_run(folder, "look"))
    finally:
        shutil.rmtree(folder)


def _run(folder: Path, *words: str, kill_after: float | None = None) -> str:
    env = os.environ | {
        "TONGKET_DATA": str(folder),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "tongket.site.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.figures.kills", *words]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        out, error = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        out, error = process.communicate()
    if process.returncode not in (0, -signal.SIGKILL):
        raise AssertionError(f"{words}: {error}")
    return out


def _main(words: list[str]) -> None:
    import django

    django.setup()
    if words[0] == "migrate":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    elif words[0] == "look":
        print(_look())  # noqa: T201
    else:
        _look()
        _write(words[1], int(words[2]))


def _look() -> int:
    """How many figures there are, all of them in the store or waiting for it, and nothing else."""
    from tongket.base.clock import now
    from tongket.figures import checks, store
    from tongket.figures.models import Figure

    faults = [*checks.check_store(), *checks.check_figures_against_entries()]
    if faults:
        raise AssertionError(faults)
    ids = store.facts()["figure"].to_pylist()
    if sorted(ids) != sorted(Figure.objects.values_list("id", flat=True)):
        raise AssertionError("a figure counts twice or not at all")
    store.sweep(now())
    return len(ids)


def _write(kill_at: str, turn: int) -> None:
    from tongket.base.clock import now
    from tongket.figures import actions, store
    from tongket.figures.models import Indicator
    from tongket.units.hats import SYSTEM
    from tongket.units.models import Unit
    from tongket.viet.period import Period

    def between(step: str) -> None:
        if step == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    unit = Unit.objects.first() or Unit.objects.create(tier="commune", sample=True)
    indicator = Indicator.objects.first() or actions.define_indicator(
        unit=unit, code="dem", name="Đếm", measure="lượt", nature="flow", over_time="sum", over_tree="sum",
        start=now().date(), actor=SYSTEM, now=now(),
    )  # fmt: skip
    period = Period.term(1900 + turn % 290, 1900 + turn % 290)
    rows = [actions.Counted(unit.pk, turn, period)]
    actions.count_figures(indicator=indicator, rows=rows, how="đếm", now=now(), reason="đếm lại")
    store.compact(now(), between=between)


if __name__ == "__main__":
    _main(sys.argv[1:])
