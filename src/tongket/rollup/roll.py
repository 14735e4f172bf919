"""From facts and the map of a day to the answer: the expression the engine runs, and its exact result.

The engine only filters, joins, counts, compares and adds integers (sums in 128 bits); `finish` does the rest.

facts: figure, indicator, unit (int64), period (string), start, end (date), breakdown (int64), kind, source (string),
value (int64, NULL is "not applicable"), entered (timestamp, UTC), supersedes (int64, nullable).
expected: indicator, unit (int64), period (string), start, end (date): who was due to report what.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tongket.rollup import finish
from tongket.rollup.places import SCALE, Places
from tongket.rollup.question import Asked, Cell, Question, Target, Task, tasks_of

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

_WIDE = "decimal(38,0)"  # 128 bits in DuckDB and Spark
_VALUE = "decimal(27,0)"  # a sum of up to 10^8 values; times a share over 10^9 it still fits
_SHARE = "decimal(10,0)"
_DAYS = 2**22  # more than there are days from the year 1 to 9999
_FIGURES = 10**19  # more than any figure's number
_NOTHING, _BLANK, _VALUED = 0, 1, 2  # what a unit told: nothing, "not applicable", a value


@dataclass(frozen=True)
class Answer:
    """The expression that was run, and one cell for each indicator, period and unit, in this order."""

    expression: "ir.Table"
    cells: tuple[Cell, ...]

    @cached_property
    def by_key(self) -> Mapping[tuple[int, int, str], Cell]:
        """The cells by (unit, indicator, period)."""
        return {(cell.unit, cell.indicator, cell.period): cell for cell in self.cells}


def answer(
    question: Question,
    facts: "ir.Table",
    places: Places,
    *,
    targets: Iterable[Target] = (),
    expected: "ir.Table | None" = None,
) -> Answer:
    """The answer to `question` for every target unit of `places`.

    Without `expected`, every part of the map that lives on a period's last day was due.
    """
    asked = expression(question, facts, places, expected)
    return Answer(asked, finish.cells(question, places.targets, sums(question, asked), targets))


def sums(question: Question, asked: "ir.Table") -> finish.SumsOf:
    """What the engine finds for the expression of a question, before anything is worked out from it."""
    tasks = [(task.indicator.id, task.asked.key) for task in tasks_of(question)]
    return finish.sums_of(asked.to_pyarrow().to_pydict(), tasks)


def current(facts: "ir.Table", as_of: datetime.datetime) -> "ir.Table":
    """The facts known at the moment `as_of` that nothing known then supersedes."""
    import ibis

    moment = as_of.astimezone(datetime.UTC)
    if getattr(facts.entered.type(), "timezone", None) is None:
        moment = moment.replace(tzinfo=None)
    known = facts.filter(facts.entered <= ibis.literal(moment, type=facts.entered.type()))
    newer = known.filter(known.supersedes.notnull()).select(superseded=known.supersedes)
    return known.anti_join(newer, known.figure == newer.superseded)


def expression(
    question: Question, facts: "ir.Table", places: Places, expected: "ir.Table | None" = None
) -> "ir.Table":
    """Exact sums and counts by task, slot and ancestor.

    A task is an indicator in an asked period, by its number; a slot is a part of that period where the rule over time
    is a mean, least or greatest, else 0. The columns are those of `finish.Sums` that the rules need.
    """
    import ibis

    tasks = tasks_of(question)
    map_ = ibis.memtable(places.table)
    rows = ibis.union(_said(question, facts, tasks), _due(tasks, map_, expected))
    once = rows.group_by("task", "unit", "pick").aggregate(
        value=rows.value.argmax(rows.order), told=rows.told.argmax(rows.order), due=rows.due.max()
    )
    return _by_ancestor(
        _weighed(_by_unit(once, tasks), tasks), map_, {i.over_tree for i in question.indicators}
    )


def _asks(tasks: Sequence[Task], inside: bool) -> "ir.Table":
    """The periods whose figures are read for each task; `pick` numbers the parts that keep a value of their own."""
    import ibis
    import pyarrow as pa

    rows = [
        (number, task.indicator.id, *span, pick)
        for number, task in enumerate(tasks)
        if task.inside is inside
        for pick, span in task.picks
    ]
    types = (pa.int64(), pa.int64(), pa.string(), pa.date32(), pa.date32(), pa.int64())
    names = ("task", "ask_indicator", "key", "key_start", "key_end", "pick")
    return ibis.memtable(_table(rows, dict(zip(names, types, strict=True))))


def _table(rows: Sequence[Sequence[object]], types: "Mapping[str, pa.DataType]") -> "pa.Table":
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else [()] * len(types)
    arrays = [pa.array(column, type_) for column, type_ in zip(columns, types.values(), strict=True)]
    return pa.table(arrays, names=list(types))


def _meet(table: "ir.Table", tasks: Sequence[Task]) -> "ir.Table":
    """The rows of the asked periods, with their task and pick."""
    import ibis

    branches = []
    for inside in sorted({task.inside for task in tasks}):
        ask = _asks(tasks, inside)
        fits = (
            [table.start >= ask.key_start, table.end <= ask.key_end] if inside else [table.period == ask.key]
        )
        branches.append(table.join(ask, [table.indicator == ask.ask_indicator, *fits]))
    return branches[0] if len(branches) == 1 else ibis.union(*branches)


def _said(question: Question, facts: "ir.Table", tasks: Sequence[Task]) -> "ir.Table":
    """One row per figure that may count; the highest `order` does: the latest, then from the first source."""
    import ibis

    known = current(facts.filter(facts.indicator.isin([task.indicator.id for task in tasks])), question.as_of)
    known = known.filter(
        known.breakdown == question.breakdown,
        known.kind == question.kind,
        known.source.isin(question.sources),
    )
    met = _meet(known, tasks)
    last = len(question.sources) - 1
    preference = met.source.cases(
        *((source, last - rank) for rank, source in enumerate(question.sources)), else_=-1
    )
    span = met.end.epoch_days().cast("int64") * _DAYS + met.start.epoch_days()
    newest = (span * len(question.sources) + preference).cast("decimal(18,0)")
    return met.select(
        "task",
        "unit",
        "pick",
        value=met.value.fill_null(0),
        told=met.value.notnull().ifelse(_VALUED, _BLANK).cast("int64"),
        order=(newest * ibis.literal(_FIGURES, type="decimal(20,0)") + met.figure).cast(_WIDE),
        due=_int(0),
    )


def _due(tasks: Sequence[Task], map_: "ir.Table", expected: "ir.Table | None") -> "ir.Table":
    """One row per unit that was due, before every figure in order."""
    import ibis

    if expected is not None:
        met = _meet(expected, tasks)
    else:
        asks = [_asks(tasks, inside) for inside in sorted({task.inside for task in tasks})]
        ask = asks[0] if len(asks) == 1 else ibis.union(*asks)
        met = ask.join(map_, [map_.start < ask.key_end, map_.end >= ask.key_end])
    least = ibis.literal(-(10**37), type=_WIDE)
    return met.select("task", "unit", "pick", value=_int(0), told=_int(_NOTHING), order=least, due=_int(1))


def _int(number: int) -> "ir.IntegerValue":
    import ibis

    return ibis.literal(number, type="int64")


def _by_unit(once: "ir.Table", tasks: Sequence[Task]) -> "ir.Table":
    """What each unit told, with the rules of its task; added up over the parts where the rule is a sum."""
    import ibis
    import pyarrow as pa

    numbers = {task: number for number, task in enumerate(tasks)}
    by_id: dict[tuple[int | None, Asked], int] = {(t.indicator.id, t.asked): n for t, n in numbers.items()}
    rows = [
        (
            n,
            t.indicator.over_tree == "own",
            t.living,
            t.asked.span.end,
            t.summed,
            by_id.get((t.indicator.weight, t.asked)),
        )
        for t, n in numbers.items()
    ]
    types = (pa.int64(), pa.bool_(), pa.bool_(), pa.date32(), pa.bool_(), pa.int64())
    names = ("rule_task", "own", "living", "asked_end", "summed", "weight")
    rules = ibis.memtable(_table(rows, dict(zip(names, types, strict=True))))
    ruled = once.join(rules, once.task == rules.rule_task)
    has, blank = (ruled.told == _VALUED), (ruled.told == _BLANK)
    units = ruled.select(
        "task",
        "unit",
        "own",
        "living",
        "asked_end",
        "weight",
        "due",
        slot=ruled.summed.ifelse(0, ruled.pick),
        value=has.ifelse(ruled.value, None).cast(_VALUE),
        has=has.ifelse(1, 0),
        reported=has.ifelse(ruled.due, 0),
        not_applicable=blank.ifelse(ruled.due, 0),
        blank=blank.ifelse(1, 0),
    )
    if not any(task.summed for task in tasks):
        return units
    return units.group_by("task", "unit", "slot", "own", "living", "asked_end", "weight").aggregate(
        value=units.value.sum().cast(_VALUE),
        has=units.has.max(),
        **{name: units[name].sum() for name in ("reported", "not_applicable", "blank", "due")},
    )


def _weighed(units: "ir.Table", tasks: Sequence[Task]) -> "ir.Table":
    """Puts beside each value its unit's weight, where the rule asks for one."""
    weigh = {task.indicator.weight for task in tasks if task.indicator.over_tree == "weighted"}
    if not weigh:
        return units
    # A sum beside them may pass the 64 bits that a weight, the last of its figures, never does.
    weighing = [number for number, task in enumerate(tasks) if task.indicator.id in weigh]
    weights = units.filter(units.has == 1, units.task.isin(weighing)).select(
        weight_task="task", weight_unit="unit", weighing=units.value.cast("int64")
    )
    return units.left_join(weights, [units.weight == weights.weight_task, units.unit == weights.weight_unit])


