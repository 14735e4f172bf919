"""What would run something when opened is not kept, whatever it calls itself; papers and pictures are."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter
from django.utils import translation

from tongket.base.faults import explain
from tongket.base.files import put_file
from tongket.base.models import Access
from tongket.base.programs import refuse_running
from tongket.viet.fault import Refusal
from tongket.viet.text import nfc

from .test_files import NOW
from .test_filetypes import OLE, archive, opendocument, pdf, saved, slides, word, workbook

MZ = b"MZ\x90\x00\x03" + bytes(200)


def with_part(data: bytes, part: str, content: bytes = b"x") -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as file:
        file.writestr(part, content)
    return target.getvalue()


def workbook_with_macros() -> bytes:
    target, project = io.BytesIO(), io.BytesIO(b"VBA")
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet()
        book.add_vba_project(project, True)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (MZ, "cai-dat.exe"),
        (MZ, "a.pdf"),
        (b"MZ it only begins like one", "a.pdf"),
        (b"\x7fELF\x02\x01\x01", "Biên bản"),
        (b"#!/bin/sh\nrm -r /", "a.txt"),
        (b"@echo off", "Danh sách hộ.docx.bat"),
        (b"@echo off", "Danh sách hộ.CMD. "),
        (archive(**{"anh.jpg": "x", "mo-toi.exe": "x"}), "Minh chứng.zip"),
        (archive(**{"in\\mo-toi.JS": "x"}), "Minh chứng.zip"),
    ],
)
def test_a_program_is_no_evidence_whatever_its_name_says(data: bytes, name: str):
    with pytest.raises(Refusal, match=r"file\.program"):
        refuse_running(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word(), "Báo cáo.docm"),
        (with_part(word(), "word/vbaProject.bin"), "Báo cáo.docx"),
        (with_part(word(), "word/VBAPROJECT.BIN"), "Báo cáo.docx"),
        (workbook_with_macros(), "Số liệu.xlsx"),
        (with_part(workbook(), "xl/macrosheets/sheet1.xml"), "Số liệu.xlsx"),
        (with_part(opendocument(), "Basic/Standard/Module1.xml"), "Báo cáo.odt"),
        (OLE + bytes(500) + "_VBA_PROJECT".encode("utf-16-le"), "Báo cáo.doc"),
    ],
)
def test_a_document_with_macros_is_no_evidence_whatever_its_name_says(data: bytes, name: str):
    with pytest.raises(Refusal, match=r"file\.macros"):
        refuse_running(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word(), "Báo cáo.docx"),
        (workbook(), "Số liệu.xlsx"),
        (slides(), "Trình chiếu.pptx"),
        (opendocument(), "Báo cáo.odt"),
        (pdf(), "Báo cáo.pdf"),
        (b"\xff\xd8\xff\xe0....", "Ảnh.jpg"),
        (OLE + "WordDocument".encode("utf-16-le"), "Báo cáo.doc"),
        ("Xã Mẫu gửi a.exe".encode(), "Thư.txt"),
        (archive(**{"anh.jpg": "x", "bien-ban.pdf": "x"}), "Minh chứng.zip"),
    ],
)
def test_papers_pictures_and_archives_of_them_are_taken(data: bytes, name: str):
    refuse_running(data, name)


def test_a_clerk_is_told_in_one_sentence_and_nothing_is_left(data: Path):
    def said(content: bytes, name: str, language: str) -> str:
        with pytest.raises(Refusal) as why:
            put_file(data=content, name=name, unit_id=1, access=Access.OFFICE, now=NOW)
        with translation.override(language):
            return nfc(explain(why.value.faults[0]))

    macros = with_part(saved(docx.Document()), "word/vbaProject.bin")
    assert said(MZ, "a.pdf", "en").startswith("a.pdf: The file is a program or holds one, and was not kept.")
    assert said(MZ, "a.pdf", "vi").startswith("a.pdf: Tệp là chương trình hoặc có chứa chương trình")
    assert said(macros, "a.docx", "en").startswith("a.docx: The file carries macros and was not kept.")
    assert said(macros, "a.docx", "vi").startswith("a.docx: Tệp có macro nên không được nhận.")
    assert [path for path in data.rglob("*") if path.is_file()] == []
