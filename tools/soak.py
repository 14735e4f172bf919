"""Long campaigns by hand, about an hour: random countries, spoiled pages and workbooks, a writer killed at any moment.

`make soak` runs all, `make soak SEED=7` repeats one, `python tools/soak.py --share 100` runs a hundredth of each.
Seed, commit and machine are printed first; the rows printed last fit the table of docs/benchmarks.md.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.machine import commit, machine, today  # noqa: E402


@dataclass(frozen=True)
class Campaign:
    """A function `campaign(n, seed)` that raises at the first fault; run in batches, each a process of its own."""

    name: str
    module: str
    runs: int
    batch: int


CAMPAIGNS = (
    Campaign("random countries against the oracle", "tests.rollup.campaign", 20_000, 1_000),
    Campaign("spoiled pages through the reader", "tests.reader.campaign", 40_000, 4_000),
    Campaign("spoiled workbooks through the import", "tests.figures.campaign", 100_000, 5_000),
    Campaign(
        "spoiled JSON and CSV through the doors of figures", "tests.figures.doors_campaign", 200_000, 5_000
    ),
    Campaign("spoiled registers and packages through their door", "tests.directives.campaign", 10_000, 1_000),
    Campaign("kills of the writer of the store", "tests.figures.kills", 300, 50),
)


def main() -> int:
    asked = _asked()
    if asked.one:
        _run_one(*asked.one)
        return 0
    seed = asked.seed if asked.seed is not None else secrets.randbelow(2**31)
    print(f"seed {seed} · commit {commit()} · {machine()}", flush=True)
    rows, failed = [], 0
    for campaign in CAMPAIGNS:
        if asked.only in campaign.module:
            done, seconds, error = _run(campaign, max(1, campaign.runs // asked.share), seed)
            failed += bool(error)
            rows.append(_row(campaign, done, seconds, seed, error))
    print("\n".join(rows))
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--share", type=int, default=1, help="run one part in so many of each campaign")
    parser.add_argument("--seed", type=int, help="repeat the campaign of this seed")
    parser.add_argument("--only", default="", help="part of the name of a campaign's module")
    parser.add_argument("--one", nargs=3, metavar=("MODULE", "N", "SEED"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(campaign: Campaign, runs: int, seed: int) -> tuple[int, float, str]:
    """How many were run, in how many seconds, and what the first fault said."""
    start, done, error = time.monotonic(), 0, ""
    batches = list(_batches(runs, campaign.batch, seed))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ran = pool.map(lambda batch: _process(campaign, *batch), batches)
        for (size, of_batch), error in zip(batches, ran, strict=True):
            if error:
                print(f"{campaign.name}: batch seed {of_batch}\n{error}", file=sys.stderr, flush=True)
                pool.shutdown(cancel_futures=True)
                break
            done += size
            print(f"{campaign.name}: {done} of {runs}", flush=True)
    return done, time.monotonic() - start, error


def _batches(runs: int, batch: int, seed: int) -> Iterator[tuple[int, int]]:
    for number, first in enumerate(range(0, runs, batch)):
        yield min(batch, runs - first), seed + number


def _process(campaign: Campaign, size: int, seed: int) -> str:
    command = [sys.executable, __file__, "--one", campaign.module, str(size), str(seed)]
    with tempfile.TemporaryDirectory(prefix="tongket-soak-") as data:
        settings = {
            "TONGKET_DATA": data,
            "DATABASE_URL": "",
            "TONGKET_LANG": "vi",
            "DJANGO_SETTINGS_MODULE": "tongket.site.settings",
        }
        ran = subprocess.run(command, env=os.environ | settings, cwd=ROOT, capture_output=True, text=True)
    return (ran.stderr or f"ended with {ran.returncode}") if ran.returncode else ""


def _run_one(module: str, runs: str, seed: str) -> None:
    import django

    django.setup()
    import_module(module).campaign(int(runs), int(seed))


def _row(campaign: Campaign, done: int, seconds: float, seed: int, error: str) -> str:
    result = f"fault: {error.strip().splitlines()[-1]}" if error else "no fault"
    return f"| {today()} | {campaign.name} | {done:,} | {seed} | {seconds:.0f} s | {result} | {commit()} |"


if __name__ == "__main__":
    sys.exit(main())
