"""The document model: its canonical bytes and the way back."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.viet.fault import Refusal
from tongket.writer.document import (
    Bar,
    BarChart,
    Bullets,
    Cell,
    Column,
    Document,
    FigureRef,
    Head,
    Heading,
    Level,
    Paragraph,
    PointGroup,
    PointMap,
    Section,
    Source,
    Table,
    Text,
    from_json,
    to_json,
)

words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12).map(
    lambda t: normalize("NFC", t)
)
marks = st.sampled_from([(), ("estimated",), ("zero",), ("range", "reported")])
inlines = st.builds(Text, words, st.sampled_from(["", "bold", "italic"])) | st.builds(
    FigureRef, words, words, marks
)
lines = st.lists(inlines, max_size=3).map(tuple)
numbers = st.integers(-(2**63), 2**63 - 1)
sources = st.builds(Source, words, st.integers(0, 99), st.integers(0, 99))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.lists(st.builds(Column, words), min_size=1, max_size=3))
    cells = st.builds(Cell, words, words, marks)
    rows = draw(st.lists(st.tuples(*(cells for _ in columns)), max_size=3))
    return Table(tuple(columns), tuple(rows), draw(words), source=draw(sources))


bars = st.lists(st.builds(Bar, words, numbers, words), max_size=3).map(tuple)
levels = st.lists(st.builds(Level, words, numbers, numbers), max_size=2).map(tuple)
points = st.lists(st.tuples(numbers, numbers), max_size=3).map(tuple)
groups = st.lists(st.builds(PointGroup, words, points), max_size=2).map(tuple)
plain_blocks = st.one_of(
    st.builds(Heading, st.integers(1, 3), words),
    st.builds(Paragraph, lines),
    st.builds(Bullets, st.lists(lines, max_size=2).map(tuple)),
    tables(),
    st.builds(BarChart, words, words, bars, levels=levels, source=sources),
    st.builds(PointMap, words, words, groups),
)
sections = st.builds(Section, words, words, st.lists(plain_blocks, max_size=2).map(tuple))
bodies = st.lists(plain_blocks | sections, max_size=4).map(tuple)
documents = st.builds(Document, words, words, st.builds(Head, words, words, words), bodies, words)


@given(documents)
def test_a_document_read_back_is_the_same(document: Document) -> None:
    data = to_json(document)
    assert from_json(data) == document
    assert to_json(from_json(data)) == data


def test_the_bytes_are_in_normal_form_whatever_was_typed() -> None:
    head = Head("Sở", "Hà Nội", "")
    composed, apart = (
        Document("BÁO CÁO", normalize(form, "ẪỆỔỮ \\n"), head, (), "") for form in ("NFC", "NFD")
    )
    assert to_json(composed) == to_json(apart)


def test_control_characters_of_pasted_text_are_left_out() -> None:
    document = Document("BÁO CÁO", "một\x0b hai\x00\tba\n", Head("A", "B", "C"), (), "")
    assert from_json(to_json(document)).abstract == "một hai\tba\n"


@pytest.mark.parametrize("data", [b"", b"[]", b'{"is":"Head"}', b'{"is":"System"}', b'"BAO CAO"', b"\xff"])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        from_json(data)
    assert refusal.value.faults[0].code == "writer.not_a_document"


def test_a_row_too_short_for_its_table_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table((Column("TT"), Column("Xã")), ((Cell("1"),),))
