"""Persons named together with an office, in both orders.

`office_then_name`: "Bí thư Huyện ủy Đồi Xanh Lê Văn Mẫu"; `name_then_office`: "ông Lê Văn Mẫu, Bí thư …".
"""

import math
import re
from functools import cache

from tongket.reader.model import Found, ReadPerson
from tongket.reader.offices import HEAD, LEVELS, phrase_end
from tongket.reader.words import CAPITAL, LETTER, LOWER, UPPER, any_of, matching, phrases
from tongket.viet.text import fold

# Family names with a rough share in the population (per cent); what is rare counts little.
_FAMILY = """
    nguyễn 38 | trần 12 | lê 10 | phạm 7 | hoàng 5 | huỳnh 5 | phan 4.5 | vũ 4 | võ 4 | đặng 2.1 | bùi 2
    đỗ 1.4 | trương 1.4 | hồ 1.3 | ngô 1.3 | dương 1 | đinh 1 | đoàn .8 | hà .8 | lương .7 | trịnh .7
    đào .7 | mai .6 | lưu .6 | cao .6 | lâm .5 | lý .5 | phùng .5 | tô .4 | tạ .4 | thái .4 | châu .3
    vương .4 | nông .4 | tôn .3 | chu .4 | triệu .3 | quách .25 | la .2 | tăng .25 | kiều .2 | khuất .15
    hứa .25 | lò .3 | quàng .2 | cầm .15 | lường .2 | vì .15 | sùng .2 | giàng .25 | vàng .15 | thào .2
    hạng .1 | ma .2 | bế .2 | hầu .1 | điểu .2 | thạch .25 | danh .15 | kim .2 | thân .2 | giáp .2
    ninh .15 | nghiêm .2 | doãn .2 | bạch .2 | mạc .2 | tống .25 | phí .15 | đàm .25 | khổng .15 | ca .1
    lại .25 | âu .15 | cù .2 | lục .15 | tiêu .2 | diệp .2 | nhâm .1 | chử .1 | đậu .2 | thích .5
    từ .15 | văn .15 | sơn .1 | lã .2 | lộc .1 | tưởng .1 | ông .1 | hán .1 | mẫn .1 | trà .1 | ung .1
    viên .1 | thiều .2 | cung .1 | quản .1 | khương .15 | mã .1 | nhữ .1 | bàng .1 | bành .1 | thi .1
    thị .1 | liêu .1 | lữ .1 | hồng .1 | ngân .1 | tòng .1 | hờ .1 | cư .1 | mùa .1 | ly .1 | lầu .1
"""
FAMILY = {name: float(share) for name, share in (entry.split() for entry in phrases(_FAMILY))}
_MIDDLE = phrases("văn | thị | hữu | đức | xuân | ngọc | quang | minh | thanh | đình | công | thế")
_BY_LENGTH = {2: 0.3, 3: 1.0, 4: 0.8, 5: 0.12}
_NO_PERSON = phrases("""
    ho chi minh | ton duc thang | vo van kiet | tran hung dao | dinh tien hoang | ly thuong kiet
    hai ba trung
""")
_PROVINCES = phrases("""
    cao bang | lai chau | ha noi | ha nam | ha tinh | ha giang | lam dong | kien giang | an giang
    dong nai | binh duong | tay ninh | bac ninh | quang ninh | vinh long | ninh binh | thai binh
    thai nguyen | son la | kon tum | dien bien | hai duong | thanh hoa | khanh hoa | hoa binh | viet nam
    ha dong | cao lanh
""")

_RANK = any_of("""
    thiếu úy | trung úy | thượng úy | đại úy | thiếu tá | trung tá | thượng tá | đại tá | thiếu tướng
    trung tướng | thượng tướng | đại tướng | tiến sĩ | tiến sỹ | thạc sĩ | thạc sỹ | bác sĩ | bác sỹ
    kỹ sư | cử nhân | giáo sư | phó giáo sư | luật sư | luật gia | linh mục | mục sư | thượng tọa
    hòa thượng | đại đức | ni sư | nhà giáo | nhà báo | gs.ts. | gs.ts | pgs.ts. | pgs.ts | gs. | gs
    ts. | ts | pgs. | ths. | ths | bs. | bs | ckii | cki | nghệ nhân
""")
_CALL = any_of("ông|bà|anh|chị|đồng chí|đ/c|các đồng chí|các ông|các bà|em|cụ|các đ/c|cô|thầy")
_CALLED = re.compile(rf"(?<![{LETTER}]){_CALL}(?: *:)? +(?:{_RANK} +)*$|(?<![{LETTER}]){_RANK} +$")
_CALL_WORDS = phrases("ông|bà|anh|chị|đồng|chí|đ/c|em|cụ|các|cô|thầy|ảnh|và|ts|gs|bs|ths")

