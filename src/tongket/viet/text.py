"""Normal form, folding for search, and the order of Vietnamese words and names."""

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Order of signs as in the Unicode collation: white space, then these, then digits, then letters.
_SIGNS = " _-–—,;:!?.…'‘’\"“”()[]{}@*/\\&#%+<=>|~$"
# a letter's own marks belong to the letter, the others are its tone: à ả ã á ạ
_BREVE, _HAT, _HORN = "\u0306", "\u0302", "\u031b"
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_OTHER_MARK = "7"
_SYLLABLE = 8  # letters; the longest is nghiêng, decomposed it may have more


def nfc(text: str) -> str:
    """The text in Unicode NFC, the form in which everything is stored and compared."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text as search sees it: lower case, đ as d, no marks, white space collapsed.

    Icelandic ð, which old pages write for đ, folds to d as well. Folding twice is folding once.
    """
    words = (_fold_syllable(word) if len(word) <= _SYLLABLE else _fold_word(word) for word in text.split())
    return " ".join(word for word in words if word)


def _fold_word(word: str) -> str:
    lowered = nfc(word).lower().replace("đ", "d").replace("ð", "d")
    return nfc("".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c)))


# Vietnamese has some seven thousand syllables, in two or three ways of writing with capitals.
_fold_syllable = lru_cache(maxsize=16_384)(_fold_word)


def _letter_codes() -> dict[str, str]:
    """A prefix-free code per letter whose plain order is the order of the alphabet: a0 a1 a2 b0 …"""
    codes: dict[str, str] = {}
    for letter in _LETTERS:
        base = fold(letter)
        rank = sum(code.startswith(base) for code in codes.values())
        codes[letter] = f"{base}{rank}"
    return codes


_PRIMARY = (
    _letter_codes()
    | {digit: f"1{digit}" for digit in "0123456789"}
    | {sign: f"0{rank}" for rank, sign in enumerate(_SIGNS, start=10)}
)
_OWN_MARKS = {"a": {_BREVE, _HAT}, "e": {_HAT}, "o": {_HAT, _HORN}, "u": {_HORN}}


@lru_cache(maxsize=4096)
def _weights(cluster: str) -> tuple[str, str, str]:
    """Letter, tone and case weight of one base character with its marks."""
    parts = unicodedata.normalize("NFD", cluster)
    first, marks = parts[0], parts[1:]
    base = first.lower()[0]
    case = "2" if first.isupper() else "1"
    own = next((m for m in marks if m in _OWN_MARKS.get(base, ())), "")
    tone = next((_TONES.get(m, _OTHER_MARK) for m in marks if m != own), "1")
    letter = nfc(base + own)
    if letter not in _PRIMARY:
        rank = "z9" if letter.isalnum() else "0z"
        return f"{rank}{ord(letter[0]):06x}", tone, case
    return _PRIMARY[letter], tone, case


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for char in nfc(" ".join(text.split())):
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def sort_key(text: str) -> str:
    """A key whose plain comparison is Vietnamese order, the same as ICU's `vi`.

    Letters decide first (a ă â, d before đ, …), then tones (à ả ã á ạ), then case (small first).
    The key holds only 0-9 and a-z, so that it sorts alike under every collation of a database.
    """
    weights = [_weights(cluster) for cluster in _clusters(text)]
    letters, tones, cases = (
        ("".join(level) for level in zip(*weights, strict=True)) if weights else ("", "", "")
    )
    return f"{letters}00{tones.rstrip('1')}0{cases.rstrip('1')}"


def given_name(full_name: str) -> str:
    """The name a person is called and listed by: the last word of the full name."""
    words = full_name.split()
    return words[-1] if words else ""


def name_key(full_name: str) -> str:
    """A key that orders people as a Vietnamese list does: given name, then family and middle names."""
    words = full_name.split()
    return f"{sort_key(given_name(full_name))}0{sort_key(' '.join(words[:-1]))}"


def upper_first(text: str) -> str:
    """The text with a capital at its start, the rest as it was."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text as it stands within a sentence."""
    return text[:1].lower() + text[1:]
