"""What is the same gives the same bytes; what has no single form is refused."""

import datetime as dt
import hashlib
import json
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.ledger.canonical import canonical, commitment

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT.filter(str.isascii), inner, max_size=4),
    max_leaves=12,
)


def test_known_bytes() -> None:
    assert canonical({"b": [1, -2], "a": "Đường"}) == '{"a":"Đường","b":[1,-2]}'.encode()
    assert canonical({}) == b"{}"
    assert canonical(("x", 2**80)) == b'["x",1208925819614629174706176]'
    assert canonical('"\n') == b'"\\"\\n"'


def test_order_of_keys_and_form_of_letters_do_not_matter() -> None:
    composed = {"tên": "Xã Mẫu", "số": 1}
    decomposed = {unicodedata.normalize("NFD", "số"): 1, "tên": unicodedata.normalize("NFD", "Xã Mẫu")}
    assert canonical(composed) == canonical(decomposed)


@given(VALUES)
def test_bytes_read_back_as_the_value_in_nfc(value: object) -> None:
    data = canonical(value)
    back = json.loads(data)
    assert canonical(back) == data
    assert unicodedata.is_normalized("NFC", data.decode())


@given(VALUES, VALUES)
def test_different_values_have_different_bytes(one: object, other: object) -> None:
    def plain(value: object) -> object:
        return json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)))

    assert (canonical(one) == canonical(other)) == (plain(one) == plain(other))


@pytest.mark.parametrize(
    "value",
    [1.5, None, True, Decimal(1), dt.date(2025, 7, 1), b"x", {"a": {"b": [1, None]}}, {1: "x"}, {"a"}],
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_the_refusal_names_the_place() -> None:
    with pytest.raises(TypeError, match=r"\$\.figures\[1\]\.value is float"):
        canonical({"figures": [{"value": 1}, {"value": 2.0}]})


def test_two_keys_that_are_one_in_nfc_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        canonical({"ế": 1, unicodedata.normalize("NFD", "ế"): 2})


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


def test_a_commitment_is_the_hash_of_salt_and_bytes() -> None:
    salt = bytes(range(32))
    assert commitment(b"x", salt) == hashlib.sha256(salt + b"x").digest()
    assert commitment(b"x", salt) != commitment(b"x", bytes(32))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_short_salt_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(b"x", bytes(length))
