"""Charts: the picture, the data table and the words for those who cannot see it, all from one definition.

Drawn as SVG by hand: a first picture by Vega-Lite takes a second (a JavaScript engine starts), all of
these take milliseconds. Typst rasterises them for Word, so that only our own fonts are ever used.
"""

from datetime import date
from functools import lru_cache

from tongket.viet.dates import format_date
from tongket.viet.numbers import format_number
from tongket.writer.bars import draw_bars, draw_lines
from tongket.writer.document import (
    BarChart,
    Cell,
    Chart,
    Column,
    HistoryStrip,
    LineChart,
    Mark,
    PointMap,
    Series,
    Span,
    Table,
)
from tongket.writer.maps import draw_map, draw_strip, last_day, span_words
from tongket.writer.marks import SIGNS, shown_text
from tongket.writer.svg import WIDTH
from tongket.writer.typesetter import rasterise

PIXELS_PER_INCH = 200
PHONE = 250  # points across, so that words stay legible on a screen of 360 pixels


@lru_cache(maxsize=64)
def draw(chart: Chart, width: float = WIDTH) -> str:
    """The chart as SVG, its words as text in Be Vietnam Pro; bars and lines as wide as asked for, in points."""
    match chart:
        case BarChart():
            return draw_bars(chart, width)
        case LineChart():
            return draw_lines(chart, width)
        case PointMap():
            return draw_map(chart)
        case HistoryStrip():
            return draw_strip(chart)


@lru_cache(maxsize=64)
def png(chart: Chart) -> bytes:
    """The chart as a PNG of 200 pixels an inch on white."""
    return rasterise(draw(chart), PIXELS_PER_INCH)


def in_words(chart: Chart) -> str:
    """What the chart says, from its data: how many, highest, lowest, what it is set against."""
    match chart:
        case BarChart():
            return _bars_in_words(chart)
        case LineChart():
            return ". ".join(_series_in_words(series, chart.periods) for series in chart.series) + "."
        case PointMap():
            return _map_in_words(chart)
        case HistoryStrip():
            spans = (f"{span.label} {span_words(span)}".rstrip() for span in chart.spans)
            return f"{len(chart.spans)} dòng: {'; '.join(spans)}."


def _has_value(marks: tuple[Mark, ...]) -> bool:
    return not any(SIGNS[mark].instead and mark != "zero" for mark in marks)


def _bars_in_words(chart: BarChart) -> str:
    bars = [bar for bar in chart.bars if _has_value(bar.marks)]
    parts = [f"{format_number(len(chart.bars))} {chart.label_title.lower()}"]
    if bars:
        high, low = max(bars, key=lambda bar: bar.value), min(bars, key=lambda bar: bar.value)
        parts.append(f"cao nhất {high.label} {shown_text(high)} {chart.unit}".rstrip())
        parts.append(f"thấp nhất {low.label} {shown_text(low)} {chart.unit}".rstrip())
    if len(bars) < len(chart.bars):
        parts.append(f"{format_number(len(chart.bars) - len(bars))} chưa có số liệu")
    parts += [f"so với {level.label}" for level in chart.levels]
    return "; ".join(parts) + "."


def _series_in_words(series: Series, periods: tuple[str, ...]) -> str:
    points = [point for point in series.points if _has_value(point.marks)]
    if not points:
        return f"{series.name}: chưa có số liệu"
    first, last = points[0], points[-1]
    high, low = max(points, key=lambda p: p.value), min(points, key=lambda p: p.value)
    return (
        f"{series.name}: {periods[first.at]} {shown_text(first)}; {periods[last.at]} {shown_text(last)}; "
        f"cao nhất {shown_text(high)} ({periods[high.at]}); thấp nhất {shown_text(low)} ({periods[low.at]})"
    )


def _map_in_words(chart: PointMap) -> str:
    count = sum(len(group.points) for group in chart.groups)
    parts = [
        f"{format_number(count)} {chart.point_word}, {len(chart.groups)} {chart.group_title.lower()}",
    ]
    if chart.groups:
        most = max(chart.groups, key=lambda group: len(group.points))
        least = min(chart.groups, key=lambda group: len(group.points))
        parts.append(f"nhiều nhất {most.name} {format_number(len(most.points))}")
        parts.append(f"ít nhất {least.name} {format_number(len(least.points))}")
    for place, shade in enumerate(chart.shades):
        inside = sum(group.shade == place for group in chart.groups)
        parts.append(f"{shade}: {format_number(inside)} {chart.group_title.lower()}")
    return "; ".join(parts) + "."


def table_of(chart: Chart) -> Table:
    """The data of a chart as a table, with the refs and marks of its values."""
    columns, rows = _columns_and_rows(chart)
    unit = getattr(chart, "unit", "")
    return Table(columns, rows, unit=unit, source=chart.source)


def _columns_and_rows(chart: Chart) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    match chart:
        case BarChart():
            columns = (Column(chart.label_title, width=30), Column(chart.value_title, "right", 12))
            return columns, tuple((Cell(b.label), Cell(b.text, b.ref, b.marks)) for b in chart.bars)
        case LineChart():
            return _lines_as_rows(chart)
        case PointMap():
            return _map_as_rows(chart)
        case HistoryStrip():
            titles = ("Đơn vị", "Từ ngày", "Đến ngày", "Ghi chú")
            return tuple(map(Column, titles)), tuple(map(_span_as_row, chart.spans))


def _lines_as_rows(chart: LineChart) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    columns = (Column("Kỳ"), *(Column(series.name, "right") for series in chart.series))
    values = [{point.at: point for point in series.points} for series in chart.series]
    rows = []
    for place, period in enumerate(chart.periods):
        cells = [
            Cell(points[place].text, points[place].ref, points[place].marks)
            if place in points
            else Cell("", marks=("not_reported",))
            for points in values
        ]
        rows.append((Cell(period), *cells))
    return columns, tuple(rows)


def _map_as_rows(chart: PointMap) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    columns = [Column(chart.group_title, width=30), Column(f"Số {chart.point_word}", "right", 12)]
    if chart.shades:
        columns.append(Column("Nhóm", width=24))
    rows = []
    for group in chart.groups:
        cells = [Cell(group.name), Cell(format_number(len(group.points)))]
        if chart.shades:
            cells.append(Cell(chart.shades[group.shade]))
        rows.append(tuple(cells))
    return tuple(columns), tuple(rows)


def _span_as_row(span: Span) -> tuple[Cell, ...]:
    start = format_date(date.fromisoformat(span.start)) if span.start else ""
    end = format_date(last_day(span)) if span.end else ""
    return Cell(span.label), Cell(start), Cell(end), Cell(span.note)
