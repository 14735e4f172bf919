"""From facts and the map of a day to the answer: the expression the engine runs, and its exact result.

The engine only filters, joins, counts, compares and adds integers (sums in 128 bits); `finish` does the rest.

facts: figure, indicator, unit (int64), period (string), start, end (date), breakdown (int64), kind, source (string),
value (int64, NULL is "not applicable"), entered (timestamp, UTC), supersedes (int64, nullable).
expected: indicator, unit (int64), period (string), start, end (date): who was due to report what.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tongket.rollup import finish
from tongket.rollup.places import Places
from tongket.rollup.question import Asked, Cell, Indicator, Question, Target

if TYPE_CHECKING:
    import ibis.expr.types as ir

_WIDE = "decimal(38,0)"  # 128 bits in DuckDB and Spark
_VALUE = "decimal(27,0)"  # a sum of up to 10^8 values; times a share over 10^9 it still fits
_SHARE = "decimal(10,0)"
_LIMB = 10**9  # value times weight is added in two halves, so that no product passes 128 bits


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
    sums = finish.sums_of(asked.to_pyarrow().to_pydict())
    return Answer(asked, finish.cells(question, places.targets, sums, targets))


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
    """Exact sums and counts by indicator, asked period, slot (a part of it, or "") and ancestor."""
    import ibis

    asks = ibis.memtable(_asks_table(question))
    map_ = ibis.memtable(_map_table(places))
    rows = ibis.union(_said(question, facts, asks), _due(question, asks, map_, expected))
    return _by_ancestor(_ruled(question, _by_unit(rows), asks), map_)


def _plain(question: Question) -> list[Indicator]:
    """Ratios have no figures of their own."""
    return [indicator for indicator in question.indicators if indicator.over_tree != "ratio"]


def _asks_table(question: Question) -> Any:
    """One row per indicator and period whose figures are read, with the rules that decide how."""
    import pyarrow as pa

    rows = [
        _ask(i, a, *span)
        for i in _plain(question)
        for a in question.periods
        for span in (a.parts or (a.span,))
    ]
    schema = pa.schema(
        [
            ("indicator", pa.int64()),
            ("asked", pa.string()),
            ("asked_end", pa.date32()),
            ("key", pa.string()),
            ("key_start", pa.date32()),
            ("key_end", pa.date32()),
            ("inside", pa.bool_()),
            ("latest", pa.bool_()),
            ("slotted", pa.bool_()),
            ("living", pa.bool_()),
            ("own", pa.bool_()),
            ("weight", pa.int64()),
        ]
    )
    return pa.Table.from_pylist(rows, schema)


def _ask(
    indicator: Indicator, asked: Asked, key: str, start: datetime.date, end: datetime.date
) -> dict[str, object]:
    latest = indicator.over_time == "last"
    return {
        "indicator": indicator.id,
        "asked": asked.key,
        "asked_end": asked.span.end,
        "key": key,
        "key_start": start,
        "key_end": end,
        "inside": _inside(indicator, asked),
        "latest": latest,
        "slotted": indicator.over_time in ("mean", "min", "max"),
        # A stock stands as of the last day: whoever had ended by then has handed it to a successor.
        "living": indicator.nature == "stock" and latest,
        "own": indicator.over_tree == "own",
        "weight": indicator.weight,
    }


def _inside(indicator: Indicator, asked: Asked) -> bool:
    """Whether any figure inside the period will do, not only one of exactly this period."""
    return indicator.nature == "stock" and indicator.over_time == "last" and not asked.parts


def _map_table(places: Places) -> Any:
    import pyarrow as pa

    columns = list(zip(*places.rows, strict=True)) or [()] * 9
    unit, ancestor, low, high, estimated, _grounds, start, end, own = columns
    return pa.table(
        {
            "unit": pa.array(unit, pa.int64()),
            "ancestor": pa.array(ancestor, pa.int64()),
            "low": pa.array(low, pa.int64()),
            "high": pa.array(high, pa.int64()),
            "estimated": pa.array(estimated, pa.bool_()),
            "start": pa.array(start, pa.date32()),
            "end": pa.array(end, pa.date32()),
            "own": pa.array(own, pa.bool_()),
        }
    )


def _said(question: Question, facts: "ir.Table", asks: "ir.Table") -> "ir.Table":
    """One row per figure that counts: the latest of a stock, from the first source that has one."""
    import ibis

    ids = [indicator.id for indicator in _plain(question)]
    known = current(facts.filter(facts.indicator.isin(ids)), question.as_of)
    known = known.filter(
        known.breakdown == question.breakdown,
        known.kind == question.kind,
        known.source.isin(question.sources),
    )
    preference = known.source.cases(
        *((source, rank) for rank, source in enumerate(question.sources)), else_=-1
    )
    met = _meet(known.mutate(preference=preference), question, asks)
    order = [met.end.desc(), met.start.desc(), met.preference, met.entered.desc(), met.figure.desc()]
    window = ibis.window(group_by=[met.indicator, met.asked, met.unit, met.pick], order_by=order)
    first = met.mutate(place=ibis.row_number().over(window)).filter(lambda row: row.place == 0)
    said = first.value.notnull().ifelse(1, 0)
    return _rows(first, value=first.value, said=said, blank=1 - said, due=ibis.literal(0))


def _due(question: Question, asks: "ir.Table", map_: "ir.Table", expected: "ir.Table | None") -> "ir.Table":
    """One row per unit that was due."""
    import ibis

    if expected is None:
        ask = asks.mutate(pick=_pick(asks, asks.key))
        living = (map_.start < ask.key_end) & (map_.end >= ask.key_end)
        met = ask.join(map_.select("unit", "start", "end", "own"), (ask.own == map_.own) & living)
    else:
        met = _meet(expected, question, asks)
    return _rows(
        met, value=ibis.null("int64"), said=ibis.literal(0), blank=ibis.literal(0), due=ibis.literal(1)
    )


def _meet(table: "ir.Table", question: Question, asks: "ir.Table") -> "ir.Table":
    """The rows of the asked periods, with `asked`, and `pick`: of what one value a unit is taken."""
    import ibis

    ask = asks.rename(ask_indicator="indicator")
    same = table.indicator == ask.ask_indicator
    inside = (table.start >= ask.key_start) & (table.end <= ask.key_end)
    kinds = {_inside(indicator, asked) for indicator in _plain(question) for asked in question.periods}
    branches = [
        table.join(ask, [same, ask.inside, inside] if kind else [same, ~ask.inside, table.period == ask.key])
        for kind in sorted(kinds)
    ]
    met = ibis.union(*branches) if len(branches) > 1 else branches[0]
    return met.mutate(pick=_pick(met, met.period))


def _pick(table: "ir.Table", period: "ir.StringValue") -> "ir.StringValue":
    return table.latest.ifelse("", period)


def _rows(met: "ir.Table", **columns: "ir.Value") -> "ir.Table":
    slot = met.slotted.ifelse(met.pick, "")
    small = {name: column.cast("int64") for name, column in columns.items()}
    return met.select("indicator", "asked", "unit", "pick", slot=slot, **small)


def _by_unit(rows: "ir.Table") -> "ir.Table":
    """What each unit said, added up over the parts of the asked period where the rule is a sum."""
    once = rows.group_by("indicator", "asked", "unit", "pick", "slot").aggregate(
        value=rows.value.max(), said=rows.said.max(), blank=rows.blank.max(), due=rows.due.max()
    )
    return once.group_by("indicator", "asked", "unit", "slot").aggregate(
        value=once.value.cast(_VALUE).sum().cast(_VALUE),
        has=once.said.max(),
        reported=(once.said * once.due).sum(),
        not_applicable=(once.blank * once.due).sum(),
        blank=once.blank.sum(),
        due=once.due.sum(),
    )


def _ruled(question: Question, units: "ir.Table", asks: "ir.Table") -> "ir.Table":
    """Joins to each unit's value the rules of its indicator and, for a weighted mean, its weight."""
    import ibis

    rules = asks.select(
        "weight", "own", "living", "asked_end", rule_indicator="indicator", rule_asked="asked"
    ).distinct()
    ruled = units.join(rules, [units.indicator == rules.rule_indicator, units.asked == rules.rule_asked])
    if not any(indicator.over_tree == "weighted" for indicator in question.indicators):
        return ruled.mutate(weighing=ibis.null("int64"))
    weights = units.filter(units.has == 1).select(
        weight_indicator="indicator",
        weight_asked="asked",
        weight_unit="unit",
        weighing=units.value.cast("int64"),
    )
    return ruled.left_join(
        weights,
        [
            ruled.weight == weights.weight_indicator,
            ruled.asked == weights.weight_asked,
            ruled.unit == weights.weight_unit,
        ],
    )


