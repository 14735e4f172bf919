"""What the head of an official paper says of it: who issued it, symbol, day, kind, abstract, urgency, deadline.

The layout is that of Decree 30/2020/NĐ-CP, Annex I, or the Party's; a pasted text or a Word file gives the cells
of the heading block one after another.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongket.law.kinds import PARTY_KINDS, STATE_KINDS
from tongket.law.symbol import Symbol, find_symbols
from tongket.reader.model import Found
from tongket.reader.stamp import refuse_stamped
from tongket.reader.words import matching
from tongket.viet.dates import find_dates
from tongket.viet.fault import refusal
from tongket.viet.text import nfc

HEAD_CELLS = 60
ABSTRACT_LINES = 5
_MOST_CHARACTERS = 300_000  # as the other readings
_CELL = re.compile(r"[^\t|\n]+")
_COUNTRY = re.compile(
    r"[\W_]*(?:cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\W+tự do\W+hạnh phúc|đảng cộng sản việt nam)[\W_]*"
)
_NUMBER = re.compile(r"số\s*[:.]?\s*(?=\S)", re.I)
_SUBJECT = re.compile(r"v/v\s*:?\s*", re.I)
_STOP = re.compile(
    r"kính gửi|căn cứ|thực hiện|thi hành|theo đề nghị|nơi nhận|[ivx]+[.-]|phần|chương|điều \d|-{3,}|\*"
)
_PLACE = r"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)"
# Sở Nội vụ, Phòng Kinh tế: what such an office looks after begins with a capital.
_BODY = re.compile(r"^((?:sở|bộ|phòng|ban|cục|chi cục|tổng cục|vụ|viện)\s+)(\w)")
_COMMITTEE = re.compile(r"(?:tỉnh|thành|huyện|quận|đảng) ủy\s+", re.IGNORECASE)
_PLACE_LINE = re.compile(rf"{_PLACE}\s")
_URGENCY = {"hỏa tốc": "flash", "hoả tốc": "flash", "thượng khẩn": "very_urgent", "khẩn": "urgent"}
_DUE = re.compile(
    r"(?:trước|chậm nhất(?:\s+(?:là|vào))?|hạn(?:\s+(?:cuối|chót))?(?:\s+là)?|thời hạn(?:\s+\S+){0,4}?"
    r"|đến hết|muộn nhất(?:\s+là)?)"
    r"\s*:?\s*(?:(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{2})?)\s*,?\s*)?(?:ngày\s+)?$"
)


@dataclass(frozen=True, slots=True)
class ReadHead:
    """What was found, each with the characters it was read from; None where nothing was."""

    text: str
    sender: Found | None = None
    above: str = ""
    symbol: Symbol | None = None
    symbol_at: Found | None = None
    issued_on: date | None = None
    kind: str = ""
    abstract: Found | None = None
    urgency: str = ""
    due: date | None = None

    @property
    def sender_name(self) -> str:
        """The sender without capitals: Ủy ban nhân dân xã Mẫu; an office with the place of the one above it."""
        if self.sender is None:
            return ""
        name = plain_name(self.sender.text)
        place = "" if _place_of(name) else _place_of(plain_name(self.above))
        return f"{name} {place}" if place else name


def read_head(text: str, where: str = "") -> ReadHead:
    """The head of a paper's text. Refused: a stamped text (`file.secret`), one too long (`reader.too_long`)."""
    plain = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    refuse_stamped(plain, where)
    if len(plain) > _MOST_CHARACTERS:
        raise refusal("reader.too_long", where, most=_MOST_CHARACTERS)
    cells = _cells(plain)
    symbol, symbol_at, at = _symbol(cells)
    kind, abstract = _kind_and_abstract(cells)
    issued = _issued(cells)
    sender, above = _sender(cells[: at if at >= 0 else 12])
    return ReadHead(
        text=plain,
        sender=sender,
        above=above,
        symbol=symbol,
        symbol_at=symbol_at,
        issued_on=issued,
        kind=symbol.kind or kind if symbol else kind,
        abstract=abstract,
        urgency=next(
            (_URGENCY[low] for cell in cells if (low := matching(cell.text).strip()) in _URGENCY), ""
        ),
        due=_due(plain, issued),
    )


