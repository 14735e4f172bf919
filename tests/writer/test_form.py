"""What the validator of forms says of papers: ours keep the form, and each departure is named where it is."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from tests.writer.sample import party_paper, review, wide_annex

from tongket.base.faults import MESSAGES
from tongket.viet.fault import Refusal
from tongket.writer.docx import render_docx
from tongket.writer.form import departures, read_paper, rules

PAPERS = {"state": replace(review(), annexes=(wide_annex(), wide_annex())), "party": party_paper()}


@cache
def written(form: str) -> bytes:
    return render_docx(PAPERS[form])


def opened(form: str = "state") -> Word:
    return docx.Document(io.BytesIO(written(form)))


def codes(word: Word) -> list[str]:
    out = io.BytesIO()
    word.save(out)
    return [fault.code for fault in departures(read_paper(out.getvalue(), "a.docx"))]


def line(word: Word, words: str) -> Paragraph:
    """The first paragraph, in a table or not, in which these words stand."""
    every = (Paragraph(each, word._body) for each in word.element.body.iter(qn("w:p")))
    return next(each for each in every if words in each.text)


def rewrite(word: Word, old: str, new: str) -> None:
    for run in line(word, old).runs:
        run.text = run.text.replace(old, new)


def running(word: Word) -> Paragraph:
    return next(p for p in word.paragraphs if len(p.text) > rules.LONG and p.style.name == "Body Text")


def look(word: Word, words: str, **how: object) -> None:
    for run in line(word, words).runs:
        for name, value in how.items():
            setattr(run.font, name, value)


@pytest.mark.parametrize("form", ["state", "party"])
def test_our_own_papers_keep_the_form(form: str):
    assert codes(opened(form)) == []


def page(**sides: int) -> Callable[[Word], None]:
    def change(word: Word) -> None:
        for name, millimetres in sides.items():
            setattr(word.sections[0], name, Mm(millimetres))

    return change


def no_page_number(word: Word) -> None:
    for field in list(word.sections[0].header._element.iter(qn("w:instrText"))):
        field.getparent().remove(field)


def gone(words: str) -> Callable[[Word], None]:
    def change(word: Word) -> None:
        element = line(word, words)._p
        for run in list(element.iter(qn("w:r"))):
            run.getparent().remove(run)

    return change


DEPARTURES: dict[str, Callable[[Word], None]] = {
    "form.not_a4": page(page_width=216, page_height=279),
    "form.landscape": page(page_width=297, page_height=210),
    "form.margin_top": page(top_margin=15),
    "form.margin_bottom": page(bottom_margin=30),
    "form.margin_left": page(left_margin=25),
    "form.margin_right": page(right_margin=25),
    "form.page_number": no_page_number,
    "form.page_number_first": lambda word: setattr(
        word.sections[0], "different_first_page_header_footer", False
    ),
    "form.font": lambda word: look(word, "BÁO CÁO", name="Arial"),
    "form.colour": lambda word: setattr(line(word, "BÁO CÁO").runs[0].font.color, "rgb", RGBColor(200, 0, 0)),
    "form.heading_missing": gone("Độc lập"),
    "form.heading_spelt": lambda word: rewrite(word, "Hạnh phúc", "hạnh phúc"),
    "form.not_bold": lambda word: look(word, "Độc lập", bold=False),
    "form.number_missing": gone("Số:"),
    "form.number_colon": lambda word: rewrite(word, "Số:", "Số"),
    "symbol.did_you_mean": lambda word: rewrite(word, "12/BC-UBND", "12/BC/UBND"),
    "symbol.leading_zero": lambda word: rewrite(word, "12/BC", "5/BC"),
    "form.place_missing": gone(", ngày"),
    "form.place_form": lambda word: rewrite(word, "tháng", "th."),
    "form.place_noughts": lambda word: rewrite(word, "tháng 7", "tháng 07"),
    "form.place_italic": lambda word: look(word, ", ngày", italic=False),
    "form.kind_missing": lambda word: rewrite(word, "BÁO CÁO", "TỜ RƠI"),
    "form.kind_form": lambda word: rewrite(word, "BÁO CÁO", "Báo cáo"),
    "form.addressees": lambda word: rewrite(word, "Mẫu;", "Mẫu"),
    "form.body_size": lambda word: [setattr(run.font, "size", Pt(12)) for run in running(word).runs] and None,
    "form.body_justified": lambda word: setattr(running(word), "alignment", WD_ALIGN_PARAGRAPH.LEFT),
    "form.body_indent": lambda word: setattr(running(word).paragraph_format, "first_line_indent", Mm(0)),
    "form.body_around": lambda word: setattr(running(word).paragraph_format, "space_after", Pt(0)),
    "form.body_spacing": lambda word: setattr(
        running(word).paragraph_format, "line_spacing_rule", WD_LINE_SPACING.DOUBLE
    ),
    "form.end_mark": lambda word: rewrite(word, "./.", "."),
    "form.sent_missing": gone("Nơi nhận"),
    "form.sent_label": lambda word: look(word, "Nơi nhận", italic=False),
    "form.archive_missing": lambda word: rewrite(word, "Lưu: VT", "Bộ phận một cửa"),
    "form.authority": lambda word: rewrite(word, "TM.", "T/M"),
    "form.learned_title": lambda word: rewrite(word, "Nguyễn Văn Mẫu", "TS. Nguyễn Văn Mẫu"),
    "form.annex_number": lambda word: rewrite(word, "Phụ lục II", "Phụ lục hai"),
}


@pytest.mark.parametrize("code", DEPARTURES)
def test_each_departure_is_named(code: str):
    word = opened()
    DEPARTURES[code](word)
    assert code in codes(word)


@pytest.mark.parametrize(
    ("lines", "well"),
    [
        (("Kính gửi: Sở Nội vụ tỉnh Mẫu",), True),
        (("Kính gửi:", "- Sở Nội vụ;", "- Sở Tài chính;", "- Các xã, phường."), True),
        (("Kính gửi:", "- Sở Nội vụ", "- Sở Tài chính"), False),
        (("Kính gửi:", "- Sở Nội vụ;", "- Sở Tài chính;"), False),
        (("Kính gửi:", "- Sở Nội vụ."), False),
        (("Kính gửi: - Sở Nội vụ;", "- Sở Tài chính."), False),
        (("Kính gửi: Sở Nội vụ; Sở Tài chính",), False),
        (("Kính gửi:", "Sở Nội vụ"), False),
    ],
)
def test_several_recipients_of_a_letter_stand_below_each_on_its_line(lines: tuple[str, ...], well: bool):
    word = docx.Document()
    for text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "V/v họp", *lines, "Nội dung./."):
        word.add_paragraph(text)
    assert ("form.addressees" not in codes(word)) is well


def test_recipients_beside_the_words_in_a_table_stand_not_below():
    word = docx.Document()
    word.add_paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Kính gửi:", "- Sở Nội vụ;\n- Sở Tài chính."
    assert "form.addressees" in codes(word)
    cells[1].text = "Sở Nội vụ"
    assert "form.addressees" not in codes(word)


def test_a_paper_of_the_party_has_no_colon_and_a_slash_in_the_authority():
    word = opened("party")
    rewrite(word, "Số ", "Số: ")
    rewrite(word, "K/T", "KT.")
    assert codes(word) == ["form.number_no_colon", "form.authority"]


def test_a_file_without_heading_is_no_official_paper():
    word = docx.Document()
    word.add_paragraph("Thân gửi các bạn")
    assert codes(word) == ["form.no_heading"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a zip", b"%PDF-1.7", "chữ".encode()])
def test_a_file_that_is_no_word_file_is_refused(data: bytes):
    with pytest.raises(Refusal) as refused:
        read_paper(data, "a.docx")
    assert refused.value.faults[0].code == "form.no_docx"


def test_every_departure_has_a_sentence_and_is_tested():
    source = Path(rules.__file__).read_text(encoding="utf-8")
    raised = {f"form.{code}" for code in re.findall(r'_fault\(\s*judged,\s*"(\w+)"', source)}
    raised |= {f"form.{code}" for code in re.findall(r'"(body_\w+)": lambda', source)}
    assert len(raised) > 20
    assert raised <= set(MESSAGES)
    assert {code for code in MESSAGES if code.startswith("form.")} <= raised | set(DEPARTURES) | {
        "form.no_docx",
        "form.no_heading",
        "form.number_no_colon",
    }
