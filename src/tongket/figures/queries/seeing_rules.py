"""How a figure stands against its target, which of the four states a cell is in, which periods go in one table."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from tongket.rollup.question import Bounds, Cell, Reason, Target
from tongket.viet.fault import refusal
from tongket.viet.period import Period, refuse_mixed

NEAR = Fraction(1, 10)  # of the target's bound: what lacks no more of it is near


class Light(StrEnum):
    """A cell against its target. While the period runs, what is not met yet is under way."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"
    UNDER_WAY = "under_way"
    OPEN = "open"  # a range, or no figure: it cannot be told
    NONE = "none"  # nothing is set


class State(StrEnum):
    """What stands in a cell: the four states that are kept apart, a value, or that it cannot be told."""

    VALUE = "value"
    ZERO = "zero"
    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


def light_of(cell: Cell, *, ended: bool) -> Light:
    """The light of a cell; `ended` says whether its period has passed."""
    target = cell.target
    if target is None:
        return Light.NONE
    measure = cell.reduction if target.basis == "reduction" else cell.bounds
    if cell.met is True:
        # What must not be exceeded is met when the period is over, not before.
        return Light.MET if ended or target.sense == "at_least" else Light.UNDER_WAY
    if cell.met is None or measure is None:
        return Light.OPEN
    if not ended and not _above(target, measure):
        return Light.UNDER_WAY
    return Light.NEAR if _near(target, measure) else Light.MISSED


def _ends(target: Target) -> tuple[Fraction | None, Fraction | None]:
    low = Fraction(target.low) if target.low is not None and target.sense != "at_most" else None
    high = Fraction(target.high) if target.high is not None and target.sense != "at_least" else None
    return low, high


def _above(target: Target, measure: Bounds) -> bool:
    high = _ends(target)[1]
    return high is not None and measure.low > high


def _near(target: Target, measure: Bounds) -> bool:
    """Whether all that the measure may be lacks no more than a tenth of the bound it misses."""
    low, high = _ends(target)
    enough = low is None or measure.low >= low - NEAR * abs(low)
    return enough and (high is None or measure.high <= high + NEAR * abs(high))


_STATES = {
    Reason.NOT_DUE: State.NOT_DUE,
    Reason.NOT_REPORTED: State.NOT_REPORTED,
    Reason.NOT_APPLICABLE: State.NOT_APPLICABLE,
}


def state_of(cell: Cell) -> State:
    """A zero that was told is no blank, and a blank of whom nobody asked is no missing figure."""
    if cell.bounds is None:
        return _STATES.get(cell.reason or Reason.NO_VALUE, State.UNDETERMINED)
    return State.ZERO if cell.bounds.exact and not cell.bounds.low else State.VALUE


def parts_kind(asked: Period, told: Iterable[Period]) -> str:
    """The one kind of period of which the asked one is made up: its own where that was told.

    Refuses another reporting regime (`period.mixed`), and two kinds, of which days would count twice
    (`figures.mixed_kinds`).
    """
    found = {one.kind: one for one in sorted(told, reverse=True)}
    refuse_mixed(asked, found.values())
    if not found or asked.kind in found:
        return asked.kind
    first, *more = sorted(found.values())
    if more:
        raise refusal("figures.mixed_kinds", period=asked.label(), one=first.label(), other=more[0].label())
    return first.kind
