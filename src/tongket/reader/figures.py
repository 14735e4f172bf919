"""Numeric results with an object: shares, sums of money, counts and measures, as written.

Left out: days and periods, numbers of awards, ranks, targets, and numbers that are names (Quận 1, Điều 30).
"""

import re

from tongket.law.symbol import find_symbols
from tongket.reader.model import Found, ReadFigure
from tongket.reader.recipients import GROUPS, PEOPLE
from tongket.reader.words import LETTER, LOWER, UPPER, any_of, matching, phrases, whole

_DIGITS = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_SCALE = r"(?:nghìn tỷ|ngàn tỷ|ngàn tỉ|nghìn tỉ|triệu|tỷ|tỉ|nghìn|ngàn|vạn)"
_VALUE = re.compile(
    rf"(?<![{LETTER}\d.,:])(?<!\d[-/])(?:(?P<part>\d+/\d+)(?=[ ]+[{LOWER}])|"
    rf"(?P<value>{_DIGITS}(?:[ ]*{_SCALE}(?![{LETTER}])(?:[ ]+{_DIGITS}[ ]*(?:triệu|nghìn|ngàn)(?![{LETTER}]))?)?))"
    rf"(?![\d/:]|[.,]\d|-\d|-[{LETTER}])"
)
_MEASURES = any_of("""
    km | km2 | km² | m2 | m² | m3 | m³ | m 2 | m 3 | ha | kg | g | gam | mét | mét vuông | mét khối
    tấn | tạ | lít | kwh | mw | m | cm | mm | kw | hécta | héc-ta
""")
_MEASURE = re.compile(rf"[ ]?({_MEASURES})(?![{LETTER}\d²³])")
_MONEY = re.compile(rf"[ ]*((?:đồng|vnđ|usd|đô la|euro|đ(?!/c))(?:/[^\s,;.()]+)*)(?![{LETTER}])")
_SHARE = re.compile(r"[ ]?(%|phần trăm)")
_WORD = rf"(?:đ/c|[{LOWER}]+|[{UPPER}]{{2,5}})"
_NOUN = re.compile(rf"[ ]+({_WORD}(?:[ ]+{_WORD})*)")

# Words before a number that make it a name, a rank, a day or a period.
_NAMES = any_of("""
    thứ | khóa | số | điều | khoản | điểm | mục | chương | phần | cấp độ | mức | cấp | hạng | loại | quý
    tháng | năm | ngày | sáng | chiều | tối | giai đoạn | nhiệm kỳ | quận | phường | khu phố | khu vực
    tổ | tổ dân phố | thôn | ấp | khu | quốc lộ | đường | tỉnh lộ | vùng | lần | đợt | kỳ | nghị quyết
    nghị định | kết luận | chỉ thị | kế hoạch | quyết định | quân khu | sư đoàn | trung đoàn | tiểu đoàn
    đại đội | quân đoàn | lữ đoàn | lớp | covid | bản | đội | cụm | khối | trạm | hội nghị lần | từ
    trang | bài | tuổi | km | phiên | xóm | hẻm | chương trình | đề án | dự án | thông tư | thông báo
    công văn | giữa | quy định | hướng dẫn | lúc | vào | trước | hồi | độ | nhóm | phiếu số | tập
    quyển | hình | bảng | biểu | phụ lục | mẫu | kỷ niệm | tầng | phòng | nhà số | lô
""")
_NAME_BEFORE = re.compile(rf"(?<![{LETTER}]){_NAMES}[ ]*[:.\"'-]?[ ]*$")
# Nouns after a number that make it a time or a count of awards.
_TIME_AFTER = re.compile(
    r"[ ]*-?[ ]*(?:tháng|năm(?! liền)|ngày(?! công)|giờ|phút|giây|tuần|quý|thế kỷ|tuổi|h\b|nhiệm kỳ|"
    rf"buổi(?= sáng| chiều)|bên|cấp(?! ủy)|không|mặt)(?![{LETTER}])"
)
_AWARDED = re.compile(
    r"[ ]*(?:tập thể|cá nhân|gương|bằng khen|giấy khen|huân chương|huy chương|danh hiệu|cờ|chiến s[ĩỹ])"
)
_RECEIVERS = re.compile(rf" +(?:{GROUPS}|{PEOPLE})(?![{LETTER}])")
_AWARD_FOR = re.compile(
    r"(?:khen|danh hiệu|công nh[aâậ]n|(?:niệm|huân|huy) chương|biểu dương|chứng nhận|tặng cờ|trao cờ)"
    r"(?:[^.;]{0,60}(?:cho|tặng) [^.;]{0,60}| |[^.;]{0,30}(?:, | và ))$|(?:tuyên dương|tặng|tôn vinh|vinh danh) $"
)
_TARGET = re.compile(
    whole(
        r"(?:phấn đấu|phải|đặt mục tiêu|mục tiêu là|chỉ tiêu giao|dự kiến|đến năm (?:19|20)\d\d|"
        r"kế hoạch năm (?:19|20)\d\d là|chú trọng thực hiện)"
    )
)
_FUNCTION = phrases("""
    đã | được | có | và | tại | trên | ở | cho | với | của | trong | đạt | tham | về | là | thuộc | so
    để | bị | trực | theo | do | vào | từ | đến | ra | gồm | tăng | giảm | chiếm | vượt | mới | cũng
    nhằm | trị | như | bằng | phát | nộp | giúp | không | cùng | khi | này | đó | hiện | còn | sang
    sau | trước | nên | phải | nhưng | mà | thì | đang | sẽ | vẫn | lại | các | xây | bình | cả | đều
    thu | tính | hoàn | hỗ | nhận | tiến | thực | nghe | khóa
""")
_TIER = r"(?: cấp (?:tỉnh|huyện|xã))?"
_LONG_UNIT = re.compile(rf"(?:đơn vị hành chính{_TIER}|dự thảo nghị quyết|lượt cán bộ)")
_OPENS = "\"'"


