"""Days as Vietnamese texts write them, and days and terms found inside a text."""

import re
from dataclasses import dataclass
from datetime import date

from tongket.viet.fault import refusal
from tongket.viet.text import nfc

FIRST_YEAR, LAST_YEAR = 1900, 2199  # a year beyond is a slip of the hand

_NUMERIC = re.compile(r"(?:ngày\s+)?([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})", re.I)
_WRITTEN = re.compile(r"(?:ngày\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", re.I)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_date(text: str) -> date:
    """The day a cell or field gives: 22/11/2026, 22-11-2026, 2026-11-22, "ngày 22 tháng 11 năm 2026".

    Refused: what is no day, a day that the calendar does not have, one far from any record.
    """
    shown = " ".join(nfc(text).split())
    if iso := _ISO.fullmatch(shown):
        year, month, day = iso.groups()
    elif numeric := _NUMERIC.fullmatch(shown):
        day, _, month, year = numeric.groups()
    elif written := _WRITTEN.fullmatch(shown):
        day, month, year = written.groups()
    else:
        raise refusal("date.unreadable", value=shown[:40])
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise refusal("date.impossible", value=shown[:40]) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise refusal("date.far", value=shown[:40])
    return found


def format_date(day: date) -> str:
    """The day as 22/11/2026; days below 10 and months 1 and 2 with a zero (01/7/2025, 05/02/2026)."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def format_date_long(day: date) -> str:
    """The day as an official document writes it (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


@dataclass(frozen=True)
class FoundDate:
    """A day read in a text; `start` and `end` are the characters it was read from, `year` may be untold."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    @property
    def iso(self) -> str:
        """2022-10-20, or --10-20 when the text does not tell the year."""
        return f"{self.year or '-'}-{self.month:02d}-{self.day:02d}"


_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_DAY, _MONTH = r"(?P<day>0?[1-9]|[12][0-9]|3[01])", r"(?P<month>0?[1-9]|1[0-2])"
_NO_TAIL = r"(?![0-9])(?![/-][0-9A-ZĐ])(?![.,][0-9])"
# 7/10 alone may be a score: a day without its year needs a word before it that says it is a day
_LEAD = r"(?:ngày|(?:sáng|trưa|chiều|tối|đêm|hôm)(?: nay| qua)?|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)"
_FIND = [
    re.compile(rf"(?<![0-9]){_DAY}\s+tháng\s+{_MONTH}(?![0-9])(?:,?\s+năm\s+{_YEAR}(?![0-9]))?", re.I),
    re.compile(rf"(?<![0-9/.,-]){_DAY}\s?(?P<sep>[/.-])\s?{_MONTH}\s?(?P=sep)\s?{_YEAR}{_NO_TAIL}"),
    re.compile(rf"\b{_LEAD}[\s,(]{{1,3}}{_DAY}\s?[/.-]\s?{_MONTH}{_NO_TAIL}", re.I),
]


def find_dates(text: str) -> list[FoundDate]:
    """Every day written in a text (in NFC), in order, with its characters from the day to the last digit.

    "ngày 18 tháng 5 năm 2021", "20-10-2022", "20/10/2022"; without a year only after a word such as
    ngày or sáng ("ngày 20/10", "sáng 27/10"). Days that do not exist are passed over.
    """
    found: dict[int, FoundDate] = {}
    for pattern in _FIND:
        for m in pattern.finditer(text):
            year = int(m.groupdict().get("year") or 0) or None
            hit = FoundDate(m.start("day"), m.end(), int(m["day"]), int(m["month"]), year)
            if _exists(hit) and not any(f.start < hit.end and hit.start < f.end for f in found.values()):
                found[hit.start] = hit
    return [found[start] for start in sorted(found)]


def _exists(hit: FoundDate) -> bool:
    try:
        date(hit.year or 2000, hit.month, hit.day)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class FoundTerm:
    """A span of years read in a text; months only when told; `lead` is the word before ("giai đoạn")."""

    start: int
    end: int
    first_year: int
    last_year: int
    first_month: int | None = None
    last_month: int | None = None
    lead: str = ""

    @property
    def bounds(self) -> tuple[str, str]:
        """("2022", "2025"), or ("2016-05", "2021-05") when months are told."""
        return _bound(self.first_year, self.first_month), _bound(self.last_year, self.last_month)


def _bound(year: int, month: int | None) -> str:
    return f"{year}-{month:02d}" if month else str(year)


_TERM = re.compile(
    r"(?<![0-9/.,-])(?:(?P<lead>giai đoạn|nhiệm kỳ|nhiệm kì|thời kỳ|khóa|khoá|[0-9]{1,2} năm)[\s,(]{1,3})?"
    r"(?:từ\s+)?(?:(?:tháng\s+)(?P<m1>0?[1-9]|1[0-2])(?:\s?[/-]\s?|\s+năm\s+)|năm\s+)?(?P<y1>(?:19|20)[0-9]{2})"
    r"(?:\s?[-–—]\s?|\s+đến\s+|\s+-\s+)"
    r"(?:(?:hết\s+)?(?:tháng\s+)(?P<m2>0?[1-9]|1[0-2])(?:\s?[/-]\s?|\s+năm\s+)|(?:hết\s+)?năm\s+)?"
    r"(?P<y2>(?:19|20)[0-9]{2})" + _NO_TAIL,
    re.I,
)


def find_terms(text: str) -> list[FoundTerm]:
    """Every span of years in a text: "giai đoạn 2022 – 2025", "nhiệm kỳ 2020-2025", "5 năm (2019-2024)",
    "từ năm 2019 đến năm 2024", "từ tháng 5/2016 đến tháng 5/2021"."""
    terms = []
    for m in _TERM.finditer(text):
        first, last = int(m["y1"]), int(m["y2"])
        if first < last:
            months = [int(m[k]) if m[k] else None for k in ("m1", "m2")]
            lead = (m["lead"] or "").lower()
            terms.append(FoundTerm(m.start(), m.end(), first, last, months[0], months[1], lead))
    return terms
