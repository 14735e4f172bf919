"""Words for offices and for the bodies that hold them, and where an office phrase ends."""

import re

from tongket.reader.words import LETTER, any_of, matching, phrases

# What an office phrase begins with; matched on the matching form.
_HEADS = any_of("""
    bí thư | phó bí thư | bí thư thứ nhất | tổng bí thư | bt | pbt | tbt | chủ tịch | phó chủ tịch
    quyền chủ tịch | pct | p.ct | p. chủ tịch | chủ tịch nước | ủy viên | tỉnh ủy viên | thành ủy viên
    huyện ủy viên | quận ủy viên | đảng ủy viên | tvtu | tvhu | tvqu | tvđu | uvtv | uvbch | uv.btv
    uvbct | ct | tuv | huv | quv | đuv | thuv | thủ tướng | phó thủ tướng | bộ trưởng | thứ trưởng
    tổng thư ký | phó tổng thư ký | thư ký | phó tổng thư kí | giám đốc | phó giám đốc | tổng giám đốc
    phó tổng giám đốc | tổng cục trưởng | phó tổng cục trưởng | cục trưởng | phó cục trưởng | vụ trưởng
    phó vụ trưởng | chi cục trưởng | phó chi cục trưởng | trưởng ban | phó trưởng ban | phó ban
    trưởng tiểu ban | trưởng phòng | phó trưởng phòng | phó phòng | trưởng đoàn | phó trưởng đoàn
    phó đoàn | trưởng khoa | phó trưởng khoa | trưởng công an | phó trưởng công an | trưởng trạm
    phó trưởng trạm | trạm trưởng | trưởng thôn | trưởng ấp | trưởng bản | trưởng buôn | trưởng bon
    trưởng khu phố | trưởng xóm | trưởng khối | trưởng cụm | trưởng bộ phận | trưởng đồn | trưởng đài
    phó trưởng đài | tổ trưởng | tổ phó | đội trưởng | phó đội trưởng | đồn trưởng | đồn phó
    hạt trưởng | cụm trưởng | cụm phó | khối trưởng | khối phó | hiệu trưởng | phó hiệu trưởng
    hội trưởng | phó hội trưởng | viện trưởng | phó viện trưởng | chánh án | phó chánh án
    chánh văn phòng | phó chánh văn phòng | chánh thanh tra | phó chánh thanh tra | chi hội trưởng
    chi hội phó | chánh tòa | chánh trị sự | chỉ huy trưởng | phó chỉ huy trưởng | chỉ huy phó
    chính trị viên | chính trị viên phó | chính ủy | phó chính ủy | tư lệnh | phó tư lệnh
    tham mưu trưởng | phó tham mưu trưởng | phó chủ nhiệm | chủ nhiệm | tổng biên tập
    phó tổng biên tập | tổng thanh tra | tổng kiểm toán | thống đốc | phó thống đốc | kế toán trưởng
    trưởng đại diện | đại biểu quốc hội | viện phó | phó văn phòng | phó cục | phó vụ | phó sở | chủ tọa
    đại sứ | tổng lãnh sự | trưởng nhóm | phó trưởng nhóm | phó công an
""")
HEAD = re.compile(
    rf"(?<![{LETTER}\d])(?:(?:nguyên|quyền|q\.|phó|đồng) +)?(?:{_HEADS}|uv[a-zđ.]{{2,6}})(?![{LETTER}\d])"
    rf"(?:[.](?=[{LETTER} ]))?"
)

