"""How wide words in Tinos are at most: a row that surely takes one line need not be measured by the typesetter."""

from collections.abc import Iterable, Sequence
from unicodedata import normalize

from tongket.writer.document import Cell, Column, Table
from tongket.writer.marks import with_rank

SIDE = 4  # points between words and the line at their side
BOLD = 1.08  # so much wider are bold letters
OTHER = 0.8  # ems of a letter that is not known, about
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


def widths_of(table: Table, room: float, size: float) -> list[float]:
    """Points of each column in `room` points: by its weight, and as wide as its longest word where the others spare it.

    `size` is that of the letters in the cells.
    """
    each = room / sum(column.width for column in table.columns)
    given = [each * column.width for column in table.columns]
    needed = [
        _longest(column, (row[at] for row in table.rows)) * size + 2 * SIDE + 1
        for at, column in enumerate(table.columns)
    ]
    lacking = [max(0.0, need - width) for need, width in zip(needed, given, strict=True)]
    spare = [max(0.0, width - need) for need, width in zip(needed, given, strict=True)]
    if not any(lacking) or not any(spare):
        return given
    moved = min(sum(lacking), sum(spare))
    more, less = moved / sum(lacking), moved / sum(spare)
    return [
        round(width + lack * more - rest * less, 2)
        for width, lack, rest in zip(given, lacking, spare, strict=True)
    ]


def _longest(column: Column, cells: Iterable[Cell]) -> float:
    """Ems of the longest word of a column, its title set bold."""
    words = {word for cell in cells for word in with_rank(cell).split()}
    most = max(map(len, words), default=0)
    inside = max((_ems(word) for word in words if len(word) > most - 3), default=0.0)
    return max([inside, *(BOLD * _ems(word) for word in column.title.split())])


def _ems(word: str) -> float:
    return sum([EMS.get(letter, OTHER) for letter in word])


def rooms(widths: Sequence[float]) -> list[float]:
    """Points that each column of a table leaves for words."""
    return [width - 2 * SIDE for width in widths]
