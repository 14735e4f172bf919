"""From exact sums and counts to cells: quotients, reductions, targets and ranks, as exact fractions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from typing import Any, NamedTuple, Protocol

from tongket.rollup.places import SCALE
from tongket.rollup.question import (
    Asked,
    Bounds,
    Cell,
    Indicator,
    Measure,
    OverTime,
    Question,
    Ranking,
    Reason,
    Target,
)
from tongket.rollup.ranks import Rank, ranks

LIMB = 2**32


class Sums(NamedTuple):
    """What the engine found for one task, slot and ancestor; a column that no rule needs is zero."""

    low: int
    high: int
    ranged_negative: int
    total: int
    least: int
    most: int
    divided: int
    valued: int
    estimated: int
    reported: int
    not_applicable: int
    blank: int
    due: int
    pairs: int
    weights: int
    negative_weights: int
    weighted_high: int
    weighted_low: int


class Share(Protocol):
    """Which part of a figure counts, between `low` and `high` over SCALE, and whether that is an estimate."""

    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int: ...
    @property
    def estimated(self) -> bool: ...


def added(
    valued: Sequence[tuple[Share, int]],
    *,
    reported: int,
    not_applicable: int,
    blank: int,
    due: int,
    pairs: Sequence[tuple[int, int]] = (),
) -> Sums:
    """The sums without an engine: of values with their shares, how many were due and told, values with weights."""
    values = [value for _share, value in valued]
    weighted = sum([value * weight for value, weight in pairs])
    low = high = ranged_negative = divided = estimated = 0
    for share, value in valued:  # in one turn: there are tens of thousands that add up one value
        least, most = share.low, share.high
        low, high = low + value * least, high + value * most
        ranged_negative += value < 0 and least < most
        divided += least < SCALE
        estimated += share.estimated
    return Sums(
        low=low,
        high=high,
        ranged_negative=ranged_negative,
        total=sum(values),
        least=min(values, default=0),
        most=max(values, default=0),
        divided=divided,
        valued=len(valued),
        estimated=estimated,
        reported=reported,
        not_applicable=not_applicable,
        blank=blank,
        due=due,
        pairs=len(pairs),
        weights=sum(weight for _value, weight in pairs),
        negative_weights=sum(weight < 0 for _value, weight in pairs),
        weighted_high=weighted // LIMB,
        weighted_low=weighted % LIMB,
    )


def alone(value: int, share: Share, reported: int, not_applicable: int, blank: int, due: int) -> Sums:
    """The sums of one value that nothing is added to."""
    least, most = share.low, share.high
    ranged, divided, estimated = int(value < 0 and least < most), int(least < SCALE), int(share.estimated)
    counts = (1, estimated, reported, not_applicable, blank, due)
    return Sums(value * least, value * most, ranged, value, value, value, divided, *counts, 0, 0, 0, 0, 0)


class Found(NamedTuple):
    """A value with its coverage, before anything is compared with it."""

    bounds: Bounds | None
    reason: Reason | None
    estimated: bool = False
    reported: int = 0
    not_applicable: int = 0
    expected: int = 0


SumsOf = Mapping[tuple[int, str, int], list[Sums]]
_Key = tuple[int, str]


def sums_of(columns: Mapping[str, Sequence[Any]], tasks: Sequence[_Key]) -> SumsOf:
    """The engine's columns as rows by (indicator, asked period, ancestor); sums over nothing are zero."""
    found: dict[tuple[int, str, int], list[Sums]] = {}
    height = len(columns["task"])
    numbers = [
        map(_whole_number, columns[name]) if name in columns else repeat(0, height) for name in Sums._fields
    ]
    keys = zip(columns["task"], columns["ancestor"], strict=True)
    for (task, ancestor), *row in zip(keys, *numbers, strict=True):
        found.setdefault((*tasks[task], ancestor), []).append(Sums(*row))
    return found


def _whole_number(number: Decimal | int | None) -> int:
    return int(number) if number is not None else 0


def cells(
    question: Question, units: Sequence[int], sums: SumsOf, targets: Iterable[Target]
) -> tuple[Cell, ...]:
    """One cell for each indicator, period and unit, in this order."""
    aims = {(target.indicator, target.period, target.unit): target for target in targets}
    found: dict[_Key, dict[int, Found]] = {}
    for indicator in sorted(question.indicators, key=lambda one: one.over_tree == "ratio"):
        for asked in question.periods:
            found[indicator.id, asked.key] = {u: _found(indicator, asked.key, u, sums, found) for u in units}
    done: list[Cell] = []
    for indicator in question.indicators:
        for asked in question.periods:
            done += _compared(question, indicator, asked, found, aims)
    return tuple(done)


