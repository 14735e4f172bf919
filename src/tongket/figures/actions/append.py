"""How a figure comes to be: written once, with the entry that holds its hash, and waiting for the store."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from django.db import connection, transaction

from tongket.base.bulk import insert_rows
from tongket.base.models import File
from tongket.figures.lines import digest
from tongket.figures.models import TOTAL, Breakdown, Figure, Indicator, Report, Unstored
from tongket.units.acts import Act, Subject, act
from tongket.units.hats import Hat
from tongket.units.models import Unit
from tongket.viet.fault import Fault, Refusal
from tongket.viet.period import Period
from tongket.viet.text import nfc


class NewFigure(NamedTuple):
    """A figure before it is written: plain values, for a country's figures come at once."""

    ref: uuid.UUID
    indicator: Indicator
    unit_id: int
    period: Period
    value: int | None
    source: str
    entered: datetime
    actor: uuid.UUID | None
    breakdown: int = TOTAL
    kind: str = Figure.Kind.FINAL
    supersedes: Figure | None = None
    reason: str = ""
    report: Report | None = None
    evidence: File | None = None
    evidence_text: str = ""
    note: str = ""


@dataclass
class Making:
    """The figures that an action makes; they are written when its entry is."""

    done: Act
    figures: Sequence[NewFigure] = ()


@contextmanager
def appending(
    name: str, *, on: Subject, actor: Hat, now: datetime, state: str = "", parties: tuple[int, ...] = ()
) -> Iterator[Making]:
    """An action that ends in figures: `act`, with their hash among its facts."""
    with transaction.atomic():
        with act(name, on=on, actor=actor, now=now, state=state, parties=parties) as done:
            making = Making(done)
            yield making
            done.note(figures=_digest(making.figures), count=len(making.figures))
        _insert(making.figures, done.entry.pk)


def _digest(figures: Sequence[NewFigure]) -> str:
    units = dict(Unit.objects.filter(pk__in={f.unit_id for f in figures}).values_list("pk", "ref"))
    breakdowns = {one.pk: (one.first, one.second) for one in Breakdown.objects.all()}
    return digest(
        (
            one.ref,
            one.indicator.ref,
            units[one.unit_id],
            _days(one.period)[0],
            *breakdowns[one.breakdown],
            one.kind,
            one.source,
            one.value,
            one.entered,
            one.actor,
            one.supersedes and one.supersedes.ref,
            one.reason,
            one.report and one.report.ref,
            one.evidence and one.evidence.sha256,
            one.evidence_text,
            one.note,
        )
        for one in figures
    )


_COLUMNS = (
    *("ref", "indicator_id", "unit_id", "period", "period_start", "period_end", "value", "source", "entered"),
    *(
        "actor",
        "breakdown_id",
        "kind",
        "supersedes_id",
        "reason",
        "report_id",
        "evidence_id",
        "evidence_text",
    ),
    *("note", "entry_id"),
)


def _insert(figures: Sequence[NewFigure], entry: int) -> None:
    rows = (
        (
            one.ref,
            one.indicator.pk,
            one.unit_id,
            *_days(one.period),
            one.value,
            one.source,
            one.entered,
            one.actor,
            one.breakdown,
            one.kind,
            one.supersedes and one.supersedes.pk,
            one.reason,
            one.report and one.report.pk,
            one.evidence and one.evidence.pk,
            one.evidence_text,
            one.note,
            entry,
        )
        for one in figures
    )
    insert_rows(Figure, _COLUMNS, rows)
    unstored, figure = Unstored._meta.db_table, Figure._meta.db_table
    with connection.cursor() as cursor:
        sql = f"INSERT INTO {unstored} (figure_id) SELECT id FROM {figure} WHERE entry_id = %s"  # noqa: S608
        cursor.execute(sql, [entry])


@cache
def _days(period: Period) -> tuple[str, date, date]:
    return str(period), period.start, period.end


def derived_ref(parent: uuid.UUID, *parts: object) -> uuid.UUID:
    """The ref of a record that its parent determines: the same on every database that holds the parent."""
    return uuid.uuid5(parent, "/".join(str(part) for part in parts))


def breakdown_of(first: str = "", second: str = "") -> int:
    """The key of a pair of categories; the total is 0."""
    if not first and not second:
        return TOTAL
    found = Breakdown.objects.filter(first=first, second=second).first()
    if found is None:
        last = Breakdown.objects.order_by("-id").values_list("id", flat=True).first()
        found = Breakdown.objects.create(id=(last or TOTAL) + 1, first=first, second=second)
    return found.pk


def within(text: str, where: str = "", most: int = 300) -> str:
    """The text as it is kept; refused when a column cannot hold all of it."""
    kept = nfc(text).replace("\0", "").strip()
    if len(kept) > most:
        raise Refusal(Fault("figures.too_long", where, {"most": most, "start": kept[:30]}))
    return kept
