"""Rows of one line: words are never wider than they are taken for, and the page looks as if each row was measured."""

import json
import re
from dataclasses import replace

import pytest
import typst
from tests.writer.sample import review

from tongket.writer import pdf
from tongket.writer.document import Cell, Column, Document, Table
from tongket.writer.layout import laid_out, moment
from tongket.writer.typesetter import TEMPLATES, _fonts, typeset, typeset_source
from tongket.writer.widths import EMS, ems_at_most, rooms, widths_of

MEASURE = b"""#set text(font: "Tinos", size: 100pt)
#context [#metadata(json(bytes(sys.inputs.letters)).map(one => measure(text(one)).width / 100pt)) <ems>]"""
ROWS = re.compile(r"^ +rows: .*\n", re.MULTILINE)


def test_no_letter_is_wider_than_it_is_taken_for() -> None:
    letters = list(EMS)
    found = typst.query(
        MEASURE, "<ems>", sys_inputs={"letters": json.dumps(letters)}, font_paths=_fonts(),
        ignore_system_fonts=True,
    )  # fmt: skip
    widths = json.loads(found)[0]["value"]
    assert len(widths) == len(letters) > 200
    assert [letter for letter, ems in zip(letters, widths, strict=True) if not 0 < ems <= EMS[letter]] == []


@pytest.mark.parametrize("words", ["hai\ndòng", "Nhà «Văn hóa»", "1 × 2", "\u200b"])
def test_a_letter_of_unknown_width_may_take_any_room(words: str) -> None:
    assert ems_at_most(words) == float("inf")


def test_columns_share_the_page_and_leave_room_at_their_sides() -> None:
    table = Table((Column("A", width=1), Column("B", width=3)), ())
    assert widths_of(table, 400, 12) == [100, 300]
    assert rooms([100, 300]) == [92, 292]


def test_a_column_is_as_wide_as_its_longest_word_and_the_others_give_way() -> None:
    columns = (Column("TT", "center", 1), Column("Số, ký hiệu", width=5), Column("Trích yếu", width=30))
    rows = ((Cell("111"), Cell("76/2025/UBTVQH15"), Cell("Về việc sắp xếp các đơn vị hành chính")),)
    narrow, symbol, rest = widths_of(Table(columns, rows), 400, 12)
    assert narrow >= ems_at_most("111") * 12 + 8
    assert symbol >= ems_at_most("76/2025/UBTVQH15") * 12 + 8
    assert narrow + symbol + rest == pytest.approx(400, abs=0.1)


def test_columns_without_room_to_spare_keep_their_shares() -> None:
    columns = tuple(Column("Không-đủ-chỗ-cho-chữ", width=n) for n in (1, 2, 1))
    assert widths_of(Table(columns, ()), 100, 12) == [25, 50, 25]


def words_of_many_lengths() -> Table:
    long = "Phường Tân Thới Hiệp "
    rows = tuple((Cell(str(n)), Cell((long * 9)[:n]), Cell("W" * (n % 30))) for n in range(1, 140))
    return Table(
        (Column("TT", "center", width=5), Column("Tên", width=24), Column("W", "right", width=14)), rows
    )


@pytest.mark.parametrize("document", [review(), replace(review(), body=(words_of_many_lengths(),))])
def test_the_file_is_the_one_that_measuring_every_row_gives(document: Document) -> None:
    paper = json.dumps(pdf._paper(laid_out(document)), ensure_ascii=False)
    low = [row for part in re.findall(r'"low": \[(.*?)\]', paper) for row in part.split(", ")]
    assert low.count("true") > 50
    measured = ROWS.sub("", (TEMPLATES / "document.typ").read_text(encoding="utf-8")).encode()
    assert measured != (TEMPLATES / "document.typ").read_bytes()
    assert typeset("document.typ", paper, moment(document)) == typeset_source(
        measured, paper, moment(document)
    )
