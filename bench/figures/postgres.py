"""The same questions on PostgreSQL, laid out as DHIS2 lays its analytics tables out.

One flat table a year, a column for the unit at each level, for the period and for the indicator, an index on each of
them, ANALYZE; figures "not applicable" are left out, as there. The server is a temporary one of this machine's own.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq

from .invent import FIRST_PROVINCE, LAST, Made, province_of

_SETTINGS = {"fsync": "off", "shared_buffers": "2GB", "work_mem": "256MB", "maintenance_work_mem": "512MB"}


@contextmanager
def server() -> Iterator[str]:
    """A server in a temporary folder; as the user postgres when root starts it. Its address."""
    config = shutil.which("pg_config")
    if config is None:
        raise SystemExit("PostgreSQL is not installed: no pg_config on the path")
    home = Path(subprocess.check_output([config, "--bindir"], text=True).strip())
    folder = Path(tempfile.mkdtemp(prefix="tongket-bench-postgres-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [
        "-D",
        str(folder / "data"),
        "-U",
        "tongket",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run([home / "initdb", *words], check=True, stdout=subprocess.DEVNULL, cwd=folder, user=user)
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    process = subprocess.Popen(
        [home / "postgres", "-D", folder / "data", "-p", str(port), "-h", "127.0.0.1", "-k", folder, *settings],
        cwd=folder, user=user, stderr=(folder / "log").open("wb"),
    )  # fmt: skip
    try:
        url = f"postgres://tongket@127.0.0.1:{port}/postgres"
        _wait(url)
        yield url
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(url: str) -> None:
    for _turn in range(300):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("PostgreSQL did not come up")


def lay_out(sql: psycopg.Connection[Any], made: Made) -> None:
    """The yearly tables, filled and indexed."""
    years = range(LAST - made.years + 1, LAST + 1)
    for year in years:
        sql.execute(
            f"CREATE UNLOGGED TABLE analytics_{year} (dx int, uidlevel1 int, uidlevel2 int, uidlevel3 int,"
            " monthly text, yearly text, value bigint)"
        )
    keys = ["indicator", "unit", "period", "value"]
    for batch in pq.ParquetFile(made.path).iter_batches(batch_size=199_260, columns=keys):
        _copy(sql, pa.Table.from_batches([batch]).drop_null())
    for year in years:
        for column in ("dx", "uidlevel1", "uidlevel2", "uidlevel3", "monthly", "yearly"):
            sql.execute(f"CREATE INDEX ON analytics_{year} ({column})")
        sql.execute(f"ANALYZE analytics_{year}")


def _copy(sql: psycopg.Connection[Any], table: pa.Table) -> None:
    import pyarrow.compute as pc
    from pyarrow import csv

    units = pa.array([province_of(unit) for unit in table["unit"].to_pylist()])
    yearly = pc.utf8_slice_codeunits(table["period"], 0, 4)
    one = pa.repeat(pa.scalar(1), table.num_rows)
    columns = [table["indicator"], one, units, table["unit"], table["period"], yearly, table["value"]]
    whole = pa.table(columns, names=["dx", "a", "b", "c", "monthly", "yearly", "value"])
    for year in yearly.unique().to_pylist():
        sink = pa.BufferOutputStream()
        some = whole.filter(pc.equal(yearly, year))
        csv.write_csv(some, sink, csv.WriteOptions(include_header=False, quoting_style="none"))
        with sql.cursor().copy(f"COPY analytics_{year} FROM STDIN (FORMAT csv)") as copy:
            copy.write(sink.getvalue().to_pybytes())


def questions(years: int) -> list[str]:
    """The three, in the order of `questions.askings`: indicator, period, unit, total."""
    every = " UNION ALL ".join(
        f"SELECT * FROM analytics_{year}" for year in range(LAST - years + 1, LAST + 1)
    )
    rank = "rank() OVER (PARTITION BY dx ORDER BY sum(value) DESC)"
    some = f"dx = 77 AND uidlevel2 = {FIRST_PROVINCE}"
    return [
        f"SELECT dx, yearly, uidlevel2, sum(value), {rank} FROM analytics_{LAST} GROUP BY dx, yearly, uidlevel2",
        f"SELECT dx, monthly, uidlevel2, sum(value) FROM ({every}) x GROUP BY dx, monthly, uidlevel2",
        f"SELECT dx, monthly, uidlevel3, sum(value) FROM ({every}) x WHERE {some} GROUP BY dx, monthly, uidlevel3",
    ]


def differs(rows: list[tuple[Any, ...]], ours: pa.Table) -> str:
    """The first cell that is not the same to the last digit, with its rank where there is one; "" if none."""
    names = ["indicator", "period", "unit", "total"]
    ranked = bool(rows) and len(rows[0]) > len(names)
    columns = [ours[name].to_pylist() for name in [*names, *(["rank"] if ranked else [])]]
    mine = {row[:3]: row[3:] for row in zip(*columns, strict=True) if row[3] is not None}
    theirs = {row[:3]: (int(row[3]), *row[4:]) for row in rows}
    for key in mine.keys() | theirs.keys():
        if mine.get(key) != theirs.get(key):
            return f"{key}: {mine.get(key)} here, {theirs.get(key)} on PostgreSQL"
    return ""


def asked(sql: psycopg.Connection[Any], question: str, turns: int = 3) -> tuple[float, list[tuple[Any, ...]]]:
    """Seconds at best, and the rows."""
    best, rows = float("inf"), []
    for _turn in range(turns):
        start = time.perf_counter()
        rows = sql.execute(question).fetchall()
        best = min(best, time.perf_counter() - start)
    return best, rows
