"""Sentences that tell of a meeting held, and what they say of it: day, host, place, type.

Only a meeting that was held counts: "Sáng 4/3, UBND xã tổ chức Hội nghị …", "… diễn ra ngày 4/3". A meeting
named inside an instrument's title, or one still to be held, does not.
"""

import re
from dataclasses import dataclass
from itertools import islice

from tongket.reader.model import Found, Span
from tongket.reader.offices import BODY, body_at
from tongket.reader.words import LETTER, any_of, matching, sentences, trimmed, whole
from tongket.viet.dates import FoundDate, find_dates

GATHERING = any_of("""
    hội nghị | lễ | đại hội | hội thảo | cuộc họp | phiên họp | kỳ họp | tọa đàm | buổi lễ | diễn đàn | trực báo
    họp mặt | gặp mặt | hội thi | hội nghị trực tuyến | buổi làm việc | buổi gặp mặt | giao ban | buổi đối thoại
    ngày hội | liên hoan | họp báo | kỷ niệm | kỉ niệm | tuyên dương | buổi họp | buổi tổng kết | buổi sơ kết
    chương trình ký kết | họp | hội đàm | phiên giải trình | đối thoại
""")
_SIGNING = r"(?:ký kết|kí kết|ký (?:quy chế|giao ước|chương trình|kế hoạch|thỏa thuận|biên bản))"
REVIEW = rf"(?:sơ kết|tổng kết|{_SIGNING})"
NAMED = re.compile(whole(rf"(?:{GATHERING}|{REVIEW})"))
_HOLDS = any_of("tổ chức | khai mạc | tiến hành | mở | họp | triệu tập | đăng cai") + (
    r"(?: +(?:trọng thể|thành công|khai mạc|chương trình|họp|buổi))*"
)
_HELD = re.compile(whole(_HOLDS) + rf" +[\"']?(?=(?:{GATHERING}|{REVIEW})(?![{LETTER}]))")
_REVIEWED = any_of("""
    một | hai | ba | năm | mười | công tác | việc | hoạt động | phong trào | tình hình | đợt | mô hình
    chương trình | thực hiện | kết quả | cuộc
""")
_REVIEWS = re.compile(
    whole("(?:sơ kết|tổng kết)")
    + rf" +(?=(?:\d+ |{_REVIEWED} ))|"
    + whole("(?:họp mặt|gặp mặt|họp phiên|họp báo|ký kết)")
)
_TAKES_PLACE = re.compile(
    whole(r"(?:đã +)?(?:được +)?(?:diễn ra|tổ chức|khai mạc)")
    + r"(?= +(?:vào|trong|tại|ngày|sáng|chiều|tối|hôm))"
)
_NOT_HELD = re.compile(
    whole(
        any_of("""
    về | về việc | việc | kế hoạch | sẽ | dự kiến | chuẩn bị | đề nghị | yêu cầu | chỉ đạo | thông báo | kết luận
    hướng dẫn | giao | nhằm | để | tới | thường xuyên | định kỳ | hằng năm | hàng năm | tổ chức tốt | kịp thời
    cần | phải | báo cáo | trước khi | tiến tới | thành công
""")
    )
)
_PLANNED = re.compile(r"(?:về|việc|sẽ|dự kiến|kế hoạch|chuẩn bị|để) *$")
_CITED = re.compile(r"(?:kết luận|thông báo|kế hoạch|công văn|giấy mời|về việc|về tổ chức)[^.]{0,80}$")
_AT_ONE = re.compile(rf"(?:tại|trong|khi tiến hành|dự) +(?=(?:{GATHERING})(?![{LETTER}]))")


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that tells of a meeting held; the meeting's name begins at `at`.

    `holds` is where the verb of holding begins; its subject is the host.
    """

    start: int
    end: int
    at: int
    holds: int | None = None


_ENOUGH = 8


def meeting_held(text: str) -> tuple[Mention, ...]:
    """The first sentences that tell of a meeting held, in order."""
    low = matching(text)
    told = (_mention(text, low, start, end) for start, end in sentences(text))
    return tuple(islice(filter(None, told), _ENOUGH))


def _mention(text: str, low: str, start: int, end: int) -> Mention | None:
    dated = bool(_days(text, low, start, end))
    for held in _HELD.finditer(low, start, end):
        if _told_as_held(low, start, held.start(), dated, subject_of(text, low, start, held.start())):
            return Mention(start, end, held.end(), held.start())
    for review in _REVIEWS.finditer(low, start, end):
        lead = low[start : review.start()]
        subject = subject_of(text, low, start, review.start())
        if dated and subject and not NAMED.search(lead) and not _NOT_HELD.search(lead[-60:]):
            return Mention(start, end, review.start(), review.start())
    named = NAMED.search(low, start, end)
    if named and _cited(low, start, named.start()):
        return None
    placed = named and (dated or _place(text, low, named.end(), end))
    if named and placed and _TAKES_PLACE.search(low, named.end(), end):
        return Mention(start, end, named.start())
    at = _AT_ONE.search(low, start, end)
    if dated and at and not _cited(low, start, at.start()):
        return Mention(start, end, at.end())
    return None


def _told_as_held(low: str, start: int, verb: int, dated: bool, subject: Span | None) -> bool:
    lead = low[max(start, verb - 60) : verb]
    if _NOT_HELD.search(lead) and not re.search(r"(?:đã|vừa) *$", lead):
        return dated and subject is not None and not _PLANNED.search(lead)
    return dated or subject is not None


def _cited(low: str, start: int, at: int) -> bool:
    """The meeting stands in an instrument's title or in what somebody is told to do."""
    return bool(_CITED.search(low[start:at])) and not re.search(r"phát biểu|diễn ra", low[start:at])


