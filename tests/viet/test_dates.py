"""Days and terms, read and written."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.viet.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    find_dates,
    find_terms,
    format_date,
    format_date_long,
    parse_date,
)
from tongket.viet.fault import Refusal


@pytest.mark.parametrize(
    "text",
    [
        "22/11/2026",
        "22-11-2026",
        "22.11.2026",
        "2026-11-22",
        "ngày 22 tháng 11 năm 2026",
        " Ngày 22/11/2026 ",
    ],
)
def test_a_day_is_read_in_every_usual_way(text: str) -> None:
    assert parse_date(text) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2026", "date.impossible"),
        ("22/13/2026", "date.impossible"),
        ("22/11/26", "date.unreadable"),
        ("22/11", "date.unreadable"),
        ("hôm qua", "date.unreadable"),
        ("22/11-2026", "date.unreadable"),
        ("", "date.unreadable"),
        ("22/11/2926", "date.far"),
        ("0001-01-01", "date.far"),
    ],
)
def test_what_is_no_day_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_date(text)
    assert caught.value.faults[0].code == code


def test_documents_write_a_zero_before_small_days_and_the_first_two_months() -> None:
    assert format_date(date(2025, 7, 1)) == "01/7/2025"
    assert format_date(date(2026, 11, 22)) == "22/11/2026"
    assert format_date_long(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert format_date_long(date(2026, 11, 22)) == "ngày 22 tháng 11 năm 2026"


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_a_written_day_reads_back(day: date) -> None:
    assert (
        parse_date(format_date(day))
        == parse_date(format_date_long(day))
        == parse_date(day.isoformat())
        == day
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hội nghị họp ngày 20/10 tại hội trường", ["--10-20"]),
        ("đăng lúc 20-10-2022 14:05", ["2022-10-20"]),
        ("Sáng 27/10, Ban Chỉ đạo", ["--10-27"]),
        ("Chiều nay (27/10), tại", ["--10-27"]),
        ("Kết luận số 01-KL/TW ngày 18 tháng 5 năm 2021 của", ["2021-05-18"]),
        ("ngày 18 tháng 5, huyện", ["--05-18"]),
        ("Quyết định 759/QĐ-TTg ngày 14/4/2025.", ["2025-04-14"]),
        ("14/4/2025 - UBND xã", ["2025-04-14"]),
        ("Thứ năm, 20.10.2022", ["2022-10-20"]),
        ("từ ngày 01/7/2025 đến ngày 30/9/2025", ["2025-07-01", "2025-09-30"]),
        ("đạt 7/10 chỉ tiêu", []),
        ("Nghị định 30/2020/NĐ-CP", []),
        ("số 21/2004/CT-UB", []),
        ("ngày 31/2/2025", []),
        ("tăng 1.234.567 đồng", []),
        ("ngày 7/10/22", []),
    ],
)
def test_days_are_found_in_a_text(text: str, found: list[str]) -> None:
    assert [hit.iso for hit in find_dates(text)] == found


def test_a_found_day_knows_its_characters() -> None:
    text = "Sáng ngày 27/10, rồi 20-10-2022 và ngày 18 tháng 5 năm 2021."
    assert [text[hit.start : hit.end] for hit in find_dates(text)] == [
        "27/10",
        "20-10-2022",
        "18 tháng 5 năm 2021",
    ]


@given(st.text(max_size=80))
def test_found_days_never_overlap(text: str) -> None:
    hits = find_dates(text)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@pytest.mark.parametrize(
    ("text", "bounds", "lead"),
    [
        ("giai đoạn 2022 – 2025", ("2022", "2025"), "giai đoạn"),
        ("nhiệm kỳ 2020-2025", ("2020", "2025"), "nhiệm kỳ"),
        ("Sơ kết 5 năm (2019-2024)", ("2019", "2024"), "5 năm"),
        ("giai đoạn từ 2016 đến 2021", ("2016", "2021"), "giai đoạn"),
        ("từ năm 2019 đến năm 2024", ("2019", "2024"), ""),
        ("từ tháng 5/2016 đến tháng 5/2021", ("2016-05", "2021-05"), ""),
        ("từ tháng 12 năm 2011 đến hết tháng 6 năm 2021", ("2011-12", "2021-06"), ""),
    ],
)
def test_terms_are_found_in_a_text(text: str, bounds: tuple[str, str], lead: str) -> None:
    (term,) = find_terms(f"Chương trình {text}, kết quả")
    assert (term.bounds, term.lead) == (bounds, lead)


@pytest.mark.parametrize(
    "text", ["năm 2025 - 2022", "20/10/2022-21/10/2023", "0912.2020-2025", "số 2022-2025/KH"]
)
def test_what_is_no_term_is_passed_over(text: str) -> None:
    assert find_terms(text) == []
