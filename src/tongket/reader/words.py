"""What every rule of the reader stands on: the matching form, capitals, clauses, dates.

A rule reads a text and its matching form side by side. Both have the same length, so that a
place found in one is the same place in the other.
"""

import re
from functools import lru_cache

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
LOWER = "bcdđfghjklmnpqrstvwxz" + _VOWELS
UPPER = LOWER.upper()
LETTER = LOWER + UPPER

# A capitalised word of a name: Hoa, Đắk, K'Brơi, R'Lấp.
CAPITAL = rf"[{UPPER}](?:['’‘][{LETTER}])?[{LOWER}]*"

_SAME_SIGN = str.maketrans(
    {
        **dict.fromkeys("“”„«»‟″", '"'),
        **dict.fromkeys("‘’‛`´", "'"),
        **dict.fromkeys("–—‑‒−―", "-"),
        **dict.fromkeys("\u00a0\u200b\u200c\u200d\u2009\u202f\ufeff\t", " "),
        "ð": "đ",
    }
)
_OLD_TONE = re.compile(rf"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![{LOWER}])")
_NEW_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


@lru_cache(maxsize=64)
def matching(text: str) -> str:
    """The text in lower case, tone marks in the new style, signs made plain; same length.

    >>> matching("Uỷ ban – “Hoà”")
    'ủy ban - "hòa"'
    """
    low = text.lower()
    if len(low) != len(text):  # a few letters, such as İ, grow when lowered
        low = "".join(small if len(small := c.lower()) == 1 else c for c in text)
    return _OLD_TONE.sub(lambda m: _NEW_TONE[m.group()], low.translate(_SAME_SIGN))


def phrases(listed: str) -> frozenset[str]:
    """The phrases of a list, one a line or parted by `|`."""
    return frozenset(p.strip() for line in listed.splitlines() for p in line.split("|") if p.strip())


def any_of(listed: str) -> str:
    """A pattern for any of the phrases of a list, longest first."""
    longest_first = sorted(phrases(listed), key=lambda p: (-len(p), p))
    return "(?:" + "|".join(re.escape(p).replace(r"\ ", "[ ]+") for p in longest_first) + ")"


def whole(pattern: str) -> str:
    """The pattern, not inside a longer word."""
    return rf"(?<![{LETTER}\d]){pattern}(?![{LETTER}\d])"


ABBREVIATIONS = any_of("tp|tx|tt|ct|pct|bt|pbt|gs|ts|pgs|ths|bs|ks|cn|đ/c|kt|tm|q|p|th|nxb|st|tl|tw|n|ts.bs")
_STOP = re.compile(rf"(?<![ .(,;][{UPPER}])[.!?…]+[\"'”’)]*(?=\s|$)|\n")
_ENDS_ABBREVIATION = re.compile(rf"(?:^|[^{LETTER}]){ABBREVIATIONS}\.$")


_LONGEST = 1500


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Start and end of each sentence between two places; a line's end ends a sentence.

    What runs on for more than 1,500 characters is cut, so that no rule ever searches a whole book at once.
    """
    stop = len(text) if end is None else end
    low, found, at = matching(text), [], start
    for mark in [*_STOP.finditer(text, start, stop), None]:
        ends = mark.end() if mark else stop
        if (
            mark
            and mark.group() == "."
            and _ENDS_ABBREVIATION.search(low, max(start, mark.start() - 8), ends)
        ):
            continue
        while ends - at > _LONGEST:
            cut = text.rfind(" ", at + 1, at + _LONGEST)
            cut = cut if cut > 0 else at + _LONGEST
            found.append((at, cut))
            at = cut
        found.append((at, ends))
        at = ends
    return [_trimmed(text, a, b) for a, b in found if low[a:b].strip()]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def trimmed(text: str, start: int, end: int, drop: str = " \t\n\u00a0,;:.-–—\"'“”‘’*_") -> tuple[int, int]:
    """The span without blanks and loose signs at its two ends."""
    while start < end and text[start] in drop:
        start += 1
    while end > start and text[end - 1] in drop:
        end -= 1
    return start, end


# Counting words up to twelve, as award lists write them.
NUMBER_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
COUNT = r"(?:\d{1,3}(?:[.]\d{3})+|\d+|mười một|mười hai|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)"


def count_of(text: str) -> int:
    """The whole number that COUNT matched."""
    words = re.sub(r"\s+", " ", text.strip())
    return NUMBER_WORDS[words] if words in NUMBER_WORDS else int(words.replace(".", ""))
