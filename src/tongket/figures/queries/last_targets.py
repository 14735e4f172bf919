"""What was asked the last time: shown beside the cells of a new target, and never counted as one."""

from collections.abc import Collection

from tongket.figures.models import Indicator
from tongket.programmes.models import Programme, Target
from tongket.viet.period import Period


def last_targets(
    programme: Programme, indicator: Indicator, period: Period, kind: str, units: Collection[int]
) -> dict[int, Target]:
    """By unit: the newest target of this kind for a period of the same length that was over before this one began.

    Of the same office's programmes, whatever version of the indicator it was set for.
    """
    versions = Indicator.objects.filter(code=indicator.code).values_list("ref", flat=True)
    before = Target.objects.filter(
        programme__unit=programme.unit_id,
        indicator__in=list(versions),
        unit__in=units,
        kind=kind,
        period_end__lte=period.start,
    )
    rows = before.select_related("programme").order_by("period_end", "pk")
    return {one.unit_id: one for one in rows if Period.parse(one.period).kind == period.kind}
