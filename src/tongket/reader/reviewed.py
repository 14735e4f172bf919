"""The time a meeting looks back on: its period, its number of years, and what they tell of the year it was held."""

import re
from datetime import date

from tongket.law.symbol import find_symbols
from tongket.reader.model import Span
from tongket.reader.page import Page
from tongket.reader.words import COUNT, any_of, count_of, matching, whole
from tongket.viet.dates import find_dates, find_terms

_YEAR = r"((?:19|20)\d\d)"
_YEARS_FOR = any_of("""
    thực hiện | triển khai | thi hành | xây dựng | ngày | kỷ niệm | phong trào | hoạt động | cuộc vận động
    phối hợp | thành lập | ký kết | đổi mới | đề án | chương trình | tổ chức | công tác | kể từ | truyền thống
""")
_YEARS_OF = re.compile(
    whole(rf"({COUNT})") + rf" +năm +(?:liền +)?(?:\((?:19|20)\d\d[^)]*\) *)?(?={_YEARS_FOR})"
)
_HALF = re.compile(whole(r"(?:6|06|sáu) +tháng +(đầu|cuối)(?: +năm)?") + rf"(?: +(?:năm +)?{_YEAR})?")
_NINE = re.compile(whole(r"(?:9|09|chín) +tháng(?: +đầu)?(?: +năm)?") + rf"(?: +(?:năm +)?{_YEAR})?")
_QUARTER = re.compile(whole(r"quý +(i{1,3}|iv|[1-4])") + rf"(?: *[/.] *| +năm +|,? +){_YEAR}")
_MONTH = re.compile(whole(r"tháng +(0?[1-9]|1[0-2])") + rf"(?: *[/.-] *| +năm +){_YEAR}")
_WHOLE_YEAR = re.compile(whole(rf"năm +{_YEAR}") + r"(?! *[-–] *(?:19|20)\d\d)")
_SCHOOL_YEAR = re.compile(whole(rf"năm học +{_YEAR} *- *{_YEAR}"))
_TWO_DAYS = re.compile(rf"\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR} *[-/–] *\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_AHEAD = re.compile(
    r"(?:nhiệm vụ|phương hướng|kế hoạch|triển khai|mục tiêu|giải pháp|chương trình công tác|dự toán)[^.;]{0,45}$"
)
_LOOKS_BACK = re.compile(r"(?:sơ kết|tổng kết|đánh giá|kết quả|thực hiện)[^.;]{0,40}$")
_NOT_A_PERIOD = re.compile(r"(?:^|.*)(?:nhiệm k[ỳì]|khóa|khoá|năm học)\W*$", re.DOTALL)
_NO_WHOLE = re.compile(r"(?:tháng *\d+|quý *\w+|từ|đến|trước|cuối|đầu|kỷ) *,? *$")
_REST_OF_YEAR = re.compile(rf"\d tháng (?:cuối|còn lại)(?: của)?(?: năm)? +{_YEAR}")


def find_years(texts: list[tuple[str, int]]) -> tuple[int | None, Span | None]:
    """N of "N năm thực hiện", from the first of the texts that tells it; texts come with their place."""
    for text, offset in texts:
        told = list(_YEARS_OF.finditer(matching(text)))
        if told:
            m = next((m for m in told if re.search(r"kết +$", matching(text)[: m.start()])), told[0])
            return count_of(m[1]), (offset + m.start(1), offset + m.end(1))
    return None, None


def find_period(
    texts: list[tuple[str, int]], body: str, kind: str
) -> tuple[tuple[str, str] | None, Span | None]:
    """The time under review, or the term of a signed programme: from the meeting's name, the headline, its sentence.

    A year or half-year that lies ahead ("nhiệm vụ năm 2024") is passed over.
    """
    for text, offset in texts:
        if told := period_in(text, body, ahead=kind == "ký kết"):
            return told[0], (offset + told[1][0], offset + told[1][1])
    half = _HALF.search(matching(body))
    year = half and (half[2] or _half_year(body))
    if half and year and half[1] == "đầu" and kind != "ký kết":
        return (f"{year}-01", f"{year}-06"), half.span()
    return None, None


def period_in(text: str, body: str = "", *, ahead: bool = False) -> tuple[tuple[str, str], Span] | None:
    """The period a phrase tells, with its place; `body` may hold the year that "6 tháng đầu năm" leaves out.

    What lies ahead counts only with `ahead`, as for the term of a programme that is signed.
    """
    low = matching(text)
    for period, span in _terms(text, low) + _school_years(low):
        return period, span
    for period, span in _halves(low, body) + _quarters(low) + _months(low) + _years(low):
        if ahead or not _lies_ahead(low[max(0, span[0] - 60) : span[0]]):
            return period, span
    return None


