"""What a unit said before of what it is asked now: set beside each cell, and asked about where it leaps."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tongket.base import clock
from tongket.figures.models import TOTAL, Figure
from tongket.figures.queries.seen import live
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

BACK = 4  # periods that are looked at

type Line = tuple[int, int]  # indicator, breakdown


@dataclass(frozen=True)
class Past:
    """Final figures of one unit and one line, by the canonical text of their period; None is not applicable."""

    before: str = ""
    last_year: str = ""
    values: Mapping[str, int | None] = field(default_factory=dict)


def past_of(
    period: Period, units: Collection[int], indicators: Collection[int]
) -> dict[int, dict[Line, Past]]:
    """Of each unit and line the figures of a few periods before this one, and of the same one last year."""
    earlier, last_year = _periods(period)
    wanted = {*earlier, last_year} - {""}
    found: dict[int, dict[Line, dict[str, int | None]]] = defaultdict(lambda: defaultdict(dict))
    rows = live(clock.now()).filter(
        unit__in=units, indicator__in=indicators, period__in=wanted, kind=Figure.Kind.FINAL
    )
    # What a unit has reported itself stands last and so counts before what was counted or taken over.
    for row in sorted(rows, key=lambda row: (row.source == Figure.Source.REPORTED, row.pk)):
        found[row.unit_id][row.indicator_id, row.breakdown_id or TOTAL][row.period] = row.value
    before = earlier[0] if earlier else ""
    return {
        unit: {line: Past(before, last_year, values) for line, values in lines.items()}
        for unit, lines in found.items()
    }


def _periods(period: Period) -> tuple[list[str], str]:
    """The periods before, the nearest first, and the same one last year; none where a kind has none."""
    earlier: list[str] = []
    last_year = ""
    try:
        one = period
        for _turn in range(BACK):
            one = one.previous()
            earlier.append(str(one))
        last_year = str(period.same_last_year())
    except Refusal:
        pass
    return earlier, last_year
