"""What a file is and what stands at its head is told by its bytes, whatever its name says."""

import io
import zipfile

import docx
import pytest
import typst
import xlsxwriter
from pypdf import PdfReader, PdfWriter

from tongket.base.filetypes import BINARY, DOC, DOCX, ODF, PPTX, XLS, XLSX, head_text, type_of
from tongket.reader.stamp import find_stamp
from tongket.viet.fault import Refusal

LINES = ["ỦY BAN NHÂN DÂN XÃ MẪU", "Số: 12/BC-UBND", "TỐI MẬT", "BÁO CÁO"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word() -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    return saved(document)


def word_with_stamp_in_table() -> bytes:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "\n".join(LINES[:3])
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    return saved(document)


def word_with_stamp_in_header() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    document.add_paragraph("Báo cáo")
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("Bìa").write(0, 0, "Biểu số 1")
        sheet = book.add_worksheet("Số liệu")
        for row, line in enumerate(LINES):
            sheet.write(row, 3, line)
    return target.getvalue()


def archive(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return target.getvalue()


def slides() -> bytes:
    text = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in LINES)
    return archive(**{"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": f"<p:sld>{text}</p:sld>"})


def opendocument() -> bytes:
    text = "".join(f"<text:p><text:span>{line}</text:span></text:p>" for line in LINES)
    return archive(mimetype=ODF + "text", **{"content.xml": f"<office:text>{text}</office:text>"})


def pdf() -> bytes:
    text = " \\\n".join(LINES)
    return typst.compile(f'#set text(font: "Libertinus Serif")\n{text}\n#pagebreak()\nTrang hai'.encode())


def locked_pdf() -> bytes:
    writer, target = PdfWriter(PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt("word")
    writer.write(target)
    return target.getvalue()


def rtf() -> bytes:
    def escaped(line: str) -> str:
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line)

    body = "".join(f"{escaped(line)}\\par\n" for line in LINES)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times;}}}}\\f0\\fs28 {body}}}".encode()


def old_word() -> bytes:
    text = "\r".join(LINES).encode("utf-16-le")
    return OLE + bytes(504) + text + bytes(600) + "WordDocument".encode("utf-16-le")


KINDS = [
    (word, DOCX),
    (word_with_stamp_in_table, DOCX),
    (word_with_stamp_in_header, DOCX),
    (workbook, XLSX),
    (slides, PPTX),
    (opendocument, ODF + "text"),
    (pdf, "application/pdf"),
    (rtf, "application/rtf"),
    (old_word, DOC),
    (lambda: "\n".join(LINES).encode(), "text/plain"),
    (lambda: "\n".join(LINES).encode("utf-16"), "text/plain"),
    (lambda: f"<!DOCTYPE html><p>{'</p><p>'.join(LINES)}".encode(), "text/html"),
]


@pytest.mark.parametrize(("build", "media_type"), KINDS, ids=range(len(KINDS)))
def test_a_stamp_is_seen_in_every_kind_of_document(build, media_type: str):
    data = build()
    assert type_of(data, "ảnh.png") == media_type
    assert find_stamp(head_text(data, media_type, "ảnh.png")) == "TỐI MẬT"


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n....", "a.txt", "image/png"),
        (b"\xff\xd8\xff\xe0....", "a", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "a", "image/webp"),
        (b"a;b\n1;2\n", "a.CSV", "text/csv"),
        (b'{"a": 1}', "a.json", "application/json"),
        (b"MZ\x90\x00\x03", "a.pdf", BINARY),
        (OLE + "Workbook".encode("utf-16-le"), "a.doc", XLS),
        (OLE + b"something", "a.doc", BINARY),
        (archive(**{"a.txt": "x"}), "a.docx", "application/zip"),
    ],
)
def test_the_type_is_that_of_the_content(data: bytes, name: str, media_type: str):
    assert type_of(data, name) == media_type


def test_a_letter_cut_in_two_at_the_end_of_the_head_is_no_fault():
    text = "ế" * 20_000
    assert head_text(text.encode(), "text/plain", "a.txt").startswith("ế" * 5000)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 broken", word()[:-400] + bytes(400), OLE + "Workbook".encode("utf-16-le")]
)
def test_a_document_that_cannot_be_opened_is_refused(data: bytes):
    with pytest.raises(Refusal, match=r"file\.unreadable"):
        head_text(data, type_of(data, "a"), "a")


def test_a_document_behind_a_password_is_refused():
    with pytest.raises(Refusal, match=r"file\.locked"):
        head_text(locked_pdf(), "application/pdf", "a.pdf")
    manifest = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    with pytest.raises(Refusal, match=r"file\.locked"):
        type_of(archive(mimetype=ODF + "text", **manifest), "a.odt")
    with pytest.raises(Refusal, match=r"file\.locked"):
        type_of(OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx")


def test_a_workbook_that_unpacks_to_more_than_any_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tongket.base.filetypes.UNPACKED_LIMIT", 1000)
    with pytest.raises(Refusal, match=r"file\.unreadable"):
        head_text(workbook(), XLSX, "a.xlsx")