_NAME = re.compile(rf"(?<![{LETTER}\d]){CAPITAL}(?:[ \u00a0]+{CAPITAL}){{0,11}}(?![{LETTER}])")
_PLACE_BEFORE = re.compile(rf"(?<![{LETTER}]){LEVELS} *$")
_SMALL_BEFORE = re.compile(
    rf"(?<![{LETTER}])(?:quận|huyện|thị xã|xã|phường|thị trấn|thôn|bản|ấp|tp|thành phố|ủy) *$"
)
_LIST_BEFORE = re.compile(r"(?:[;:•*+(]|^|\n|\n *-|\. | và| có| gồm| do| là| chí) *$")


@cache
def name_weight(name: str) -> float:
    """How likely these capitalised words are one person's full name; 0 if not at all."""
    words = name.lower().split()
    if fold(name) in _NO_PERSON or fold(name) in _PROVINCES or len(words) not in _BY_LENGTH:
        return 0.0
    weight = math.sqrt(FAMILY.get(words[0], 0.0)) * _BY_LENGTH[len(words)]
    return weight * (2 if words[1] in _MIDDLE and len(words) > 2 else 1)


def split_run(run: str, before: str) -> str | None:
    """The full name at the end of a run of capitalised words ("Đồi Xanh Lê Văn Mẫu"), or None.

    `before` is the matching form of what stands before the run: after "huyện" a short run is a place.
    """
    words = run.split()
    options = []
    for first in range(max(0, len(words) - 5), len(words) - 1):
        name = " ".join(words[first:])
        weight = name_weight(name)
        if first == 0 and len(words) == 2 and _SMALL_BEFORE.search(before):
            weight = weight if FAMILY.get(words[0].lower(), 0) >= 7 else 0.0
        if first and fold(" ".join(words[first - 1 : first + 1])) in _PROVINCES:
            weight = 0.0
        options.append((weight, -first, name))
    best = max(options, default=(0.0, 0, ""))
    return best[2] if best[0] >= 0.25 else None


def office_then_name(text: str) -> tuple[ReadPerson, ...]:
    """Office first, then the name: "Chủ tịch UBND xã Mẫu Đơn Nguyễn Thị Lụa phát biểu"."""
    low = matching(text)
    found: list[ReadPerson] = []
    at = 0
    while head := HEAD.search(low, at):
        end = phrase_end(text, head.start())
        at = max(head.end(), end)
        person = _name_in(text, low, head.start(), end) or _ranked_after(text, low, head.start(), end)
        if person:
            found.append(person)
            at = person.name.end
    return tuple(found)


_RANKED = re.compile(rf", +(?:{_RANK} +)+")
_OWN_OFFICE = re.compile(r" *[,-] *")


def _ranked_after(text: str, low: str, start: int, end: int) -> ReadPerson | None:
    """A rank between office and name: "Chỉ huy trưởng biên phòng, Đại tá Lê Văn Mẫu cho biết".

    Not where the office already has its name before it, or the name an office of its own behind it.
    """
    rank = _RANKED.match(low, end)
    run = _NAME.match(text, rank.end()) if rank else None
    if run is None or re.search(rf"[{UPPER}][{LOWER}]* *[,–-] *$", text[max(0, start - 30) : start]):
        return None
    own = _OWN_OFFICE.match(low, run.end())
    if (own and HEAD.match(low, own.end())) or not name_weight(run.group()):
        return None
    return ReadPerson(Found(run.group(), *run.span()), Found(text[start:end], start, end))


