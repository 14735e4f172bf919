"""The article among what a page puts around it: menus, counters, banners, lists of other news.

A page is cut in lines; each line is furniture, a caption, running text, or short. The article is
the largest run of running text without a break of furniture; the title stands above it.
"""

import re
from dataclasses import dataclass

from tongket.reader.model import Found
from tongket.reader.words import LETTER, LOWER, UPPER, any_of, matching, trimmed
from tongket.viet.dates import find_dates

_MENU = any_of("""
    bản đồ | bản in | chia sẻ | chuyên mục | danh mục | dịch vụ công | đăng ký | đăng nhập | đăng xuất
    đọc tiếp | giới thiệu | góp ý | hỏi đáp | in trang | không có dữ liệu | lên đầu trang | về đầu trang
    lịch công tác | liên hệ | liên kết web | liên kết website | quảng cáo | quay lại | rss | sơ đồ trang
    sơ đồ site | tags | thông báo | thủ tục hành chính | thư điện tử | thư viện ảnh | thư viện video
    tiếng anh | tiếng việt | tìm kiếm | tìm kiếm nâng cao | tin tức - sự kiện | trang chủ | từ khóa
    văn bản | xem tất cả | xem thêm | xem tiếp | about this capture | default | english | facebook
    fail | home | login | logo | menu | next | nodata | pages | previous | print | refresh | search
    share | sign in | sitemap | success | timestamps | twitter | video | youtube | zalo
""")
_COUNTER = any_of("""
    đã xem | đang online | đang truy cập | hôm nay | hôm qua | lượt truy cập | lượt xem
    số lượt truy cập | số lượt đang online | số lượt người xem | số lượt xem | tất cả | thống kê
    tổng truy cập | trong tháng | trong tuần | tổng lượt truy cập | tổng lượt bình luận
    thống kê truy cập
""")
_CONTACT = any_of("địa chỉ | điện thoại | email | e-mail | fax | hotline | website | đường dây nóng")
_IMPRINT = any_of("""
    giấy phép số | giấy phép | chịu trách nhiệm | cơ quan chủ quản | cơ quan quản lý | bản quyền
    copyright | ghi rõ nguồn | trưởng ban biên tập | tổng biên tập | chỉ được phát hành lại
""")
_FURNITURE = re.compile(
    rf"""[\W_]*(?:
        {_MENU}[\W_]*
      | [.]?{_COUNTER}\s*(?:[:.]?\s*[\d.,\s]*)
      | {_CONTACT}(?:\s*:.*|\s+[\d(+].*|[\W_]*)
      | ®?\s*{_IMPRINT}(?:\s*:.*|\s+\d.*|(?<=trách\ nhiệm).*|[\W_]*
          |\s+(?:do|về|của|số|thuộc|chính|tỉnh|huyện|xã|sở)\b.*)
      | cộng\ hòa\ xã\ hội\ chủ.* | đảng\ cộng\ sản\ việt\ nam | độc\ lập\W+tự\ do\W.* | số\s*:?\s*\d[\w.]*[/-]\S+
      | a-\s+a\s+a\+.*
      | (?:https?://|www\.|//?\w+/)\S*
      | (?:{_MENU}[\s|/›»>.-]+){{2,}}.*
      | [\d\s.,:/|-]*
      | \d+\s+captures
      | [=*_~#\s-]+
      | -+\s*liên\ kết.* | chỉnh\ sửa\ liên\ kết.*
      | ®?\s*(?:cổng|trang)\s+thông\s+tin\s.*điện\ tử.*
      | !?\[.*\]\(https?://.*
    )""",
    re.VERBOSE,
)
_END = re.compile(
    rf"""[\W_]*(?:{
        any_of('''
    tin đã đưa | tin mới hơn | tin cũ hơn | tin khác | các tin khác | tin liên quan | bài liên quan
    bài viết liên quan | tin cùng chuyên mục | tin bài khác | các bài khác | bài viết khác
    tin mới nhất | tin đọc nhiều | đọc nhiều | đọc nhiều nhất | xem nhiều | có thể bạn quan tâm
    ý kiến bạn đọc | bình luận | ý kiến bình luận | tin nổi bật | thăm dò ý kiến | tin mới
    các tin đã đưa | tin xem nhiều | những tin mới hơn | những tin cũ hơn | văn bản mới | nơi nhận
    gửi bình luận | phản hồi
''')
    }[\W_]*(?:\(\d+\)\W*)?$
      | tổng\ số\ điểm\ của | xem\ chi\ tiết\b.{{0,12}}$ | click\ để\ đánh\ giá
      | số\ lượt\ (?:người\ )?xem | lượt\ xem\s*:
    )""",
    re.VERBOSE,
)
_CAPTION = re.compile(
    r"""(?:\[img\]|!\[|\(?\s*ảnh\s*(?:\d+\s*)?(?::|minh\ họa|tư\ liệu|tl\b)|chú\ thích\ ảnh|hình\s*\d*\s*:|video\s*:
      | toàn\ cảnh\s | quang\ cảnh\s | (?:các\ )?đại\ biểu\ (?:dự|tham) | một\ số\ hình\ ảnh )
      | .*[.\s-]\(?ảnh\s*:\s*[^.]{2,40}\)?[.]?$""",
    re.VERBOSE,
)
_SHOWS = re.compile(
    r".*\b(?:phát biểu|trao|tặng|chụp ảnh|báo cáo|trình bày|chủ trì|điều hành|tham dự|kết luận|tham luận|ký kết|"
    r"nhận|dự|tại)\b"
)
_BYLINE = re.compile(
    r"(?:theo|tin|tin,?\s*[aà]nh|ảnh|tác giả|nguồn|bài|bài,? ảnh|bài và ảnh|thực hiện)\s*:?\s*\S.{0,60}"
)
_MONTHS = {
    word: number
    for number, word in enumerate(
        ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"),
        start=1,
    )
}
_STAMP_SPACED = re.compile(r"(?<!\d)(\d{1,2}) (\d{1,2}) ((?:19|20)\d\d)(?= \d|$)")
_STAMP_WORD = re.compile(
    r"(?<!\d)(\d{1,2}) tháng (mười một|mười hai|mười|một|hai|ba|tư|năm|sáu|bảy|tám|chín),? ((?:19|20)\d\d)"
)
_STAMP_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_CLOCK = re.compile(
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật|cập nhật|đăng (?:ngày|lúc)|\d{1,2}[:h]\d\d|gmt)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `kind` is furniture, end, caption, prose, long or short."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its parts found: `story` and `prose` have the text's length, what is not theirs blanked."""

    text: str
    lines: tuple[Line, ...]
    title: Found | None
    story: str  # title, paragraphs and captions
    prose: str  # paragraphs only
    stamp: tuple[str, int, int] | None  # ISO day of publication, with its place

    @property
    def paragraphs(self) -> list[tuple[int, int]]:
        return [(n.start, n.end) for n in self.lines if self.story[n.start : n.end].strip()]