def _found(
    indicator: Indicator, period: str, unit: int, sums: SumsOf, found: Mapping[_Key, Mapping[int, Found]]
) -> Found:
    if indicator.over_tree == "ratio":
        parts = [
            found[id_, period][unit]
            for id_ in (indicator.numerator, indicator.denominator)
            if id_ is not None
        ]
        return _ratio(indicator, *parts)
    slots = sums.get((indicator.id, period, unit), [])
    one = _one(indicator, slots)
    if indicator.over_tree == "weighted" and indicator.weight is not None:
        return _worse_covered(one, _one(indicator, sums.get((indicator.weight, period, unit), [])))
    return one


def _one(indicator: Indicator, slots: list[Sums]) -> Found:
    said = [slot for slot in slots if slot.valued]
    if len(slots) == len(said) == 1:  # nearly always
        (slot,) = said
        bounds, reason = _TREE[indicator.over_tree](slot, indicator)
        return Found(bounds, reason, slot.estimated > 0, slot.reported, slot.not_applicable, slot.due)
    reported = sum(slot.reported for slot in slots)
    not_applicable = sum(slot.not_applicable for slot in slots)
    due = sum(slot.due for slot in slots)
    estimated = any(slot.estimated for slot in slots)
    bounds, reason = None, None
    if said:
        bounds, reason = _over_time(indicator, [_TREE[indicator.over_tree](slot, indicator) for slot in said])
    elif any(slot.blank for slot in slots) and not_applicable >= due:
        reason = Reason.NOT_APPLICABLE
    else:
        reason = Reason.NOT_REPORTED if due else Reason.NOT_DUE
    return Found(bounds, reason, estimated, reported, not_applicable, due)


_Result = tuple[Bounds | None, Reason | None]


def _sum(slot: Sums, indicator: Indicator) -> _Result:
    if slot.ranged_negative:
        return None, Reason.NEGATIVE_DIVIDED
    scale = SCALE * 10**indicator.decimals
    low = Fraction(slot.low, scale)
    return Bounds(low, low if slot.low == slot.high else Fraction(slot.high, scale)), None


def _undivided(number: Callable[[Sums], Fraction | int]) -> Callable[[Sums, Indicator], _Result]:
    """A rule that has no meaning for a part of a unit."""

    def rule(slot: Sums, indicator: Indicator) -> _Result:
        if slot.divided:
            return None, Reason.DIVIDED
        value = Fraction(number(slot)) / 10**indicator.decimals
        return Bounds.known(value), None

    return rule


def _weighted(slot: Sums, indicator: Indicator) -> _Result:
    if slot.divided:
        return None, Reason.DIVIDED
    if slot.negative_weights:
        return None, Reason.NEGATIVE_WEIGHT
    if not slot.pairs:
        return None, Reason.NOT_REPORTED
    if not slot.weights:
        return None, Reason.NO_DENOMINATOR
    value = Fraction(slot.weighted_high * LIMB + slot.weighted_low, slot.weights * 10**indicator.decimals)
    return Bounds.known(value), None


_TREE: Mapping[str, Callable[[Sums, Indicator], _Result]] = {
    "sum": _sum,
    "own": _undivided(lambda slot: slot.total),
    "mean": _undivided(lambda slot: Fraction(slot.total, slot.valued)),
    "min": _undivided(lambda slot: slot.least),
    "max": _undivided(lambda slot: slot.most),
    "weighted": _weighted,
}
_TIME: Mapping[OverTime, Callable[[list[Fraction]], Fraction]] = {
    "mean": lambda numbers: sum(numbers, Fraction(0)) / len(numbers),
    "min": min,
    "max": max,
}


def _over_time(indicator: Indicator, results: list[_Result]) -> _Result:
    """Sums and the last are done by the engine: then there is one slot."""
    missing = next((reason for bounds, reason in results if bounds is None), None)
    if missing or len(results) == 1:
        return (None, missing) if missing else results[0]
    combine = _TIME[indicator.over_time]
    every = [bounds for bounds, _ in results if bounds]
    return Bounds(combine([b.low for b in every]), combine([b.high for b in every])), None


