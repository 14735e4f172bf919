"""What the system counts itself: a room above publishes how, by name; an indicator names what it is counted by."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tongket.viet.fault import refusal
from tongket.viet.period import Period


@dataclass(frozen=True)
class Measured:
    """What was counted for one unit: the value in the indicator's units, of what part of what, and the records."""

    value: int
    numerator: int | None = None
    denominator: int | None = None
    link: str = ""


# Of units in a period, as known at a moment; a unit of which nothing can be counted is left out.
type Measure = Callable[[Collection[int], Period, datetime], Mapping[int, Measured]]

_published: dict[str, Measure] = {}


def publish(name: str, measure: Measure) -> None:
    _published[name] = measure


def names() -> list[str]:
    return sorted(_published)


def measure(name: str) -> Measure:
    if name not in _published:
        raise refusal("measure.unknown", name=name)
    return _published[name]
