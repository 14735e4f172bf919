"""The colours of the site's one style sheet: what is written can be read in each of them."""

import re
from itertools import product
from pathlib import Path

import pytest

import tongket.base
from tongket.units.models import Theme

CSS = (Path(tongket.base.__file__).parent / "static/base/site.css").read_text(encoding="utf-8")
# The looks a reader may choose, and the least contrast of words in them.
LOOKS = {":root": 4.5, ':root[data-theme="dark"]': 4.5, ':root[data-theme="contrast"]': 7.0}
PAIRS = [
    *product(("--accent", "--accent-deep"), ("--ground", "--sheet", "--sunk", "--accent-wash")),
    ("--on-accent", "--accent"),
    ("--on-accent", "--accent-deep"),
    ("--ink", "--accent-wash"),
]


def tokens(selector: str) -> dict[str, str]:
    block = CSS.split(f"\n{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", block))


def colour(name: str, known: dict[str, str]) -> str:
    """The value of a token: a colour, or another token with the colour that stands in for it."""
    asked = re.fullmatch(r"var\((--[\w-]+), (#\w{6})\)", known[name])
    return known.get(asked[1], asked[2]) if asked else known[name]


def light(hexes: str) -> float:
    parts = [int(hexes[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", Theme.values)
@pytest.mark.parametrize("look", LOOKS)
def test_the_colour_of_a_host_is_read_on_every_ground(theme: str, look: str):
    known = tokens(":root") | tokens(look) | (tokens(f':root[data-accent="{theme}"]') if theme else {})
    poor = {
        (front, back): round(contrast(colour(front, known), colour(back, known)), 2)
        for front, back in PAIRS
        if contrast(colour(front, known), colour(back, known)) < LOOKS[look]
    }
    assert poor == {}
