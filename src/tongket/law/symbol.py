"""The number and symbol of a document (số, ký hiệu): 09-CT/TW, 21/2019/NĐ-CP, read into its parts.

The first separator tells the line: a dash Party (05-NQ/ĐU), a slash State (05/NQ-HĐND). Sources: Nghị định
30/2020/NĐ-CP, Phụ lục III, for the State; Quy định 399-QĐ/TW and Hướng dẫn 05-HD/VPTW for the Party.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tongket.law.kinds import PARTY_KINDS, STATE_KINDS, is_party_organ, is_state_organ, kind_code
from tongket.viet.fault import Fault, refusal
from tongket.viet.text import nfc


def longest_first(codes: dict[str, str]) -> str:
    """The codes as alternatives of a pattern, so that QyĐ is tried before QĐ and CTr before CT."""
    return "|".join(sorted(codes, key=len, reverse=True))


PARTY_TYPE, STATE_TYPE = longest_first(PARTY_KINDS), longest_first(STATE_KINDS)
NUMBER = r"(?P<number>[0-9]{1,5}(?:\.[0-9]{1,3})?)(?P<suffix>[a-zđ])?"
SEGMENT = r"[A-ZĐ][A-Za-zĐđ0-9]*"
_ORGANS = rf"(?P<organs>{SEGMENT}(?:-{SEGMENT})*)"
_YEAR = r"(?P<year>19(?:4[5-9]|[5-9][0-9])|20[0-9]{2})"
_FORMS = [
    ("party", re.compile(rf"{NUMBER}-(?P<kind>{PARTY_TYPE})/{_ORGANS}")),
    ("state_year", re.compile(rf"{NUMBER}/{_YEAR}/(?:(?P<kind>{STATE_TYPE})-)?{_ORGANS}")),
    ("state_admin", re.compile(rf"{NUMBER}/(?P<kind>{STATE_TYPE})-{_ORGANS}")),
    ("state_letter", re.compile(rf"{NUMBER}/(?!(?:{STATE_TYPE})(?:-|$)){_ORGANS}")),
    ("old", re.compile(rf"{NUMBER}-(?:(?P<kind>L|LCT)/)?(?P<organs>(?<=/){SEGMENT}|(?<=-)(?:CP|TTg|HĐBT))")),
]
_PREFIX = re.compile(r"^số\s*(:?)\s*", re.I)
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "Ð": "Đ"})


@dataclass(frozen=True)
class Symbol:
    """A symbol in its parts; `form` is party, state_year, state_admin, state_letter (công văn) or old."""

    number: str
    suffix: str
    year: int | None
    kind: str | None
    organs: tuple[str, ...]
    form: str

    def __str__(self) -> str:
        head = f"{self.number}{self.suffix}"
        organs = "-".join(self.organs)
        if self.form == "party":
            return f"{head}-{self.kind}/{organs}"
        if self.form == "old":
            return f"{head}-{self.kind}/{organs}" if self.kind else f"{head}-{organs}"
        year = f"{self.year}/" if self.year else ""
        kind = f"{self.kind}-" if self.kind else ""
        return f"{head}/{year}{kind}{organs}"

    @property
    def key(self) -> str:
        """The text by which two spellings of one symbol are the same: small letters, no leading zero."""
        return str(self).lower().lstrip("0")

    @property
    def is_party(self) -> bool:
        """Whether it is written as the Party writes symbols."""
        return self.form == "party"


@dataclass(frozen=True)
class ParsedSymbol:
    """A symbol and what is odd about the way it was written."""

    symbol: Symbol
    lint: tuple[Fault, ...] = ()


def normalise(text: str) -> str:
    """The text in NFC with plain dashes, Đ for Ð, no "Số:", no spaces around / and -."""
    bare = _PREFIX.sub("", nfc(text).translate(_DASHES).strip())
    return re.sub(r"\s*([/-])\s*", r"\1", bare)


def _read(text: str) -> Symbol | None:
    for form, pattern in _FORMS:
        if m := pattern.fullmatch(text):
            parts = m.groupdict()
            number = parts["number"] if len(parts["number"]) > 1 else f"0{parts['number']}"
            year = int(parts["year"]) if parts.get("year") else None
            organs = tuple(parts["organs"].split("-"))
            return Symbol(number, parts["suffix"] or "", year, parts.get("kind"), organs, form)
    return None


def parse_symbol(text: str, issued: date | None = None, named: str = "") -> ParsedSymbol:
    """Read a symbol as typed; what is odd comes back as lint, what cannot be read is refused.

    `issued` is the document's date and `named` the kind it is called by ("chương trình"), where known; both
    are only compared. A probable misprint (09/CT/TW) is refused with the `suggestion` to put to the clerk.
    """
    plain = normalise(text)
    symbol = _read(plain)
    if symbol is None:
        meant = suggest(plain)
        if meant:
            raise refusal("symbol.did_you_mean", value=text.strip()[:60], suggestion=str(meant))
        raise refusal("symbol.unreadable", value=text.strip()[:60])
    return ParsedSymbol(symbol, tuple(_lint(text, plain, symbol, issued, named)))


def _lint(text: str, plain: str, symbol: Symbol, issued: date | None, named: str) -> Iterator[Fault]:
    shown = str(symbol)
    prefix = _PREFIX.match(text.strip())
    if prefix:
        yield Fault(
            "symbol.colon" if prefix[1] and symbol.is_party else "symbol.prefix", values={"symbol": shown}
        )
    if _PREFIX.sub("", nfc(text).strip()) != plain:
        yield Fault("symbol.spelling", values={"value": text.strip()[:60], "symbol": shown})
    if not plain.startswith(symbol.number):
        yield Fault("symbol.leading_zero", values={"symbol": shown})
    if symbol.year and issued and symbol.year != issued.year:
        yield Fault("symbol.year", values={"symbol": shown, "year": issued.year})
    party, state = is_party_organ(symbol.organs[0]), is_state_organ(symbol.organs[0])
    if symbol.is_party and state and not party:
        yield Fault("symbol.party_syntax", values={"symbol": shown, "organ": symbol.organs[0]})
    elif not symbol.is_party and party and not state:
        yield Fault("symbol.state_syntax", values={"symbol": shown, "organ": symbol.organs[0]})
    elif not party and not state:
        yield Fault("symbol.unknown_organ", values={"symbol": shown, "organ": symbol.organs[0]})
    said = kind_code(named)
    if said and symbol.kind and not _same_kind(said, symbol.kind):
        yield Fault("symbol.kind_differs", values={"symbol": shown, "kind": symbol.kind, "said": said})


def _same_kind(one: str, other: str) -> bool:
    names = [{STATE_KINDS.get(code), PARTY_KINDS.get(code)} - {None} for code in (one, other)]
    return bool(names[0] & names[1])


_MISPRINTS = [
    re.compile(rf"{NUMBER}[-/ ]?(?P<kind>{PARTY_TYPE}|{STATE_TYPE})[-/ ]{_ORGANS}", re.I),
    re.compile(rf"(?P<kind>{PARTY_TYPE}|{STATE_TYPE})[-/ ]?{NUMBER}[-/ ]{_ORGANS}", re.I),
    re.compile(rf"{NUMBER}[-/ ]{_YEAR}[-/ ](?P<kind>{STATE_TYPE})[-/ ]{_ORGANS}", re.I),
]
_CENTRAL = re.compile(r"\b(?:T\.?Ư|T\.W)(?!\w)", re.I)  # trung ương as it is often shortened in running text
_CODE_CASE = {code.lower(): code for code in (*STATE_KINDS, *PARTY_KINDS)}


def suggest(text: str) -> Symbol | None:
    """The symbol that a misprint probably means: 09/CT/TW is 09-CT/TW, NQ 28/TW and 28-NQ/TƯ are 28-NQ/TW."""
    plain = _CENTRAL.sub("TW", normalise(text)).rstrip(" .,;")
    for pattern in _MISPRINTS:
        if not (m := pattern.fullmatch(plain)):
            continue
        parts = m.groupdict()
        kind, organs = _CODE_CASE[parts["kind"].lower()], _organ_case(parts["organs"])
        head = f"{parts['number']}{(parts['suffix'] or '').lower()}"
        party = kind in PARTY_KINDS and is_party_organ(organs.split("-")[0])
        year = f"{parts['year']}/" if parts.get("year") else ""
        return _read(f"{head}-{kind}/{organs}" if party and not year else f"{head}/{year}{kind}-{organs}")
    return None


def _organ_case(organs: str) -> str:
    if organs != organs.lower():
        return organs
    return "-".join("TTg" if part == "ttg" else part.upper() for part in organs.split("-"))


_ONES = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINALS = {word: rank for rank, word in enumerate(_ONES, start=1)} | {
    "mười một": 11, "mười hai": 12, "mười ba": 13, "mười bốn": 14, "mười lăm": 15, "bốn": 4,
}  # fmt: skip
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_KIND_NAMES = sorted(
    {*STATE_KINDS.values(), *PARTY_KINDS.values()} - {"luật", "pháp lệnh", "hợp đồng"}, key=len
)
KIND_WORDS = rf"(?:{'|'.join(reversed(_KIND_NAMES))})(?:\s+hành\s+động)?"
_TERM = r"kh(?:óa|oá)\s+(?:thứ\s+)?(?P<term>[IVX]{1,5})\b"
PLENUM = re.compile(
    rf"(?P<kind>nghị\s+quyết|kết\s+luận)\s+(?:(?:của\s+)?hội\s+nghị\s+)?"
    rf"(?:(?:trung\s+ương|tw|t\.ư)\s*(?:lần\s+thứ\s+)?(?P<at>[0-9]{{1,2}}|{_ORDINAL})"
    rf"|lần\s+thứ\s+(?P<nth>[0-9]{{1,2}}|{_ORDINAL})\s+(?:của\s+)?(?:ban\s+chấp\s+hành\s+)?trung\s+ương(?:\s+đảng)?)"
    rf"\s*,?\s*\(?{_TERM}\)?",
    re.I,
)
NUMBERED = re.compile(rf"(?P<kind>{KIND_WORDS})\s+(?:số\s*:?\s*)?(?P<number>[0-9]{{1,5}})", re.I)
_PARTY_BY_NAME = {"NQ", "CT", "KL", "QĐi"}


@dataclass(frozen=True)
class NamedDirective:
    """A document cited without its symbol: a plenum's (number and term), or only kind and number."""

    kind: str
    number: int
    term: str = ""

    def __str__(self) -> str:
        name = STATE_KINDS.get(self.kind) or PARTY_KINDS[self.kind]
        if self.term:
            return f"{name.capitalize()} Trung ương {self.number} khóa {self.term}"
        return f"{name.capitalize()} số {self.number:02d}"

    @property
    def key(self) -> str:
        """The text by which two ways of naming it are the same: nq:8:xi, nđ:21."""
        return ":".join(filter(None, (self.kind, str(self.number), self.term))).lower()

    @property
    def form(self) -> str:
        """party or state, as the kind is most often used: a resolution named by number is the Party's."""
        return "party" if self.term or self.kind in _PARTY_BY_NAME else "state"