def _lies_ahead(lead: str) -> bool:
    """Before the period stands what is to be done, not what is looked back on."""
    if not _AHEAD.search(lead):
        return False
    return " và " in lead[-50:] or not _LOOKS_BACK.search(lead)


_Hits = list[tuple[tuple[str, str], Span]]


def _terms(text: str, low: str) -> _Hits:
    hits: _Hits = [
        (term.bounds, (term.start, term.end))
        for term in find_terms(text)
        if not _NOT_A_PERIOD.search(low[: term.start]) and not _NOT_A_PERIOD.match(term.lead)
    ]
    return hits + [((m[1], m[2]), m.span()) for m in _TWO_DAYS.finditer(low)]


def _school_years(low: str) -> _Hits:
    return [((m[1], m[2]), m.span()) for m in _SCHOOL_YEAR.finditer(low)]


def _halves(low: str, body: str) -> _Hits:
    hits: _Hits = []
    for m in _HALF.finditer(low):
        year = m[2] or _half_year(low[m.end() :]) or _half_year(body)
        if year and m[1] == "đầu":
            hits.append(((f"{year}-01", f"{year}-06"), m.span()))
        elif m[2]:
            hits.append(((f"{m[2]}-07", f"{m[2]}-12"), m.span()))
    for m in _NINE.finditer(low):
        if year := m[1] or _half_year(body):
            hits.append(((f"{year}-01", f"{year}-09"), m.span()))
    return hits


def _half_year(text: str) -> str | None:
    """The year beside "6 tháng" or "3 tháng cuối năm" wherever the text tells it."""
    low = matching(text)
    told = next((m[2] for m in _HALF.finditer(low) if m[2]), None)
    rest = _REST_OF_YEAR.search(low)
    return told or (rest[1] if rest else None)


def _quarters(low: str) -> _Hits:
    hits: _Hits = []
    for m in _QUARTER.finditer(low):
        quarter = _ROMAN.get(m[1]) or int(m[1])
        hits.append(((f"{m[2]}-{3 * quarter - 2:02d}", f"{m[2]}-{3 * quarter:02d}"), m.span()))
    return hits


def _months(low: str) -> _Hits:
    hits: _Hits = []
    for m in _MONTH.finditer(low):
        if not re.search(r"(?:ngày *)?\d{1,2} *$|đến *$|từ *$", low[: m.start()]):
            hits.append(((f"{m[2]}-{int(m[1]):02d}",) * 2, m.span()))
    return hits


def _years(low: str) -> _Hits:
    return [
        ((m[1], m[1]), m.span()) for m in _WHOLE_YEAR.finditer(low) if not _NO_WHOLE.search(low[: m.start()])
    ]


def held_year(month: int, day: int, page: Page, period: tuple[str, str] | None, kind: str) -> int | None:
    """The year of a meeting whose sentence tells only day and month.

    From the page's stamp, if the day lies in the three months before it; else from the period under review
    (a year is reviewed at its end or early in the next); else from the one year the text knows.
    """
    if page.stamp and (year := _year_before(page.stamp[0], month, day)):
        return year
    if period and kind != "ký kết" and (year := _year_after(period, month)):
        return year
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", _undated(page.story)))
    return int(years.pop()) if len(years) == 1 else None


def _undated(story: str) -> str:
    """The text without whole days and symbols: the year of an instrument tells nothing of the meeting's."""
    spans = [(day.start, day.end) for day in find_dates(story)]
    spans += [(symbol.start, symbol.end) for symbol in find_symbols(story)]
    for start, end in spans:
        story = story[:start] + "-" * (end - start) + story[end:]
    return story


def _year_before(stamp: str, month: int, day: int) -> int | None:
    try:
        published = date.fromisoformat(stamp)
        held = [
            date(year, month, day) for year in (published.year, published.year - 1) if (month, day) != (2, 29)
        ]
    except ValueError:
        return None
    return next((d.year for d in held if 0 <= (published - d).days <= 92), None)


def _year_after(period: tuple[str, str], month: int) -> int | None:
    first, last = period
    year = int(last[:4])
    if len(last) == 7:
        return (
            year if month >= int(last[5:]) or (last[5:] != "12" and month >= int(last[5:]) - 1) else year + 1
        )
    if first != last:
        return None
    return year + 1 if month <= 3 else year
