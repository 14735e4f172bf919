"""Files that come back: whose they are, and which figures and words read otherwise."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.writer.sample import review

from tongket.viet.fault import Refusal
from tongket.writer.compare import Altered, differences, ident_of, kind_of, lines_of
from tongket.writer.document import Cell, Document, Table
from tongket.writer.docx import render_docx
from tongket.writer.ident import claim_of
from tongket.writer.pdf import render_pdf

IDENT = "tongket:review/0f0e8c5e-0000-4000-8000-000000000001"


@cache
def document() -> Document:
    return replace(review(), ident=IDENT, annexes=())


@cache
def docx() -> bytes:
    return render_docx(document())


def rewritten(data: bytes, change, describe=str) -> bytes:  # noqa: ANN001
    """A Word file whose text, or what is said about it, was changed by hand."""
    out, changed = io.BytesIO(), {"word/document.xml": change, "docProps/core.xml": describe}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            part, how = old.read(entry), changed.get(entry.filename)
            new.writestr(entry, how(part.decode()).encode() if how else part)
    return out.getvalue()


@pytest.mark.parametrize("render", [render_docx, render_pdf])
def test_a_file_of_ours_bears_its_id_and_reads_like_itself(render) -> None:  # noqa: ANN001
    data = render(document())
    assert ident_of(data) == IDENT
    assert kind_of(data) == ("docx" if render is render_docx else "pdf")
    assert differences(lines_of(data), lines_of(data)) == ()


def test_an_altered_figure_of_a_word_file_is_told_with_its_row_and_column() -> None:
    cell = _figure_cells()[0]
    altered = rewritten(docx(), lambda xml: xml.replace(f">{cell.text}<", ">987.654<", 1))
    (found,) = differences(lines_of(altered), lines_of(docx()))
    assert (found.there, found.frozen, found.is_figure) == ("987.654", cell.text, True)
    assert re.match(r"bảng \d+, dòng “.+”, cột “.+”", found.where)


def test_an_altered_figure_of_a_pdf_is_told_with_its_page() -> None:
    table = next(block for block in document().body if isinstance(block, Table))
    row = table.rows[0]
    place = next(at for at, cell in enumerate(row) if cell.ref and cell.text)
    other = replace(
        table, rows=((*row[:place], replace(row[place], text="987.654"), *row[place + 1 :]), *table.rows[1:])
    )
    changed = replace(document(), body=tuple(other if one is table else one for one in document().body))
    found = differences(lines_of(render_pdf(changed)), lines_of(render_pdf(document())))
    assert [(one.there, one.frozen) for one in found] == [("987.654", row[place].text)]
    assert found[0].where.startswith("trang ")


def _figure_cells() -> list[Cell]:
    tables = [block for block in document().body if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row if cell.ref and not cell.marks]
    once = docx_text().count
    return [cell for cell in cells if once(f">{cell.text}<") == 1]


@cache
def docx_text() -> str:
    return text_of(docx())


def text_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_figure_of_a_word_file_can_be_changed_unseen(data: st.DataObject) -> None:
    cell = data.draw(st.sampled_from(_figure_cells()))
    other = data.draw(st.integers(0, 10**9).map(str).filter(lambda text: text != cell.text))
    altered = rewritten(docx(), lambda xml: xml.replace(f">{cell.text}<", f">{other}<"))
    found = differences(lines_of(altered), lines_of(docx()))
    assert [(one.there, one.frozen) for one in found] == [(other, cell.text)]


def test_altered_words_are_told_apart_from_figures_and_left_out_rows_are_missed() -> None:
    words = rewritten(docx(), lambda xml: xml.replace("Căn cứ Kế hoạch", "Căn cứ Chương trình", 1))
    found = differences(lines_of(words), lines_of(docx()))
    assert found
    assert not any(one.is_figure for one in found)
    rows = rewritten(docx(), lambda xml: re.sub(r"(?s)(.*)<w:tr>.*?</w:tr>", r"\1", xml, count=1))
    assert any(one.there == "" for one in differences(lines_of(rows), lines_of(docx())))


def test_what_a_tracked_change_has_struck_out_is_not_read() -> None:
    struck = rewritten(
        docx(),
        lambda xml: xml.replace("</w:p>", "<w:del><w:r><w:delText>123</w:delText></w:r></w:del></w:p>", 1),
    )
    assert differences(lines_of(struck), lines_of(docx())) == ()


@pytest.mark.parametrize("data", [b"", b"words", b"PK\x03\x04 broken", b"GIF89a"])
def test_other_files_are_of_no_kind(data: bytes) -> None:
    assert kind_of(data) == ""


def test_broken_and_locked_files_are_refused() -> None:
    with pytest.raises(Refusal) as why:
        ident_of(b"%PDF-1.7 broken")
    assert why.value.faults[0].code == "check.broken"
    import pypdf

    writer, out = pypdf.PdfWriter(io.BytesIO(render_pdf(document()))), io.BytesIO()
    writer.encrypt("khóa")
    writer.write(out)
    with pytest.raises(Refusal) as why:
        ident_of(out.getvalue())
    assert why.value.faults[0].code == "check.locked"
    with pytest.raises(Refusal) as why:
        lines_of(rewritten(docx(), lambda _xml: "no xml"))
    assert why.value.faults[0].code == "check.broken"


def test_a_file_without_our_id_claims_nothing() -> None:
    assert ident_of(render_docx(replace(document(), ident=""))) == ""


@pytest.mark.parametrize("mark", ["", "/draft", "/12345678"])
def test_a_word_file_bears_its_id_where_a_save_and_a_wiping_of_its_properties_leave_it(mark: str) -> None:
    data = render_docx(replace(document(), ident=IDENT + mark))
    assert ident_of(data) == IDENT + mark
    wiped = rewritten(data, lambda xml: xml, lambda about: about.replace("tongket:", ""))
    assert ident_of(wiped) == IDENT + mark, "the bookmark says it"
    saved = rewritten(
        data,
        lambda xml: re.sub("<w:bookmark[^>]*>", "", xml),
        lambda about: about.replace("tongket:", "tongket "),
    )
    assert ident_of(saved) == IDENT + mark, "as LibreOffice writes keywords"
    names = re.findall(r'w:bookmarkStart [^>]*w:name="([^"]*)"', text_of(data))
    assert len(names) == 1
    assert len(names[0]) <= 40, "Word allows no longer name"


@pytest.mark.parametrize(
    "lines",
    [
        ["ỦY BAN NHÂN DÂN XÃ MẪU", "Số: 03/BC-UBND", "Xã Mẫu, ngày 23 tháng 11 năm 2026"],
        ["ỦY BAN NHÂN DÂN XÃ MẪU Số: 03/BC-UBND", "V/v họp thôn", "Mẫu, ngày 23 tháng 11 năm 2026"],
    ],
)
def test_the_head_of_a_paper_says_its_number_and_day(lines: list[str]) -> None:
    claim = claim_of(lines)
    assert claim
    assert (claim.symbol, claim.day) == ("03/BC-UBND", date(2026, 11, 23))


@pytest.mark.parametrize("lines", [[], ["Số:      /BC-UBND, ngày 23 tháng 11 năm 2026"], ["Số: 03/BC-UBND"]])
def test_a_head_without_number_or_day_claims_nothing(lines: list[str]) -> None:
    assert claim_of(lines) is None


def test_differences_count_what_holds_digits_as_figures() -> None:
    assert Altered("", "", "12", "13").is_figure
    assert not Altered("", "", "mười", "chín").is_figure
