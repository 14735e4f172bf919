"""What is worked out before anybody asks: the results on the pages of programmes, the last table of all units."""

from contextlib import suppress
from datetime import datetime

from tongket.base.clock import day_of
from tongket.figures.models import Figure
from tongket.figures.queries.seeing import last_period, matrix_of
from tongket.figures.queries.seeing_units import ground_of, top_of
from tongket.portal.programme import results_of, usual_period
from tongket.programmes.models import Programme, Target
from tongket.units.models import Unit
from tongket.viet.fault import Refusal


def warm(*, now: datetime) -> None:
    """The results of every programme that asks for figures; what is known already costs a few queries."""
    for programme in Programme.objects.filter(forms__isnull=False).select_related("unit").distinct():
        results_of(programme, usual_period(programme, day_of(now)), now)
        _warm_table(programme, now)


def _warm_table(programme: Programme, now: datetime) -> None:
    """The table that its page opens with."""
    day = day_of(now)
    period = last_period(programme, day)
    on = max(min(period.last_day, day), programme.term_start)
    ground = ground_of(programme, period, Unit.objects.get(pk=top_of(programme, on)), on)
    with suppress(Refusal):  # of two kinds of period there is no table: the page says so
        matrix_of(programme, period, ground, kind=Figure.Kind.FINAL, set_by=Target.Kind.ASSIGNED)