# What a body's name begins with.
_BODIES = any_of("""
    ban | hội | ủy ban | ubnd | hđnd | ubmttq | mttq | ubmt | mặt trận | liên đoàn | lđlđ | đoàn
    huyện đoàn | tỉnh đoàn | đảng ủy | tỉnh ủy | thành ủy | quận ủy | huyện ủy | thị ủy | chi bộ
    đảng bộ | chi ủy | bộ | sở | phòng | cục | tổng cục | vụ | chi cục | viện | trường | trung tâm
    công an | quân sự | bchqs | bộ chỉ huy | bộ tư lệnh | hải quan | ngân hàng | công ty | tập đoàn
    tổng công ty | cụm thi đua | khối thi đua | cụm | khối | câu lạc bộ | hiệp hội | liên hiệp
    liên minh | hợp tác xã | quỹ | văn phòng | thanh tra | tòa án | viện kiểm sát | kho bạc
    bảo hiểm xã hội | chính phủ | quốc hội | trung ương | tw hội | thường trực | đài | báo | bệnh viện
    trạm | đồn | thành đoàn | quận | huyện | thị xã | thành phố | tỉnh | xã | phường | thị trấn | tp
    tp. | đặc khu | chủ tịch nước | thủ tướng | bộ chính trị | giáo hội | hội đồng | học viện | đại học
    thị đoàn | quận đoàn | lực lượng | nhà văn hóa | cộng đoàn | công đoàn | bộ đội | quân khu | sư đoàn
    trung đoàn | tiểu đoàn | ubkt | ban thường trực | hội thánh | liên hội | chi hội | tổng liên đoàn
    tổng hội | nhà máy | điện lực | bưu điện | kiểm lâm | agribank | vietinbank | vietcombank
    ủy ban nhân dân | đảng đoàn
""")
_NO_BODY = any_of("""
    hội nghị | hội thảo | hội thi | hội trường | hội đàm | hội diễn | hội viên | hội nhập | ban hành
    ban đầu | ban ngày | ban tặng | bộ trưởng | bộ phận | bộ mặt | bộ máy | bộ tiêu chí | bộ thủ tục
    đoàn kết | đoàn viên | đoàn thể | đoàn công tác | báo cáo | báo chí | báo hiệu | trường hợp
    trường học | vụ việc | vụ mùa | vụ án | vụ đông | cục bộ | khối lượng | viện trợ | quỹ đất
    phòng chống | phòng, chống | phòng ngừa | trạm bơm | đài phun | cụm từ | mặt trận tư tưởng
    trung tâm của | xã hội | xã viên | tỉnh táo | thị trường | khối đại đoàn kết | đại học tập | đơn vị
    bộ đề
""")
# "hội" is no body in xã hội, đại hội, lễ hội
BODY = re.compile(
    rf"(?<![{LETTER}\d])(?<!xã )(?<!đại )(?<!lễ )(?<!cơ )(?<!ngày )"
    rf"(?!{_NO_BODY}(?![{LETTER}])){_BODIES}(?![{LETTER}\d])"
)

LEVELS = any_of(
    "quận|huyện|thị xã|xã|phường|thị trấn|thành phố|tỉnh|tp|tp.|tx.|đường|trường|bản|thôn|ấp|làng|buôn|bon|ngã tư"
)

# Words that end an office phrase or a body's name: somebody acts, or the next thing begins.
_ACTS = any_of("""
    phát biểu | cho biết | cho rằng | cho hay | nhấn mạnh | đề nghị | yêu cầu | bày tỏ | đánh giá
    khẳng định | nhận định | chủ trì | tham dự | dự | trình bày | báo cáo | trao | tặng | ghi nhận
    biểu dương | kết luận | thông qua | thông tin | điều hành | hứa | chúc | cũng | đồng chủ | là
    khai mạc | bế mạc | nêu | nói | chia sẻ | mong | giao | ký | kí | có | với | trước | trong | khi
    để | nhân | đến | tới | từ | bị | được | này | đó | tiếp | kêu gọi | lưu ý | gợi ý | tham luận
    xác nhận | công bố | thăm | chỉ đạo | đã | vừa | sẽ | đang | cùng | cho | tại | làm | thay mặt
    đại diện | tuyên bố | phân tích | đồng thời | ngày | sáng | chiều | tối | hôm | theo | vào | do
    như | đọc | quán triệt | tổ chức | phối hợp | ban hành | vì | hoan nghênh | tiếp thu | trả lời
    giải trình | gửi | gặp | tuyên dương | nhận | lãnh đạo | đồng chí | ông | bà | anh | chị | các
    long trọng | nhiệt liệt | chân thành | thừa ủy quyền | trực tiếp | triển khai | tôn vinh | vinh danh
    kiểm tra | tổng kết | sơ kết | ký kết | về | qua | sau | quyết định | động viên | không | khen
    nhắc | phổ biến | truyền đạt | giới thiệu | tóm tắt | nguyên là | thực hiện | xây dựng | nghe | họp
    chúc mừng | tập trung | sinh | bắt tay | chụp | mở | đi | quy định | rằng | lên | xuống | ra | phê duyệt
    trân trọng
""")
ACT = re.compile(rf"(?<![{LETTER}\d]){_ACTS}(?![{LETTER}\d])")
# After these words an act's name is part of a body's name: Ban Tổ chức, Ủy ban Kiểm tra, Sở Thông tin.
_TAKES = any_of("""
    ban | ủy ban | sở | phòng | cục | vụ | bộ | viện | tổng | đoàn | tổ | trung tâm | thanh tra | sự
    và | công tác | hội đồng | ban quản lý | học viện | đội | khoa | xây dựng | quản lý | hội | thư
    cảnh sát | kinh tế | kỹ thuật | văn phòng | đầu tư | thi đua
""")
_TAKES_ACT = re.compile(rf"(?<![{LETTER}]){_TAKES} ?-? ?$")
_NAMING_ACT = re.compile(
    any_of("""
    tổ chức | kiểm tra | thông tin | xây dựng | chỉ đạo | giao | điều hành | ký | kí | phổ biến
    thực hiện | triển khai | phối hợp | lãnh đạo | không
""")
)
_ALWAYS = phrases("về | đồng chí | ông | bà | anh | chị | tại | đã")
_MANY = re.compile(
    r"các +(?:tỉnh|huyện|xã|thành phố|cơ quan|dân tộc|doanh nghiệp|khu công nghiệp|trường|cấp)\b"
)
_SIGNS_END = re.compile(r"[;:!?…()\[\]\"\n*|]|\.\.+")
_ABBREVIATED = re.compile(rf"(?<![{LETTER}])(?:ct|pct|tp|tx|tt|bt|pbt|q|p|h|x|tw|tk)$")