def line_kind(line: str) -> str:
    """What a line of a page is: furniture, end (of the article), caption, prose, long or short."""
    low = matching(line).strip()
    words = len(re.findall(rf"[{LETTER}\d]+", low))
    closed = bool(re.search(r"[.!?…:;][\"')*/ .]*$", low))
    if _END.match(low):
        return "end"
    if _FURNITURE.fullmatch(low) or not words:
        return "furniture"
    if low.count("|") > 2 or (not re.search(rf"[{LOWER[-60:]}đ]", low) and words > 4):
        return "furniture"
    if _CAPTION.match(low) and words < 40:
        return "caption"
    if closed and words >= 8:
        return "prose"
    return "long" if words >= 18 else "short"


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank."""
    return tuple(
        Line(*trimmed(text, m.start(), m.end(), " \t\r\u00a0\u200b"), line_kind(m.group()))
        for m in re.finditer(r"[^\n]+", text)
        if m.group().strip(" \t\r\u00a0\u200b")
    )


_BROKEN = re.compile(rf"(?<=[{LETTER}\d,]) ?\n(?=[ ]?[{LOWER}])")


def unwrapped(text: str) -> str:
    """The text with the line ends of hard-wrapped paragraphs made blanks; same length.

    A block of lines is hard-wrapped where most of its line ends fall inside a sentence.
    """
    parts = []
    for block in re.split(r"(\n[ \t]*\n)", text):
        ends, broken = block.count("\n"), len(_BROKEN.findall(block))
        wrapped = broken >= 2 and 5 * broken >= 2 * ends and max(map(len, block.split("\n"))) <= 130
        parts.append(re.sub(r"(?<![.!?…:;])\n", " ", block) if wrapped else block)
    return "".join(parts)


def _runs(lines: tuple[Line, ...]) -> list[list[int]]:
    """Runs of running text: broken by an end mark, by two lines of furniture, or by many short lines."""
    runs: list[list[int]] = []
    short = 0
    furniture = 0
    for number, line in enumerate(lines):
        if line.kind in ("prose", "long"):
            if not runs or short > 9 or furniture > 1:
                runs.append([])
            runs[-1].append(number)
            short = furniture = 0
        elif line.kind == "end":
            furniture += 2
        elif line.kind == "furniture":
            furniture += 1
        else:
            short += 1
    return runs


def _article(lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """First and last line of the article's running text."""
    runs = _runs(lines)
    if not runs:
        return None
    best = max(runs, key=lambda run: sum(lines[n].end - lines[n].start for n in run))
    return best[0], best[-1]


