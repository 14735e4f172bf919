"""Files of every kind the reader takes, and those it refuses."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from tests.reader.pages import ARTICLE

from tongket.reader import read_file
from tongket.reader.files import text_of
from tongket.viet.fault import Refusal

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def code(data: bytes, name: str = "tep") -> str:
    with pytest.raises(Refusal) as refused:
        read_file(data, name)
    return refused.value.faults[0].code


def word(*paragraphs: str, header: str = "", cell: str = "", box: str = "") -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if cell:
        document.add_table(1, 2).cell(0, 1).text = cell
    if box:
        shape = (
            f"<w:p {WORD}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{box}</w:t></w:r></w:p></w:txbxContent></w:pict>"
            "</w:r><w:r><w:t>quanh hộp</w:t></w:r></w:p>"
        )
        document.element.body.insert(0, parse_xml(shape))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_reads_the_same_in_every_encoding(encoding: str):
    assert read_file(ARTICLE.encode(encoding), "a.txt").title == read_file(ARTICLE.encode(), "a.txt").title


def test_a_web_page_reads_like_its_text():
    body = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines() if line)
    page = (
        f"<!DOCTYPE html><html><head><title>Cổng tin</title><script>var x = 'Trang 9';</script></head>"
        f"<body><nav><a>Trang chủ</a><a>Liên hệ</a></nav>{body}<footer>Địa chỉ: thôn Thượng</footer></body></html>"
    )
    reading = read_file(page.encode(), "trang.html")
    assert reading.title is not None
    assert reading.title.text == "Huyện Đồi Xanh sơ kết ba năm trồng rừng"
    assert "var x" not in reading.text
    assert len(reading.commendations) == 1


def test_marks_inside_a_line_do_not_cut_it():
    assert (
        text_of(b"<html><body><p>X\xc3\xa3 <b>M\xe1\xba\xabu</b> h\xe1\xbb\x8dp</p></body></html>", "a")
        == "Xã Mẫu họp"
    )


def test_a_word_file_gives_paragraphs_tables_headers_and_boxes_once():
    text = text_of(
        word("Đoạn một", "Đoạn hai", header="Đầu trang", cell="Trong bảng", box="Trong hộp"), "a.docx"
    )
    assert text.split("\n") == ["Đầu trang", "quanh hộp", "Trong hộp", "Đoạn một", "Đoạn hai", "Trong bảng"]


@pytest.mark.parametrize("place", ["header", "cell", "box"])
def test_a_stamp_anywhere_in_the_head_of_a_word_file_stops_it(place: str):
    assert code(word("Báo cáo của xã Mẫu về vụ mùa", **{place: "MẬT"})) == "file.secret"


def test_a_word_file_reads_like_its_text():
    reading = read_file(word(*ARTICLE.split("\n")), "a.docx")
    assert reading.event is not None
    assert reading.event.type == "sơ kết"


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 ...", "file.kind"),
        (b"\x89PNG\r\n\x1a\n", "file.kind"),
        (packed(x="1"), "file.kind"),
        (b"PK\x03\x04broken", "file.unreadable"),
        (packed(word__document="x", **{"word__document.xml": "<w:broken"}), "file.unreadable"),
        (b"\x00\x01\x02\x03", "file.unreadable"),
        (b"\xff\xfe\x00", "file.unreadable"),
        (b"a" * (25 * 1024 * 1024 + 1), "file.too_big"),
    ],
    ids=[
        "pdf",
        "picture",
        "other package",
        "broken package",
        "broken part",
        "bytes",
        "half a letter",
        "too big",
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, expected: str):
    assert code(data) == expected
