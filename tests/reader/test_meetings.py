"""The meeting put together: whether there was one, its type, and how its year is known."""

import pytest

from tongket.reader import read_text
from tongket.reader.model import ReadMeeting

LONG = (
    " Bà con trong xã đến dự rất đông, nghe lãnh đạo xã nói về việc làng, việc nước và góp nhiều ý kiến hay."
)


def meeting(text: str) -> ReadMeeting:
    event = read_text(text).event
    assert event is not None
    return event


@pytest.mark.parametrize(
    ("stamp", "sentence", "date", "basis"),
    [
        ("Thứ hai, 15/09/2025", "Sáng 12/9, UBND xã Mẫu mở hội nghị.", "2025-09-12", "inferred"),
        ("Thứ sáu, 02/01/2026", "Ngày 30/12, UBND xã Mẫu mở hội nghị.", "2025-12-30", "inferred"),
        ("Thứ hai, 15/06/2026", "Sáng 12/9, UBND xã Mẫu mở hội nghị.", "--09-12", "partial"),
        ("", "Sáng 12/9/2024, UBND xã Mẫu mở hội nghị.", "2024-09-12", "stated"),
        ("", "Sáng 20/12, UBND xã Mẫu mở hội nghị tổng kết mùa vụ năm 2023.", "2023-12-20", "inferred"),
        ("", "Sáng 9/1, UBND xã Mẫu mở hội nghị tổng kết mùa vụ năm 2023.", "2024-01-09", "inferred"),
        ("", "Sáng 3/7, UBND xã Mẫu mở hội nghị sơ kết 6 tháng đầu năm 2023.", "2023-07-03", "inferred"),
        ("", "Sáng 9/4, UBND xã Mẫu mở hội nghị sơ kết đề án giai đoạn 2015 - 2020.", "--04-09", "partial"),
        ("", "Sáng 12/9, UBND xã Mẫu mở hội nghị.", "--09-12", "partial"),
    ],
)
def test_the_year_comes_from_sentence_stamp_or_period_or_stays_open(
    stamp: str, sentence: str, date: str, basis: str
):
    event = meeting(f"Xã Mẫu họp bàn việc làng và việc nước\n{stamp}\n\n{sentence}{LONG}")
    assert (event.date, event.date_basis) == (date, basis)


def test_the_stamp_is_never_the_day_of_the_meeting_by_itself():
    event = meeting(
        f"Hội Nông dân xã Mẫu tổng kết phong trào\nThứ hai, 15/09/2025\n\nPhát biểu tại hội nghị, ông Lúa vui.{LONG}"
    )
    assert (event.type, event.date, event.date_basis) == ("tổng kết", None, None)


def test_a_second_nature_goes_to_also():
    event = meeting(f"Ngày 5/5/2025, Công an xã Mẫu mở hội nghị sơ kết quý một và ký kết giao ước.{LONG}")
    assert (event.type, event.also) == ("sơ kết", "ký kết")


@pytest.mark.parametrize(
    "text",
    [
        "Xã Mẫu được mùa cá. Bà con phấn khởi, giá cá năm nay cao hơn mọi năm, thương lái về tận ao để mua.",
        "Thông báo nêu kết luận của bà Hạt tại Hội nghị sơ kết mùa vụ năm 2024, các thôn nạo vét kênh mương.",
        "Xã sẽ mở hội nghị tổng kết trước ngày 15/12/2025, giao Văn phòng chuẩn bị nội dung và mời các thôn.",
    ],
)
def test_no_meeting_is_read_into_a_report_a_notice_or_a_plan(text: str):
    assert read_text(text).event is None
