"""Bars and lines against their targets."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil
from textwrap import wrap

from tongket.viet.numbers import format_number, from_units
from tongket.writer import svg
from tongket.writer.document import Bar, BarChart, Level, LineChart, LinePoint
from tongket.writer.marks import raised, shown_text

LABEL_CHARACTERS, NARROW_CHARACTERS = 34, 18
DASHES = ("", "6 3", "2 3", "8 3 2 3")
COLOURS = (svg.ACCENT, svg.INK, "#8A5A00", "#5F6B70")


def value_label(point: Bar | LinePoint) -> str:
    """The value as it stands beside its bar or point, with its signs."""
    signs = raised(point.marks)
    return shown_text(point) + (f" ({signs})" if signs else "")


def _domain(values: list[int], levels: tuple[Level, ...]) -> list[int]:
    ends = values + [end for level in levels for end in (level.low, level.high)]
    return svg.ticks(min(ends, default=0), max(ends, default=0))


def draw_bars(chart: BarChart, width: float = svg.WIDTH) -> str:
    """Horizontal bars from zero, each with its label and value; bands and lines of levels behind."""
    most = LABEL_CHARACTERS if width == svg.WIDTH else NARROW_CHARACTERS
    labels = [wrap(bar.label, most) or [""] for bar in chart.bars]
    names = max((svg.width_of(line) for lines in labels for line in lines), default=0)
    left = 16 + names + max((svg.width_of(value_label(bar)) for bar in chart.bars), default=0)
    axis = _domain([bar.value for bar in chart.bars], chart.levels)
    right = max(12.0, svg.width_of(_tick(axis[-1], chart.decimals), 8) / 2 + 4)
    scale = (width - left - right) / (axis[-1] - axis[0])

    def at(value: int) -> float:
        return left + (value - axis[0]) * scale

    top = 6 + 13 * len(chart.levels)
    bottom = top + sum(5 + 10 * len(lines) for lines in labels)
    fills = [_band(at(v.low), at(v.high), top, bottom) for v in chart.levels if v.low < v.high]
    grid = [_grid(at(value), top, bottom, value, chart.decimals) for value in axis]
    edges = [
        _edges(at(v.low), at(v.high), 10 + 13 * i, top, bottom, v, width) for i, v in enumerate(chart.levels)
    ]
    bars, y = [], float(top)
    for bar, lines in zip(chart.bars, labels, strict=True):
        height = 5 + 10 * len(lines)
        bars.append(_one_bar(bar, lines, (names, left - 6), y + height / 2, sorted((at(0), at(bar.value)))))
        y += height
    zero = svg.line(at(0), top, at(0), bottom, "line", svg.INK)
    return svg.frame(bottom + 16, [*fills, *grid, *bars, *edges, zero], width)


def _one_bar(bar: Bar, lines: list[str], edges: tuple[float, float], middle: float, ends: list[float]) -> str:
    """Name, value, bar. The value stands before the bar: clear of all lines, and in sight on a phone."""
    first = middle + 3.2 - 5 * (len(lines) - 1)
    name = "".join(svg.text(edges[0], first + 10 * i, line, "end") for i, line in enumerate(lines))
    drawn = svg.box(ends[0], middle - 5, ends[1] - ends[0], 10, "accent", svg.ACCENT)
    return name + svg.text(edges[1], middle + 3.2, value_label(bar), "end", weight=600) + drawn


def _grid(x: float, top: float, bottom: float, value: int, decimals: int) -> str:
    label = _tick(value, decimals)
    return svg.line(x, top, x, bottom, "rule", svg.RULE) + svg.text(x, bottom + 11, label, "middle", 8)


def _tick(value: int, decimals: int) -> str:
    return format_number(from_units(value, decimals).normalize())


def _band(low: float, high: float, top: float, bottom: float) -> str:
    return svg.box(low, top, high - low, bottom - top, "soft", svg.SOFT)


def _edges(
    low: float, high: float, label_y: float, top: float, bottom: float, level: Level, width: float
) -> str:
    """The dashed edges of a band, or the heavier line of a single value, and the label above."""
    dash = "3 2" if low < high else "7 2"
    lines = "".join(_dashed(x, top, x, bottom, dash) for x in sorted({low, high}))
    half = svg.width_of(level.label, 8) / 2
    middle = min(max((low + high) / 2, half), width - half)
    return lines + svg.text(middle, label_y, level.label, "middle", 8)


def _dashed(x1: float, y1: float, x2: float, y2: float, dash: str) -> str:
    return svg.line(x1, y1, x2, y2, "line", svg.INK, f' stroke-dasharray="{dash}"')


def draw_lines(chart: LineChart, width: float = svg.WIDTH, height: float = 230) -> str:
    """Lines over periods from zero, each named at its end and dashed in its own way."""
    points = [point for series in chart.series for point in series.points]
    axis = _domain([point.value for point in points], chart.levels)
    names = [svg.width_of(series.name) for series in chart.series] if len(chart.series) > 1 else []
    level_names = [svg.width_of(level.label, 8) for level in chart.levels]
    ticks = [_tick(value, chart.decimals) for value in axis]
    left = 8 + max(svg.width_of(tick, 8) for tick in ticks)
    right = width - 14 - max([*names, *level_names, 0])
    top, bottom = 14.0, height - 20
    step = (right - left - 40) / max(len(chart.periods) - 1, 1)

    def x(place: int) -> float:
        return left + 20 + place * step

    def y(value: int) -> float:
        return bottom - (value - axis[0]) * (bottom - top) / (axis[-1] - axis[0])

    body = [_rule(left, right, y(value), tick) for value, tick in zip(axis, ticks, strict=True)]
    body += [_level_along(left, right, y(level.low), y(level.high), level) for level in chart.levels]
    said = _said(chart.periods, step)
    body += [svg.text(x(i), bottom + 13, chart.periods[i], "middle", 8) for i in sorted(said)]
    ends = _apart([y(series.points[-1].value) if series.points else bottom for series in chart.series])
    for place, series in enumerate(chart.series):
        spots = [(x(point.at), y(point.value), point) for point in series.points]
        body.append(_one_line(spots, place))
        if names:
            body.append(svg.text(right + 4, ends[place] + 3, series.name, weight=600))
    told = [point for point in points if point.at in said]
    body += [svg.label(x(p.at), y(p.value) + dy, value_label(p)) for p, dy in _labelled(told)]
    return svg.frame(height, body, width)


def _said(periods: Sequence[str], step: float) -> set[int]:
    """The periods that are named: every one, or every so many that names do not touch; the last one always."""
    widest = max((svg.width_of(period, 8) for period in periods), default=0)
    every = max(1, ceil((widest + 4) / step))
    return set(range(len(periods) - 1, -1, -every))


def _labelled(points: list[LinePoint]) -> Iterator[tuple[LinePoint, int]]:
    """The points whose value is written: at each period the highest, above, and the lowest, below."""
    for _, group in groupby(sorted(points, key=lambda p: (p.at, p.value)), key=lambda p: p.at):
        low, *others = group
        yield from ((low, 13), (others[-1], -7)) if others else ((low, -7),)


def _rule(left: float, right: float, y: float, tick: str) -> str:
    return svg.line(left, y, right, y, "rule", svg.RULE) + svg.text(left - 4, y + 3, tick, "end", 8)


def _level_along(left: float, right: float, low: float, high: float, level: Level) -> str:
    fill = svg.box(left, high, right - left, low - high, "soft", svg.SOFT) if low > high else ""
    edges = "".join(_dashed(left, y, right, y, "3 2") for y in sorted({low, high}))
    return fill + edges + svg.text(right + 4, (low + high) / 2 + 3, level.label, size=8)


def _one_line(spots: list[tuple[float, float, LinePoint]], place: int) -> str:
    """The line between neighbouring periods, broken where one is missing, with its points."""
    colour, dash = COLOURS[place % len(COLOURS)], DASHES[place % len(DASHES)]
    name = ("accent-line", "line", "line", "line")[place % 4]
    d, before = "", -2
    for x, y, point in spots:
        d += f"{'L' if point.at == before + 1 else 'M'}{svg.num(x)} {svg.num(y)}"
        before = point.at
    drawn = svg.path(d, name, colour, 1.8, f' stroke-dasharray="{dash}"' if dash else "")
    for x, y, point in spots:
        drawn += svg.path(f"M{svg.num(x)} {svg.num(y)}h0", name, colour, 5)
        if "partial" in point.marks:
            drawn += svg.path(f"M{svg.num(x)} {svg.num(y)}h0", "hollow", svg.GROUND, 3)
    return drawn


def _apart(places: list[float], least: float = 11) -> list[float]:
    """The places of labels, pushed down where two would touch."""
    moved = dict(enumerate(places))
    last = float("-inf")
    for index in sorted(moved, key=lambda i: places[i]):
        last = moved[index] = max(places[index], last + least)
    return [moved[index] for index in range(len(places))]
