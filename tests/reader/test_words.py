"""The ground of every rule: the matching form and the cutting into sentences."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tongket.reader.words import any_of, matching, sentences
from tongket.viet.text import nfc


@given(st.text())
def test_the_matching_form_is_as_long_as_the_text(text: str):
    assert len(matching(nfc(text))) == len(nfc(text))


@given(st.text())
def test_the_matching_form_of_itself_is_itself(text: str):
    once = matching(nfc(text))
    assert matching(once) == once


def test_old_and_new_tone_marks_match_but_quy_stays():
    assert matching("Hoà, thuỷ, khoẻ; quý, hoàn") == "hòa, thủy, khỏe; quý, hoàn"


def test_the_longest_phrase_is_tried_first():
    assert any_of("ban | ban chấp hành").startswith("(?:ban[ ]+chấp")


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def test_an_abbreviation_ends_no_sentence():
    assert cut("Ông Lúa, PCT. UBND xã, ở TP. Sông Bạc. Bà Hạt đến sau.") == [
        "Ông Lúa, PCT. UBND xã, ở TP. Sông Bạc.",
        "Bà Hạt đến sau.",
    ]


def test_a_number_with_dots_ends_no_sentence_and_a_line_does():
    assert cut("Có 1.200 hộ\nXã Mẫu") == ["Có 1.200 hộ", "Xã Mẫu"]


@given(st.text(alphabet="ab .\n", max_size=6000))
def test_sentences_lie_in_order_and_never_run_on(text: str):
    spans = sentences(text)
    assert all(0 < b - a <= 1500 for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join(cut(text)).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
