"""The head of an official paper: who issued it, symbol, day, kind, abstract, urgency, and by when it asks."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.reader.head import plain_name, read_head
from tongket.viet.fault import Refusal

LETTER = """UBND TỈNH MẪU\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc
Số: 125/SNV-CCHC\tTỉnh Mẫu, ngày 05 tháng 11 năm 2026
V/v báo cáo cải cách hành chính
HỎA TỐC
Kính gửi: Ủy ban nhân dân các xã
Căn cứ Kế hoạch số 12/KH-UBND ngày 01/02/2026, đề nghị gửi báo cáo về Sở trước ngày 30/11/2026."""
PLAN = """ỦY BAN NHÂN DÂN
XÃ MẪU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 21/KH-UBND
Xã Mẫu, ngày 15 tháng 3 năm 2026
KẾ HOẠCH
Tổ chức Hội thi gia đình hòa thuận
toàn xã năm 2026
Thực hiện hướng dẫn của cấp trên, xã Mẫu lập kế hoạch như sau"""
PARTY = """ĐẢNG BỘ TỈNH MẪU
ĐẢNG ỦY XÃ MẪU
*
Số 05-NQ/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Xã Mẫu, ngày 02 tháng 01 năm 2026
NGHỊ QUYẾT
về nâng cao chất lượng sinh hoạt chi bộ
-----"""


def told(text: str) -> tuple[object, ...]:
    head = read_head(text)
    abstract = head.abstract.text if head.abstract else ""
    return (
        head.sender_name,
        str(head.symbol),
        str(head.issued_on),
        head.kind,
        abstract,
        head.urgency,
        str(head.due),
    )


def test_a_letter_a_plan_and_a_resolution_of_the_party_are_read():
    assert told(LETTER) == (
        "Sở Nội vụ tỉnh Mẫu", "125/SNV-CCHC", "2026-11-05", "", "báo cáo cải cách hành chính", "flash", "2026-11-30",
    )  # fmt: skip
    assert told(PLAN) == (
        "Ủy ban nhân dân xã Mẫu", "21/KH-UBND", "2026-03-15", "KH",
        "Tổ chức Hội thi gia đình hòa thuận toàn xã năm 2026", "", "None",
    )  # fmt: skip
    assert told(PARTY) == (
        "Đảng ủy xã Mẫu", "05-NQ/ĐU", "2026-01-02", "NQ", "về nâng cao chất lượng sinh hoạt chi bộ", "", "None",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "sender"),
    [
        (("UBND TỈNH MẪU", "SỞ TÀI CHÍNH"), "Sở Tài chính tỉnh Mẫu"),
        (("UBND", "TỈNH MẪU", "SỞ TÀI CHÍNH"), "Sở Tài chính tỉnh Mẫu"),
        (("ĐẢNG ỦY XÃ MẪU", "BAN XÂY DỰNG ĐẢNG"), "Ban Xây dựng đảng Đảng ủy xã Mẫu"),
        (("ỦY BAN NHÂN DÂN XÃ MẪU", "PHÒNG KINH TẾ XÃ MẪU"), "Phòng Kinh tế xã Mẫu"),
        (("TỈNH ỦY MẪU", "BAN TỔ CHỨC"), "Ban Tổ chức Tỉnh ủy Mẫu"),
        (("UBND TỈNH MẪU", "ỦY BAN NHÂN DÂN", "XÃ MẪU"), "Ủy ban nhân dân xã Mẫu"),
        (("BỘ TƯ PHÁP", "CỤC TRỢ GIÚP"), "Cục Trợ giúp"),
        (("SỞ TÀI CHÍNH",), "Sở Tài chính"),
    ],
)
def test_an_office_bears_the_name_of_the_place_that_stands_above_it(lines: tuple[str, ...], sender: str):
    head = read_head("\n".join((*lines, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/STC-NS")))
    assert head.sender_name == sender


def test_every_value_stands_where_it_was_read():
    for text in (LETTER, PLAN, PARTY):
        head = read_head(text)
        for found in (head.sender, head.symbol_at, head.abstract):
            assert found is not None
            there = " ".join(head.text[found.start : found.end].split())
            assert there == " ".join(found.text.split())


def test_a_number_that_is_still_free_is_none_and_the_ground_is_not_taken_for_it():
    head = read_head(PLAN.replace("Số: 21/KH-UBND", "Số:     /KH-UBND"))
    assert head.symbol is None
    assert head.kind == "KH"


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("gửi về trước ngày 30/11/2026", datetime.date(2026, 11, 30)),
        ("chậm nhất là ngày 30 tháng 11 năm 2026", datetime.date(2026, 11, 30)),
        ("xong trước 16 giờ 30, ngày 30/11/2026", datetime.date(2026, 11, 30)),
        ("đã họp ngày 30/11/2026", None),
        ("trước ngày 01/02/2020", None),
        ("trước ngày 31/02/2027", None),
    ],
)
def test_a_day_is_a_limit_only_by_its_words_and_not_before_the_paper(words: str, due: datetime.date | None):
    assert read_head(LETTER.replace("trước ngày 30/11/2026", words)).due == due


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("ỦY BAN NHÂN DÂN XÃ MẪU", "Ủy ban nhân dân xã Mẫu"),
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("PHÒNG KINH TẾ XÃ MẪU", "Phòng Kinh tế xã Mẫu"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_a_name_in_capitals_is_written_as_running_text_has_it(name: str, plain: str):
    assert plain_name(name) == plain


def test_a_stamped_text_is_refused():
    with pytest.raises(Refusal) as why:
        read_head(f"MẬT\n{LETTER}")
    assert why.value.faults[0].code == "file.secret"


@given(st.text(max_size=300))
def test_any_text_is_read_without_breaking(text: str):
    try:
        read_head(text)
    except Refusal as why:
        assert why.faults[0].code == "file.secret"  # noqa: PT017
