"""Several papers in one file: each begins on its own page, whose pages count from 1."""

import io

import docx
import pikepdf
import pytest

from tongket.writer.document import Document, Head, Paragraph, Signature, Text
from tongket.writer.merged import merged_docx, merged_pdf


def paper(to: str, paragraphs: int = 1) -> Document:
    words = Paragraph((Text("Trân trọng kính mời dự hội nghị sơ kết. " * 12),))
    return Document(
        kind="GIẤY MỜI",
        abstract="Dự hội nghị",
        head=Head("UBND XÃ MẪU", "Mẫu", "ngày 22 tháng 11 năm 2026", "01/GM-UBND"),
        body=(Paragraph((Text("Kính mời: "), Text(to, "bold"))), *[words] * paragraphs),
        as_of="2026-11-22T01:00:00Z",
        signatures=(Signature("CHỦ TỊCH", "Lê Thị Bình", "TM. ỦY BAN NHÂN DÂN"),),
    )


PAPERS = [paper("Thôn Một"), paper("Thôn Hai", 7), paper("Thôn Ba")]


def test_a_short_paper_takes_one_page_and_a_long_one_more() -> None:
    with pikepdf.open(io.BytesIO(merged_pdf(PAPERS))) as pdf:
        assert len(pdf.pages) == 4
        assert pdf.Root.MarkInfo.Marked


def test_the_word_file_has_a_section_a_paper_and_all_addressees() -> None:
    word = docx.Document(io.BytesIO(merged_docx(PAPERS)))
    words = "\n".join(line.text for line in word.paragraphs)
    assert len(word.sections) == 3
    assert [words.count(f"Kính mời: Thôn {one}") for one in ("Một", "Hai", "Ba")] == [1, 1, 1]


@pytest.mark.parametrize("render", [merged_docx, merged_pdf])
def test_the_same_papers_give_the_same_bytes(render) -> None:
    assert render(PAPERS) == render(PAPERS)