def plain_name(name: str) -> str:
    """A name in capitals as running text has it; what is written in small letters already stays."""
    name = " ".join(name.split())
    if name != name.upper():
        return name
    low = _BODY.sub(lambda m: m[1] + m[2].upper(), name.lower())
    place = re.search(rf"(?<!\w){_PLACE}(?! ủy)\s+", low) or _COMMITTEE.match(low)
    head = low[: place.end()] if place else low
    rest = name[len(head) :].title()
    return (head[:1].upper() + head[1:] + rest).strip()


def _place_of(name: str) -> str:
    """What a name is of: tỉnh Mẫu of UBND tỉnh Mẫu; a committee's, Tỉnh ủy Mẫu, is its whole name."""
    if _COMMITTEE.match(name):
        return name
    found = re.search(rf"(?<!\w){_PLACE}\s+\S.*", name, re.IGNORECASE)
    return f"{found[0][:1].lower()}{found[0][1:]}" if found else ""


def _cells(text: str) -> list[Found]:
    found = []
    for m in _CELL.finditer(text):
        stripped = m[0].strip()
        if stripped:
            start = m.start() + len(m[0]) - len(m[0].lstrip())
            found.append(Found(stripped, start, start + len(stripped)))
        if len(found) == HEAD_CELLS:
            break
    return found


def _symbol(cells: Sequence[Found]) -> tuple[Symbol | None, Found | None, int]:
    """The first cell that begins with “Số”, and its place among the cells; -1 without one."""
    for at, cell in enumerate(cells):
        lead = _NUMBER.match(cell.text)
        if lead is None:
            continue
        hits = [hit for hit in find_symbols(cell.text) if hit.symbol and hit.start <= lead.end()]
        if hits:
            first = hits[0]
            begin = cell.start + first.start
            return first.symbol, Found(first.text, begin, begin + len(first.text)), at
        return None, None, at
    return None, None, -1


def _is_caps(text: str) -> bool:
    return text == text.upper() and sum(letter.isalpha() for letter in text) >= 4


def _sender(cells: Sequence[Found]) -> tuple[Found | None, str]:
    """The last name in capitals above the number, and the one above it.

    A line that begins with a place goes on with the one before.
    """
    names = [
        cell
        for cell in cells
        if _is_caps(cell.text)
        and not _COUNTRY.fullmatch(matching(cell.text))
        and matching(cell.text).strip() not in _URGENCY
    ]
    if not names:
        return None, ""
    last = names.pop()
    if names and _PLACE_LINE.match(matching(last.text)):
        before = names.pop()
        last = Found(f"{before.text} {last.text}", before.start, last.end)
    return last, names[-1].text if names else ""


def _issued(cells: Sequence[Found]) -> date | None:
    for cell in cells[:20]:
        for hit in find_dates(cell.text):
            if hit.year and hit.month and hit.day and matching(cell.text).find("ngày") >= 0:
                return date(hit.year, hit.month, hit.day)
    return None


def _kind_and_abstract(cells: Sequence[Found]) -> tuple[str, Found | None]:
    names = {name: code for table in (PARTY_KINDS, STATE_KINDS) for code, name in table.items()}
    for at, cell in enumerate(cells):
        if subject := _SUBJECT.match(cell.text):
            first = Found(cell.text[subject.end() :].strip(), cell.start + subject.end(), cell.end)
            return "", _joined([first, *_following(cells[at + 1 :])])
        code = names.get(" ".join(matching(cell.text).split())) if _is_caps(cell.text) else None
        if code:
            return code, _joined(_following(cells[at + 1 :]))
    return "", None


def _following(cells: Sequence[Found]) -> list[Found]:
    taken: list[Found] = []
    for cell in cells[:ABSTRACT_LINES]:
        low = matching(cell.text)
        if _STOP.match(low) or _is_caps(cell.text) or _COUNTRY.fullmatch(low):
            break
        if find_dates(cell.text) and re.search(r",\s*ngày", low) and len(cell.text) < 60:
            break
        taken.append(cell)
        if cell.text.endswith((".", ";")):
            break
    return taken


def _joined(cells: Sequence[Found]) -> Found | None:
    cells = [cell for cell in cells if cell.text]
    if not cells:
        return None
    return Found(" ".join(cell.text for cell in cells), cells[0].start, cells[-1].end)


def _due(text: str, issued: date | None) -> date | None:
    """The first day named as a limit, not before the paper's own."""
    low = matching(text)
    for hit in find_dates(text):
        if not (hit.year and hit.month and hit.day) or not _DUE.search(
            low[max(0, hit.start - 60) : hit.start]
        ):
            continue
        day = date(hit.year, hit.month, hit.day)
        if issued is None or day >= issued:
            return day
    return None