def _by_ancestor(units: "ir.Table", map_: "ir.Table") -> "ir.Table":
    seat = map_.select(
        "ancestor", "low", "high", "estimated", "start", "end", seat_unit="unit", seat_own="own"
    )
    seated = units.join(seat, [units.unit == seat.seat_unit, units.own == seat.seat_own])
    seated = seated.filter(
        ~seated.living | ((seated.start < seated.asked_end) & (seated.end >= seated.asked_end))
    )
    has = seated.has == 1
    value, ranged = seated.value, has & (seated.low < seated.high)
    pair = has & seated.weighing.notnull()
    product = seated.value.cast("decimal(20,0)")
    return seated.group_by("indicator", "asked", "slot", "ancestor").aggregate(
        low=_sum(value * seated.low.cast(_SHARE)),
        high=_sum(value * seated.high.cast(_SHARE)),
        total=_sum(value),
        least=value.min(),
        most=value.max(),
        valued=_count(has),
        divided=_count(has & (seated.low < _LIMB)),
        ranged=_count(ranged),
        ranged_negative=_count(ranged & (value < 0)),
        estimated=_count(has & seated.estimated),
        reported=seated.reported.sum(),
        not_applicable=seated.not_applicable.sum(),
        blank=seated.blank.sum(),
        due=seated.due.sum(),
        pairs=_count(pair),
        weights=_sum(pair.ifelse(seated.weighing, 0).cast(_VALUE)),
        negative_weights=_count(pair & (seated.weighing < 0)),
        weighted_high=_sum(product * (seated.weighing // _LIMB).cast("decimal(11,0)")),
        weighted_low=_sum(product * (seated.weighing % _LIMB).cast("decimal(11,0)")),
    )


def _sum(column: "ir.NumericValue") -> "ir.DecimalScalar":
    return column.sum().cast(_WIDE)  # without the cast Ibis reads the sum back with two decimals, 36 digits


def _count(condition: "ir.BooleanValue") -> "ir.IntegerScalar":
    return condition.ifelse(1, 0).sum()