def _prose_hits(text: str) -> list[tuple[re.Match[str], str]]:
    """Numbers that may be results, each with its kind: share, money, measure or count."""
    low = matching(text)
    hits = []
    cited = [(f.start, f.end) for f in find_symbols(text)]
    for m in _VALUE.finditer(low):
        if any(a <= m.start() < b for a, b in cited):
            continue
        kind = _kind(low, m)
        if kind and not _is_name(low, m, kind) and not _is_target(low, m.start(), m.end(), kind):
            hits.append((m, kind))
    return hits


def _kind(low: str, m: re.Match[str]) -> str | None:
    if _SHARE.match(low, m.end()):
        return "share"
    if _MONEY.match(low, m.end()) and not re.match(r" *đồng (?:chí|bào|đội)", low[m.end() : m.end() + 12]):
        return (
            "money"
            if re.search("[a-zỷỉệ]", m.group()) or re.match(r" *(?:đồng|vnđ|usd|đô|euro)", low[m.end() :])
            else None
        )
    if _MEASURE.match(low, m.end()):
        return "measure"
    if re.search(r"t[ỷỉ]$", m.group()) and not _in_brackets(low, m.start()):
        return "money"
    if _TIME_AFTER.match(low, m.end()) or _AWARDED.match(low, m.end()):
        return None
    noun = _NOUN.match(low, m.end())
    return "count" if noun and noun[1].split()[0] not in _FUNCTION else None


def _in_brackets(low: str, at: int) -> bool:
    return low.rfind("(", max(0, at - 60), at) > low.rfind(")", max(0, at - 60), at)


def _is_name(low: str, m: re.Match[str], kind: str) -> bool:
    """The number names something, or belongs to a day, a period, a symbol or an award."""
    lead = low[max(0, m.start() - 24) : m.start()]
    if (lead[-1:] in _OPENS and kind == "count") or re.search(r"\d[ ]*[-/][ ]*$|\dm $", lead):
        return True
    if m["part"] and re.search(r"(?:ngày|sáng|chiều|tối|trưa|hôm|nghị quyết|số)[ ]*$", lead):
        return True
    if kind in ("share", "money", "measure"):
        return bool(re.search(r"(?:điều|khoản|quốc lộ|đường|tỉnh lộ|mức)[ ]*$", lead))
    if re.fullmatch(r"(?:19|20)\d\d", m.group()) and kind == "count":
        return True
    if _NAME_BEFORE.search(lead) and not re.search(r"(?:dân|tổng|hộ|tăng) số *$", lead):
        return not re.search(rf"(?<![{LETTER}])(?:từ|giữa|vào|năm)[ ]*$", lead) or kind == "count"
    return False


