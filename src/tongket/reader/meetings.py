"""The meeting or ceremony a document reports, put together from its sentences, its headline and its page."""

import re

from tongket.reader.gatherings import (
    GATHERING,
    NAMED,
    REVIEW,
    Mention,
    meeting_day,
    meeting_held,
    meeting_host,
    meeting_place,
    meeting_type,
    phrase_of,
    subject_of,
)
from tongket.reader.model import Found, ReadMeeting, Span
from tongket.reader.offices import BODY, body_at
from tongket.reader.page import Page
from tongket.reader.reviewed import find_period, find_years, held_year
from tongket.reader.words import LETTER, any_of, matching, whole

_TITLE_VERBS = re.compile(
    whole(
        any_of("""
    sơ kết | tổng kết | ký kết | ký | họp | khai mạc | bế mạc | kỷ niệm | kỉ niệm | giao ban | khánh thành
    phát động | ra mắt | tổ chức
""")
    )
)
# what only a text that reports a meeting says: somebody speaks at it
_FROM_IT = re.compile(
    r"(?:(?:phát biểu|kết luận|tham luận|báo cáo|đến dự|tham dự|dự|chủ trì|khai mạc|bế mạc|chỉ đạo)[^.;:]{0,40}?"
    rf"|(?:^|\n|[.] )tại +|kết thúc +)(?:tại +|với +)?(?:{GATHERING})(?![{LETTER}])"
)
_SPEAKS_THERE = re.compile(
    rf"(?:(?:^|\n|[.] )tại +|phát biểu[^.;:]{{0,30}}? +(?:tại|với) +)(?=(?:{GATHERING})(?![{LETTER}]))"
)


def find_meeting(page: Page) -> ReadMeeting | None:
    """The meeting the page reports, or None for a plan, a directive or a plain report."""
    title = page.title.text if page.title else ""
    body = _without(page.story, page.title)
    mentions = meeting_held(body)
    titled = headline_names_meeting(title)
    mention = mentions[0] if mentions else _spoken_of(body, titled)
    if mention is None:
        return None
    phrase = phrase_of(body, mention)
    kind, also = meeting_type(phrase)
    if kind == "khác" and (titled or not mentions):
        kind, also = _type_of_title(title, phrase)
    texts = _telling(page, body, phrase, mention, mentions)
    years, years_at = find_years(texts[:2])
    period, period_at = find_period(texts, body, kind)
    date, basis, date_at = _dated(page, body, period, kind)
    return ReadMeeting(
        type=kind,
        at=(mention.at, mention.at + len(phrase)),
        also=also,
        date=date,
        date_basis=basis,
        date_at=date_at,
        period_years=years,
        period_years_at=years_at,
        period=period,
        period_at=period_at,
        host=_host(page, body, bool(mentions)),
        place=next(iter(meeting_place(body)), None),
    )


def _spoken_of(body: str, titled: bool) -> Mention | None:
    """Where no sentence tells of the holding: the place where the text speaks from the meeting."""
    low = matching(body)
    said = _FROM_IT.search(low) if titled else _SPEAKS_THERE.search(low)
    if said is None:
        return None
    named = NAMED.search(low, said.start())
    at = named.start() if named else said.end()
    end = low.find("\n", at)
    return Mention(said.start(), end if end >= 0 else len(low), at)


def _telling(
    page: Page, body: str, phrase: str, mention: Mention, mentions: tuple[Mention, ...]
) -> list[tuple[str, int]]:
    """The texts that may tell the period, the most telling first, each with its place."""
    texts = [(phrase, mention.at)]
    if page.title:
        texts.insert(1 if mentions else 0, (page.title.text, page.title.start))
    texts += [(body[m.start : m.end], m.start) for m in mentions[:1]]
    return texts + [(phrase_of(body, m), m.at) for m in mentions[1:3]]


def headline_names_meeting(title: str) -> bool:
    """The headline itself names a meeting: "Hội nghị …", "X tổng kết …", "…: Tổ chức …"."""
    low = matching(title)
    begins = re.match(rf"(?:{GATHERING}|khai mạc|bế mạc|tổ chức)(?![{LETTER}])", low)
    after = re.search(rf": *(?:{GATHERING}|{REVIEW}|tổ chức|khai mạc)(?![{LETTER}])", low)
    return bool(begins or after or _title_subject(title) or re.search(whole(REVIEW), low))


def _title_subject(title: str) -> Span | None:
    low = matching(title)
    spans = (subject_of(title, low, 0, verb.start()) for verb in _TITLE_VERBS.finditer(low))
    return next((span for span in spans if span), None)


def headline_host(title: str) -> Found | None:
    """The body a headline begins with: "Hội Nông dân xã … tổng kết …", "HUYỆN ỦY …: Tổ chức …"."""
    span = _title_subject(title)
    colon = title.find(":")
    if span is None and BODY.match(matching(title)) and 0 < colon < 90:
        span = (0, colon)
    return Found(title[span[0] : span[1]], *span) if span else None


def _type_of_title(title: str, phrase: str) -> tuple[str, str | None]:
    """A headline decides only where the text's own phrase names no other kind of gathering."""
    other = re.match(r"(?:đại hội|kỳ họp|lễ kỷ niệm|hội thảo)", matching(phrase))
    return ("khác", None) if other else meeting_type(title)


def _without(story: str, title: Found | None) -> str:
    if title is None:
        return story
    return story[: title.start] + " " * (title.end - title.start) + story[title.end :]


def _host(page: Page, body: str, told: bool) -> Found | None:
    for host in meeting_host(body):
        return host
    named = _wished_by(body) if told else None
    if named or page.title is None:
        return named
    first = headline_host(page.title.text)
    at = page.title.start
    return Found(first.text, at + first.start, at + first.end) if first else None


def _wished_by(body: str) -> Found | None:
    """mong muốn của X … khi tiến hành Lễ …: X held it."""
    low = matching(body)
    m = re.search(r"(?:của|do) +(?=[^.]{4,90} (?:khi tiến hành|khi tổ chức|tổ chức) )", low)
    span = body_at(body, m.end()) if m else None
    return Found(body[span[0] : span[1]], *span) if span else None


def _dated(
    page: Page, body: str, period: tuple[str, str] | None, kind: str
) -> tuple[str | None, str | None, Span | None]:
    """The meeting's day, how its year is known, and where it stands."""
    for day in meeting_day(body):
        at = (day.start, day.end)
        if day.year:
            return day.iso, "stated", at
        year = held_year(day.month, day.day, page, period, kind)
        if year is None:
            return f"--{day.month:02d}-{day.day:02d}", "partial", at
        return f"{year}-{day.month:02d}-{day.day:02d}", "inferred", at
    return None, None, None
