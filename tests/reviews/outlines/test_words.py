"""Paragraphs as they are pasted, and the numbers that a sentence gives."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.reviews.outlines.words import differing, numbers_of, paragraphs, tidy

LINE = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).map(str.strip)


def test_a_paste_from_word_keeps_its_paragraphs():
    assert paragraphs("Đoạn một.\r\nĐoạn hai.\r\n\r\nĐoạn ba.") == ["Đoạn một.", "Đoạn hai.", "Đoạn ba."]


@given(st.lists(LINE.filter(bool)))
def test_whatever_the_line_ends_the_paragraphs_are_the_lines(lines: list[str]):
    kept = [paragraphs(end.join(lines)) for end in ("\n", "\r\n", "\r", "\n\n")]
    assert kept == [[tidy(line) for line in lines]] * 4


@pytest.mark.parametrize(
    ("text", "measure", "found"),
    [
        ("Thôn họp 12 cuộc, 1.234 lượt hộ dự.", "cuộc", ["12"]),
        ("Thôn họp 12 cuộc, 1.234 lượt hộ dự.", "lượt hộ", ["1234"]),
        ("Góp 12,5 triệu đồng trước ngày 15/12.", "triệu đồng", ["12.5"]),
        ("Ngày 12/10 cuộc họp bàn việc đường.", "cuộc", []),
        ("Chín cuộc.", "cuộc", []),
    ],
)
def test_the_numbers_of_a_sentence_in_a_measure(text: str, measure: str, found: list[str]):
    assert numbers_of(text, measure) == [Decimal(each) for each in found]


def test_a_sentence_differs_only_if_none_of_its_numbers_is_the_approved_one():
    assert differing("Họp 3 cuộc, trong đó 1 cuộc đột xuất.", "cuộc", Decimal(3)) == []
    assert differing("Họp 4 cuộc.", "cuộc", Decimal(3)) == [Decimal(4)]
    assert differing("Có họp.", "cuộc", Decimal(3)) == []