_BY_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]*[\s-]*){{1,4}}")


def _title_score(text: str, lines: tuple[Line, ...], number: int, first: int, body: str) -> float:
    """How much a line looks like the headline of the running text that begins at line `first`."""
    line = lines[number]
    shown = text[line.start : line.end]
    low = matching(shown)
    words = re.findall(rf"[{LETTER}\d]+", low)
    score = 2.0 if 5 <= len(words) <= 45 else -1.0
    score -= 0.25 * (first - number)
    score += 2.5 * sum(len(w) > 2 and w in body for w in words) / max(1, len(words))
    if low.rstrip("\"' ").endswith((".", ";", ":", ",", "-")) and not low.endswith("..."):
        score -= 3
    if _BY_NAME.fullmatch(shown.strip()) or line.kind == "caption":
        score -= 3
    if number + 1 < len(lines) and re.fullmatch(
        r"[=-]{3,}", text[lines[number + 1].start : lines[number + 1].end]
    ):
        score += 3
    if number and stamp_of(text[lines[number - 1].start : lines[number - 1].end]):
        score += 2
    if stamp_of(shown) and _CLOCK.search(low):
        score -= 4
    if _SHOWS.match(low) and _ends_as_caption(low):
        score -= 1
    score += 0.5 * (number == 0)
    return score


def _ends_as_caption(low: str) -> bool:
    return bool(re.search(r"(?:hội nghị|buổi lễ|đại hội|lễ ký kết|kỳ họp)\W*$", low))


def find_title(text: str, lines: tuple[Line, ...], first: int) -> int | None:
    """The line that is the headline: the best of those above the running text, and its own first line."""
    above = [n for n in range(max(0, first - 9), first) if lines[n].kind in ("short", "caption", "long")]
    if lines[first].kind == "long" and first + 1 < len(lines):
        above.append(first)
    body = matching(text[lines[first].start : lines[min(first + 8, len(lines) - 1)].end])
    scored = [(_title_score(text, lines, n, first, body), n) for n in above]
    best = max(scored, default=(0.0, -1))
    return best[1] if best[0] >= 1.5 else None


