"""The Word file: structure, styles for navigation, tables, pictures with words, dates, order of elements."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from itertools import pairwise

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from tests.writer.sample import NOTICE, communes, party_paper, review

from tongket.writer.document import Document
from tongket.writer.docx import render_docx

# The order in which the schema of Word wants some of the children that we write.
ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pBdr spacing ind jc outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b i color sz szCs u vertAlign lang",
    "w:tblPr": "tblStyle tblW jc tblLayout tblCellMar tblLook tblCaption",
    "w:tcPr": "tcW vAlign",
    "w:sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


@cache
def word(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(render_docx(document)))


def lines(document: Document) -> list[str]:
    return [
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in word(document).element.body.iter(qn("w:p"))
    ]


def headings(document: Document) -> list[tuple[str, str]]:
    return [
        (p.style.name, p.text)
        for p in word(document).paragraphs
        if p.style and "Heading" in str(p.style.name)
    ]


def test_it_opens_with_the_head_of_the_decree() -> None:
    text = lines(review())
    assert text[:2] == ["TỈNH MẪU", "ỦY BAN NHÂN DÂN XÃ MẪU"]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Số: 12/BC-UBND" in text
    assert "Tiếp tục thực hiện các việc chưa xong./." in text


def test_headings_can_be_walked() -> None:
    found = headings(review())
    assert ("Heading 1", "I. Căn cứ và công tác chỉ đạo") in found
    assert ("Heading 2", "34. Tỉnh Cà Mau") in found
    assert ("Heading 1", "Phụ lục I\nKẾT QUẢ THEO XÃ, PHƯỜNG, ĐẶC KHU") in found


def test_all_communes_are_in_it() -> None:
    text = set(lines(review()))
    assert all(ward in text for _, wards in communes() for ward, *_ in wards)


def test_every_table_repeats_its_head_row_and_splits_no_row() -> None:
    grids = [t for t in word(review()).tables if t.style is not None and t.style.name == "Table Grid"]
    assert len(grids) == 34 + 2
    for table in grids:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        assert not any(row.trPr.find(qn("w:tblHeader")) is not None for row in rows[1:])


def test_numbers_stand_at_the_right() -> None:
    table = next(t for t in word(review()).tables if t.style is not None and t.style.name == "Table Grid")
    cell = table._tbl.tr_lst[1].tc_lst[2]
    assert cell.p_lst[0].style == "CellRight"


def test_pictures_carry_their_words() -> None:
    pictures = list(word(review()).element.body.iter(qn("wp:docPr")))
    assert len(pictures) == 4
    assert "34 tỉnh, thành phố; cao nhất" in pictures[0].get("descr")
    assert len({picture.get("id") for picture in pictures}) == 4


def test_pages_have_the_margins_of_the_law_and_wide_annexes_lie() -> None:
    main, annex, wide = word(review()).sections
    sizes = [(round(s.page_width / Mm(1)), round(s.page_height / Mm(1))) for s in (main, annex, wide)]
    assert sizes == [(210, 297), (210, 297), (297, 210)]
    margins = (main.top_margin, main.bottom_margin, main.left_margin, main.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [20, 20, 30, 15]


def test_the_page_number_is_above_all_pages_but_the_first_of_each_section() -> None:
    for section in word(review()).sections:
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_the_notice_is_on_every_page() -> None:
    for section in word(review()).sections:
        assert section.footer.paragraphs[0].text == NOTICE
        assert section.first_page_footer.paragraphs[0].text == NOTICE


def test_all_letters_are_times_new_roman_and_vietnamese() -> None:
    styles = word(review()).styles
    for name in ("Normal", "Body Text", "Heading 1", "Title", "CellRight", "Caption"):
        fonts = styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "cs", "eastAsia")} == {
            "Times New Roman"
        }
        assert fonts.get(qn("w:asciiTheme")) is None
    assert styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"


def test_properties_and_times_come_from_the_document() -> None:
    data = render_docx(review())
    about = word(review()).core_properties
    assert about.title is not None
    assert about.title.startswith("BÁO CÁO Tổng kết")
    assert about.author == "ỦY BAN NHÂN DÂN XÃ MẪU"
    assert about.created is not None
    assert about.created.isoformat().startswith("2026-07-05T03:04:05")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 7, 5, 3, 4, 4)}
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert "docProps/thumbnail.jpeg" not in archive.namelist()


@pytest.mark.parametrize(
    "document", [review(), party_paper(), replace(review(), signatures=(), recipients=())]
)
def test_elements_stand_in_the_order_that_word_wants(document: Document) -> None:
    parts = [word(document).element, word(document).styles.element]
    for name, order in ORDERS.items():
        places = {qn(f"w:{child}"): i for i, child in enumerate(order.split())}
        for element in (e for part in parts for e in part.iter(qn(name))):
            known = [places[child.tag] for child in element if child.tag in places]
            assert known == sorted(known), element.xml[:400] if hasattr(element, "xml") else name


@pytest.mark.parametrize("document", [review(), party_paper()])
def test_no_two_tables_touch_and_the_end_is_a_paragraph(document: Document) -> None:
    tags = [child.tag for child in word(document).element.body]
    assert (qn("w:tbl"), qn("w:tbl")) not in set(pairwise(tags))
    assert tags[-2:] == [qn("w:p"), qn("w:sectPr")]


def test_a_party_paper_has_the_party_s_head() -> None:
    text = lines(party_paper())
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "*" in text
    assert "I- Kết quả" in text
    assert "K/T BÍ THƯ" in text
