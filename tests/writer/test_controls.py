"""Word files with fields: what is written comes back, what is not wanted is refused whole."""

import io
import struct
import zipfile
import zlib

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from tongket.viet.fault import Refusal
from tongket.writer.controls import Box, Field, Lines, Pairs, Rows, Sheet, render_controls
from tongket.writer.controls_read import read_controls

TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
PARTS = (("grounds", "Căn cứ, chỉ đạo"), ("results", "Kết quả"))
ROW = (
    Field("muc.ten", "Tên mục"),
    Field("muc.hoi", "Cần viết gì", kind="text"),
    Field("muc.phan", "Phần của báo cáo", kind="choice", choices=PARTS),
    Field("muc.ma", "Mã", kind="fixed", required=False),
)
ROWS = (
    ("Chỉ đạo & điều hành", "Văn bản <đã> ban hành.\nViệc phân công.", "grounds", "a1"),
    ("Kết quả", "", "results", "b2"),
)


def sheet(rows: tuple[tuple[str, ...], ...] = ROWS, words: str = "Đoạn một.\nĐoạn hai.") -> Sheet:
    return Sheet(
        "Đề cương",
        (
            Lines("Cách làm", ("Viết vào các ô.",)),
            Pairs((Field("ma", "Mã đề cương", "7", "fixed"), Field("noi-nhan", "Nơi nhận", "Lưu: VT.", "text"))),
            Box(Field("muc.1", "1. Kết quả", words, "text")),
            Rows("muc", ROW, (3, 4, 2, 1), rows),
        ),
    )  # fmt: skip


def code(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.faults[0].code


def changed(data: bytes, change) -> bytes:
    """The file with its body changed by hand."""
    word = docx.Document(io.BytesIO(data))
    change(word.element.body)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def control(body, tag: str):
    return next(each for each in body.iter(qn("w:sdt")) if said(each, "tag") == tag)


def said(each, what: str) -> str:
    found = each.find(f"{qn('w:sdtPr')}/{qn(f'w:{what}')}")
    return "" if found is None else found.get(qn("w:val"))


def test_every_field_comes_back_as_it_was_written():
    found = read_controls(render_controls(sheet()), "a.docx", sheet())
    assert found.fields == {"ma": "7", "noi-nhan": "Lưu: VT.", "muc.1": "Đoạn một.\nĐoạn hai."}
    assert found.rows == {"muc": [dict(zip((f.name for f in ROW), row, strict=True)) for row in ROWS]}


LINE = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=40)


@given(st.lists(LINE, max_size=4))
def test_any_text_comes_back_paragraph_by_paragraph(lines: list[str]):
    import unicodedata

    text = unicodedata.normalize("NFC", "\n".join(lines))
    assert read_controls(render_controls(sheet(words=text)), "a.docx", sheet()).fields["muc.1"] == text


def test_what_is_written_below_a_control_in_its_cell_belongs_to_it():
    def below(body):
        cell = next(control(body, "muc.1").iterancestors(qn("w:tc")))
        line = docx.text.paragraph.Paragraph(cell.add_p(), None)
        line.add_run("Đoạn ba.")

    found = read_controls(changed(render_controls(sheet()), below), "a.docx", sheet())
    assert found.fields["muc.1"] == "Đoạn một.\nĐoạn hai.\nĐoạn ba."


def test_a_row_that_word_copies_is_a_row_more():
    def copy(body):
        from copy import deepcopy

        row = next(control(body, "muc.ten").iterancestors(qn("w:tr")))
        row.addnext(deepcopy(row))

    found = read_controls(changed(render_controls(sheet()), copy), "a.docx", sheet())
    assert [row["muc.ten"] for row in found.rows["muc"]] == [ROWS[0][0], ROWS[0][0], ROWS[1][0]]


def test_where_the_tags_are_gone_the_titles_tell_the_fields():
    def untag(body):
        for tag in list(body.iter(qn("w:tag"))):
            tag.getparent().remove(tag)
        for each in body.iter(qn("w:dropDownList")):
            alias = each.getparent().find(qn("w:alias"))
            alias.getparent().remove(alias)

    found = read_controls(changed(render_controls(sheet()), untag), "a.docx", sheet())
    assert found == read_controls(render_controls(sheet()), "a.docx", sheet())


def test_a_field_that_the_sheet_does_not_have_is_named():
    def rename(body):
        each = control(body, "noi-nhan")
        each.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").set(qn("w:val"), "khac")
        each.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").set(qn("w:val"), "Ô khác")

    with pytest.raises(Refusal) as refused:
        read_controls(changed(render_controls(sheet()), rename), "a.docx", sheet())
    assert [(f.code, f.values["field"]) for f in refused.value.faults] == [
        ("controls.unknown", "Ô khác"), ("controls.missing", "Nơi nhận"),
    ]  # fmt: skip


def test_a_field_that_is_missing_in_a_row_is_named_with_the_row():
    def drop(body):
        each = [one for one in body.iter(qn("w:sdt")) if said(one, "tag") == "muc.phan"][1]
        each.getparent().remove(each)

    with pytest.raises(Refusal) as refused:
        read_controls(changed(render_controls(sheet()), drop), "a.docx", sheet())
    fault = refused.value.faults[0]
    assert (fault.code, fault.values) == (
        "controls.missing_in_row", {"field": "Phần của báo cáo", "row": 2},
    )  # fmt: skip


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """A picture whose head tells its size and which has no dots at all."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_a_picture_of_100_megapixels_is_refused_and_a_scanned_page_is_not():
    file = render_controls(sheet())
    with pytest.raises(Refusal) as refused:
        read_controls(with_part(file, "word/media/a.png", png(10_000, 10_000)), "a.docx", sheet())
    assert (code(refused), refused.value.faults[0].values) == ("controls.huge_picture", {"megapixels": 100})
    assert read_controls(with_part(file, "word/media/a.png", png(4_960, 7_016)), "a.docx", sheet())


def test_a_link_to_something_outside_is_refused():
    word = docx.Document(io.BytesIO(render_controls(sheet())))
    word.part.relate_to("https://example.org/mau.dotx", TEMPLATE, is_external=True)
    out = io.BytesIO()
    word.save(out)
    with pytest.raises(Refusal) as refused:
        read_controls(out.getvalue(), "a.docx", sheet())
    assert code(refused) == "controls.outside"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"van ban",
        b"PK\x03\x04",
        with_part(b"", "a.txt", b"x"),
        with_part(b"", "word/document.xml", b"<a"),
    ],
    ids=["empty", "text", "broken", "another archive", "broken part"],
)
def test_what_is_no_word_file_is_refused(data: bytes):
    with pytest.raises(Refusal) as refused:
        read_controls(data, "a.docx", sheet())
    assert code(refused) == "form.no_docx"
