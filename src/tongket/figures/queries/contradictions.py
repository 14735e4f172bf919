"""Where two sources say different things of the same: the review shows both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Count

from tongket.figures.models import Figure, Indicator
from tongket.figures.queries.seen import live

_KEY = ("indicator_id", "unit_id", "period", "breakdown_id", "kind")


@dataclass(frozen=True)
class Contradiction:
    """Figures that stand for the same indicator, unit and period, and differ."""

    figures: tuple[Figure, ...]

    @property
    def first(self) -> Figure:
        return self.figures[0]


def contradictions(
    indicators: Iterable[Indicator], as_of: datetime, *, periods: Iterable[str] | None = None
) -> list[Contradiction]:
    """All contradictions of some indicators, by indicator, period and unit; of some periods only, if given."""
    standing = live(as_of).filter(indicator__in=list(indicators))
    if periods is not None:
        standing = standing.filter(period__in=list(periods))
    several = standing.order_by().values(*_KEY).annotate(count=Count("pk")).filter(count__gt=1)
    keys = {tuple(row[name] for name in _KEY) for row in several}
    if not keys:
        return []
    candidates = standing.filter(unit__in={key[1] for key in keys}).select_related(
        "indicator", "unit", "report"
    )
    figures = [figure for figure in candidates if _key(figure) in keys]
    figures.sort(key=lambda f: (_key(f), f.source, f.evidence_text, str(f.ref)))
    groups = (tuple(group) for _key_of, group in groupby(figures, key=_key))
    return [Contradiction(group) for group in groups if len({figure.value for figure in group}) > 1]


def _key(figure: Figure) -> tuple[object, ...]:
    return tuple(getattr(figure, name) for name in _KEY)
