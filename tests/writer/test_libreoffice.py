"""What a word processor makes of our Word files: nothing is lost on opening and saving them."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from tests.writer.kinds import letter, party, state
from tests.writer.sample import review
from tests.writer.test_controls import sheet

from tongket.writer.controls import render_controls
from tongket.writer.controls_read import read_controls
from tongket.writer.document import Document
from tongket.writer.docx import render_docx
from tongket.writer.form import departures, read_paper

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None, reason="LibreOffice is not installed: tools/debian.sh"
    ),
]


def short_review() -> Document:
    """The review with two provinces in its annex."""
    first, second = review().annexes
    return replace(review(), annexes=(replace(first, blocks=first.blocks[:2]), second))


def saved_again(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice saves it."""
    (folder / "in").mkdir()
    (folder / "in" / "a.docx").write_bytes(data)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", folder / "out", folder / "in" / "a.docx"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return (folder / "out" / "a.docx").read_bytes()


def tables(data: bytes) -> list[list[list[str]]]:
    """Row by row; each cell's words."""
    body = docx.Document(io.BytesIO(data)).element.body
    return [
        [["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.tc_lst] for row in table.tr_lst]
        for table in body.iter(qn("w:tbl"))
    ]


def words(data: bytes) -> list[str]:
    return [line.text for line in read_paper(data, "a.docx").lines if line.text]


def raised(data: bytes) -> list[str]:
    """The marks beside figures."""
    runs = docx.Document(io.BytesIO(data)).element.body.iter(qn("w:r"))
    up = (
        run for run in runs if any(e.get(qn("w:val")) == "superscript" for e in run.iter(qn("w:vertAlign")))
    )
    return ["".join(t.text or "" for t in run.iter(qn("w:t"))) for run in up]


def pictures(data: bytes) -> list[str]:
    return [p.get("descr") or "" for p in docx.Document(io.BytesIO(data)).element.body.iter(qn("wp:docPr"))]


@pytest.mark.parametrize(
    "document",
    [short_review(), state("QĐ"), party("BC"), letter()],
    ids=["review", "decision", "party", "letter"],
)
def test_nothing_is_lost_when_a_word_processor_saves_the_file(document: Document, tmp_path: Path):
    ours = render_docx(document)
    theirs = saved_again(ours, tmp_path)
    assert words(theirs) == words(ours)
    assert tables(theirs) == tables(ours)
    assert raised(theirs) == raised(ours)
    assert pictures(theirs) == pictures(ours)
    assert departures(read_paper(theirs, "a.docx")) == []


def test_every_field_is_read_again_after_a_word_processor_has_saved_the_file(tmp_path: Path):
    ours = render_controls(sheet())
    theirs = saved_again(ours, tmp_path)
    assert read_controls(theirs, "a.docx", sheet()) == read_controls(ours, "a.docx", sheet())
