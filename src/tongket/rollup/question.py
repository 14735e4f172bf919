"""What is asked of the figures, and the cell that answers it: values only, cheap to import."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple, Self

from tongket.viet.fault import refusal
from tongket.viet.numbers import from_units
from tongket.viet.period import Period, refuse_mixed

Nature = Literal["stock", "flow"]
OverTime = Literal["sum", "mean", "last", "min", "max"]
OverTree = Literal["sum", "mean", "min", "max", "own", "weighted", "ratio"]
Sense = Literal["at_least", "at_most", "between"]
Basis = Literal["value", "reduction"]
Measure = Literal["value", "reduction", "ratio"]
SOURCES = ("counted", "reported", "taken_over")


class Reason(StrEnum):
    """Why a cell has no value, or no rank."""

    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    DIVIDED = "divided"  # the rule is no sum, and a unit was divided over several of those asked for
    NEGATIVE_DIVIDED = "negative_divided"  # a divided unit with a value below zero has no bounds
    NEGATIVE_WEIGHT = "negative_weight"
    NO_DENOMINATOR = "no_denominator"  # a ratio to zero, or weights that sum to zero
    NO_VALUE = "no_value"  # not ranked: there is nothing to compare
    OVERLAP = "overlap"  # not ranked: its range, or a peer's, leaves the order open
    FEW_PEERS = "few_peers"
    NO_PEERS = "no_peers"  # not ranked: in no group


class Span(NamedTuple):
    """A period by its canonical text and its days `[start, end)`."""

    key: str
    start: datetime.date
    end: datetime.date

    @property
    def last_day(self) -> datetime.date:
        return self.end - datetime.timedelta(days=1)


def span_of(period: Period) -> Span:
    """A period as a question has it."""
    return Span(str(period), period.start, period.end)


@dataclass(frozen=True)
class Asked:
    """A period asked for.

    Without `parts`, only figures of exactly this period are taken; but a stock that shows its last is read from the
    latest figure inside it. With `parts` (the twelve months of a year) figures of exactly those periods are taken and
    combined by the indicator's rule over time: kinds of period are never mixed silently.
    """

    span: Span
    parts: tuple[Span, ...] = ()

    @property
    def key(self) -> str:
        return self.span.key


@dataclass(frozen=True)
class Indicator:
    """What is counted and by which rules it is put together; `decimals` of the stored integers.

    over_tree "weighted" needs `weight`, "ratio" needs `numerator` and `denominator` (other indicators of the question;
    the quotient is multiplied by `factor`, 100 for per cent). `more_is_better` decides the rank.
    """

    id: int
    nature: Nature
    over_time: OverTime
    over_tree: OverTree
    decimals: int = 0
    weight: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    factor: int = 1
    more_is_better: bool = True


@dataclass(frozen=True)
class Ranking:
    """Who is compared with whom (groups of units), by what; a group smaller than `least` is not ranked."""

    groups: tuple[frozenset[int], ...]
    by: Measure = "value"
    least: int = 10


@dataclass(frozen=True)
class Question:
    """What is asked: which indicators, periods and figures, as known at the moment `as_of`.

    Of the `sources`, the first that a unit and period has a figure from is taken; the others are not added to it.
    `base` is the key of the asked period against which reductions are measured.
    """

    indicators: tuple[Indicator, ...]
    periods: tuple[Asked, ...]
    as_of: datetime.datetime
    kind: Literal["final", "estimate"] = "final"
    sources: tuple[str, ...] = SOURCES
    breakdown: int = 0
    base: str | None = None
    ranking: Ranking | None = None

    def __post_init__(self) -> None:
        if self.as_of.tzinfo is None:
            raise refusal("rollup.moment_without_zone")
        if self.base is not None and self.base not in {asked.key for asked in self.periods}:
            raise refusal("rollup.base_not_asked", period=self.base)
        for asked in self.periods:
            _refuse_mixed(asked)
        for indicator in self.indicators:
            _check(indicator, self.by_id)

    @cached_property
    def by_id(self) -> Mapping[int, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}


def _refuse_mixed(asked: Asked) -> None:
    """Parts of two regimes, or of another than the period's own, whose days then do not fill it."""
    parts = [Period.parse(span.key) for span in asked.parts]
    if not parts:
        return
    refuse_mixed(parts[0], parts)
    if min(parts).start < asked.span.start or max(one.end for one in parts) > asked.span.end:
        refuse_mixed(Period.parse(asked.key), parts)


