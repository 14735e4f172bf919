"""What the form settles: numbers of headings and captions, the end mark, the words of an annex."""

from dataclasses import replace

import pytest
from tests.writer.sample import party_paper, review

from tongket.writer.document import (
    Annex,
    Block,
    Bullets,
    Document,
    FigureRef,
    Head,
    Heading,
    Paragraph,
    Section,
    Table,
    Text,
)
from tongket.writer.layout import annex_heading, annex_note, caption_line, laid_out, number_line, roman


def paper(*body: Block, annexes: tuple[Annex, ...] = (), form: str = "state") -> Document:
    return Document("BÁO CÁO", "x", Head("A", "B", "C"), body, "2026-07-05T03:04:05Z", form, annexes=annexes)  # type: ignore[arg-type]


def numbers(blocks: tuple[Block, ...]) -> list[str]:
    return [block.number for block in blocks if isinstance(block, Heading)]


@pytest.mark.parametrize(("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (34, "XXXIV"), (99, "XCIX")])
def test_roman_numerals(number: int, letters: str) -> None:
    assert roman(number) == letters


def test_headings_count_within_the_one_above() -> None:
    levels = (1, 2, 3, 3, 2, 3, 1, 2)
    laid = laid_out(paper(*(Heading(level, "x") for level in levels)))
    assert numbers(laid.body) == ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1."]


def test_no_heading_skips_a_level() -> None:
    laid = laid_out(paper(Heading(3, "x"), Heading(1, "y"), Heading(3, "z"), Heading(3, "t")))
    found = [(block.level, block.number) for block in laid.body if isinstance(block, Heading)]
    assert found == [(1, "a)"), (1, "I."), (2, "a)"), (2, "b)")]


def test_points_go_on_with_the_letters_of_vietnamese() -> None:
    laid = laid_out(paper(*(Heading(3, "x") for _ in range(6))))
    assert numbers(laid.body) == ["a)", "b)", "c)", "d)", "đ)", "e)"]


def test_the_party_writes_a_dash_after_the_part() -> None:
    assert numbers(laid_out(party_paper()).body) == ["I-"]


@pytest.mark.parametrize(
    ("body", "end"),
    [
        ((Paragraph((Text("Đã xong."),)),), "Đã xong./."),
        ((Paragraph((Text("Đã "), Text("xong;", "bold"))),), "xong./."),
        ((Paragraph((Text("Đã xong./."),)),), "Đã xong./."),
        ((Paragraph((Text("Giảm "), FigureRef("66,9", "r"))),), "./."),
        ((Bullets(((Text("một;"),), (Text("hai"),))),), "hai./."),
        ((), "./."),
        ((Paragraph(()),), "./."),
    ],
)
def test_the_body_ends_with_its_mark_once(body: tuple[Block, ...], end: str) -> None:
    last = laid_out(paper(*body)).body[-1]
    content = last.items[-1] if isinstance(last, Bullets) else last.content  # type: ignore[union-attr]
    assert content[-1].text == end


def test_a_party_paper_ends_with_a_full_stop_alone() -> None:
    last = laid_out(party_paper()).body[-1]
    assert isinstance(last, Bullets)
    assert last.items[-1][-1].text == "Phiên 2."


def test_captions_count_through_body_and_annexes() -> None:
    laid = laid_out(review())
    assert [getattr(block, "number", "") for block in laid.body if hasattr(block, "caption")] == [
        *("Bảng 1", "Hình 1", "Hình 2", "Hình 3")
    ]
    assert [getattr(block, "number", "") for block in laid.annexes[1].blocks] == ["Bảng 2", "I.", "Hình 4"]
    assert caption_line(laid.annexes[1].blocks[0]) == "Bảng 2. Các loại ô trong biểu (việc)"


def test_a_table_without_caption_takes_no_number() -> None:
    section = laid_out(review()).annexes[0].blocks[0]
    assert isinstance(section, Section)
    assert isinstance(section.blocks[0], Table)
    assert section.blocks[0].number == ""


def test_annexes_have_roman_numbers_only_when_there_are_several() -> None:
    one, two = Annex("a", "A", ()), Annex("b", "B", ())
    assert [annex_heading(annex) for annex in laid_out(paper(annexes=(one,))).annexes] == ["Phụ lục"]
    assert [annex_heading(annex) for annex in laid_out(paper(annexes=(one, two))).annexes] == [
        "Phụ lục I",
        "Phụ lục II",
    ]
    assert annex_note(paper()).startswith("(Kèm theo Báo cáo số …")


def test_the_number_line_is_the_form_s_own() -> None:
    assert number_line(review()) == "Số: 12/BC-UBND"
    assert number_line(party_paper()) == "Số 05-BC/ĐU"
    assert number_line(replace(review(), head=Head("A", "B", "C"))).strip() == "Số:"