def _ratio(indicator: Indicator, numerator: Found, denominator: Found) -> Found:
    """The quotient of two exact roll-ups; a range in either leaves it undetermined."""
    covered = _worse_covered(numerator, denominator)
    bounds: Bounds | None = None
    reason: Reason | None = None
    if numerator.bounds is None or denominator.bounds is None:
        reason = numerator.reason if numerator.bounds is None else denominator.reason
    elif not (numerator.bounds.exact and denominator.bounds.exact):
        reason = Reason.DIVIDED
    elif not denominator.bounds.low:
        reason = Reason.NO_DENOMINATOR
    else:
        value = indicator.factor * numerator.bounds.low / denominator.bounds.low
        bounds = Bounds.known(value)
    return covered._replace(
        bounds=bounds, reason=reason, estimated=numerator.estimated or denominator.estimated
    )


def _worse_covered(one: Found, other: Found) -> Found:
    """`one` with the coverage of whichever was said by the smaller part of those due."""
    if other.reported * one.expected >= one.reported * other.expected:
        return one
    return one._replace(reported=other.reported, not_applicable=other.not_applicable, expected=other.expected)


def _compared(
    question: Question,
    indicator: Indicator,
    asked: Asked,
    found: Mapping[_Key, Mapping[int, Found]],
    aims: Mapping[tuple[int, str, int], Target],
) -> Iterable[Cell]:
    """The cells of one indicator and period: against the base, the targets and each other."""
    here = found[indicator.id, asked.key]
    base = found[indicator.id, question.base] if question.base not in (None, asked.key) else {}
    reductions = {unit: _reduction(here[unit].bounds, base[unit].bounds) for unit in base}
    met: dict[int, tuple[Target | None, Bounds | None, bool | None]] = {}
    for unit, one in here.items():
        target = aims.get((indicator.id, asked.key, unit))
        met[unit] = (target, *_against(target, one.bounds, reductions.get(unit)))
    placed = _placed(
        question.ranking, indicator, here, reductions, {unit: ratio for unit, (_, ratio, _) in met.items()}
    )
    nobody = Rank(None, 0, Reason.NO_PEERS)
    for unit, one in here.items():
        yield Cell(
            unit,
            indicator.id,
            asked.key,
            indicator.decimals,
            *one,
            reductions.get(unit),
            *met[unit],
            *placed.get(unit, nobody),
        )


def _reduction(now: Bounds | None, base: Bounds | None) -> Bounds | None:
    """Per cent fewer than in the base period; needs a base above zero."""
    if now is None or base is None or base.low <= 0:
        return None
    if now.exact and base.exact:
        return Bounds.known(100 * (base.low - now.low) / base.low)
    low = 100 * (1 - now.high / (base.low if now.high >= 0 else base.high))
    high = 100 * (1 - now.low / (base.high if now.low >= 0 else base.low))
    return Bounds(low, high)


def _against(
    target: Target | None, value: Bounds | None, reduction: Bounds | None
) -> tuple[Bounds | None, bool | None]:
    """The measure over its target's bound, and whether the target is met; None where that is not known."""
    measure = reduction if target and target.basis == "reduction" else value
    if target is None or measure is None:
        return None, None
    low = Fraction(target.low) if target.low is not None and target.sense != "at_most" else None
    high = Fraction(target.high) if target.high is not None and target.sense != "at_least" else None
    bound = None if target.sense == "between" else low if high is None else high
    ratio = Bounds(measure.low / bound, measure.high / bound) if bound is not None and bound > 0 else None
    if (low is None or measure.low >= low) and (high is None or measure.high <= high):
        return ratio, True
    missed = (low is not None and measure.high < low) or (high is not None and measure.low > high)
    return ratio, False if missed else None


def _placed(
    ranking: Ranking | None,
    indicator: Indicator,
    here: Mapping[int, Found],
    reductions: Mapping[int, Bounds | None],
    ratios: Mapping[int, Bounds | None],
) -> Mapping[int, Rank]:
    if ranking is None:
        return {}
    measures: Mapping[Measure, Mapping[int, Bounds | None]] = {
        "value": {unit: one.bounds for unit, one in here.items()},
        "reduction": reductions,
        "ratio": ratios,
    }
    # A reduction is good where fewer is better.
    more = indicator.more_is_better is not (ranking.by == "reduction")
    placed: dict[int, Rank] = {}
    for group in ranking.groups:
        placed |= ranks(
            {unit: measures[ranking.by].get(unit) for unit in group if unit in here}, more, ranking.least
        )
    return placed