def _check(indicator: Indicator, by_id: Mapping[int, Indicator]) -> None:
    if indicator.nature == "stock" and indicator.over_time == "sum" and indicator.over_tree != "ratio":
        raise refusal("rollup.stock_summed", indicator=indicator.id)
    if indicator.over_tree == "ratio":
        for part in (indicator.numerator, indicator.denominator):
            if part is None or part not in by_id or by_id[part].over_tree not in ("sum", "own"):
                raise refusal("rollup.part_missing", indicator=indicator.id)
    if indicator.over_tree == "weighted":
        weight = by_id.get(indicator.weight) if indicator.weight is not None else None
        if weight is None or weight.over_tree in ("ratio", "weighted", "own"):
            raise refusal("rollup.part_missing", indicator=indicator.id)
        if indicator.over_time != "last" or weight.over_time != "last":
            raise refusal("rollup.weight_not_last", indicator=indicator.id)


class Task(NamedTuple):
    """One indicator in one asked period."""

    indicator: Indicator
    asked: Asked

    @property
    def latest(self) -> bool:
        return self.indicator.over_time == "last"

    @property
    def inside(self) -> bool:
        """Whether any figure inside the period will do, not only one of exactly this period."""
        return self.indicator.nature == "stock" and self.latest and not self.asked.parts

    @property
    def living(self) -> bool:
        """A stock stands as of the last day: whoever had ended by then has handed it to a successor."""
        return self.indicator.nature == "stock" and self.latest

    @property
    def summed(self) -> bool:
        return self.indicator.over_time == "sum" and len(self.asked.parts) > 1

    @property
    def picks(self) -> Sequence[tuple[int, Span]]:
        """The periods whose figures are read, numbered where each keeps a value of its own; else all are 0."""
        spans = self.asked.parts or (self.asked.span,)
        return [
            (0 if self.latest or len(spans) < 2 else number, span) for number, span in enumerate(spans, 1)
        ]


def tasks_of(question: Question) -> list[Task]:
    """Ratios have no figures of their own."""
    plain = [indicator for indicator in question.indicators if indicator.over_tree != "ratio"]
    return [Task(indicator, asked) for indicator in plain for asked in question.periods]


@dataclass(frozen=True)
class Target:
    """What was set or promised for a unit and a period; bounds in the measure's own unit, per cent for a reduction."""

    indicator: int
    unit: int
    period: str
    sense: Sense
    low: Fraction | Decimal | int | None = None
    high: Fraction | Decimal | int | None = None
    basis: Basis = "value"


class Bounds(NamedTuple):
    """A number known to lie between two exact ones; both are the same where it is known."""

    low: Fraction
    high: Fraction

    @classmethod
    def known(cls, value: Fraction) -> Self:
        return cls(value, value)

    @property
    def exact(self) -> bool:
        return self.low is self.high or self.low == self.high

    def shown(self, decimals: int) -> tuple[Decimal, Decimal]:
        """As printed: a known number rounded half up (away from zero), a range rounded outwards."""
        if self.exact:
            return (rounded(self.low, decimals),) * 2
        scale = 10**decimals
        return from_units(math.floor(self.low * scale), decimals), from_units(
            math.ceil(self.high * scale), decimals
        )


class Cell(NamedTuple):
    """The answer for one unit, indicator and period.

    `bounds` is None with a `reason`. `reported`, `not_applicable` of `expected` count who was due and said it (of a
    ratio or a weighted mean: the worse covered of its parts). `reduction` is per cent fewer than in the base period;
    `ratio` is the measure over its target's bound (none for a band); `met` is None where the range leaves it open.
    """

    unit: int
    indicator: int
    period: str
    decimals: int
    bounds: Bounds | None
    reason: Reason | None
    estimated: bool
    reported: int
    not_applicable: int
    expected: int
    reduction: Bounds | None
    target: Target | None
    ratio: Bounds | None
    met: bool | None
    rank: int | None
    peers: int
    rank_reason: Reason | None

    @property
    def low(self) -> Fraction | None:
        return self.bounds.low if self.bounds else None

    @property
    def high(self) -> Fraction | None:
        return self.bounds.high if self.bounds else None

    @property
    def value(self) -> Decimal | None:
        """The value rounded for display; None if there is none or only a range is known."""
        return self.bounds.shown(self.decimals)[0] if self.bounds and self.bounds.exact else None


def rounded(number: Fraction, decimals: int) -> Decimal:
    """Half up, away from zero, as people round: 2.5 to 3, -2.5 to -3."""
    return from_units(rounded_units(number, decimals), decimals)


def rounded_units(number: Fraction, decimals: int) -> int:
    """The same as a whole number of 10^-decimals."""
    whole, part = abs(number.numerator) * 10**decimals, number.denominator
    nearest: int = (2 * whole + part) // (2 * part)
    return -nearest if number.numerator < 0 else nearest
