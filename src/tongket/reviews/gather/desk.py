"""What the figures of one review are asked for: which indicators, units, periods and sources."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from tongket.base.past import recorded_after
from tongket.figures.models import Due, Figure, FormItem, Indicator
from tongket.figures.queries import Map, ask, live, map_of, places_on, rollup_cells, rollup_sums
from tongket.programmes.known import targets_known
from tongket.programmes.models import Programme, Target
from tongket.programmes.queries import more_is_better
from tongket.reviews.gather.values import value_of
from tongket.reviews.material import AnnexColumn, Value
from tongket.rollup.finish import SumsOf
from tongket.rollup.places import Places, together
from tongket.rollup.question import Asked, Cell, Question, Ranking, Span, span_of
from tongket.units.models import Line, Tier, Unit, UnitVersion
from tongket.units.queries import ancestors, nearest_version, units_under, version_on
from tongket.viet.period import Period

# Sources that units give or the system counts; what documents state stands beside them.
OWN_SOURCES = (Figure.Source.COUNTED, Figure.Source.REPORTED)
_BELOW = {Tier.NATION: Tier.PROVINCE, Tier.PROVINCE: Tier.COMMUNE, Tier.DISTRICT: Tier.COMMUNE}


@dataclass(frozen=True)
class Asking:
    """One indicator from one source: the period asked for, and the one it is compared with."""

    indicator: Indicator
    source: str
    asked: Asked
    base: Period | None

    @property
    def key(self) -> str:
        return self.asked.key

    @property
    def group(self) -> tuple[object, ...]:
        """What askings must have in common to be put as one question."""
        return (self.source, self.base, self.asked)


class Commune(NamedTuple):
    """What an annex and a map need of a unit: there are thousands of them."""

    unit_id: int
    name: str
    parent_id: int | None
    kind: str
    lat: str
    lon: str


class Desk:
    """Everything that the sections about figures share; each question is put once."""

    def __init__(self, programme: Programme, period: Period, as_of: datetime, day: date) -> None:
        self.programme, self.period, self.as_of, self.day = programme, period, as_of, day
        self._answered: dict[tuple[object, ...], Mapping[tuple[int, int, str], Cell]] = {}
        self._written: dict[tuple[int, str], Mapping[int, Value]] = {}
        self._added: dict[tuple[object, ...], tuple[Question, SumsOf]] = {}

    @cached_property
    def version(self) -> UnitVersion | None:
        """The programme's unit on the review's day, else at its last before, else at its first after."""
        own = UnitVersion.objects.filter(unit=self.programme.unit_id).order_by("start", "pk")
        by_line: dict[str, UnitVersion] = {}
        for version in own.select_related("unit"):
            if version.line not in by_line or version.start <= self.day:
                by_line[version.line] = version
        return next((by_line[line] for line in Line.values if line in by_line), None)

    @cached_property
    def line(self) -> str:
        """The line in which the programme's unit stands."""
        return self.version.line if self.version else Line.STATE

    @cached_property
    def above(self) -> list[UnitVersion]:
        """Those above the programme's unit, the highest first."""
        return ancestors(self.programme.unit_id, self.day, self.line)

    @cached_property
    def root(self) -> Unit:
        """The place for which totals are made: the programme's unit, or the place its office belongs to."""
        unit = self.programme.unit
        if unit.tier != Tier.OFFICE:
            return unit
        return next(
            (version.unit for version in reversed(self.above) if version.unit.tier != Tier.OFFICE), unit
        )

    @cached_property
    def due_units(self) -> frozenset[int]:
        """Who was due to report in the period, by the frozen lists."""
        dues = Due.objects.filter(
            form__programme=self.programme,
            period_start__gte=self.period.start,
            period_end__lte=self.period.end,
            frozen_at__lte=self.as_of,
        )
        return frozenset(dues.values_list("unit", flat=True))

    @cached_property
    def row_tier(self) -> str:
        return _BELOW.get(Tier(self.root.tier), Tier.VILLAGE)

    @cached_property
    def total_map(self) -> Map:
        if self.due_units:
            return Map(self.day, frozenset({self.root.pk}), self.due_units, self.line)
        return map_of(self.day, under=self.root, tier=self.root.tier, parts=self.part_tier, line=self.line)

    @cached_property
    def row_map(self) -> Map:
        if self.due_units:
            return Map(self.day, self.due_units, self.due_units, self.line)
        return map_of(self.day, under=self.root, tier=self.row_tier, parts=self.part_tier, line=self.line)

    @property
    def part_tier(self) -> str:
        return Tier.COMMUNE if self.row_tier == Tier.PROVINCE else self.row_tier

    @cached_property
    def indicators(self) -> list[Indicator]:
        """What the programme's forms ask for, in the order of the newest form."""
        items = FormItem.objects.filter(form__programme=self.programme, breakdown=0)
        ordered = list(items.select_related("form", "indicator").order_by("-form__version", "order"))
        later = recorded_after({item.form.ref for item in ordered}, self.as_of)
        known = [item for item in ordered if item.form.ref not in later]
        return list({item.indicator_id: item.indicator for item in known}.values())

    @cached_property
    def known(self) -> Mapping[tuple[int, str], list[Span]]:
        """By indicator and source the periods of all figures known at the moment in the period."""
        figures = live(self.as_of).filter(indicator__in=self.indicators, breakdown=0)
        within = figures.filter(period_start__gte=self.period.start, period_end__lte=self.period.end)
        columns = ("indicator", "source", "period", "period_start", "period_end")
        found: dict[tuple[int, str], list[Span]] = defaultdict(list)
        for indicator, source, *span in within.order_by(*columns).values_list(*columns).distinct():
            found[indicator, source].append(Span(*span))
        return found

    @cached_property
    def askings(self) -> list[Asking]:
        """One for each indicator and source that has figures, in the forms' order."""
        return [
            self._asking(indicator, source)
            for indicator in self.indicators
            for source in OWN_SOURCES
            if (indicator.pk, source) in self.known
        ]

    def _asking(self, indicator: Indicator, source: str) -> Asking:
        """The day that a reduction is compared with is not compared with itself."""
        asked, base = self._asked(indicator, source), self._base(indicator)
        return Asking(indicator, source, asked, base if str(base) != asked.key else None)

    def _asked(self, indicator: Indicator, source: str) -> Asked:
        """A stock that nobody is due to report stands at its last day; a flow is made of the periods reported."""
        spans = self.known[indicator.pk, source]
        if indicator.nature == Indicator.Nature.STOCK and not self.due_units:
            return Asked(max(spans, key=lambda span: span.end))
        whole = span_of(self.period)
        if indicator.nature == Indicator.Nature.STOCK or any(span.key == whole.key for span in spans):
            return Asked(whole)
        return Asked(whole, tuple(map(span_of, self.period.parts(Period.parse(spans[0].key).kind))))

    def _base(self, indicator: Indicator) -> Period | None:
        set_for = self.targets[indicator.ref]
        base = next((one for one in set_for if one.basis == Target.Basis.REDUCTION), None)
        return Period.parse(base.base_period) if base else None

    @cached_property
    def targets(self) -> Mapping[UUID, list[Target]]:
        """What was set for the programme, by the ref of the indicator."""
        found: dict[UUID, list[Target]] = defaultdict(list)
        for target in targets_known([self.programme], self.as_of):
            found[target.indicator].append(target)
        return found

    def more_is_better(self, indicator: Indicator) -> bool | None:
        """As its targets have it; of a quantity that nothing is set for, more is neither better nor worse."""
        return more_is_better(self.targets[indicator.ref])

    def is_ranked(self, asking: Asking) -> bool:
        """What no target makes an achievement (the number of households) has no rank."""
        return asking.base is not None or self.more_is_better(asking.indicator) is not None

    @cached_property
    def refs(self) -> Mapping[int, str]:
        """The refs of the units of the rows."""
        found = Unit.objects.filter(pk__in=self.names).values_list("pk", "ref")
        return {unit: str(ref) for unit, ref in found}

    @cached_property
    def stated(self) -> Mapping[int, list[Figure]]:
        """What documents state of the whole in the period, by indicator."""
        figures = live(self.as_of).filter(
            indicator__in=self.indicators, unit=self.root, source=Figure.Source.TAKEN_OVER, breakdown=0
        )
        within = figures.filter(period_start__gte=self.period.start, period_end__lte=self.period.end)
        found: dict[int, list[Figure]] = defaultdict(list)
        for figure in within.select_related("indicator").order_by("period_start", "value", "ref"):
            found[figure.indicator_id].append(figure)
        return found

    def cell(self, asking: Asking, kind: str = Target.Kind.ASSIGNED) -> Cell:
        """The answer for the whole."""
        return self._cells(False, asking, kind)[self.root.pk, asking.indicator.pk, asking.key]

    def base_cell(self, asking: Asking) -> Cell | None:
        """The same on the day it is compared with."""
        cells = self._cells(False, asking, Target.Kind.ASSIGNED)
        return cells[self.root.pk, asking.indicator.pk, str(asking.base)] if asking.base else None

    def row_cells(self, asking: Asking) -> Mapping[int, tuple[Cell, Cell | None]]:
        """The answer for each part with its rank, and that of the day it is compared with."""
        cells, one, base = (
            self._cells(True, asking, Target.Kind.ASSIGNED),
            asking.indicator.pk,
            str(asking.base),
        )
        key = asking.key
        return {unit: (cells[unit, one, key], cells.get((unit, one, base))) for unit in self.names}

    def row_values(self, asking: Asking) -> Mapping[int, Value]:
        """Each part's answer written out: it stands in the text and in the annex."""
        key = (asking.indicator.pk, asking.source)
        if key not in self._written:
            start, end = f"r/{asking.indicator.ref}/", f"/{asking.key}/{asking.source}"
            self._written[key] = {
                unit: value_of(cell, f"{start}{self.refs[unit]}{end}")
                for unit, (cell, _base) in self.row_cells(asking).items()
            }
        return self._written[key]

    def _cells(self, rows: bool, asking: Asking, kind: str) -> Mapping[tuple[int, int, str], Cell]:
        key = (rows, kind, asking.group)
        if key not in self._answered:
            asked, sums = self._sums(asking)
            units = (self.row_map if rows else self.total_map).targets
            ranked = rows and any(self.is_ranked(each) for each in self.askings if each.group == asking.group)
            ranking = Ranking((units,), by="reduction" if asking.base else "value") if ranked else None
            asked = replace(asked, ranking=ranking)
            set_for = [one for some in self.targets.values() for one in some if one.kind == kind]
            self._answered[key] = rollup_cells(asked, units, sums, set_for)
        return self._answered[key]

    def _sums(self, asking: Asking) -> tuple[Question, SumsOf]:
        """All askings that can share a question are put as one, for the whole and for its parts."""
        if asking.group not in self._added:
            asked = ask(
                [each.indicator for each in self.askings if each.group == asking.group],
                [asking.asked, *([asking.base] if asking.base else [])],
                self.as_of,
                base=asking.base,
                fewer_is_better=asking.base is not None,
                sources=(asking.source,),
            )
            if asking.base is None:
                asked = self._directed(asked, [each.indicator for each in self.askings])
            self._added[asking.group] = asked, rollup_sums(asked, self.places, self.programme)
        return self._added[asking.group]

    def _directed(self, asked: Question, indicators: Sequence[Indicator]) -> Question:
        """With fewer as better where the targets say "at most"."""
        fewer = {one.pk for one in indicators if self.more_is_better(one) is False}
        known = tuple(replace(one, more_is_better=one.id not in fewer) for one in asked.indicators)
        return replace(asked, indicators=known)

    @cached_property
    def places(self) -> Places:
        """Where each unit's figures count in the whole and in its parts, on the map of the review's day."""
        return together(places_on(self.total_map), places_on(self.row_map))

    @cached_property
    def names(self) -> dict[int, UnitVersion]:
        """Versions of the units of the rows on the review's day, in Vietnamese order."""
        if not self.due_units:
            return {
                v.unit_id: v for v in units_under(self.root, self.day, tier=self.row_tier, line=self.line)
            }
        nearest: dict[int, UnitVersion] = {}
        versions = UnitVersion.objects.filter(unit__in=self.due_units, line=self.line).order_by("start")
        for version in versions:  # that of the day, else the last before it, else the first after it
            if version.unit_id not in nearest or version.start <= self.day:
                nearest[version.unit_id] = version
        return {v.unit_id: v for v in sorted(nearest.values(), key=lambda v: (v.sort_key, v.pk))}

    @cached_property
    def columns(self) -> tuple[AnnexColumn, ...]:
        return tuple(
            AnnexColumn(
                f"{a.indicator.name}, {Period.parse(a.key).label('vi')}", a.indicator.measure, a.source
            )
            for a in self.askings
        )

    @cached_property
    def communes(self) -> Sequence[Commune]:
        """The units of the annex of a country or province: all communes on the review's day."""
        found = units_under(self.root, self.day, tier=Tier.COMMUNE, line=self.line)
        return [Commune(*row) for row in found.values_list(*Commune._fields)]

    @property
    def is_national(self) -> bool:
        return self.root.tier == Tier.NATION

    def root_name(self) -> str:
        if self.is_national:
            return "cả nước"
        version = version_on(self.root, self.day, self.line) or nearest_version(
            self.root, self.day, self.line
        )
        return version.name if version else ""