def _by_ancestor(units: "ir.Table", map_: "ir.Table", rules: Collection[str]) -> "ir.Table":
    seat = map_.rename(seat_unit="unit", seat_own="own")
    seated = units.join(seat, [units.unit == seat.seat_unit, units.own == seat.seat_own])
    seated = seated.filter(
        ~seated.living | ((seated.start < seated.asked_end) & (seated.end >= seated.asked_end))
    )
    has, value = seated.has == 1, seated.value
    measures = {name: seated[name].sum() for name in ("reported", "not_applicable", "blank", "due")}
    measures |= {"valued": seated.has.sum(), "estimated": _count(has & seated.estimated)}
    if "sum" in rules:
        measures["low"] = _sum(value * seated.low.cast(_SHARE))
        measures["high"] = _sum(value * seated.high.cast(_SHARE))
        measures["ranged_negative"] = _count((value < 0) & (seated.low < seated.high))
    if set(rules) - {"sum", "ratio"}:
        measures["divided"] = _count(has & (seated.low < SCALE))
        measures |= {"total": _sum(value), "least": value.min(), "most": value.max()}
    if "weighted" in rules:
        measures |= _weighted(seated)
    return seated.group_by("task", "slot", "ancestor").aggregate(**measures)


def _weighted(seated: "ir.Table") -> "dict[str, ir.Value]":
    """Value times weight is added in two halves, so that no product passes 128 bits.

    The halves are cut by bits: the engines divide integers as floats.
    """
    pair = seated.value.notnull() & seated.weighing.notnull()
    value = pair.ifelse(seated.value, None).cast("decimal(20,0)")
    return {
        "pairs": _count(pair),
        "weights": _sum(pair.ifelse(seated.weighing, 0).cast(_VALUE)),
        "negative_weights": _count(pair & (seated.weighing < 0)),
        "weighted_high": _sum(value * (seated.weighing >> 32).cast("decimal(11,0)")),
        "weighted_low": _sum(value * (seated.weighing & (finish.LIMB - 1)).cast("decimal(11,0)")),
    }


def _sum(column: "ir.NumericValue") -> "ir.DecimalScalar":
    return column.sum().cast(_WIDE)  # without the cast Ibis reads the sum back with two decimals, 36 digits


def _count(condition: "ir.BooleanValue") -> "ir.IntegerScalar":
    return condition.ifelse(1, 0).sum()
