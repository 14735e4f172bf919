"""A whole page read at once: the article among menus, one award for five captions, every value with its place."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.reader.pages import ARTICLE, PAGE

from tongket.reader import read_file, read_text
from tongket.viet.fault import Refusal
from tongket.viet.text import nfc


@pytest.fixture(scope="module")
def record() -> Any:
    return read_text(PAGE).as_dict("trang")


def test_the_headline_is_found_under_the_menu(record: Any):
    assert record["title"] == "Huyện Đồi Xanh sơ kết ba năm trồng rừng"


def test_the_meeting_is_put_together_from_sentence_headline_and_stamp(record: Any):
    event = dict(record["event"])
    spans = event.pop("spans")
    assert event == {
        "type": "sơ kết",
        "date": "2024-09-12",
        "date_basis": "inferred",
        "period_years": 3,
        "period": ["2021", "2030"],
        "host": "UBND huyện Đồi Xanh",
        "place": "Hội trường Huyện ủy",
    }
    assert nfc(PAGE)[slice(*spans["host"])] == "UBND huyện Đồi Xanh"


def test_a_directive_comes_with_its_day_and_issuer(record: Any):
    (directive,) = record["directives"]
    assert (directive["symbol"], directive["date"]) == ("41-KH/HU", "2021-07-04")
    assert directive["issuer"] == "Thường trực Huyện ủy"


def test_persons_come_once_with_the_first_office_told(record: Any):
    assert [(p["name"], p["position"]) for p in record["persons"]] == [
        ("Trần Văn Lúa", "Bí thư Huyện ủy"),
        ("Nguyễn Thị Hạt", "Huyện ủy viên, Chủ tịch UBND huyện"),
    ]


def test_one_award_mentioned_five_times_is_one_award(record: Any):
    (award,) = record["commendations"]
    assert (award["kind"], award["collectives"], award["individuals"]) == ("giấy khen", 9, 16)
    assert award["awarded_by"] == "UBND huyện Đồi Xanh"


def test_figures_leave_out_days_awards_and_symbols(record: Any):
    assert [(f["value"], f["unit"]) for f in record["figures"]] == [
        ("1.240,5", "ha"),
        ("96,2", "%"),
        ("315", "hộ khá"),
    ]


def spans(value: Any) -> Iterator[tuple[str, list[int]]]:
    """The told string and the span of every record below the document."""
    for found in [*value["directives"], *value["persons"], *value["commendations"], *value["figures"]]:
        told = found.get("symbol") or found.get("value") or found.get("kind") or found.get("name")
        yield found.get("name", told) if "position" in found else told, found["span"]


def test_every_span_points_at_what_was_read(record: Any):
    text = nfc(PAGE)
    for told, (start, end) in spans(record):
        assert text[start:end] == told


def test_decomposed_letters_and_windows_line_ends_read_the_same():
    import unicodedata

    other = unicodedata.normalize("NFD", PAGE).replace("\n", "\r\n")
    assert read_text(other) == read_text(PAGE)


def test_hard_wrapped_text_reads_like_whole_paragraphs():
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(part, 72) for part in ARTICLE.split("\n\n"))
    plain, broken = read_text(ARTICLE).as_dict("a"), read_text(wrapped).as_dict("a")
    assert broken["title"] == plain["title"]
    assert broken["event"]["host"] == plain["event"]["host"]
    assert [p["name"] for p in broken["persons"]] == [p["name"] for p in plain["persons"]]


def test_old_tone_marks_read_like_new_ones():
    old = ARTICLE.replace("ủy", "uỷ")
    assert old != ARTICLE
    assert [p.name.text for p in read_text(old).persons] == [p.name.text for p in read_text(ARTICLE).persons]
    assert read_text(old).event is not None


def test_a_plan_reports_no_meeting():
    plan = (
        "Kế hoạch trồng cây\n\nXã Mẫu trồng cây ven đường từ tháng sau, mỗi thôn nhận một đoạn. "
        "Các thôn tổ chức họp dân để bàn. Xã sẽ mở hội nghị sơ kết vào cuối năm."
    )
    assert read_text(plan).event is None


@pytest.mark.parametrize("text", ["", "\n\n", "12", "Trang chủ\nLiên hệ", "…", "\x00\x01"])
def test_a_text_without_an_article_gives_an_empty_reading(text: str):
    reading = read_text(text)
    assert (reading.title, reading.event, reading.persons) == (None, None, ())


def test_a_stamped_text_is_refused_and_nothing_of_it_is_told():
    with pytest.raises(Refusal) as refused:
        read_text("TỐI MẬT\n" + ARTICLE, "bao-cao.txt")
    (fault,) = refused.value.faults
    assert (fault.code, fault.where, dict(fault.values)) == (
        "file.secret",
        "bao-cao.txt",
        {"stamp": "TỐI MẬT"},
    )
    with pytest.raises(Refusal):
        read_file(("MẬT\n" + ARTICLE).encode(), "x.txt")