def named_from(m: re.Match[str]) -> NamedDirective:
    """The document that a match of PLENUM or NUMBERED names."""
    parts = m.groupdict()
    told = (parts.get("at") or parts.get("nth") or parts.get("number") or "").lower()
    number = int(told) if told.isdecimal() else _ORDINALS[" ".join(told.split())]
    return NamedDirective(kind_code(parts["kind"]), number, (parts.get("term") or "").upper())


def parse_named(text: str) -> NamedDirective | None:
    """The document that a name means ("Nghị quyết Trung ương 8 khóa XI", "Nghị quyết số 28"), or None."""
    shown = " ".join(nfc(text).split())
    m = PLENUM.fullmatch(shown) or NUMBERED.fullmatch(shown)
    return named_from(m) if m else None


@dataclass(frozen=True)
class FoundSymbol:
    """A document cited in a text: by symbol or by name (one of the two is None), with its characters.

    `kind_words` are the words before the symbol ("Chỉ thị"), `repaired` says that the text has it misprinted.
    """

    start: int
    end: int
    text: str
    symbol: Symbol | None
    named: NamedDirective | None
    kind_words: str = ""
    repaired: bool = False
    lint: tuple[Fault, ...] = ()


_HYPHEN, _SLASH = r"\s?[-–—‑]\s?", r"\s?/\s?"
_LOOSE_NUMBER = r"(?<![\w./-])[0-9]{1,5}(?:\.[0-9]{1,3})?[a-zđ]?"
_LOOSE_ORGANS = rf"{SEGMENT}(?:-{SEGMENT})*"
_END = r"(?![\w/])"
_LOOSE_YEAR = r"(?:19|20)[0-9]{2}"
_STRONG = re.compile(
    rf"{_LOOSE_NUMBER}(?:"
    rf"(?:{_HYPHEN}|\s)(?:{PARTY_TYPE}){_SLASH}{_LOOSE_ORGANS}"
    rf"|{_SLASH}{_LOOSE_YEAR}{_SLASH}(?:(?:{STATE_TYPE})(?:{_HYPHEN}|{_SLASH}))?{_LOOSE_ORGANS}"
    rf"|{_SLASH}(?:{STATE_TYPE})(?:{_HYPHEN}|{_SLASH}){_LOOSE_ORGANS}"
    rf"|-(?:{PARTY_TYPE})-(?:TW|TU|HU|QU|ĐU)){_END}"
    rf"|(?<![\w./-])(?:{PARTY_TYPE})\s[0-9]{{1,5}}/(?:TW|TU|HU|QU|ĐU){_END}"
)
# công văn and the old forms look like much else: only after "số" or the kind, or when they are the whole text
_WEAK = re.compile(rf"{_LOOSE_NUMBER}(?:/{_LOOSE_ORGANS}|-(?:CP|TTg|HĐBT|(?:L|LCT)/{SEGMENT})){_END}")
_LEAD = re.compile(
    rf"(?P<kind>{KIND_WORDS}|công\s+văn|luật|pháp\s+lệnh|lệnh)?\s*,?\s*(?P<so>số\s*:?\s*)?$", re.I
)
# a bare number after a kind may count something: "Nghị quyết 6 tháng đầu năm"
_AFTER_NUMBER = re.compile(r"\s*(?:[,.;:)”\"]|$|(?:của|về|ngày|và|đã|được|là)\b)(?![0-9])")


