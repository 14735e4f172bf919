"""Measures the bars of docs/benchmarks.md: `make bench`. Prints a table; bench/results.json holds the same."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.build import NATION  # noqa: E402
from bench.figures.postgres import server  # noqa: E402
from bench.freshness import AT_ONCE, measure, prepared  # noqa: E402
from bench.machine import commit, machine, today  # noqa: E402
from bench.province import SLUG as INVENTED  # noqa: E402
from bench.site import Page, Reader, served, walk  # noqa: E402
from bench.tasks import NUMBER, READER  # noqa: E402

TONGKET = Path(sys.executable).with_name("tongket")
TURNS = 5
APPROVALS = 200


@dataclass(frozen=True)
class Bar:
    """What was measured, against what it may be at most."""

    name: str
    most: float
    measured: float
    unit: str
    note: str = ""

    @property
    def held(self) -> bool:
        return self.measured <= self.most


@dataclass(frozen=True)
class Ran:
    seconds: float
    processor: float
    megabytes: float
    out: str


def run(*words: object, env: dict[str, str]) -> Ran:
    """Run a process to its end: wall-clock time, and the peak memory of the largest process in it."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen([str(word) for word in words], env=env, cwd=ROOT, stdout=out)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        out.seek(0)
        said = out.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, words))} ended with {process.returncode}")
    return Ran(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def environment(folder: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return ours | {"TONGKET_DATA": str(folder), "TONGKET_DEMO": "1", "DATABASE_URL": "", "TONGKET_LANG": "vi"}


def main() -> int:
    where = f"{today()} · commit {commit()} · {machine()}"
    print(where, "make bench", sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="tongket-bench-") as folder:
        bars = [bar for step in STEPS for bar in step(Path(folder))]
    print(table(bars))
    print("The figures of a whole country: tongket bench figures --years 5 --against postgres")
    results = {"where": where, "bars": [asdict(bar) | {"held": bar.held} for bar in bars]}
    path = ROOT / "bench" / "results.json"
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if all(bar.held for bar in bars) else 1


def table(bars: list[Bar]) -> str:
    rows = ["| What | at most | measured | | |", "|---|--:|--:|---|---|"]
    for bar in bars:
        held = "held" if bar.held else "**missed**"
        rows.append(
            f"| {bar.name} | {bar.most:g} {bar.unit} | {bar.measured:.3g} {bar.unit} | {held} | {bar.note} |"
        )
    return "\n".join(rows)


def help_(folder: Path) -> Iterator[Bar]:
    env = environment(folder / "none")
    times = sorted(run(TONGKET, "--help", env=env).seconds for _turn in range(TURNS))
    yield Bar("`tongket --help`", 0.3, times[TURNS // 2], "s", f"median of {TURNS}")


def units(folder: Path) -> Iterator[Bar]:
    env = environment(folder / "units")
    run(
        sys.executable,
        "-m",
        "django",
        "migrate",
        "-v0",
        env=env | {"DJANGO_SETTINGS_MODULE": "tongket.site.settings"},
    )
    loaded = run(TONGKET, "units", "load", env=env)
    yield Bar(
        "`tongket units load`",
        10,
        loaded.seconds,
        "s",
        f"the whole country, after the tables are made; {loaded.processor:.1f} s of processor",
    )


def demo(folder: Path) -> Iterator[Bar]:
    data, out = folder / "demo", folder / "out"
    made = run(sys.executable, "tools/messages.py", "--compile", env=environment(data))
    loaded = run(TONGKET, "demo", "--out", out, env=environment(data))
    seconds = made.seconds + loaded.seconds
    yield Bar(
        "`make demo SERVE=0` after the install",
        40,
        seconds,
        "s",
        f"catalogues, load, six files; {made.processor + loaded.processor:.1f} s of processor",
    )
    yield Bar("its peak memory", 1024, loaded.megabytes, "MB")
    yield Bar("`data/` and `out/`", 200, _size(data) + _size(out), "MB")


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def review(folder: Path) -> Iterator[Bar]:
    """As `tongket review build` does it, in processes that have built none before."""
    env = environment(folder / "demo")
    turns = [run(sys.executable, "-m", "bench.build", folder, env=env) for _turn in range(3)]
    seconds, composed, whole = sorted([float(word) for word in ran.out.split()] for ran in turns)[1]
    note = f"median of 3 fresh processes; {composed:.1f} s to compose; {whole:.1f} s with the start of Python"
    yield Bar("the demo's review in .docx, .pdf and .html", 4, seconds, "s", note)
    yield Bar("its peak memory", 800, max(ran.megabytes for ran in turns), "MB")
    yield Bar("its PDF", 8, (folder / f"{NATION}.pdf").stat().st_size / 2**20, "MB")


def province(folder: Path) -> Iterator[Bar]:
    """Invented figures of all communes of the largest province, in the demo's data: after its pages were read."""
    env = environment(folder / "demo")
    made = run(sys.executable, "-m", "bench.province", env=env).out.strip()
    ran = run(sys.executable, "-m", "bench.build", folder, INVENTED, env=env)
    seconds, composed, _whole = map(float, ran.out.split())
    note = f"invented figures: {made}; {composed:.1f} s to compose"
    yield Bar(
        "a province's review, 168 communes and 150 indicators, in the three formats", 3, seconds, "s", note
    )
    yield Bar("its peak memory", 600, ran.megabytes, "MB")
    paper = (folder / f"{INVENTED}.pdf").stat().st_size / 2**20
    yield Bar("its PDF", 8, paper, "MB")


def pages(folder: Path) -> Iterator[Bar]:
    with served(environment(folder / "demo")) as (base, parent):
        read = walk(base)
        memory = _web_memory(parent)
    worst = max(read, key=lambda page: page.best)
    first = max(read, key=lambda page: page.first)
    slow = sum(page.best > 0.15 for page in read)
    note = f"the slowest of {len(read)}: {_named(worst)}; {slow} above; "
    note += f"at its first reading {first.first * 1000:.0f} ms ({_named(first)})"
    yield Bar("any page of the demo", 150, worst.best * 1000, "ms", note)
    yield Bar("a web process after that", 512, memory, "MB", "the larger of two")
    for page in sorted(read, key=lambda page: -page.best)[:10]:
        print(
            f"{page.best * 1000:6.0f} ms, first {page.first * 1000:6.0f} ms, {page.bytes:>8,} bytes: {_named(page)}"
        )


def desk(folder: Path) -> Iterator[Bar]:
    """An office with 20,000 tasks, in a copy of the demo."""
    data = folder / "tasks"
    shutil.copytree(folder / "demo", data)
    run(sys.executable, "-m", "bench.tasks", env=environment(data))
    with served(environment(data)) as (base, _parent):
        reader = Reader(base, READER)
        for path, name in (
            ("/ban-viec/", "the desk of an office"),
            ("/nhiem-vu/", "the list of tasks, by office"),
        ):
            first, *turns = [reader.get(path)[0] for _turn in range(9)]
            note = f"median of 8, signed in, {NUMBER:,} tasks; {first * 1000:.0f} ms at its first reading"
            yield Bar(f"{name} with 20,000 tasks", 100, sorted(turns)[4] * 1000, "ms", note)


def cascade(folder: Path) -> Iterator[Bar]:
    """A directive that every commune of the country carries down, in a copy of the demo."""
    data = folder / "cascade"
    shutil.copytree(folder / "demo", data)
    *_said, path, made = run(sys.executable, "-m", "bench.cascade", env=environment(data)).out.splitlines()
    with served(environment(data)) as (base, _parent):
        for reader in ("", READER):
            browser, who = Reader(base, reader), "an officer" if reader else "the public"
            first, *turns = [browser.get(path)[0] for _turn in range(9)]
            note = f"median of 8, {made}; {first * 1000:.0f} ms at its first reading"
            yield Bar(
                f"the cascade of 50 points over 3,321 communes, as {who}",
                300,
                sorted(turns)[4] * 1000,
                "ms",
                note,
            )


def intake(folder: Path) -> Iterator[Bar]:
    """The workbook of 667 communes comes back, in a copy of the demo."""
    data = folder / "intake"
    shutil.copytree(folder / "demo", data)
    ran = run(sys.executable, "-m", "bench.intake", env=environment(data))
    seconds, figures, size = map(float, ran.out.split())
    note = f"{figures:,.0f} figures, {size / 2**20:.1f} MB; checked, written, handed in"
    yield Bar("the import of a workbook of 100,000 figures", 5, seconds, "s", note)


def freshness(folder: Path) -> Iterator[Bar]:
    """Approved through one process of the site, the national total read through the other."""
    yield _fresh(folder / "fresh", "", "SQLite")
    if shutil.which("pg_config"):
        with server() as url:
            yield _fresh(folder / "fresh-postgres", url, "PostgreSQL")


def _fresh(folder: Path, url: str, name: str) -> Bar:
    env = environment(folder) | {"TONGKET_DEMO": "", "DATABASE_URL": url}
    said = prepared(APPROVALS + AT_ONCE, env)
    with served(env) as (base, _parent):
        took = measure(int(base.rpartition(":")[2]), said)
    note = f"the worst of {APPROVALS} approvals, then of {AT_ONCE} at once; {took}"
    title = f"until an approval counts in the national total of {said['communes']:,} communes, {name}"
    return Bar(title, 1000, max(took.counted) * 1000, "ms", note)


def _named(page: Page) -> str:
    return f"{page.path} as {page.reader}"


def _web_memory(parent: int) -> float:
    """Resident megabytes of the largest process that serves pages."""
    return max((_resident(pid) for pid in _under(parent) if "granian" in _command(pid)), default=0.0)


def _under(pid: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == pid:
            yield int(path.parent.name)
            yield from _under(int(path.parent.name))


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


STEPS = (help_, units, demo, review, pages, desk, cascade, intake, freshness, province)

if __name__ == "__main__":
    sys.exit(main())
