"""What is worked out before anybody asks: the results on the pages of programmes."""

from datetime import datetime

from tongket.base.clock import day_of
from tongket.portal.programme import results_of, usual_period
from tongket.programmes.models import Programme


def warm(*, now: datetime) -> None:
    """The results of every programme that asks for figures; what is known already costs a few queries."""
    for programme in Programme.objects.filter(forms__isnull=False).select_related("unit").distinct():
        results_of(programme, usual_period(programme, day_of(now)), now)
