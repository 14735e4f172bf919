"""How wide words in Tinos are at most: a row that surely takes one line need not be measured by the typesetter."""

from collections.abc import Sequence
from unicodedata import normalize

from tongket.writer.document import Column

SIDE = 4  # points between words and the line at their side
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
# In ems, rounded up, each vowel with its tones; a letter that stands nowhere here may be of any width.
_LETTERS = {
    0.28: " .,:;'|/jlti",
    0.34: "!()[]-rfI",
    0.39: "sJ",
    0.45: "czaăâeê“”",
    0.51: "0123456789bdđghknpqvx–oôuy",
    0.55: "ơư",
    0.57: "PSF+",
    0.62: "LTZEÊ",
    0.67: "BCR",
    0.73: "wDĐGHKNQVXAĂÂOÔƠUY",
    0.78: "mƯ",
    0.84: "%",
    0.95: "MW",
}
EMS: dict[str, float] = {
    normalize("NFC", letter + tone): ems
    for ems, letters in _LETTERS.items()
    for letter in letters
    for tone in (_TONES if letter.lower() in "aăâeêioôơuưy" else _TONES[:1])
}


def ems_at_most(words: str) -> float:
    """Ems that words take at most in one line; without end if one of their letters is not known."""
    return sum([EMS.get(letter, float("inf")) for letter in words])


def rooms(columns: Sequence[Column], width: float) -> list[float]:
    """Points that each column of a table leaves for words."""
    each = width / sum(column.width for column in columns)
    return [each * column.width - 2 * SIDE for column in columns]
