"""Results by indicator: totals, parts in their rank, targets, official figures, contradictions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tongket.figures import queries
from tongket.figures.models import Figure, Indicator
from tongket.figures.queries.trails import posts_of
from tongket.programmes.models import Target
from tongket.reviews.gather.desk import OWN_SOURCES, Asking, Desk
from tongket.reviews.gather.values import SHOWN_DECIMALS, figure_value, reduction_of, value_of
from tongket.reviews.gather.year_before import YearBefore
from tongket.reviews.material import Contradiction, Official, Result, TargetLine, UnitRow, Value
from tongket.rollup.question import Cell
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.numbers import format_number, from_units
from tongket.viet.period import Period
from tongket.viet.text import lower_first

_KINDS = {Target.Kind.ASSIGNED: "được giao", Target.Kind.PLEDGED: "đăng ký"}


def results(desk: Desk, before: YearBefore) -> tuple[Result, ...]:
    """One result for each indicator and source; what only documents state comes last."""
    own = [_result(asking, desk, before, first=place == 0) for place, asking in enumerate(desk.askings)]
    asked = {asking.indicator.pk for asking in desk.askings}
    stated = (_stated(one, desk) for one in desk.indicators if one.pk not in asked)
    return (*own, *(result for result in stated if result))


def _ref(indicator: Indicator, unit: Unit | int, period: str, source: str) -> str:
    """What opens the trail of a roll-up: indicator, unit, period, source."""
    ref = unit.ref if isinstance(unit, Unit) else _refs(unit)
    return f"r/{indicator.ref}/{ref}/{period}/{source}"


def whole_names(desk: Desk) -> dict[str, tuple[str, Asking]]:
    """What sums of the whole there are, by the ref of the trail, and what each is of; nothing is added up for that."""
    name = names_of([desk.root.pk], desk.day).get(desk.root.pk, "")
    return {
        _ref(one.indicator, desk.root, one.key, one.source): (
            f"{lower_first(one.indicator.name)}, {name}, {Period.parse(one.key).label('vi')}",
            one,
        )
        for one in desk.askings
    }


def wholes(desk: Desk) -> dict[str, Value]:
    """What the whole comes to, by the ref of its trail, each with what it is of: judgements may rest on it."""
    found = {}
    for ref, (about, asking) in whole_names(desk).items():
        value = value_of(desk.cell(asking), ref)
        found[ref] = replace(value, text=f"{about}: {value.text} {asking.indicator.measure}")
    return found


def _against(ref: str, asking: Asking) -> str:
    """What opens the trail of a reduction: that of the number, and the period it is compared with."""
    return f"{ref}/so-voi/{asking.base}"


def _refs(unit: int) -> str:
    return str(Unit.objects.values_list("ref", flat=True).get(pk=unit))


def _result(asking: Asking, desk: Desk, before: YearBefore, *, first: bool) -> Result:
    now, base = desk.cell(asking), desk.base_cell(asking)
    earlier = before.cells(asking)
    ref = _ref(asking.indicator, desk.root, asking.key, asking.source)
    drawn = first and desk.is_national and asking.source == Figure.Source.COUNTED
    return Result(
        name=asking.indicator.name,
        measure=asking.indicator.measure,
        source=asking.source,
        day=Period.parse(asking.key).label("vi"),
        total=value_of(now, ref),
        base_day=asking.base.label("vi") if asking.base else "",
        base=value_of(base, _ref(asking.indicator, desk.root, str(asking.base), asking.source))
        if base
        else None,
        reduction=reduction_of(now, _against(ref, asking)) if base else None,
        targets=tuple(_targets(asking, desk, ref)),
        rows=tuple(_rows(asking, desk, earlier)),
        officials=_officials(asking.indicator, desk, [now, *([base] if base else [])]),
        covered=now.reported + now.not_applicable,
        expected=now.expected,
        several=bool(asking.asked.parts),
        decimals=min(asking.indicator.decimals, SHOWN_DECIMALS),
        map_day=Period.of("day", desk.day).label("vi") if drawn else "",
        period=asking.key,
        base_period=str(asking.base or ""),
        **_before(asking, desk, now, earlier.get(desk.root.pk)),
        set_beyond=tuple(_set_beyond(asking, desk, ref)),
    )


def _before(asking: Asking, desk: Desk, now: Cell, earlier: Cell | None) -> dict[str, Any]:
    """What the whole was in the same period of the year before."""
    if earlier is None:
        return {}
    return {
        "before": value_of(earlier, _ref(asking.indicator, desk.root, earlier.period, asking.source)),
        "before_day": Period.parse(earlier.period).label("vi"),
        "before_whole": all(each.reported + each.not_applicable >= each.expected for each in (now, earlier)),
    }


def _stated(indicator: Indicator, desk: Desk) -> Result | None:
    """An indicator of which nothing but documents speaks."""
    officials = _officials(indicator, desk, ())
    if not officials:
        return None
    last = officials[-1]
    return Result(
        name=indicator.name,
        measure=indicator.measure,
        source=Figure.Source.TAKEN_OVER,
        day=last.day,
        total=last.value,
        officials=officials,
        covered=1,
        expected=1,
    )


def set_targets(desk: Desk) -> Iterable[tuple[str, TargetLine]]:
    """What is set for the whole, with the name of the indicator, and whether it is met."""
    for asking in (each for each in desk.askings if desk.targets[each.indicator.ref]):
        ref = _ref(asking.indicator, desk.root, asking.key, asking.source)
        yield from ((asking.indicator.name, line) for line in _targets(asking, desk, ref))


def _targets(asking: Asking, desk: Desk, ref: str) -> Iterable[TargetLine]:
    set_for = [one for one in desk.targets[asking.indicator.ref] if one.unit_id == desk.root.pk]
    for kind in (kind for kind in Target.Kind if any(one.kind == kind for one in set_for)):
        cell = desk.cell(asking, kind)
        target = next((one for one in set_for if (one.kind, one.period) == (kind, asking.key)), None)
        if target is not None and cell.target is not None:
            reduced = target.basis == Target.Basis.REDUCTION
            trail = _against(ref, asking) if reduced else ref
            yield _target_line(target, cell, asking.indicator.measure, trail)


def _set_beyond(asking: Asking, desk: Desk, ref: str) -> Iterable[TargetLine]:
    """What is set for a longer period that holds this one: how far it has come is told, not whether it is met."""
    asked = Period.parse(asking.key)
    for target in desk.targets[asking.indicator.ref]:
        whole = Period.parse(target.period)
        longer = whole.start <= asked.start and asked.end <= whole.end and whole != asked
        plain = target.basis == Target.Basis.VALUE and whole.regime == asked.regime
        if target.unit_id == desk.root.pk and longer and plain:
            line = _target_line(target, desk.cell(asking), asking.indicator.measure, ref)
            yield replace(line, period=whole.label("vi"), met=None)


def _target_line(target: Target, cell: Cell, measure: str, ref: str) -> TargetLine:
    reduction = target.basis == Target.Basis.REDUCTION
    unit = "%" if reduction else measure
    low, high = (
        None if each is None else from_units(each, target.decimals) for each in (target.low, target.high)
    )
    reached = reduction_of(cell, ref) if reduction else value_of(cell, ref)
    return TargetLine(
        kind=_KINDS[Target.Kind(target.kind)],
        text=f"{FEWER if reduction else ''}{_bounds(target.sense, low, high)} {unit}",
        low=target.low if target.low is not None else target.high,
        high=target.high,
        decimals=target.decimals,
        met=cell.met,
        reached=Value(f"{reached.text} {unit}", reached.ref, reached.marks, reached.number),
    )


FEWER = "giảm "


def _bounds(sense: str, low: Decimal | None, high: Decimal | None) -> str:
    if sense == Target.Sense.BETWEEN:
        return f"từ {format_number(low or 0)} đến {format_number(high or 0)}"
    return (
        f"ít nhất {format_number(low or 0)}"
        if sense == Target.Sense.AT_LEAST
        else f"nhiều nhất {format_number(high or 0)}"
    )


def _rows(asking: Asking, desk: Desk, before: Mapping[int, Cell]) -> list[UnitRow]:
    """The parts, the best rank first, then by name; parts without a rank keep the order of names."""
    ranked, last, values = [], len(desk.names) + 1, desk.row_values(asking)
    is_ranked = desk.is_ranked(asking)
    for place, (unit, (now, base)) in enumerate(desk.row_cells(asking).items()):
        value, rank = values[unit], now.rank if is_ranked else None
        row = UnitRow(
            unit=desk.refs[unit],
            name=desk.names[unit].name,
            value=value,
            base=value_of(base, value.ref.replace(f"/{asking.key}/", f"/{asking.base}/")) if base else None,
            reduction=reduction_of(now, _against(value.ref, asking)) if base else None,
            before=value_of(then, value.ref.replace(f"/{asking.key}/", f"/{then.period}/"))
            if (then := before.get(unit))
            else None,
            rank=str(rank) if rank else "",
            covered=now.reported + now.not_applicable,
            expected=now.expected,
        )
        ranked.append((rank or last, place, row))
    return [row for _rank, _place, row in sorted(ranked, key=lambda each: each[:2])]


def _officials(indicator: Indicator, desk: Desk, counted: Iterable[Cell]) -> tuple[Official, ...]:
    """What documents state of the whole, each beside the system's own total of the same day."""
    figures = desk.stated[indicator.pk]
    if not figures:
        return ()
    totals = {cell.period: cell.bounds for cell in counted}
    posts = posts_of(figure.actor for figure in figures)
    return tuple(
        Official(
            value=figure_value(figure, indicator.decimals),
            day=Period.parse(figure.period).label("vi"),
            document=figure.evidence_text,
            agrees=_agrees(figure, totals.get(figure.period)),
            taken_by=posts[figure.actor],
        )
        for figure in figures
    )