def find_symbols(text: str) -> list[FoundSymbol]:
    """Every document a text (in NFC) cites, in order; tolerant of the spellings of real pages.

    "33 – NQ/TW", "số 18 NQ/ TU" and "05 CT/TW" are read, "09/CT/TW" as what it means; so are
    "Nghị quyết Trung ương 8 khóa XI" and "Nghị định số 21".
    """
    return list(_found(text))


@lru_cache(maxsize=16)
def _found(text: str) -> tuple[FoundSymbol, ...]:
    """A reader asks about the same page for each of its rules."""
    found: list[FoundSymbol] = []
    for hit in _candidates(text):
        if all(hit.end <= other.start or other.end <= hit.start for other in found):
            found.append(hit)
    return tuple(sorted(found, key=lambda hit: hit.start))


def _candidates(text: str) -> Iterator[FoundSymbol]:
    for pattern in (_STRONG, _WEAK):
        for m in pattern.finditer(text):
            lead = _LEAD.search(text, max(0, m.start() - 40), m.start())
            kind = (lead["kind"] or "") if lead else ""
            introduced = bool(lead and (lead["kind"] or lead["so"]))
            if pattern is _STRONG or introduced or m[0] == text.strip():
                yield from _read_loosely(m, kind)
    for m in PLENUM.finditer(text):
        yield FoundSymbol(m.start(), m.end(), m[0], None, named_from(m))
    for m in NUMBERED.finditer(text):
        told = "số" in m[0].lower()[len(m["kind"]) :]
        if _AFTER_NUMBER.match(text, m.end()) or (told and re.match(r"\s", text[m.end() : m.end() + 1])):
            yield FoundSymbol(m.start(), m.end(), m[0], None, named_from(m))


def _read_loosely(m: re.Match[str], kind_words: str) -> Iterator[FoundSymbol]:
    symbol = _read(normalise(m[0]))
    repaired = symbol is None
    symbol = symbol or suggest(m[0])
    if symbol:
        lint = () if repaired else tuple(_lint(m[0], normalise(m[0]), symbol, None, kind_words))
        yield FoundSymbol(m.start(), m.end(), m[0], symbol, None, kind_words, repaired, lint)
