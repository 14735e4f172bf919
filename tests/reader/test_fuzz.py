"""Any bytes and any text give a reading or a refusal."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reader.campaign import campaign, check_call
from tests.reader.pages import PAGE

from tongket.reader import read_file, read_text
from tongket.reader.rules import RULES
from tongket.viet.fault import Refusal

WORDS = st.sampled_from(sorted(set(PAGE.split())))
TEXTS = st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=80).map(" ".join))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_reading_or_a_refusal(text: str):
    check_call(lambda: read_text(text))


@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda b: b"PK\x03\x04" + b)))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_reading_or_a_refusal(data: bytes):
    check_call(lambda: read_file(data, "tep"))


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_word_part_gives_a_reading_or_a_refusal(xml: str):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", xml.encode("utf-8", "replace"))
    with pytest.raises(Refusal):
        read_file(out.getvalue(), "tep.docx")


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_rule_stands_any_text(text: str):
    for rule in RULES.values():
        assert all(isinstance(found, str) for found in rule.find(text))


def test_mutated_pages_never_break_the_reader():
    assert campaign(60, seed=20261122) == 60


@pytest.mark.slow
def test_many_mutated_pages_never_break_the_reader():
    assert campaign(1000, seed=1) == 1000
