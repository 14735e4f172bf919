"""What a document says in Vietnamese is told on an English screen in English; the document itself stays as it is."""

import pytest
from django.utils import translation
from tests.world import World

from tongket.reviews.material import Result, TargetLine, Value
from tongket.reviews.pages import body_of
from tongket.reviews.templatetags.reviews import asked, day_of_result, on_screen


def target(text: str, low: int | None, high: int | None) -> TargetLine:
    return TargetLine("giao", text, low, high, 1, None, Value("66,9 %"))


@pytest.mark.parametrize(
    ("document", "english"),
    [("66,9", "66.9"), ("1.234 – 3.321", "1,234 – 3,321"), ("chưa báo cáo", "not reported"), ("0", "0")],
)
def test_numbers_and_states_are_told_in_the_language_of_the_screen(document: str, english: str):
    assert on_screen(document) == document
    with translation.override("en"):
        assert on_screen(document) == english


@pytest.mark.parametrize(
    ("document", "low", "high", "english"),
    [
        ("giảm từ 60 đến 70 %", 600, 700, "from 60.0 to 70.0 % fewer"),
        ("ít nhất 6 cuộc", 60, None, "at least 6.0"),
        ("nhiều nhất 6 cuộc", 60, 60, "at most 6.0"),
    ],
)
def test_a_target_is_told_in_the_language_of_the_screen(
    document: str, low: int, high: int | None, english: str
):
    assert asked(target(document, low, high)) == document
    with translation.override("en"):
        assert asked(target(document, low, high)) == english


def test_the_day_of_a_result_is_told_in_the_language_of_the_screen():
    result = Result("Số xã", "xã", "counted", "ngày 01/7/2025", Value("3.321"), period="2025-07")
    assert day_of_result(result) == "tháng 7 năm 2025"
    with translation.override("en"):
        assert day_of_result(result) == "July 2025"


@pytest.mark.django_db
def test_an_english_screen_shows_english_numbers_and_a_vietnamese_document(world: World):
    client = world.client("clerk")
    client.cookies["django_language"] = "en"
    page = client.get(f"/tong-ket/{world.published.ref}/").content.decode()
    assert "22 Nov 2026" in page
    assert "ngày 22 tháng 11 năm 2026" in body_of(world.published)
    assert "Báo cáo" in page