def _days(text: str, low: str, start: int, end: int) -> list[FoundDate]:
    """Days in a sentence that may be a meeting's: not an instrument's day, nor a deadline."""
    days = []
    for day in find_dates(text[start:end]):
        at, behind = start + day.start, start + day.end
        lead = low[max(start, at - 45) : at]
        if re.search(r"(?:trước|đến|tới|hết|từ|sau)(?: +ngày)? *$", lead):
            continue
        if re.search(r"\d+ ?[-/] ?[a-zđ][^ ,;]*,? *(?:ra +)?(?:ngày|,)* *$|số +[\w/.-]+,? +ngày *$", lead):
            continue
        if re.search(r"thành lập[^.]{0,20}$|(?:19|20)\d\d/? *$|\d/ *$", lead):
            continue
        year = re.compile(r",? +năm +((?:19|20)\d\d)").match(low, behind)
        days.append(FoundDate(at, behind, day.day, day.month, day.year or (int(year[1]) if year else None)))
    return days


_CLAUSE_BEGINS = re.compile(r"(?:[,:)*]|- ?|do|\d{4}|\d[/.-]\d+) *$")
_TO_THE_VERB = re.compile(
    r"(?:,| |\([^)]*\)|đã|vừa|long trọng|trang trọng|phối hợp[^.;]*|cùng[^.;]*|và[^.;]*|chủ trì,?|trọng thể|khóa[^.;]*|"
    r"nhiệm kỳ[^.;]*)*"
)


def subject_of(text: str, low: str, start: int, verb: int) -> Span | None:
    """The body that acts: the first that begins a clause and reaches to the verb."""
    bodies = [
        body.start()
        for body in BODY.finditer(low, start, verb)
        if not low[start : body.start()].strip() or _CLAUSE_BEGINS.search(low[start : body.start()])
    ]
    for begin in bodies:
        span = body_at(text, begin)
        if span and span[1] <= verb and _TO_THE_VERB.fullmatch(low[span[1] : verb]):
            return _name_alone(low, span)
    for begin in bodies:  # a long name with a verb inside: "Ban Chỉ đạo thực hiện …"
        clause = re.sub(r"\([^)]*\)", "", low[begin:verb])
        if len(clause) <= 140 and not re.search(r"[,;:]", clause):
            end = begin + len(re.sub(r"(?: +(?:đã|vừa|cũng))* *$", "", low[begin:verb]))
            return _name_alone(low, (begin, end))
    return None


