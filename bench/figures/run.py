"""Runs the measurements and prints them: what must be reached, wall clock, processor, and how it was found."""

import json
import resource
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from bench.machine import commit, machine, today
from tongket.rollup.ready import Ready

from . import postgres
from .invent import Made, invent
from .questions import Asking, Took, answer, askings, bare, from_facts, timed

TURNS = 9


@dataclass(frozen=True)
class Line:
    """One line of the table; `most` 0: no bar."""

    name: str
    most: float
    measured: float
    processor: float
    unit: str
    how: str = ""

    def __str__(self) -> str:
        bar = f"{self.most:g} {self.unit}" if self.most else ""
        processor = f"{self.processor:.3g} {self.unit}" if self.processor else ""
        return f"| {self.name} | {bar} | {self.measured:.3g} {self.unit} | {processor} | {self.how} |"


def main(*, years: int, against: str, folder: Path | None, output: Path | None) -> int:
    where = f"{today()} · commit {commit()} · {machine()}"
    print(where, "synthetic figures: invented for measuring, of no place", sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="tongket-bench-figures-") as temporary:
        lines = _measure(years, against, folder or Path(temporary))
    print("| What | must reach | wall clock | processor | how |", "|---|--:|--:|--:|---|", sep="\n")
    print(*lines, sep="\n")
    if output:
        results = {"where": where, "lines": [asdict(line) for line in lines]}
        output.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _measure(years: int, against: str, folder: Path) -> list[Line]:
    made = invent(folder, years)
    ready = Ready()
    took = timed(lambda: ready.hot.load([made.path]), 1)
    lines = [Line(f"loading {made.figures:,} figures from Parquet", 0, took.wall, took.processor, "s", "")]
    lines.append(_rate("figures a second and core, from Parquet", made, took))
    scan = timed(bare(ready), TURNS)
    lines.append(
        Line("a bare scan-and-sum of one year's values", 0, scan.wall * 1000, scan.processor * 1000, "ms")
    )
    every = askings(years)
    best = []
    for asking in every:
        lines += _asked(ready, asking, scan)
        best.append(lines[-1].measured / 1000)
    lines += _series(ready, every[2])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines.append(Line("peak memory, its hot copy included", 1536, peak, 0, "MB"))
    if against == "postgres":
        lines += _against(made, ready, every, best)
    return lines


def _rate(name: str, made: Made, took: Took) -> Line:
    return Line(name, 1_000_000, made.figures / took.processor, 0, "", "by the processor's time")


def _asked(ready: Ready, asking: Asking, scan: Took) -> list[Line]:
    most, lines = asking.most * 1000, []
    for how, ask, turns in (("from the facts", from_facts, 3), ("read from totals", answer, TURNS)):
        took = timed(lambda ask=ask: ask(ready, asking), turns)  # type: ignore[misc]
        times = f"{how}; {took.wall / scan.wall:.1f} × the bare scan"
        lines.append(Line(asking.name, most, took.wall * 1000, took.processor * 1000, "ms", times))
    return lines


def _series(ready: Ready, asking: Asking) -> list[Line]:
    """What a page asks for after a figure of the indicator is new: its pages are made anew."""

    def anew() -> None:
        ready.kept.drop(frozenset(one.id for one in asking.question.indicators))
        answer(ready, asking)

    took = timed(anew, TURNS)
    name = "the same after one of its figures changed"
    return [Line(name, asking.most * 1000, took.wall * 1000, took.processor * 1000, "ms", "from the facts")]


def _against(made: Made, ready: Ready, every: list[Asking], best: list[float]) -> list[Line]:
    lines = []
    with postgres.server() as url, psycopg.connect(url, autocommit=True) as sql:
        start = time.perf_counter()
        postgres.lay_out(sql, made)
        lines.append(Line("PostgreSQL: tables laid out", 0, time.perf_counter() - start, 0, "s"))
        for asking, question, ours in zip(every, postgres.questions(made.years), best, strict=True):
            seconds, rows = postgres.asked(sql, question)
            if wrong := postgres.differs(rows, answer(ready, asking)):
                raise SystemExit(f"the answers differ: {asking.name}: {wrong}")
            how = f"{seconds * 1000:.0f} ms there; the answers agree to the last digit"
            lines.append(
                Line(f"PostgreSQL over tongket: {asking.name}", asking.faster, seconds / ours, 0, "×", how)
            )
    return lines