def phrase_end(text: str, start: int, limit: int = 160) -> int:
    """Where the office phrase or body's name that begins at `start` ends.

    It runs over a comma or dash only into a further office, or from a bare office into its body.
    """
    low = matching(text)
    at, stop = start, min(len(text), start + limit)
    while at < stop:
        char = low[at]
        if _SIGNS_END.match(low, at) or (char == "." and not _dot_inside(low, at, start)):
            break
        if char in ",-/" and not _joins(text, low, at, start):
            break
        if _acts(text, low, at, start):
            break
        at += 1
    while at > start and low[at - 1] in " ,-.":
        at -= 1
    return at


def _dot_inside(low: str, at: int, start: int) -> bool:
    """A full stop within the phrase: after an abbreviation (CT. hội, TP. HCM) or between letters (CT.UBND)."""
    return bool(_ABBREVIATED.search(low, max(start, at - 4), at)) and low[at + 1 : at + 2].strip(" ") != "\n"


# commas inside names of ministries and their offices
_COMMA_IN_NAME = re.compile(r"(?<=văn hóa), +thể thao|(?<=lao động), +thương binh|(?<=dân số), +gia đình")


def _joins(text: str, low: str, at: int, start: int) -> bool:
    """A comma or dash that does not end the phrase."""
    after = re.compile(r"[,/\- ]*").match(low, at)
    begin = after.end() if after else at
    if HEAD.match(low, begin):
        return True
    if _COMMA_IN_NAME.match(low, at):
        return True
    if low[at] == "-":  # inside a name: Văn hóa-Thông tin, Kinh tế - Hạ tầng
        tight = low[at - 1 : at] != " " and low[at + 1 : at + 2] not in (" ", "")
        if tight and ACT.match(low, at + 1) and not text[at + 1].isupper():
            return False
        return tight or bool(
            re.compile(r" *(?:xã hội|đầu tư|thông tin|du lịch|thể thao|đoàn thể)\b").match(low, at + 1)
        )
    said = low[start:at]
    bare = HEAD.match(said)
    return bool(
        bare and re.fullmatch(r" *(?:thứ nhất|thường trực)?", said[bare.end() :]) and BODY.match(low, begin)
    )


def _acts(text: str, low: str, at: int, start: int) -> bool:
    """A word at this place that ends the phrase, unless it is part of a body's name."""
    if at and low[at - 1] not in " ,-":
        return False
    if re.match(r"và ", low[at : at + 3]):
        return not _continues(low, at + 3, start)
    act = ACT.match(low, at)
    if act is None or at == start:
        return False
    if act.group() == "các":
        return not _MANY.match(low, at)
    if act.group() == "khen" and low.endswith("thi đua ", start, at):
        return False
    named = _NAMING_ACT.fullmatch(act.group()) and _TAKES_ACT.search(low, start, at)
    return not named and not (text[at].isupper() and act.group() not in _ALWAYS)


def _continues(low: str, at: int, start: int) -> bool:
    """After "và": the same name goes on (Sở Văn hóa và Thể thao), or a second office of the same person."""
    if HEAD.match(low, at):
        return False
    tail = low[max(start, at - 44) : at]
    return bool(
        re.search(r"(?:sở|bộ|phòng|ban|vụ|cục|ủy ban|viện|trung tâm|quản lý|hội|đài) [^;]*$", tail)
    ) and not re.match(r"(?:đồng chí|ông|bà|các|lãnh đạo|đại diện|đại biểu|toàn thể|đông đảo)\b", low[at:])


def body_at(text: str, start: int, limit: int = 110) -> tuple[int, int] | None:
    """The name of a body that begins at this place, without a mere general word."""
    low = matching(text)
    if not BODY.match(low, start):
        return None
    at, stop = start, min(len(text), start + limit)
    while at < stop and not _body_ends(text, low, at, start):
        short_form = _IN_BRACKETS.match(low, at)  # Mặt trận Tổ quốc (MTTQ)
        at = short_form.end() if short_form else at + 1
    at = min(at, stop)
    while at > start and low[at - 1] in " ,-.":
        at -= 1
    return (start, at) if at > start else None


_IN_BRACKETS = re.compile(r"\([^()\n]{1,11}\)")


def _body_ends(text: str, low: str, at: int, start: int) -> bool:
    char = low[at]
    if char == "(":
        return not _IN_BRACKETS.match(low, at)
    if _SIGNS_END.match(low, at) or (char == "," and not _COMMA_IN_NAME.match(low, at)):
        return True
    if char == ".":
        return not _dot_inside(low, at, start)
    return (char == "-" and not _joins(text, low, at, start)) or _acts(text, low, at, start)
