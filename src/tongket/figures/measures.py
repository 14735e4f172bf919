"""What this room lets the system count: reports that came in time."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from tongket.base.measures import Measure, Measured
from tongket.figures.models import Due
from tongket.figures.queries.completeness import DueLine, DueState, due_lines
from tongket.viet.period import Period


def reports_in_time(units: Collection[int], period: Period, as_of: datetime) -> Mapping[int, Measured]:
    """Of the reports that a unit owed in a period and whose day has come, how many came in time."""
    dues = Due.objects.filter(unit__in=units, period_start__gte=period.start, period_end__lte=period.end)
    lines: dict[int, list[DueLine]] = defaultdict(list)
    for line in due_lines(dues, as_of):
        if line.state != DueState.NOT_YET_DUE:
            lines[line.due.unit_id].append(line)
    return {unit: _measured(own) for unit, own in lines.items()}


def _measured(lines: list[DueLine]) -> Measured:
    in_time = sum(line.state == DueState.ON_TIME for line in lines)
    return Measured(in_time, in_time, len(lines), lines[-1].due.get_absolute_url())


MEASURES: dict[str, Measure] = {"figures.reports_in_time": reports_in_time}
