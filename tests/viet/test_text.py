"""Folding, the order of Vietnamese words, and the order of people's names."""
# ruff: noqa: E501 (tables are read a row a line)

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.viet.text import fold, given_name, name_key, nfc, sort_key

VIETNAMESE = st.text(
    alphabet=st.sampled_from("aàảãáạăằâậbcdđeèêệghiklmnoôơợpqrstuưựvxyỹ AĂÂĐÔƠƯỆ0123456789-/.,"), max_size=24
)

# in the order of ICU's collation for Vietnamese
IN_ORDER = [
    "10", "2", "a", "A", "à", "À", "ả", "ã", "á", "ạ", "an", "An", "án", "ang", "ăn", "ân", "ấn", "Ba Đình",
    "Bà Rịa", "Bá Thước", "Bắc Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "da", "Dan", "Dân", "đa", "Đan", "Đắk Lắk",
    "Đồng Nai", "Hà Giang", "Hạ Long", "Hà Nội", "hai", "o", "on", "ô", "ôn", "ơ", "ơn", "Quảng Nam", "Quảng Ninh",
    "Thái Bình", "Thanh Hóa", "tu", "tư", "Tư", "u", "ư", "y",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Trãi", "nguyen trai"),
        ("ĐƯỜNG  Đinh Tiên Hoàng ", "duong dinh tien hoang"),
        ("ẪỆỔỮ", "aeou"),
        (unicodedata.normalize("NFD", "Đắk Lắk"), "dak lak"),
        ("Ðồng Nai", "dong nai"),
        ("09-CT/TW", "09-ct/tw"),
    ],
)
def test_folding_takes_marks_case_and_spare_spaces_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_a_text_folds_alike_in_either_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text)) == fold(text.upper())


def test_words_sort_as_a_vietnamese_dictionary_has_them() -> None:
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@given(st.lists(VIETNAMESE, max_size=8))
def test_the_key_is_plain_and_spelling_in_code_points_does_not_matter(words: list[str]) -> None:
    for word in words:
        key = sort_key(word)
        assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
        assert key == sort_key(unicodedata.normalize("NFD", word))


def _reference(text: str) -> tuple[list[int], list[int], list[bool]]:
    """Letter ranks, then tones, then case, as lists: what the key must order by."""
    alphabet = " -,./0123456789aăâbcdđeêghiklmnoôơpqrstuưvxy"
    tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    ranks, marks, cases = [], [], []
    for char in nfc(" ".join(text.split())):
        parts = unicodedata.normalize("NFD", char)
        tone = next((m for m in parts if m in tones), "")
        ranks.append(alphabet.index(nfc(parts.replace(tone, "")).lower()))
        marks.append(tones.index(tone))
        cases.append(char.isupper())
    return ranks, marks, cases


@given(VIETNAMESE, VIETNAMESE)
def test_letters_decide_before_tones_and_tones_before_case(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (_reference(one) < _reference(other))


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_has_a_key(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) + (sort_key(other) < sort_key(one)) <= 1


def test_people_are_listed_by_given_name_then_family_name() -> None:
    people = ["Trần Văn An", "Lê Thị Bình", "Nguyễn An", "Lê Văn An", "Đỗ Ánh", "Phạm Ẩn"]
    expected = ["Lê Văn An", "Nguyễn An", "Trần Văn An", "Đỗ Ánh", "Phạm Ẩn", "Lê Thị Bình"]
    assert sorted(people, key=name_key) == expected


def test_the_given_name_is_the_last_word() -> None:
    assert given_name("Nguyễn Thị Minh Khai") == "Khai"
    assert given_name("") == ""
