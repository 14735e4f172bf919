"""A site with a country's figures: how fast they go from the database to the store, what a page and a process take.

The site is the demo in a folder of its own, filled by `country` and served as `tongket serve` does: two web processes
and the worker.
"""

import json
import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.run import TONGKET, _command, _under, environment, run
from bench.site import Reader, served

from . import postgres
from .country import SERIES, SLUG
from .line import Line

PAGE = f"/so-lieu/chuong-trinh/{SLUG}"
ONE, MANY, TURNS = 100, 20, 10
_BUILT = 150_000


def lines(folder: Path, years: int, postgres_too: bool) -> list[Line]:
    """All that is measured of a site; with PostgreSQL, how fast the store is built from there."""
    data = _demo(folder)
    found = [_workbook(data), _built("SQLite", environment(data), years), *_pages(data)]
    return [*found, _from_postgres(folder)] if postgres_too else found


def _workbook(data: Path) -> Line:
    ran = run(sys.executable, "-m", "bench.intake", env=environment(data))
    seconds, figures, _size = map(float, ran.out.split())
    name = "import of a workbook of 100,000 figures, checks included"
    return Line(name, 5, seconds, 0, "s", f"{figures:,.0f} figures")


def _from_postgres(folder: Path) -> Line:
    with postgres.server() as url:
        env = environment(folder / "postgres") | {"DATABASE_URL": url}
        settings = {"DJANGO_SETTINGS_MODULE": "tongket.site.settings"}
        run(sys.executable, "-m", "django", "migrate", "-v0", env=env | settings)
        run(TONGKET, "units", "load", env=env)
        return _built("PostgreSQL", env, 0)


def _demo(folder: Path) -> Path:
    data = folder / "site"
    run(TONGKET, "demo", "--out", folder / "out", env=environment(data))
    return data


def _built(name: str, env: dict[str, str], years: int) -> Line:
    told = json.loads(run(sys.executable, "-m", "bench.figures.country", years, env=env).out.splitlines()[-1])
    how = f"{told['built']:,} figures in {told['wall']:.1f} s, of the processor {told['processor']:.1f} s"
    rate = told["built"] / told["processor"]
    return Line(f"figures a second from {name} to the store", _BUILT, rate, 0, "", how, least=True)


def _pages(data: Path) -> list[Line]:
    """The national series of ten years for one reader and for twenty, and the memory of all that serve them."""
    with served(environment(data)) as (base, parent):
        reader = Reader(base, "")
        series = [f"{PAGE}/dien-bien/?chi-tieu={ref}" for ref in _indicators(reader)[:SERIES]]
        with ThreadPoolExecutor(8) as pool:  # each process loads the figures, and has shown each indicator
            list(pool.map(lambda _turn: reader.get(f"{PAGE}/bang/?ky=2025"), range(8)))
            list(pool.map(reader.get, series * 4))
        lines = [
            _p95("one reader", 50, [_processor(parent, reader, path) for path in series * (ONE // SERIES)])
        ]
        with ThreadPoolExecutor(MANY) as pool:
            start = time.perf_counter()
            taken = list(pool.map(lambda path: (reader.get(path)[0], 0.0), series * TURNS))
            each = f"{len(taken) / (time.perf_counter() - start):.0f} a second"
        lines.append(_p95(f"{MANY} readers at once", 300, taken, each))
        lines += _memory(parent)
    return lines


def _indicators(reader: Reader) -> list[str]:
    page = reader.get(f"{PAGE}/dien-bien/")[1]
    found = re.search(r'<select[^>]*name="chi-tieu".*?</select>', page, re.S)
    return re.findall(r'value="([^"]+)"', found.group(0) if found else "")


def _processor(parent: int, reader: Reader, path: str) -> tuple[float, float]:
    before = _ticks(parent)
    return reader.get(path)[0], _ticks(parent) - before


def _ticks(parent: int) -> float:
    """Seconds of the processor that the site's processes have taken."""
    stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in _under(parent)]
    return sum(int(words[11]) + int(words[12]) for words in stats) / os.sysconf("SC_CLK_TCK")


def _p95(who: str, most: int, taken: list[tuple[float, float]], how: str = "") -> Line:
    wall = sorted(seconds for seconds, _ in taken)
    processor = sum(seconds for _, seconds in taken) / len(taken)
    said = f"95 of 100 pages, {len(taken)} asked; {how or f'the slowest {wall[-1] * 1000:.0f} ms'}"
    name = f"a national series of ten years, through HTTP, {who}"
    return Line(name, most, wall[len(wall) * 95 // 100] * 1000, processor * 1000, "ms", said)


def _memory(parent: int) -> list[Line]:
    """The most each process ever held."""
    web = [pid for pid in _under(parent) if "granian" in _command(pid)]
    worker = [pid for pid in _under(parent) if "worker" in _command(pid)]
    most = {pid: _peak(pid) for pid in {*web, *worker}}
    answers = max(most[pid] for pid in web)
    each = ", ".join(f"{megabytes:.0f}" for megabytes in sorted(most.values(), reverse=True))
    return [
        Line("peak memory of the web process that answers", 1536, answers, 0, "MB"),
        Line("web (two processes) and worker together", 3072, sum(most.values()), 0, "MB", f"{each} MB"),
    ]


def _peak(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
