"""The same period of the year before (cùng kỳ): beside each result what its units reported then, on today's map."""

from collections.abc import Mapping
from functools import cached_property

from tongket.figures.models import Indicator
from tongket.figures.queries import ask, live, rollup_cells, rollup_sums
from tongket.reviews.gather.desk import Asking, Desk
from tongket.rollup.question import Asked, Cell, Span, span_of
from tongket.viet.fault import Refusal
from tongket.viet.period import Period


class YearBefore:
    """Of what units report only: what is counted of a day is compared with the day that its target names."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._answered: dict[tuple[str, Asked], Mapping[tuple[int, int, str], Cell]] = {}

    @cached_property
    def period(self) -> Period | None:
        """None for a term of years, which has no such period."""
        try:
            return self.desk.period.same_last_year() if self.desk.due_units else None
        except Refusal:
            return None

    @cached_property
    def told(self) -> frozenset[tuple[int, str]]:
        """The indicators and sources of which there are figures."""
        if self.period is None:
            return frozenset()
        figures = live(self.desk.as_of).filter(indicator__in=self.desk.indicators, breakdown=0)
        within = figures.filter(period_start__gte=self.period.start, period_end__lte=self.period.end)
        return frozenset(within.order_by().values_list("indicator", "source").distinct())

    def cells(self, asking: Asking) -> Mapping[int, Cell]:
        """By unit, the whole among them; nothing where there is no figure."""
        if self.period is None or (asking.indicator.pk, asking.source) not in self.told:
            return {}
        asked = Asked(span_of(self.period), tuple(span_of(_earlier(part)) for part in asking.asked.parts))
        key = (asking.source, asked)
        if key not in self._answered:
            self._answered[key] = self._answer(*key)
        units = (*self.desk.names, self.desk.root.pk)
        return {unit: self._answered[key][unit, asking.indicator.pk, asked.key] for unit in units}

    def _answer(self, source: str, asked: Asked) -> Mapping[tuple[int, int, str], Cell]:
        """All indicators of a source at once."""
        own: list[Indicator] = [
            one.indicator
            for one in self.desk.askings
            if one.source == source and (one.indicator.pk, source) in self.told
        ]
        question = ask(own, [asked], self.desk.as_of, sources=(source,))
        sums = rollup_sums(question, self.desk.places)
        return rollup_cells(question, (*self.desk.names, self.desk.root.pk), sums)


def _earlier(part: Span) -> Period:
    return Period.parse(part.key).same_last_year()
