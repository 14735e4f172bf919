"""Invented figures of the whole country in the folder of an installation: `python -m bench.figures.country [YEARS]`.

Some three million, one a year and commune of its day for 32 indicators, go into the database and are built from there
into the store; with YEARS, those of `invent` go straight to the store. Titles say that all of them are invented.
Prints one line of JSON: how many were built in how many seconds, on the clock and of the processor.
"""

import json
import random
import sys
import uuid
from datetime import date, timedelta
from itertools import count

from .invent import INDICATORS, LAST, invent
from .questions import timed

SLUG, TERM = "so-lieu-gia-ca-nuoc", "2016..2025"
YEARS, SERIES = range(2016, 2026), 32
HOW = "số liệu giả, máy đặt ra để đo tốc độ; không phải số liệu của địa phương nào"
_FIRST = 10**9  # the number of the first figure that is in the store alone


def main(years: int) -> None:
    from tongket.base import shell

    shell.django()
    from tongket.base import clock
    from tongket.figures import store
    from tongket.figures.models import Segment, Unstored

    if Unstored.objects.exists():
        store.compact(clock.now())
    indicators = _asked()
    _tell(indicators[:SERIES])
    built = Unstored.objects.count()
    took = timed(lambda: store.compact(clock.now()), 1)
    if years:
        made = invent(store.folder(), years, _living(date(LAST, 12, 31)), indicators, _FIRST)
        at = store.generation() + 1
        Segment.objects.create(
            generation=at, name=made.path.name, sha256=store.sha256_of(made.path), rows=made.figures,
            written_at=clock.now(),
        )  # fmt: skip
    print(json.dumps({"built": built, "wall": took.wall, "processor": took.processor}))


def _asked() -> list[int]:
    """A programme of the nation, its 150 indicators, the form that asks for them each year."""
    from tongket.base.clock import at_hanoi
    from tongket.figures.actions import Item, define_form, define_indicator
    from tongket.programmes.actions import start_programme
    from tongket.units.hats import SYSTEM
    from tongket.units.queries import national_root
    from tongket.viet.period import Period

    unit, start, now = national_root(), date(2016, 1, 1), at_hanoi(date(2026, 11, 1), 8)
    programme = start_programme(
        unit=unit, slug=SLUG, kind="programme", title="Số liệu giả cả nước để đo tốc độ", term=Period.parse(TERM),
        summary=HOW, public=True, actor=SYSTEM, now=now,
    )  # fmt: skip
    made = [
        define_indicator(
            unit=unit, code=f"GIA-QG-{place:03d}", name=f"Chỉ tiêu giả cả nước số {place}", measure="lượt",
            nature="flow", over_time="sum", over_tree="sum", start=start, actor=SYSTEM, now=now,
        )
        for place in range(1, INDICATORS + 1)
    ]  # fmt: skip
    define_form(
        unit=unit, programme=programme, title="Biểu giả cả nước", period_kind="year", due_days=5, start=start,
        items=[Item(one) for one in made], actor=SYSTEM, now=now,
    )  # fmt: skip
    return [one.pk for one in made]


def _living(day: date) -> list[int]:
    """The communes of a day, by their keys."""
    from tongket.units.models import Line, Tier, UnitVersion

    held = UnitVersion.objects.filter(line=Line.STATE, unit__tier=Tier.COMMUNE, unit__sample=False)
    return list(held.filter(start__lte=day, end__gt=day).order_by("unit").values_list("unit", flat=True))


def _tell(indicators: list[int]) -> None:
    """Figures as an action would have written them, many at once; one entry holds them."""
    from django.db import transaction

    from tongket.base.bulk import insert_rows
    from tongket.base.clock import at_hanoi
    from tongket.base.models import Entry
    from tongket.figures.models import TOTAL, Figure, Unstored

    now = at_hanoi(date(2026, 1, 10), 10)
    entry = Entry.objects.create(kind="bench.figures", subject=uuid.uuid4(), at=now, body=b"{}", entered=now)
    rng, refs = random.Random(20251122), count(uuid.uuid4().int)  # in order, as databases like them
    indexes = _without_indexes(Figure._meta.db_table)
    columns = [
        "ref",
        "indicator_id",
        "unit_id",
        "period",
        "period_start",
        "period_end",
        "breakdown_id",
        "kind",
    ]
    columns += ["source", "value", "entered", "reason", "evidence_text", "note", "entry_id"]
    for year in YEARS:
        start, units = date(year, 1, 1), _living(date(year, 12, 31))
        span = str(year), start, date(year + 1, 1, 1), TOTAL, "final", "counted"
        entered = at_hanoi(span[2] + timedelta(days=9), 10)
        rows = (
            (
                uuid.UUID(int=next(refs)),
                one,
                unit,
                *span,
                rng.randrange(10**5),
                entered,
                "",
                HOW,
                "",
                entry.pk,
            )
            for one in indicators
            for unit in units
        )
        with transaction.atomic():
            insert_rows(Figure, columns, rows)
    for index in indexes:
        run_sql(index)
    figures, unstored = Figure._meta.db_table, Unstored._meta.db_table
    run_sql(f"INSERT INTO {unstored} (figure_id) SELECT id FROM {figures} WHERE entry_id = {entry.pk}")


def _without_indexes(table: str) -> list[str]:
    """SQLite takes a tenth of a millisecond for a row with nine indexes; they are made anew behind the last."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    found = run_sql(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql > ''"
    )
    for name, _sql in found:
        run_sql(f"DROP INDEX {name}")
    return [sql for _name, sql in found]


def run_sql(statement: str) -> list[tuple[str, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
