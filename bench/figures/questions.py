"""The three questions of the scale, asked of a hot copy: what is measured, and the answer as plain numbers."""

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from tongket.rollup.places import Places
from tongket.rollup.question import Asked, Question, Ranking, Span
from tongket.rollup.ready import Ready

from .invent import INDICATOR_ROWS, LAST, map_of, months

AS_OF = datetime.datetime(LAST + 1, 6, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Asking:
    """A question of the table with its map and its bar in seconds, and how much faster than PostgreSQL it must be."""

    name: str
    question: Question
    places: Places
    most: float
    faster: int


@dataclass(frozen=True)
class Took:
    """Seconds on the clock and of the processor: the best of several turns."""

    wall: float
    processor: float


def askings(years: int) -> list[Asking]:
    provinces, some = map_of("province"), map_of("communes")
    year = Asked(
        Span(str(LAST), datetime.date(LAST, 1, 1), datetime.date(LAST + 1, 1, 1)),
        tuple(span for span in months(1)),
    )
    every = tuple(Asked(span) for span in months(years))
    ranking = Ranking((frozenset(provinces.targets),))
    return [
        Asking(
            "one year, 150 indicators, by province, ranked",
            Question(INDICATOR_ROWS, (year,), AS_OF, ranking=ranking), provinces, 0.060, 20,
        ),
        Asking(
            f"all {years} years, all indicators, by province and month",
            Question(INDICATOR_ROWS, every, AS_OF), provinces, 1.0, 10,
        ),
        Asking(
            f"one indicator, {years} years, the communes of one province",
            Question(INDICATOR_ROWS[76:77], every, AS_OF), some, 0.020, 3,
        ),
    ]  # fmt: skip


def timed(work: Callable[[], object], turns: int) -> Took:
    taken = []
    for _turn in range(turns):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - wall, time.process_time() - processor))
    return Took(min(wall for wall, _ in taken), min(processor for _, processor in taken))


def answer(ready: Ready, asking: Asking) -> pa.Table:
    """All cells with coverage and ranks, as a screen or a file takes them."""
    found = ready.bulk(asking.question, asking.places)
    if found is None:
        raise SystemExit(f"{asking.name}: not answered in bulk")
    return found.table()


def from_facts(ready: Ready, asking: Asking) -> pa.Table:
    """The same with nothing kept of what was added up before."""
    seats = ready.kept.seats_of(asking.places)
    ready.kept.clear()
    ready.kept.seats[id(asking.places)] = asking.places, seats
    return answer(ready, asking)


def bare(ready: Ready) -> Callable[[], object]:
    """A bare scan-and-sum of the values of the last year in the same process: the limit to come close to."""
    sql = ready.hot.sql
    numbers = [ready.hot.spans[span.key][0] for span in months(1)]
    sql.execute(
        "CREATE OR REPLACE TEMP TABLE bare AS SELECT value FROM plain WHERE period BETWEEN ? AND ?",
        [min(numbers), max(numbers)],
    )
    return lambda: sql.execute("SELECT sum(value) FROM bare").fetchall()