def stamp_of(line: str) -> tuple[str, int, int] | None:
    """The day a page's stamp tells, ISO, with its place in the line."""
    low = matching(line)
    if m := _STAMP_WORD.search(low):
        return f"{m[3]}-{_MONTHS[m[2]]:02d}-{int(m[1]):02d}", m.start(), m.end()
    if m := _STAMP_ISO.search(low):
        return m.group(), m.start(), m.end()
    if (m := _STAMP_SPACED.search(low)) and int(m[2]) <= 12 and int(m[1]) <= 31:
        return f"{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}", m.start(), m.end()
    return next(((d.iso, d.start, d.end) for d in find_dates(line) if d.year), None)


def page_stamp(text: str, lines: tuple[Line, ...], title: int) -> tuple[str, int, int] | None:
    """The stamp of publication: the dated line nearest to the title, not far from it."""
    near = sorted(
        (n for n in range(max(0, title - 6), min(len(lines), title + 4)) if n != title),
        key=lambda n: (abs(n - title), n),
    )
    for number in near:
        line = lines[number]
        if line.kind in ("short", "furniture") and line.end - line.start < 90:
            shown = text[line.start : line.end]
            if stamp := stamp_of(shown):
                return stamp[0], line.start + stamp[1], line.start + stamp[2]
    return None


def _only(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with all but these spans blanked; line ends stay."""
    blank = re.sub(r"[^\n]", " ", text)
    parts, at = [], 0
    for start, end in spans:
        parts += [blank[at:start], text[start:end]]
        at = end
    return "".join([*parts, blank[at:]])


def _is_tail(text: str, line: Line) -> bool:
    """A line after the last paragraph that still belongs to the article: a caption of its pictures."""
    low = matching(text[line.start : line.end])
    return line.kind == "caption" or (
        line.kind == "short" and bool(_SHOWS.match(low)) and not _BYLINE.fullmatch(low)
    )


def read_page(text: str) -> Page:
    """Find the article, its title and its stamp in a text in NFC."""
    text = unwrapped(text)
    lines = lines_of(text)
    run = _article(lines)
    if run is None:
        return _without_prose(text, lines)
    first, last = run
    title = find_title(text, lines, first)
    stamp = page_stamp(text, lines, first if title is None else title)
    start = first if title is None else title + 1
    while last + 1 < len(lines) and _is_tail(text, lines[last + 1]):
        last += 1
    inside = [
        n for n in lines[start : last + 1] if n.kind not in ("furniture", "end") and not _is_mark(text, n)
    ]
    prose = [(n.start, n.end) for n in inside if n.kind == "prose" or n.kind == "long"]
    story = [(n.start, n.end) for n in inside]
    head = None if title is None else title_text(text, lines[title])
    if head:
        story.insert(0, head.span)
    return Page(text, lines, head, _only(text, story), _only(text, prose), stamp)


def _is_mark(text: str, line: Line) -> bool:
    low = matching(text[line.start : line.end])
    return (bool(_BYLINE.fullmatch(low)) and line.kind == "short") or bool(
        stamp_of(low) and _CLOCK.search(low) and line.kind == "short"
    )


def _without_prose(text: str, lines: tuple[Line, ...]) -> Page:
    """A text of short lines only, such as a pasted sentence: all of it is the story."""
    spans = [(n.start, n.end) for n in lines if n.kind not in ("furniture", "end")]
    story = _only(text, spans)
    return Page(text, lines, None, story, story, None)


def title_text(text: str, line: Line) -> Found:
    """The headline without heading marks and without an empty or dated bracket of a list behind it."""
    shown = text[line.start : line.end]
    head = re.match(r"[#*\s]*", shown)
    tail = re.search(r"\s*(?:\(\s*\)|\(\d{1,2}/\d{1,2}/\d{4}\))?[*\s]*$", shown)
    start = line.start + (head.end() if head else 0)
    end = line.start + (tail.start() if tail else len(shown))
    if shown.endswith(".") and not shown.endswith(".."):
        end = min(end, line.end - 1)
    return Found(text[start:end], start, max(start, end))
