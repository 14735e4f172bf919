"""Runs the measurements and prints them: what must be reached, wall clock, processor, and how it was found."""

import json
import resource
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path

import psycopg

from bench.machine import commit, machine, today
from tongket.rollup.ready import Ready

from . import postgres, served
from .invent import INDICATORS, Made, invent
from .line import Line
from .questions import Asking, Took, answer, askings, bare, from_facts, timed

TURNS = 9
FACTS, TOTALS = "from the facts", "from totals"
_RATE, _TENFOLD = 1_000_000, 11


def main(*, years: int, against: str, folder: Path | None, output: Path | None) -> int:
    where = f"{today()} · commit {commit()} · {machine()}"
    print(where, "synthetic figures: invented for measuring, of no place", sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="tongket-bench-figures-") as temporary:
        where_to, too = folder or Path(temporary), against == "postgres"
        lines = _measure(years, too, where_to) + served.lines(where_to, years, too)
    print("| What | bar | wall clock | processor | | how |", "|---|--:|--:|--:|---|---|", sep="\n")
    print(*lines, sep="\n")
    if output:
        told = [asdict(line) | {"held": line.held} for line in lines]
        output.write_text(json.dumps({"where": where, "lines": told}, ensure_ascii=False, indent=1), "utf-8")
    return 0


def _measure(years: int, against: bool, folder: Path) -> list[Line]:
    made, every = invent(folder, years), askings(years)
    tenth = _tenth(folder, every[1], years)  # first, so that it does not count into the peak of the whole
    ready = Ready()
    loading = timed(lambda: ready.hot.load([made.path]), 1)
    lines = [_loaded(made, loading)]
    scan = timed(bare(ready), TURNS)
    lines.append(
        Line("a bare scan-and-sum of one year's values", 0, scan.wall * 1000, scan.processor * 1000, "ms")
    )
    took = [_took(ready, asking) for asking in every]
    lines += [line for asking, each in zip(every, took, strict=True) for line in _asked(asking, each, scan)]
    lines += _anew(ready, every[2])
    lines += _tenfold(tenth, (loading, took[1][FACTS]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines.append(Line("peak memory of a process that answers them", 1536, peak, 0, "MB"))
    if against:
        lines += _against(made, ready, every, took)
    return lines


def _loaded(made: Made, took: Took) -> Line:
    how = f"{made.figures:,} figures in {took.wall:.1f} s, of the processor {took.processor:.1f} s"
    rate = made.figures / took.processor
    return Line("figures a second and core, from Parquet", _RATE, rate, 0, "", how, least=True)


def _took(ready: Ready, asking: Asking) -> dict[str, Took]:
    return {
        FACTS: timed(lambda: from_facts(ready, asking), 3),
        TOTALS: timed(lambda: answer(ready, asking), TURNS),
    }


def _asked(asking: Asking, took: dict[str, Took], scan: Took) -> list[Line]:
    most = asking.most * 1000
    return [
        Line(
            asking.name, most, one.wall * 1000, one.processor * 1000, "ms",
            f"{way}; {one.processor / scan.processor:.1f} × the bare scan",
        )
        for way, one in took.items()
    ]  # fmt: skip


def _anew(ready: Ready, asking: Asking) -> list[Line]:
    """What a page asks for after a figure of the indicator is new: its pages are made anew."""

    def ask() -> None:
        ready.kept.drop(frozenset(one.id for one in asking.question.indicators))
        answer(ready, asking)

    took = timed(ask, TURNS)
    name = "the same after one of its figures changed"
    return [Line(name, asking.most * 1000, took.wall * 1000, took.processor * 1000, "ms", FACTS)]


def _tenth(folder: Path, asking: Asking, years: int) -> tuple[Took, Took]:
    """A tenth of the figures: every tenth of the indicators. Their loading, and all of them added up."""
    some = INDICATORS // 10
    made = invent(folder / "tenth", years, indicators=range(1, some + 1))
    question = replace(asking.question, indicators=asking.question.indicators[:some])
    ready = Ready()
    loading = timed(lambda: ready.hot.load([made.path]), 1)
    return loading, timed(lambda: from_facts(ready, replace(asking, question=question)), 3)


def _tenfold(tenth: tuple[Took, Took], whole: tuple[Took, Took]) -> list[Line]:
    names = "loading them", "adding all of them up"
    return [
        Line(
            f"ten times the figures: {name}", _TENFOLD, more.processor / few.processor, 0, "×",
            f"{few.processor:.2f} s and {more.processor:.2f} s of the processor",
        )
        for name, few, more in zip(names, tenth, whole, strict=True)
    ]  # fmt: skip


def _against(made: Made, ready: Ready, every: list[Asking], took: list[dict[str, Took]]) -> list[Line]:
    lines = []
    with postgres.server() as url, psycopg.connect(url, autocommit=True) as sql:
        start = time.perf_counter()
        postgres.lay_out(sql, made)
        lines.append(Line("PostgreSQL: tables laid out", 0, time.perf_counter() - start, 0, "s"))
        for asking, question, ours in zip(every, postgres.questions(made.years), took, strict=True):
            seconds, rows = postgres.asked(sql, question)
            if wrong := postgres.differs(rows, answer(ready, asking)):
                raise SystemExit(f"the answers differ: {asking.name}: {wrong}")
            how = f"{seconds * 1000:.0f} ms there; the answers agree to the last digit"
            for way, one in ours.items():
                bar = asking.faster if way == TOTALS else 0
                name = f"faster than PostgreSQL: {asking.name}"
                lines.append(Line(name, bar, seconds / one.wall, 0, "×", f"{way}; {how}", least=True))
    return lines