def _name_alone(low: str, span: Span) -> Span | None:
    """The body's name without the term after it; a bare general word is no name."""
    cut = re.compile(r",? +(?:khóa|nhiệm kỳ|lần thứ)\b").search(low, *span)
    end = cut.start() if cut else span[1]
    general = re.fullmatch(r"(?:các|hội|đoàn|ban|đơn vị|cơ quan|tổ chức|lực lượng)", low[span[0] : end])
    return None if general else (span[0], end)


def meeting_host(text: str) -> tuple[Found, ...]:
    """The body that held the meeting, as the sentence that tells of it names it."""
    low = matching(text)
    for mention in meeting_held(text):
        span = subject_of(text, low, mention.start, mention.holds) if mention.holds is not None else None
        if span:
            return (Found(text[span[0] : span[1]], *span),)
    return ()


_AT = re.compile(whole("(?:tại|ở)") + r" +(?=\S)")
_NO_PLACE = re.compile(
    rf"(?!hội trường)(?:{GATHERING}|điểm cầu|đây|đó|các|cuộc|thời điểm|khu vực|địa bàn|báo cáo|văn bản|nghị|quyết|"
    r"chỗ|cơ sở|\d)"
)
_AFTER_PLACE = any_of("đã|vừa|với|nhằm|để|do|và|diễn|tổ chức|ngày|sáng|chiều|tối|vào|trong")
_PLACE_WORD = rf"[{LETTER}\d/.'’-]+"
_PLACE = re.compile(rf"{_PLACE_WORD}(?: {_PLACE_WORD})*?(?=,|;|[.](?:\s|$)| -|\(| ?\n|$| {_AFTER_PLACE} )")


def _place(text: str, low: str, start: int, end: int) -> Span | None:
    for at in _AT.finditer(low, start, end):
        place = _PLACE.match(text, at.end(), min(end, at.end() + 90))
        if place and not _NO_PLACE.match(low, at.end()) and any(c.isupper() for c in place.group()):
            return trimmed(text, *place.span())
    return None


def meeting_place(text: str) -> tuple[Found, ...]:
    """Where the meeting was held, if its sentence says so: "tại Hội trường UBND xã"."""
    low = matching(text)
    for mention in meeting_held(text):
        if span := _place(text, low, mention.start, mention.end):
            return (Found(text[span[0] : span[1]], *span),)
    return ()


def meeting_day(text: str) -> tuple[FoundDate, ...]:
    """The day of the meeting, from the sentence that tells of it."""
    low = matching(text)
    for mention in meeting_held(text):
        days = _days(text, low, mention.start, mention.end)
        if days:
            return (next((d for d in days if d.end <= mention.at), days[0]),)
    return ()


_TYPES = [
    ("sơ kết", re.compile(whole("sơ kết"))),
    ("tổng kết", re.compile(whole("tổng kết"))),
    ("ký kết", re.compile(whole(_SIGNING))),
]


def meeting_type(phrase: str) -> tuple[str, str | None]:
    """The type that a meeting's name tells, and its second nature if it has one."""
    low = matching(phrase)
    told = sorted((m.start(), kind) for kind, pattern in _TYPES if (m := pattern.search(low)))
    if not told:
        return "khác", None
    return told[0][1], told[1][1] if len(told) > 1 else None


_PHRASE_ENDS = re.compile(
    r"[;.]\s|,? (?:nhằm|với sự|do|diễn ra|được tổ chức|đã|dưới sự|gắn với|để|chào mừng|nhân dịp|hướng tới)\b|[\"']|$"
)


def phrase_of(text: str, mention: Mention) -> str:
    """The meeting's name: from its first word to the end of the clause."""
    stop = _PHRASE_ENDS.search(matching(text), mention.at, min(mention.end, mention.at + 170))
    return text[mention.at : stop.start() if stop else mention.end].rstrip(" .")
