"""The instruments a text cites, each once: by symbol, by name, or several joined under one kind.

Symbols and names are read by `law.symbol`; the rules here add the day, the issuer, and leave out what is no
directive: laws and codes, and what the imprint of a page carries.
"""

import re

from tongket.law.symbol import KIND_WORDS, FoundSymbol, find_symbols
from tongket.reader.model import Found, ReadDirective
from tongket.reader.offices import BODY, HEAD, body_at, phrase_end
from tongket.reader.words import matching
from tongket.viet.dates import find_dates
from tongket.viet.text import fold

_LAWS = ("luật", "bộ luật", "pháp lệnh", "lệnh", "hiến pháp")
_LICENCE = re.compile(r"(?:giấy phép|gp)(?: +\S+){0,4} *$")
_JOINT = re.compile(
    rf"(?P<kind>{KIND_WORDS})\s+(?:số\s+)?[0-9]{{1,4}}(?:\s*(?:,|và)\s*[0-9]{{1,4}})+\s*[-–]\s*[A-ZĐ]{{2,3}}\s*[,/]\s*[A-ZĐ]{{2,4}}(?![\w/])",
    re.I,
)
_ISSUED_ON = re.compile(r"[\s,(]*(?:(?:ra|ban hành|ký|đề)\s+)?(?:ngày\s+|\()?")
_BY = re.compile(r"[\s,)]*(?:của|do)\s+")
_BETWEEN = re.compile(r"[\s,]*(?:(?:ra|ban hành|ký)\s+)*ngày\s+")
_ISSUES = re.compile(
    r"[\s,]*(?:đã|vừa|cũng|mới|tiếp tục|kịp thời|\s)*(?:ban hành|có|ra|ký ban hành)\s+"
    rf"(?:{KIND_WORDS}\s+)?(?:số\s*:?\s*)?$",
    re.I,
)


def directive_by_symbol(text: str) -> tuple[ReadDirective, ...]:
    """Instruments cited with number and letters: 09-CT/TW, 35/KH-UBND, 18 NQ/ TU."""
    low = matching(text)
    return tuple(_cited(text, low, f) for f in find_symbols(text) if f.symbol and _is_directive(low, f))


def directive_by_name(text: str) -> tuple[ReadDirective, ...]:
    """Instruments cited by name: "Nghị quyết Trung ương 5 khóa IX", "Kế hoạch 12", two numbers under one kind."""
    low = matching(text)
    joint = [FoundSymbol(m.start(), m.end(), m[0], None, None, m["kind"]) for m in _JOINT.finditer(text)]
    named = [
        f
        for f in find_symbols(text)
        if f.named and not any(j.start <= f.start < j.end for j in joint) and not _counts(low, f.end)
    ]
    return tuple(_cited(text, low, f) for f in sorted([*joint, *named], key=lambda f: f.start))


def _counts(low: str, end: int) -> bool:
    """The bare number counts something: "chương trình 5 năm"."""
    return bool(
        re.compile(r"\s*(?:%|tháng|ngày(?! *\d)|năm\b(?!\s+\d)|điểm|nội dung|giải pháp)").match(low, end)
    )


def _is_directive(low: str, found: FoundSymbol) -> bool:
    kind = found.kind_words.lower()
    lead = low[max(0, found.start - 30) : found.start]
    if kind in _LAWS or re.search(r"(?:luật|pháp lệnh)[^,.;]*$", lead) or _LICENCE.search(lead):
        return False
    symbol = found.symbol
    if symbol and symbol.form == "state_letter" and symbol.organs[0].startswith(("GP", "GPTT")):
        return False
    return not (symbol and not symbol.kind and symbol.organs[0].startswith("QH") and kind != "nghị quyết")


def _cited(text: str, low: str, found: FoundSymbol) -> ReadDirective:
    date, issuer, _ = issued(text, found.end)
    if issuer is None:
        issuer = _issuer_before(text, low, found)
    by = "symbol" if found.symbol else "name"
    key = (found.symbol or found.named).key if found.symbol or found.named else fold(found.text)  # type: ignore[union-attr]
    kind = found.kind_words or (found.named.kind if found.named else "")
    cited = Found(text[found.start : found.end], found.start, found.end)
    return ReadDirective(cited, by, key, kind or None, date, issuer)


def issued(text: str, at: int) -> tuple[str | None, str | None, int]:
    """Day and issuer told right behind a symbol, in either order, and where they end."""
    date, end = _day_at(text, at, _ISSUED_ON)
    issuer, end = _issuer_at(text, end)
    if date is None and issuer is not None:
        date, end = _day_at(text, end, _BETWEEN)
    return date, issuer, end


def _day_at(text: str, at: int, lead: re.Pattern[str]) -> tuple[str | None, int]:
    m = lead.match(matching(text), at)
    if m is None:
        return None, at
    for day in find_dates(text[at : at + 60]):
        if day.year and at + day.start == m.end():
            return day.iso, at + day.end
    return None, at


def _issuer_at(text: str, at: int) -> tuple[str | None, int]:
    m = _BY.match(matching(text), at)
    if m is None:
        return None, at
    if HEAD.match(matching(text), m.end()):
        office = text[m.end() : phrase_end(text, m.end())].split(",")[0]
        return office, m.end() + len(office)
    span = body_at(text, m.end())
    return (text[span[0] : span[1]], span[1]) if span else (None, at)


def _issuer_before(text: str, low: str, found: FoundSymbol) -> str | None:
    """X ban hành Quyết định số …: the issuer stands before the verb."""
    lead = _ISSUES.search(low, max(0, found.start - 60), found.start)
    if lead is None:
        return None
    for body in BODY.finditer(low, max(0, lead.start() - 110), lead.start() + 1):
        span = body_at(text, body.start())
        if span and abs(span[1] - lead.start()) <= 1:
            return text[span[0] : span[1]]
    return None


def find_directives(story: str) -> tuple[ReadDirective, ...]:
    """Each instrument once, in order of the text; what a later citation tells more is added."""
    every = sorted([*directive_by_symbol(story), *directive_by_name(story)], key=lambda d: d.cited.start)
    kept: dict[str, ReadDirective] = {}
    for found in every:
        key = _short_for(kept, found)
        first = kept.get(key)
        if first is None:
            kept[key] = found
        elif not (first.date and first.issuer):
            kept[key] = ReadDirective(
                first.cited,
                first.by,
                first.key,
                first.kind,
                first.date or found.date,
                first.issuer or found.issuer,
            )
    return tuple(kept.values())


def _short_for(kept: dict[str, ReadDirective], found: ReadDirective) -> str:
    """The key under which a citation is kept: "Chỉ thị 35" after 35-CT/TW is the same one."""
    parts = found.key.split(":")
    if found.by == "name" and len(parts) == 2:
        kind, number = parts
        for key, one in kept.items():
            if one.by == "symbol" and re.match(rf"0*{number}(?:\D.*)?[-/]{re.escape(kind)}[-/]", key):
                return key
    return found.key
