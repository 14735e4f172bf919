"""From a full name to its kind and its short name: "Thị xã Sơn Tây" is a town called Sơn Tây."""

from functools import lru_cache
from typing import NamedTuple

from tongket.units.models import Kind, Tier
from tongket.viet.text import fold, sort_key

# The words before a name, longest first; what a "thành phố" is depends on its tier.
WORDS: tuple[tuple[str, str, dict[str, Kind]], ...] = (
    ("Thành phố", "thanh pho", {Tier.PROVINCE: Kind.CITY, Tier.DISTRICT: Kind.PROVINCIAL_CITY}),
    ("Thị trấn", "thi tran", {Tier.COMMUNE: Kind.TOWNSHIP}),
    ("Đặc khu", "dac khu", {Tier.COMMUNE: Kind.SPECIAL_ZONE}),
    ("Phường", "phuong", {Tier.COMMUNE: Kind.WARD}),
    ("Thị xã", "thi xa", {Tier.DISTRICT: Kind.TOWN}),
    ("Huyện", "huyen", {Tier.DISTRICT: Kind.DISTRICT}),
    ("Quận", "quan", {Tier.DISTRICT: Kind.URBAN_DISTRICT}),
    ("Tỉnh", "tinh", {Tier.PROVINCE: Kind.PROVINCE}),
    ("Xã", "xa", {Tier.COMMUNE: Kind.COMMUNE}),
)


class Naming(NamedTuple):
    """A name as the version of a unit keeps it."""

    name: str
    short_name: str
    folded: str
    sort_key: str


def kind_of(name: str, tier: str) -> Kind | None:
    """The kind that the first words of a full name say, if they say one for this tier."""
    folded = fold(name) + " "
    return next((kinds.get(tier) for _, word, kinds in WORDS if folded.startswith(word + " ")), None)


def without_kind(name: str) -> str:
    """The name without the word of its kind; a numbered ward or district keeps it: Phường 5, Quận 1."""
    for word, _, _ in WORDS:
        rest = name[len(word) + 1 :]
        if name.startswith(word + " ") and not rest.isdecimal():
            return rest
    return name


@lru_cache(maxsize=4096)
def _ordered(short: str) -> tuple[str, str]:
    return fold(short), sort_key(short)


def naming(name: str) -> Naming:
    short = without_kind(name)
    return Naming(name, short, *_ordered(short))


def without_kind_folded(folded: str) -> str:
    """A folded name without the word of its kind: "xa ngoc lac" → "ngoc lac"; a numbered one keeps it."""
    for _, word, _ in WORDS:
        rest = folded[len(word) + 1 :]
        if folded.startswith(word + " ") and not rest.isdecimal():
            return rest
    return folded
