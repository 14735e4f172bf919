"""What `tongket check` asks of this room: is each figure what its entry says, is the store what the database says."""

import json
from itertools import groupby

from django.db import DatabaseError, connection, transaction

from tongket.base.clock import now
from tongket.base.models import Entry
from tongket.figures import store
from tongket.figures.lines import FIELDS, digest
from tongket.figures.models import Figure, Indicator, Segment, Unstored
from tongket.figures.queries import live
from tongket.rollup import roll
from tongket.viet.dates import format_date
from tongket.viet.fault import Fault, Refusal

_KINDS = ("figures.approve", "figures.correct", "figures.count", "figures.estimate", "figures.take_over")


def check_figures_against_entries() -> list[Fault]:
    """The first entry whose figures do not hash to what it says, were it one changed by hand, added or gone."""
    rows = Figure.objects.order_by("entry_id").values_list("entry_id", *FIELDS)
    found = {
        entry: digest([row[1:] for row in group])
        for entry, group in groupby(rows.iterator(), lambda row: row[0])
    }
    entries = Entry.objects.filter(kind__in=_KINDS).order_by("pk")
    for entry in entries.iterator():
        said = json.loads(bytes(entry.body))["facts"]
        if found.pop(entry.pk, digest([])) != said.get("figures"):
            return [_differs(entry)]
    return [_differs(Entry.objects.get(pk=next(iter(found))))] if found else []


def _differs(entry: Entry) -> Fault:
    first = Figure.objects.filter(entry=entry).select_related("indicator").order_by("pk").first()
    values = {"entry": str(entry.ref), "day": format_date(entry.at.date()), "kind": entry.kind}
    return Fault("figures.entry_differs", values={**values, "name": first.indicator.name if first else "…"})


def check_figures_are_append_only() -> list[Fault]:
    """That the database itself refuses to change or delete a figure: tried on one, and undone if it does not."""
    some = Figure.objects.order_by("pk").values_list("pk", flat=True).first()
    if some is None:
        return []
    tries = {
        "UPDATE": "UPDATE figures_figure SET note = note WHERE id = %s",
        "DELETE": "DELETE FROM figures_figure WHERE id = %s",
    }
    if connection.vendor == "sqlite":
        tries["REPLACE"] = "INSERT OR REPLACE INTO figures_figure SELECT * FROM figures_figure WHERE id = %s"
    return [
        Fault("figures.not_append_only", values={"how": how})
        for how, sql in tries.items()
        if _goes(sql, some)
    ]


def _goes(sql: str, figure: int) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [figure])
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def check_store() -> list[Fault]:
    """The first segment that is not the file that was written; else the first figure that the store has otherwise."""
    for segment in Segment.objects.order_by("generation"):
        path = store.folder() / segment.name
        if not path.is_file():
            return [Fault("store.segment_unreadable", values={"name": segment.name})]
        if store.sha256_of(path) != segment.sha256:
            return [Fault("store.segment_changed", values={"name": segment.name})]
    return _check_facts()


def _check_facts() -> list[Fault]:
    store.forget()
    try:
        stored = store.read_segments(store.segment_names())
    except Refusal as why:
        return list(why.faults)
    rows = sum(Segment.objects.values_list("rows", flat=True))
    waiting = Unstored.objects.count()
    figures = Figure.objects.count()
    if stored.num_rows != rows or rows + waiting != figures:
        return [
            Fault(
                "store.counts_differ",
                values={"stored": stored.num_rows, "waiting": waiting, "figures": figures},
            )
        ]
    right = store.to_table(Figure.objects.filter(unstored=None), many=True).sort_by("figure").to_pylist()
    for is_, should in zip(stored.sort_by("figure").to_pylist(), right, strict=True):
        if is_ != should:
            ref = Figure.objects.filter(pk=should["figure"]).values_list("ref", flat=True).first()
            return [Fault("store.figure_differs", values={"figure": str(ref)})]
    return []


def audit_rollup() -> list[Fault]:
    """The first indicator whose live figures the roll-up adds up to something else than the database does."""
    from tongket.rollup.engines.duck import duckdb_engine

    as_of = now()
    table = roll.current(duckdb_engine().create_table("facts", store.facts()), as_of)
    summed = table.group_by("indicator").aggregate(
        total=table.value.cast("decimal(38,0)").sum().cast("decimal(38,0)")
    )
    rolled = {row["indicator"]: int(row["total"] or 0) for row in summed.to_pyarrow().to_pylist()}
    for indicator in Indicator.objects.order_by("pk"):
        values = live(as_of).filter(indicator=indicator).values_list("value", flat=True)
        right = sum(value for value in values.iterator() if value is not None)
        if rolled.get(indicator.pk, 0) != right:
            said: dict[str, str | int] = {
                "name": indicator.name,
                "rolled": rolled.get(indicator.pk, 0),
                "right": right,
            }
            return [Fault("figures.sum_differs", values=said)]
    return []


def audit() -> list[Fault]:
    """Everything this room can recompute; sums only of a store that can be read."""
    found = [*check_figures_against_entries(), *check_figures_are_append_only(), *check_store()]
    return found or audit_rollup()