def _name_in(text: str, low: str, start: int, end: int) -> ReadPerson | None:
    """The person whose name closes the office phrase text[start:end]."""
    for run in _NAME.finditer(text, start, end):
        follows = text[run.end() : run.end() + 2].strip(" \u00a0")
        if run.end() < end and follows and (follows[0].isupper() or follows[0].isdigit()):
            continue
        name = split_run(run.group(), low[start : run.start()])
        if name is None:
            continue
        begin = run.end() - len(_tail(run.group(), len(name.split())))
        office = text[start:begin].rstrip(" ,-–—:\u00a0")
        office = re.sub(rf"(?i)[\s,]+{_CALL}$", "", office)
        if len(office) < 2 or not _office_closed(office):
            continue
        return ReadPerson(
            Found(text[begin : run.end()], begin, run.end()), Found(office, start, start + len(office))
        )
    return None


def _tail(run: str, words: int) -> str:
    m = re.search(rf"\S+(?:\s+\S+){{{words - 1}}}$", run)
    return m.group() if m else run


def _office_closed(office: str) -> bool:
    """The office is a whole phrase, not cut off at "của" or "và"."""
    return not re.search(r"\s(?:của|và|về|là)$", office)


def name_then_office(text: str) -> tuple[ReadPerson, ...]:
    """Name first, then the office: "ông Lê Văn Mẫu, Bí thư Đảng ủy xã"; also with a dash, or nothing after ông."""
    low = matching(text)
    found = []
    for run in _NAME.finditer(text):
        begin, words = _without_call(run.group(), run.start())
        if not words:
            continue
        between = re.compile(r"[ \u00a0]*(?:[,(:]|-[ \u00a0]*)?\s*(?:(?:hiện là|là|nguyên là) )?").match(
            low, run.end()
        )
        head = HEAD.match(low, between.end()) if between else None
        if head is None or between is None:
            continue
        called = bool(_CALLED.search(low, max(0, begin - 60), begin)) or begin > run.start()
        if not _is_name(words, called, low[max(0, begin - 24) : begin], bool(between.group().strip())):
            continue
        end = phrase_end(text, head.start())
        if "\n" in between.group() and not re.search(r"[,-]", between.group()):
            continue
        name, office = text[begin : run.end()], text[head.start() : end]
        found.append(ReadPerson(Found(name, begin, run.end()), Found(office, head.start(), end)))
    return tuple(found)


def _without_call(run: str, start: int) -> tuple[int, list[str]]:
    """Where the name proper begins and its words: "Ông Lê Văn Mẫu" gives the last three."""
    words = list(re.finditer(r"\S+", run))
    while words and words[0].group().lower() in _CALL_WORDS:
        words.pop(0)
    return (start + words[0].start(), [w.group() for w in words]) if words else (start, [])


def _is_name(words: list[str], called: bool, before: str, signed: bool) -> bool:
    """Whether a capitalised run followed by an office is a person's name."""
    name = " ".join(words)
    if len(words) > 5 or fold(name) in _NO_PERSON or fold(name) in _PROVINCES or _PLACE_BEFORE.search(before):
        return False
    if len(words) == 1:
        return called and signed and "'" in matching(name)
    if called:
        return True
    family = FAMILY.get(words[0].lower(), 0.0)
    if HEAD.match(matching(name)) or not signed:
        return False
    return (family >= 0.1 and bool(_LIST_BEFORE.search(before) or len(words) > 2)) or bool(
        re.search(r"[;:] *$", before) and len(words) >= 3
    )


def find_persons(story: str) -> tuple[ReadPerson, ...]:
    """Each person once, in order of the text, with the office of the first mention that gives one."""
    mentions = sorted(
        [*office_then_name(story), *name_then_office(story)],
        key=lambda p: (min(p.name.start, p.position.start), p.position.start),
    )
    persons: dict[str, ReadPerson] = {}
    taken: list[tuple[int, int]] = []
    for person in mentions:
        spans = (person.name.span, person.position.span)
        if any(
            a < e and s < b for s, e in (person.name.span,) for a, b in taken if (a, b) != person.name.span
        ):
            continue
        key = fold(person.name.text)
        if key not in persons:
            persons[key] = person
            taken += [spans[1]]
    return tuple(persons.values())
