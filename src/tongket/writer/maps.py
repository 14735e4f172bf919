"""Maps of points, and strips of a unit's history."""

from datetime import date, timedelta
from itertools import groupby
from math import cos, radians

from tongket.viet.dates import format_date
from tongket.writer import svg
from tongket.writer.document import HistoryStrip, PlaceName, PointMap, Span

MAP_HEIGHT, EDGE = 470, 10
LANE = 24
# Names that every map of the country bears.
COUNTRY = (
    PlaceName("Hà Nội", 1058500, 210300),
    PlaceName("Huế", 1075900, 164600),
    PlaceName("Thành phố Hồ Chí Minh", 1067000, 107800),
    PlaceName("Hoàng Sa", 1123000, 165000),
    PlaceName("Trường Sa", 1143000, 96000),
)

# Kept apart by lightness and by form, for print in grey: dark dot, pale dot, ring, cross.
SHADES = (
    lambda spots: svg.path(_dots(spots), "ink-line", svg.INK, 1.9),
    lambda spots: svg.path(_dots(spots), "soft-line", "#6FA8A8", 1.9),
    lambda spots: svg.path(_rings(spots), "ink-line", svg.INK, 0.5),
    lambda spots: svg.path(_crosses(spots), "accent-line", svg.ACCENT, 0.6),
)


def _dots(spots: list[tuple[float, float]]) -> str:
    return "".join(f"M{svg.num(x)} {svg.num(y)}h0" for x, y in spots)


def _rings(spots: list[tuple[float, float]]) -> str:
    return "".join(f"M{svg.num(x - 1)} {svg.num(y)}a1 1 0 1 0 2 0a1 1 0 1 0-2 0" for x, y in spots)


def _crosses(spots: list[tuple[float, float]]) -> str:
    return "".join(f"M{svg.num(x - 1)} {svg.num(y - 1)}l2 2m0-2l-2 2" for x, y in spots)


def draw_map(chart: PointMap) -> str:
    """The points at their longitude and latitude, one form a shade, with a legend in the open sea."""
    places = [point for group in chart.groups for point in group.points]
    places += [(name.longitude, name.latitude) for name in chart.names]
    if not places:
        return svg.frame(EDGE * 2, [])
    west, east = min(p[0] for p in places), max(p[0] for p in places)
    south, north = min(p[1] for p in places), max(p[1] for p in places)
    narrow = cos(radians((south + north) / 20000))
    names = max((svg.width_of(name.text, 8) for name in chart.names), default=0)
    scale = min(
        (MAP_HEIGHT - 2 * EDGE) / max(north - south, 1),
        (svg.WIDTH - 2 * EDGE - names) / max((east - west) * narrow, 1),
    )

    def spot(longitude: int, latitude: int) -> tuple[float, float]:
        return EDGE + (longitude - west) * narrow * scale, EDGE + (north - latitude) * scale

    body = []
    shaded = sorted(chart.groups, key=lambda group: group.shade)
    for shade, groups in groupby(shaded, key=lambda group: group.shade):
        body.append(SHADES[shade]([spot(*point) for group in groups for point in group.points]))
    for name in chart.names:
        x, y = spot(name.longitude, name.latitude)
        body.append(svg.text(x + 5, y + 3, name.text, size=8))
    height = 2 * EDGE + (north - south) * scale
    width = 2 * EDGE + (east - west) * narrow * scale + names
    legend = _map_legend(chart.shades, width)
    return svg.frame(height, [*body, *legend[0]], max(width, legend[1]))


def _map_legend(shades: tuple[str, ...], width: float) -> tuple[list[str], float]:
    """The legend at the upper right, and the width that it needs."""
    longest = max((svg.width_of(words) for words in shades), default=0)
    left = max(width - longest - 24, width * 0.55)
    body = []
    for place, words in enumerate(shades):
        y = EDGE + 14.0 * place + 6
        body.append(SHADES[place]([(left + dx, y + dy) for dx, dy in ((0, -2), (5, 0), (1, 2))]))
        body.append(svg.text(left + 12, y + 3, words))
    return body, left + longest + 16 if shades else 0


def draw_strip(chart: HistoryStrip) -> str:
    """One lane a unit, from the day it began to the day it ended; an open end runs to the edge."""
    first, last = date.fromisoformat(chart.start), date.fromisoformat(chart.end)
    left = 8 + max((svg.width_of(span.label) for span in chart.spans), default=0)
    scale = (svg.WIDTH - left - 12) / max((last - first).days, 1)

    def at(day: date) -> float:
        return left + (min(max(day, first), last) - first).days * scale

    bottom = 6 + LANE * len(chart.spans)
    body = [_year(at(date(year, 1, 1)), bottom, year) for year in _years(first, last)]
    for lane, span in enumerate(chart.spans):
        start = at(date.fromisoformat(span.start)) if span.start else left
        end = at(date.fromisoformat(span.end)) if span.end else svg.WIDTH - 4
        body.append(_lane(span, start, end, left, 6 + LANE * lane))
    return svg.frame(bottom + 18, body)


def _years(first: date, last: date) -> range:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last.year - first.year) <= 10 * step)
    return range(-(-(first.year + 1) // step) * step, last.year + 1, step)


def _year(x: float, bottom: float, year: int) -> str:
    return svg.line(x, 4, x, bottom, "rule", svg.RULE) + svg.text(x, bottom + 12, str(year), "middle", 8)


def _lane(span: Span, start: float, end: float, left: float, top: float) -> str:
    words = span_words(span) + (f": {span.note}" if span.note else "")
    words_left = min(start, max(left, svg.WIDTH - svg.width_of(words, 8)))
    bar = svg.box(start, top + 13, max(end - start, 2), 6, "accent", svg.ACCENT)
    return (
        svg.text(left - 6, top + 19, span.label, "end") + svg.text(words_left, top + 9, words, size=8) + bar
    )


def span_words(span: Span) -> str:
    """ "từ 01/7/2025", "đến 30/6/2025" or both; the end is the last day, not the day after."""
    start = f"từ {format_date(date.fromisoformat(span.start))}" if span.start else ""
    end = f"đến {format_date(last_day(span))}" if span.end else ""
    return " ".join(filter(None, (start, end)))


def last_day(span: Span) -> date:
    """The last day of a span that has an end."""
    return date.fromisoformat(span.end) - timedelta(days=1)
