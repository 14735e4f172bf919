"""How promises are kept, in three figures that count what came due: tasks, reports, directives carried down."""

from dataclasses import dataclass
from datetime import datetime

from tongket.base.clock import day_of, hour_of
from tongket.directives.models import Duty, Implements
from tongket.figures.models import Due
from tongket.figures.queries import completeness, due_lines
from tongket.programmes.models import Programme
from tongket.programmes.queries import tasks_visible_to
from tongket.programmes.tally import tally
from tongket.units.grants import units_below
from tongket.units.hats import PUBLIC
from tongket.units.models import Unit


@dataclass(frozen=True)
class Kept:
    """So many of so many."""

    kept: int
    of: int


@dataclass(frozen=True)
class Promises:
    tasks: Kept
    reports: Kept
    directives: Kept


def promises(unit: Unit | None, now: datetime) -> Promises:
    """Of public programmes: of a unit with what stands under it, or of all."""
    day = day_of(now)
    programmes = Programme.objects.filter(public=True)
    dues, duties = Due.objects.filter(form__programme__public=True), Duty.objects.all()
    if unit is not None:
        under = units_below(unit.pk, day, depth=0)
        programmes = programmes.filter(unit__in=under)
        dues = dues.filter(form__programme__unit__in=under)
        duties = duties.filter(unit__in=under)
    counts = tally(tasks_visible_to(PUBLIC, day).filter(programme__in=programmes), day, hour_of(now))
    sent = completeness(due_lines(dues, now))
    carried = set(Implements.objects.values_list("directive", "unit"))
    asked = [(duty.directive_id, duty.unit_id) for duty in duties]
    return Promises(
        Kept(counts.done_in_time, counts.came_due),
        Kept(sent.on_time, sent.due - sent.not_yet_due),
        Kept(sum(pair in carried for pair in asked), len(asked)),
    )
