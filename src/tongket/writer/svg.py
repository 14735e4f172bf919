"""The few strokes that charts are drawn with: text, lines, boxes, and an axis from zero.

One unit is one point on paper. Colours stand as attributes for paper and Word; the
class lets a style sheet change them on a dark screen.
"""

from html import escape

FONT = "Be Vietnam Pro"
WIDTH = 468
INK, ACCENT, SOFT, RULE, GROUND = "#1C2B33", "#0B6E6E", "#DCE8E7", "#D5DBDD", "#FFFFFF"


def frame(height: float, body: list[str], width: float = WIDTH) -> str:
    """A picture of that size in points, in the one font of charts."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{num(width)}" height="{num(height)}" '
        f'viewBox="0 0 {num(width)} {num(height)}" font-family="{FONT}" font-size="9">{"".join(body)}</svg>'
    )


def width_in(picture: str) -> float:
    """The width of a picture in points, as its frame states it."""
    return float(picture.split('width="', 1)[1].split('"', 1)[0])


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, anchor: str = "start", size: float = 9, weight: int = 400) -> str:
    """Words with their base line at y."""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    bold = "" if weight == 400 else f' font-weight="{weight}"'
    big = "" if size == 9 else f' font-size="{num(size)}"'
    return (
        f'<text class="ink" x="{num(x)}" y="{num(y)}"{place}{big}{bold} fill="{INK}">{escape(words)}</text>'
    )


def label(x: float, y: float, words: str) -> str:
    """A small bold value centred on x, with a rim of ground so that no line runs through it."""
    rim = f'<text class="rim" x="{num(x)}" y="{num(y)}" text-anchor="middle" font-size="8" font-weight="600"'
    rim += f' fill="{GROUND}" stroke="{GROUND}" stroke-width="3" aria-hidden="true">{escape(words)}</text>'
    return rim + text(x, y, words, "middle", 8, 600)


def box(x: float, y: float, width: float, height: float, name: str, fill: str) -> str:
    """A filled rectangle; `name` is its class."""
    return (
        f'<rect class="{name}" x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}" '
        f'fill="{fill}"/>'
    )


def path(d: str, name: str, stroke: str, width: float, extra: str = "") -> str:
    """A stroked path; `name` is its class."""
    return (
        f'<path class="{name}" d="{d}" fill="none" stroke="{stroke}" stroke-width="{num(width)}"'
        f' stroke-linecap="round"{extra}/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, name: str, stroke: str, extra: str = "") -> str:
    """A thin straight line."""
    return path(f"M{num(x1)} {num(y1)}L{num(x2)} {num(y2)}", name, stroke, 0.7, extra)


def width_of(words: str, size: float = 9) -> float:
    """About how wide words are in Be Vietnam Pro; a little too wide rather than cut."""
    return size * sum(0.36 if c in " .,:;iltj|()[]1I" else 0.82 if c in "mwMW%" else 0.62 for c in words)


def ticks(low: int, high: int, count: int = 4) -> list[int]:
    """Round values from at most min(low, 0) to at least max(high, 0), about `count` steps apart."""
    low, high = min(low, 0), max(high, 0)
    step = 1
    while (high - low) > step * count:
        step = step * 2 if str(step)[0] != "2" else step * 5 // 2
    first, last = low // step, -(-high // step)
    return [i * step for i in range(first, max(last, first + 1) + 1)]
