"""The same period of the year before (cùng kỳ), of tasks: how those of the programme, or of the one before, stood."""

import re
from datetime import datetime, time

from tongket.programmes.models import Programme
from tongket.programmes.queries import task_counts, task_lines
from tongket.reviews.material import TasksBefore
from tongket.reviews.queries import map_day
from tongket.viet.fault import Refusal
from tongket.viet.period import Period


def tasks_before(programme: Programme, period: Period, as_of: datetime) -> TasksBefore | None:
    """The count a year before the day of this review's count; None where there is no such period, or no task then."""
    try:
        before = period.same_last_year()
    except Refusal:
        return None  # a term of years has none
    day = min(before.start + (map_day(period, as_of) - period.start), before.last_day)
    earlier = _programme_of(programme, before)
    if earlier is None:
        return None
    lines = task_lines(earlier.tasks.all(), day, time.max, known=as_of)
    counts = task_counts([line for line in lines if line.events[0].day <= day])
    return TasksBefore(before.label("vi"), day, counts) if counts.given else None


def _programme_of(programme: Programme, before: Period) -> Programme | None:
    """The programme itself if it ran then, else the one of the same name but for its year; of several none."""
    if programme.term_start <= before.start:
        return programme
    ran = Programme.objects.filter(
        unit=programme.unit_id,
        kind=programme.kind,
        term_start__lte=before.start,
        term_end__gt=before.last_day,
    )
    alike = [one for one in ran.order_by("pk") if _bare(one) == _bare(programme)]
    return alike[0] if len(alike) == 1 else None


def _bare(programme: Programme) -> str:
    return re.sub(r"\d+", "", programme.folded)