def _agrees(figure: Figure, total: object) -> bool | None:
    bounds = getattr(total, "exact", None) and total
    if not bounds or figure.value is None:
        return None
    return bool(bounds.low == from_units(figure.value, figure.indicator.decimals))  # type: ignore[attr-defined]


def contradictions(desk: Desk) -> tuple[Contradiction, ...]:
    """Figures of two sources for the same thing that differ, the system's own total among them."""
    found = []
    told = queries.contradictions(desk.indicators, desk.as_of)
    names = names_of((each.first.unit_id for each in told), desk.day)
    for each in told:
        first = each.first
        if not (desk.period.start <= first.period_start and first.period_end <= desk.period.end):
            continue
        values = [(figure_value(one, one.indicator.decimals), _told(one)) for one in each.figures]
        if first.unit_id == desk.root.pk:
            values += _own_total(first, desk)
        place = desk.root_name() if first.unit_id == desk.root.pk else names[first.unit_id]
        what = f"{first.indicator.name}, {place}, {Period.parse(first.period).label('vi')}"
        found.append(Contradiction(what, tuple(values)))
    return tuple(found)


def _told(figure: Figure) -> str:
    sources = {
        Figure.Source.COUNTED: "hệ thống tự đếm",
        Figure.Source.REPORTED: "đơn vị báo cáo",
        Figure.Source.TAKEN_OVER: figure.evidence_text,
    }
    return sources[Figure.Source(figure.source)]


def _own_total(figure: Figure, desk: Desk) -> list[tuple[Value, str]]:
    """The roll-up that stands beside two documents that differ."""
    for asking in desk.askings:
        if (
            asking.indicator.pk == figure.indicator_id
            and asking.key == figure.period
            and asking.source in OWN_SOURCES
        ):
            cell = desk.cell(asking)
            ref = _ref(asking.indicator, desk.root, asking.key, asking.source)
            return [(value_of(cell, ref), "hệ thống tự đếm")]
    return []
