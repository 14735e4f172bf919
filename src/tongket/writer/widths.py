"""How wide words in Tinos are at most: a row that surely takes one line need not be measured by the typesetter."""

from collections.abc import Sequence
from itertools import product
from unicodedata import normalize

from tongket.writer.document import Column

SIDE = 4  # points between words and the line at their side
# In ems, rounded up; a letter that stands in no class may be of any width.
_NARROW, _COMMON, _BROAD = 0.34, 0.56, 0.78
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_MARKED = [normalize("NFC", letter + tone) for letter, tone in product("aăâeêioôơuưy", _TONES)]
EMS: dict[str, float] = (
    dict.fromkeys(" .,:;!'|()[]/-ijltfrI", _NARROW)
    | dict.fromkeys([*"0123456789abcdđeghknopqsuvxyz–", *_MARKED], _COMMON)
    | dict.fromkeys([*"mwABCDĐEFGHJKLNOPQRSTUVXYZ", *(letter.upper() for letter in _MARKED)], _BROAD)
)


def ems_at_most(words: str) -> float:
    """Ems that words take at most in one line; without end if one of their letters is not known."""
    return sum([EMS.get(letter, float("inf")) for letter in words])


def rooms(columns: Sequence[Column], width: float) -> list[float]:
    """Points that each column of a table leaves for words."""
    each = width / sum(column.width for column in columns)
    return [each * column.width - 2 * SIDE for column in columns]
