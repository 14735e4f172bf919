"""Invented figures of a country, straight into Parquet segments: synthetic, never part of the demo or of any data.

3,321 communes under 34 provinces report 150 indicators every month. The numbers come from a fixed seed and say
nothing of any place; the folder says so in a file beside them.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tongket.rollup.places import SCALE, PlaceRow, Places
from tongket.rollup.question import Indicator, Span

COMMUNES, PROVINCES, INDICATORS, LAST = 3321, 34, 150, 2025
SAID = "synthetic: invented by a machine to measure with; figures of no place\n"
NATION, FIRST_PROVINCE, FIRST_COMMUNE = 1, 2, 1000
EVERY_COMMUNE = range(FIRST_COMMUNE, FIRST_COMMUNE + COMMUNES)
EVER = datetime.date(1, 1, 1), datetime.date(9999, 12, 31)
SCHEMA = pa.schema(
    [(name, pa.int64()) for name in ("figure", "indicator", "unit")]
    + [("period", pa.string()), ("start", pa.date32()), ("end", pa.date32()), ("breakdown", pa.int64())]
    + [("kind", pa.string()), ("source", pa.string()), ("value", pa.int64())]
    + [("entered", pa.timestamp("us", tz="UTC")), ("supersedes", pa.int64())]
)
INDICATOR_ROWS = tuple(Indicator(number, "flow", "sum", "sum") for number in range(1, INDICATORS + 1))


@dataclass(frozen=True)
class Made:
    """Where the figures are, how many, and how long it took."""

    path: Path
    figures: int
    years: int


def province_of(commune: int) -> int:
    """Communes are dealt out to the provinces in turn: 97 or 98 each."""
    return FIRST_PROVINCE + (commune - FIRST_COMMUNE) % PROVINCES


def months(years: int) -> list[Span]:
    spans = []
    for year in range(LAST - years + 1, LAST + 1):
        for month in range(1, 13):
            start = datetime.date(year, month, 1)
            end = datetime.date(year + month // 12, month % 12 + 1, 1)
            spans.append(Span(f"{year}-{month:02d}", start, end))
    return spans


def invent(
    folder: Path,
    years: int,
    units: Sequence[int] = EVERY_COMMUNE,
    indicators: Sequence[int] = range(1, INDICATORS + 1),
    figure: int = 1,
) -> Made:
    """One segment, in the order of the store: indicator, period, unit; `figure` is the number of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "SYNTHETIC.txt").write_text(SAID)
    path = folder / f"synthetic-{years}-years.parquet"
    rng, spans, first = np.random.default_rng(20251122), months(years), figure
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as out:
        for indicator in indicators:
            table = _of_indicator(rng, indicator, spans, figure, units)
            out.write_table(table, row_group_size=table.num_rows)
            figure += table.num_rows
    return Made(path, figure - first, years)


def _of_indicator(
    rng: np.random.Generator, indicator: int, spans: list[Span], figure: int, units: Sequence[int]
) -> pa.Table:
    height = len(spans) * len(units)
    which = np.repeat(np.arange(len(spans)), len(units))

    def said(words: list[object], type_: pa.DataType) -> pa.Array:
        return pa.array(words, type_).take(pa.array(which))

    entered = [datetime.datetime(span.end.year, span.end.month, 10, 3, tzinfo=datetime.UTC) for span in spans]
    values = rng.integers(0, 10 ** rng.integers(1, 6), height)
    columns = [
        pa.array(np.arange(figure, figure + height)),
        pa.array(np.full(height, indicator)),
        pa.array(np.tile(np.array(units, np.int64), len(spans))),
        said([span.key for span in spans], pa.string()),
        said([span.start for span in spans], pa.date32()),
        said([span.end for span in spans], pa.date32()),
        pa.array(np.zeros(height, np.int64)),
        pa.repeat(pa.scalar("final"), height),
        pa.repeat(pa.scalar("reported"), height),
        pa.array(values, mask=rng.random(height) < 0.005),  # one of 200 is "not applicable"
        said(list(entered), SCHEMA.field("entered").type),
        pa.nulls(height, pa.int64()),
    ]
    return pa.table(columns, schema=SCHEMA)


def map_of(level: str, communes: int = COMMUNES) -> Places:
    """The map of the nation by province, as one, or of the communes of the first province."""
    rows, targets = [], set()
    for unit in range(FIRST_COMMUNE, FIRST_COMMUNE + communes):
        above = {"province": province_of(unit), "nation": NATION}.get(level, unit)
        if level != "communes" or province_of(unit) == FIRST_PROVINCE:
            rows.append(PlaceRow(unit, above, SCALE, SCALE, False, (), *EVER))
            targets.add(above)
    own = [PlaceRow(unit, unit, SCALE, SCALE, False, (), *EVER, own=True) for unit in sorted(targets)]
    return Places(datetime.date(LAST, 12, 31), tuple(sorted(targets)), (*rows, *own), ())
