"""Who gives an award and who receives it: numbers of collectives and individuals, bodies and persons named."""

import re

from tongket.reader.offices import BODY, HEAD, body_at, phrase_end
from tongket.reader.persons import office_then_name
from tongket.reader.words import COUNT, LETTER, any_of, count_of

GROUPS = any_of("""
    tập thể | đơn vị | cơ quan | tổ chức | chi bộ | đảng bộ | chi hội | chi đoàn | doanh nghiệp | trường
    xã | phường | thị trấn | khu dân cư | khu phố | tổ dân phố | thôn | ấp | bản | hội | cụm | gia đình
    hộ gia đình | hộ | câu lạc bộ | tổ chức đảng | công đoàn cơ sở | địa phương
    nhóm | đội | tổ | mô hình | hợp tác xã
""")
PEOPLE = any_of("""
    cá nhân | đồng chí | đ/c | người | cán bộ | chiến sĩ | chiến sỹ | hội viên | đảng viên | đoàn viên
    ông | bà | học sinh | giáo viên | cán bộ chiến sỹ | cán bộ chiến sĩ | nông dân | công nhân | gương
    các nhân | thanh niên | sinh viên | nghệ nhân | hòa giải viên | phụ nữ | cựu chiến binh
    công dân | nhà giáo | lao động | viên chức | công chức
""")
HOW_MANY = rf"(?<![\d.,/])({COUNT}) +(?:lượt +)?"
COLLECTIVES = re.compile(rf"{HOW_MANY}{GROUPS}(?! +viên)(?![{LETTER}])")
INDIVIDUALS = re.compile(rf"{HOW_MANY}(?:gương +)?{PEOPLE}(?![{LETTER}])")


def office_at(text: str, low: str, at: int, end: int) -> tuple[int, int] | None:
    """The office named at this place: "của Chủ tịch UBND tỉnh"."""
    return (at, min(end, phrase_end(text, at))) if HEAD.match(low, at) else None


def numbers(low: str, start: int, end: int) -> tuple[int | None, int | None]:
    groups, people = COLLECTIVES.search(low, start, end), INDIVIDUALS.search(low, start, end)
    if groups and people is None and re.match(r"(?:,| và) +cá nhân", low[groups.end() :]):
        return None, None  # one number for both
    return count_of(groups[1]) if groups else None, count_of(people[1]) if people else None


_FOR = re.compile(r"[^.;]{0,60}?\bcho +")
_ALL_OF_ONE = re.compile(r"(?:tập thể|nhân dân|cán bộ)(?:(?:,| và) +(?:chiến s[ĩỹ]|cán bộ|nhân dân))? +")
_SOME = re.compile(r"(?:các|những|nhiều|một số|tập thể|cá nhân|đại diện|cán bộ|hội viên)\b")
_SOMEBODY = re.compile(r"(?:ông|bà|đồng chí|anh|chị|đ/c|em|cô|thầy) ")


def named_recipients(text: str, low: str, start: int, end: int) -> tuple[int | None, int | None]:
    """cho Hội Nông dân xã: one collective; cho ông A: one individual; cho các tập thể: untold."""
    to = _FOR.match(low, start, end)
    if to is None:
        return None, None
    one = _ALL_OF_ONE.match(low, to.end())
    if one and body_at(text, one.end()):
        return 1, None
    if _SOME.match(low, to.end()):
        return None, None
    if _SOMEBODY.match(low, to.end()):
        return None, 1
    return _bodies_named(text, low, to.end(), end), None


def _bodies_named(text: str, low: str, start: int, end: int) -> int | None:
    """How many bodies are named one after the other; None where the first word is no body."""
    count, at = 0, start
    while at < end and (span := body_at(text, at)):
        count, at = count + 1, span[1]
        nxt = re.compile(r"(?:,| và|, và) +").match(low, at, end)
        if not nxt:
            break
        at = nxt.end()
    return count or None


def giver_before(text: str, low: str, start: int, verb: int) -> str | None:
    """The body or office before the verb: the subject of the clause."""
    lead = re.compile(
        r" *(?:(?:đã|vừa|cũng|sẽ|được|tiến hành|quyết định|tổ chức|và|long trọng|trực tiếp|thay mặt|nhiều) *)*$"
    )
    cut = lead.search(low, start, verb)
    end = cut.start() if cut else verb
    people = office_then_name(text[start:end])
    if people and not text[start + people[-1].name.end : end].strip(" ,"):
        return people[-1].position.text
    office = _office_before(text, low, start, end)
    if office:
        return office
    for body in BODY.finditer(low, start, end):
        span = body_at(text, body.start())
        if span and low[span[1] : end].strip(" ,") == "":
            return _whole_list(text, low, start, span)
        if span and re.fullmatch(r"[ ,]*(?:(?:đã|vừa|cũng|phối hợp|và) ?)*", low[span[1] : end]):
            return text[span[0] : span[1]]
    return people[-1].position.text if people else None


def _office_before(text: str, low: str, start: int, end: int) -> str | None:
    """An office without a name that reaches to the verb: "Chủ tịch UBND tỉnh đã tặng"."""
    for head in HEAD.finditer(low, start, end):
        stop = phrase_end(text, head.start())
        if not low[min(stop, end) : end].strip(" ,"):
            return text[head.start() : min(stop, end)]
    return None


def _whole_list(text: str, low: str, start: int, span: tuple[int, int]) -> str:
    """Several bodies that give together: "Huyện ủy, UBND huyện Đồi Xanh"."""
    begin = span[0]
    while True:
        before = [
            b.start()
            for b in BODY.finditer(low, start, begin)
            if (s := body_at(text, b.start())) and re.fullmatch(r", *| và |-", low[s[1] : begin])
        ]
        if not before:
            return text[begin : span[1]]
        begin = before[0]


def giver_between(text: str, low: str, start: int, end: int) -> str | None:
    for body in BODY.finditer(low, start, end):
        span = body_at(text, body.start())
        if span and span[1] <= end:
            return text[span[0] : span[1]]
    return None


def untold(low: str, start: int, end: int) -> bool:
    """các tập thể, nhiều cá nhân: who receives is many, how many is not told."""
    return bool(
        re.search(
            rf"(?<![{LETTER}])(?:các|nhiều|những|một số|hàng trăm|hàng chục)(?![{LETTER}])", low[start:end]
        )
    )


def subjects(low: str, start: int, end: int) -> tuple[int | None, int | None]:
    """Who is named before the verb: bodies count as collectives, a person called ông or bà as one."""
    clause = low[start:end]
    comma = clause.rstrip(" ,").rfind(", ")
    parts = [p for p in re.split(r" và | cùng ", clause[comma + 1 if comma >= 0 else 0 :]) if p.strip()]
    if re.search(rf"(?<![{LETTER}])(?:ông|bà|đồng chí|đ/c) [^,]*$", clause):
        return None, 1
    named = sum(bool(BODY.search(p)) for p in parts)
    return (named or None), None
