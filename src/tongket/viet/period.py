"""Period: a span of days with a kind, written as one text that parses back.

Calendar: 2025-07, 2025-Q3, 2025-H1, 2025-9M, 2025, 2025-W31, 2025-07-01 (a day), 2022..2025 (a term).
Of a reporting regime whose months begin on a day of their own: nd09:2025-07 runs from 15/6 to 14/7/2025
(Nghị định 09/2019/NĐ-CP); another cut-off day writes itself into the text, cut20:2025-07.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Self

from tongket.viet.dates import FIRST_YEAR, LAST_YEAR, format_date
from tongket.viet.fault import refusal

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
_STEP = {"month": 1, "quarter": 3, "half": 6, "nine_months": 12, "year": 12}
KINDS = ("day", "week", *_MONTHS, "term")
DECREE = "nd09"
_DECREE_CUT = 15
_TEXT = re.compile(
    r"(?:(?P<regime>nd09|cut(?:0[2-9]|1[0-46-9]|2[0-8])):)?(?P<y>[0-9]{4})"
    r"(?:-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<nine_months>9M))?"
)
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_TERM = re.compile(r"([0-9]{4})\.\.([0-9]{4})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROMAN = ("I", "II", "III", "IV")
_ENGLISH = "January February March April May June July August September October November December".split()  # noqa: SIM905


def regime_of(cut_day: int) -> str:
    """The regime whose months begin on that day: 1 is the calendar (""), 15 the decree ("nd09")."""
    if not 1 <= cut_day <= 28:
        raise refusal("period.cut_day", value=cut_day)
    return {1: "", _DECREE_CUT: DECREE}.get(cut_day, f"cut{cut_day:02d}")


def _cut_of(regime: str) -> int:
    return {"": 1, DECREE: _DECREE_CUT}.get(regime) or int(regime[3:])


def _split(kind: str) -> tuple[str, str]:
    """(regime, plain kind); refused when there is no such kind."""
    regime, _, plain = kind.rpartition(":")
    if plain not in KINDS or (regime and (plain not in _MONTHS or not _TEXT.fullmatch(f"{regime}:2000"))):
        raise refusal("period.kind", value=kind)
    return regime, plain


def _with_days(one: "Period") -> str:
    """nd09:2025-07 (15/6/2025 – 14/7/2025): the reason why it fits no other kind."""
    return f"{one} ({format_date(one.start)} – {format_date(one.last_day)})"


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, day.day)


@total_ordering
@dataclass(frozen=True)
class Period:
    """A span of days `[start, end)` with a kind: day, week, month, quarter, half, nine_months, year, term,
    or with a regime before it, nd09:month. Equal only to a period of the same kind; ordered by its days."""

    kind: str
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start.year < FIRST_YEAR or self.end > date(LAST_YEAR + 1, 1, 1):
            raise refusal("period.unknown", value=f"{self.start:%Y}")
        if self.kind == "term":
            whole = (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 1, 1)
            fits = whole and self.start < self.end
        else:
            fits = self._span(self.kind, self.start) == (self.start, self.end)
        if not fits:
            raise refusal("period.span", kind=self.kind, start=str(self.start), end=str(self.end))

    @staticmethod
    def _span(kind: str, day: date) -> tuple[date, date]:
        """The two days of the period of a kind that holds a day; nine months always begin the year."""
        regime, plain = _split(kind)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise refusal("period.unknown", value=str(day.year))
        if plain == "day":
            return day, day + timedelta(days=1)
        if plain == "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=7)
        if plain == "term":
            raise refusal("period.term_needs_years")
        cut = _cut_of(regime)
        index = day.year * 12 + day.month - 1 + (regime != "" and day.day >= cut)
        index -= index % _STEP[plain] + (regime != "")
        start = date(index // 12, index % 12 + 1, cut)
        return start, _add_months(start, _MONTHS[plain])

    @classmethod
    def of(cls, kind: str, day: date) -> Self:
        """The period of that kind which holds the day (the day after 30 September lies in no nine months)."""
        period = cls(kind, *cls._span(kind, day))
        if not period.covers(day):
            raise refusal("period.none_holds", kind=kind, day=format_date(day))
        return period

    @classmethod
    def term(cls, first_year: int, last_year: int) -> Self:
        """A term of whole years, both named: 2022 and 2025 are four years."""
        if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
            raise refusal("period.unknown", value=f"{first_year}..{last_year}")
        return cls("term", date(first_year, 1, 1), date(last_year + 1, 1, 1))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period that a canonical text names; refused when there is none such."""
        try:
            period = cls._parse(text.strip())
        except ValueError:
            period = None
        if period is None:
            raise refusal("period.unknown", value=text[:40])
        return period

    @classmethod
    def _parse(cls, text: str) -> Self | None:
        if m := _TERM.fullmatch(text):
            return cls.term(int(m[1]), int(m[2]))
        if m := _WEEK.fullmatch(text):
            return cls.of("week", date.fromisocalendar(int(m[1]), int(m[2]), 1))
        if _DAY.fullmatch(text):
            return cls.of("day", date.fromisoformat(text))
        if not (m := _TEXT.fullmatch(text)):
            return None
        plain = next((k for k in _MONTHS if k != "year" and m[k]), "year")
        part = 1 if plain in ("nine_months", "year") else int(m[plain])
        kind = f"{m['regime']}:{plain}" if m["regime"] else plain
        # the first of a month lies in the month of the same name under every cut-off day
        return cls.of(kind, date(int(m["y"]), (part - 1) * _STEP[plain] + 1, 1))

    @property
    def regime(self) -> str:
        """ "" for the calendar, "nd09" for the decree, "cut20" for a cut-off day of one's own."""
        return self.kind.rpartition(":")[0]

    @property
    def plain_kind(self) -> str:
        """The kind without its regime: month, quarter, …"""
        return self.kind.rpartition(":")[2]

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        return self.end - timedelta(days=1)

    @property
    def calendar(self) -> Self:
        """The calendar period of the same name: nd09:2025-07 gives 2025-07."""
        return type(self).parse(str(self).rpartition(":")[2])

    def __str__(self) -> str:
        plain, prefix = self.plain_kind, f"{self.regime}:" if self.regime else ""
        if plain == "day":
            return self.start.isoformat()
        if plain == "week":
            year, week, _ = self.start.isocalendar()
            return f"{year}-W{week:02d}"
        if plain == "term":
            return f"{self.start.year}..{self.end.year - 1}"
        year, part = self._year_and_part()
        tail = {"month": f"-{part:02d}", "quarter": f"-Q{part}", "half": f"-H{part}", "nine_months": "-9M"}
        return f"{prefix}{year}{tail.get(plain, '')}"

    def _year_and_part(self) -> tuple[int, int]:
        """The year a period is named after, and which of its kind it is in that year (1 for the first)."""
        index = self.start.year * 12 + self.start.month - 1 + (self.regime != "")
        return index // 12, index % 12 // _STEP[self.plain_kind] + 1

    def __lt__(self, other: Self) -> bool:
        return (self.start, self.end, self.kind) < (other.start, other.end, other.kind)

    def covers(self, day: date) -> bool:
        """Whether the day belongs to the period."""
        return self.start <= day < self.end

    def contains(self, other: Self) -> bool:
        """Whether all days of the other lie in this one; the two must be of one regime."""
        refuse_mixed(self, (other,))
        return self.start <= other.start and other.end <= self.end

    def parts(self, kind: str) -> tuple[Self, ...]:
        """All periods of a kind that lie in this one, in their order."""
        one = type(self).of(kind, self.start)
        one = one if one.start >= self.start else one.next()
        found = []
        while one.end <= self.end:
            found.append(one)
            one = one.next()
        return tuple(found)

    def next(self) -> Self:
        """The period of the same kind that follows (nine months: those of the next year)."""
        return self._shifted(1)

    def ahead(self) -> Self:
        """The period that begins when this one has ended: after nine months the fourth quarter."""
        if self.plain_kind != "nine_months":
            return self.next()
        return type(self).of(f"{self.regime}:quarter" if self.regime else "quarter", self.end)

    def previous(self) -> Self:
        """The period of the same kind before this one."""
        return self._shifted(-1)

    def _shifted(self, by: int) -> Self:
        plain = self.plain_kind
        if plain in ("day", "week"):
            return type(self).of(self.kind, self.start + timedelta(days=by * (7 if plain == "week" else 1)))
        if plain == "term":
            years = by * (self.end.year - self.start.year)
            return type(self).term(self.start.year + years, self.end.year - 1 + years)
        start = _add_months(self.start, by * _STEP[plain])
        return type(self)(self.kind, start, _add_months(start, _MONTHS[plain]))

    def same_last_year(self) -> Self:
        """The same period of the year before (cùng kỳ); a term and a week 53 have none and are refused."""
        year = self.start.year - 1
        if self.plain_kind in _MONTHS:
            start = _add_months(self.start, -12)
            return type(self)(self.kind, start, _add_months(start, _MONTHS[self.plain_kind]))
        try:
            if self.plain_kind == "day":
                return type(self).of("day", self.start.replace(year=year))
            if self.plain_kind == "week":
                iso_year, week, _ = self.start.isocalendar()
                return type(self).of("week", date.fromisocalendar(iso_year - 1, week, 1))
        except ValueError:
            pass
        raise refusal("period.no_last_year", value=str(self))

    def year(self) -> Self:
        """The year that the period is of, of the same regime; a term has none and is refused."""
        if self.plain_kind == "term":
            raise refusal("period.no_year", value=str(self))
        number = int(str(self).rpartition(":")[2][:4])
        return type(self).parse(f"{self.regime}:{number}" if self.regime else str(number))

    def since_new_year(self) -> tuple[Self, ...]:
        """The periods of its kind from the first of its year to this one (lũy kế); a day named ad hoc is alone."""
        if self.plain_kind in ("day", "term"):
            return (self,)
        week = self.plain_kind == "week"
        number = self.start.isocalendar().week if week else self._year_and_part()[1]
        found = [self]
        for _earlier in range(number - 1):
            found.insert(0, found[0].previous())
        return tuple(found)

    def label(self, language: str = "vi") -> str:
        """The period in words: "tháng 7 năm 2025", "quý III năm 2025"; a regime's with its two days."""
        words = self._vietnamese() if language.startswith("vi") else self._english()
        if not self.regime:
            return words
        first, last = format_date(self.start), format_date(self.last_day)
        return (
            f"{words} (từ {first} đến {last})"
            if language.startswith("vi")
            else f"{words} ({first} to {last})"
        )

    def _vietnamese(self) -> str:
        plain = self.plain_kind
        if plain == "day":
            return f"ngày {format_date(self.start)}"
        if plain == "week":
            year, week, _ = self.start.isocalendar()
            return f"tuần {week} năm {year}"
        if plain == "term":
            return f"giai đoạn {self.start.year} – {self.end.year - 1}"
        year, part = self._year_and_part()
        head = {
            "month": f"tháng {part} ",
            "quarter": f"quý {_ROMAN[(part - 1) % 4]} ",
            "half": f"6 tháng {'đầu' if part == 1 else 'cuối'} ",
            "nine_months": "9 tháng ",
        }
        return f"{head.get(plain, '')}năm {year}"

    def _english(self) -> str:
        plain = self.plain_kind
        if plain == "day":
            return f"{self.start.day} {_ENGLISH[self.start.month - 1]} {self.start.year}"
        if plain == "week":
            year, week, _ = self.start.isocalendar()
            return f"week {week} of {year}"
        if plain == "term":
            return f"{self.start.year} – {self.end.year - 1}"
        year, part = self._year_and_part()
        head = {
            "month": f"{_ENGLISH[part - 1]} ",
            "quarter": f"quarter {_ROMAN[(part - 1) % 4]} of ",
            "half": f"{'first' if part == 1 else 'second'} half of ",
            "nine_months": "nine months of ",
        }
        return f"{head.get(plain, 'year ')}{year}"


def refuse_mixed(asked: Period, told: Iterable[Period]) -> None:
    """Months that run from the 15th to the 14th do not go into one table with those of the calendar."""
    other = next((one for one in sorted(told) if one.regime != asked.regime), None)
    if other is not None:
        raise refusal("period.mixed", one=_with_days(asked), other=_with_days(other))