_TITLE_BEHIND = re.compile(r" *(?:cán bộ |đồng chí )?[^.;,\n]{0,30}(?:tiên tiến|đạt danh hiệu)")
_DONE = re.compile(r", (?=lũy kế|đã|đến nay|đến hết|thực tế|kết quả)")


def _is_target(low: str, start: int, end: int, kind: str) -> bool:
    """The clause speaks of what is to be reached, or the number is that of an award."""
    begin = max(low.rfind(c, max(0, start - 200), start) for c in ".;…\n")
    clause = _DONE.split(low[max(begin, start - 140, 0) : start])[-1]
    receives = kind == "count" and _RECEIVERS.match(low, end)
    if receives and (_TITLE_BEHIND.match(low, end) or _AWARD_FOR.search(clause)):
        return True
    return bool(_TARGET.search(clause))


def figure_share(text: str) -> tuple[ReadFigure, ...]:
    """Shares: 98,3 %."""
    return tuple(_figure(text, m, kind) for m, kind in _prose_hits(text) if kind == "share")


def figure_money(text: str) -> tuple[ReadFigure, ...]:
    """Sums of money: 12 tỷ 340 triệu đồng, 54 triệu đồng/người."""
    return tuple(_figure(text, m, kind) for m, kind in _prose_hits(text) if kind == "money")


def figure_measure(text: str) -> tuple[ReadFigure, ...]:
    """Measures: 12,5 km, 340 ha, 30kg."""
    return tuple(_figure(text, m, kind) for m, kind in _prose_hits(text) if kind == "measure")


def figure_count(text: str) -> tuple[ReadFigure, ...]:
    """Counts of things: 1.204 hộ, 7/9 thôn, 3 nghìn lượt người."""
    return tuple(_figure(text, m, kind) for m, kind in _prose_hits(text) if kind == "count")


def _figure(text: str, m: re.Match[str], kind: str) -> ReadFigure:
    low = matching(text)
    value = Found(text[m.start() : m.end()], m.start(), m.end())
    unit_m: re.Match[str] | None
    if kind == "count":
        start, end = _unit_span(low, m.end())
    else:
        pattern = {"share": _SHARE, "money": _MONEY, "measure": _MEASURE}[kind]
        unit_m = pattern.match(low, m.end())
        start, end = unit_m.span(1) if unit_m else (m.end(), m.end())
    unit = text[start:end] or None
    return ReadFigure(value, unit, _what(text, low, m.start(), max(end, m.end()), kind))


def _unit_span(low: str, at: int) -> tuple[int, int]:
    """The counted noun: one word, or two where the second goes with it."""
    words = list(re.compile(rf"[ ]+({_WORD})").finditer(low, at, at + 60))
    run: list[re.Match[str]] = []
    for word in words:
        if (run and word.start() != run[-1].end()) or word[1] in _FUNCTION:
            break
        run.append(word)
    if not run:
        return at, at
    longer = _LONG_UNIT.match(low, run[0].start(1))
    if longer:
        return longer.span()
    return run[0].start(1), run[min(1, len(run) - 1)].end()


def _what(text: str, low: str, start: int, end: int, kind: str) -> str:
    """A hint what is counted: what follows a count, what precedes a share or a sum."""
    if kind in ("count", "measure"):
        m = re.compile(r"[ ]*([^.,;:()\n\"]{2,60})").match(text, end)
        if m:
            return " ".join(m[1].split()[:8])
    begin = max(low.rfind(c, max(0, start - 90), start) for c in '.,;:(\n"')
    words = text[max(begin + 1, start - 90) : start].split()
    return " ".join(words[-10:])


def find_figures(prose: str, limit: int = 12) -> tuple[ReadFigure, ...]:
    """The first results of the text; a count told twice is one figure."""
    figures: list[ReadFigure] = []
    seen = set()
    for m, kind in _prose_hits(prose):
        figure = _figure(prose, m, kind)
        if kind == "share":
            key: tuple[str, ...] = (figure.value.text, figure.what)
        else:
            key = (figure.value.text, (figure.unit or "").lower().split(" ")[0])
        if key not in seen:
            seen.add(key)
            figures.append(figure)
    return tuple(figures[:limit])
