"""The same document is the same bytes, in another process too; a review of the country is quick."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from tests.writer.sample import review

from tongket.writer.document import (
    Annex,
    BarChart,
    Block,
    Column,
    Document,
    Head,
    Heading,
    HistoryStrip,
    LineChart,
    Paragraph,
    PointMap,
    Section,
    Signature,
    Table,
    Text,
    to_json,
)
from tongket.writer.docx import render_docx
from tongket.writer.html import render_html
from tongket.writer.pdf import render_pdf

ELSEWHERE = """
import hashlib, sys
from tongket.writer.document import from_json
from tongket.writer.docx import render_docx
from tongket.writer.html import render_html
from tongket.writer.pdf import render_pdf
document = from_json(sys.stdin.buffer.read())
for data in (render_pdf(document), render_html(document).encode(), render_docx(document)):
    print(hashlib.sha256(data).hexdigest())
"""


def paper(*body: Block) -> Document:
    return Document("BÁO CÁO", "việc lạ", Head("A", "B", "C"), body, "2026-07-05T03:04:05Z")


ROOT = Path(__file__).parents[2]


def test_another_process_writes_the_same_bytes_from_the_kept_document() -> None:
    result = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=to_json(review()),
        capture_output=True,
        check=True,
        cwd=ROOT / "src",
        env={"PYTHONPATH": str(ROOT / "src"), "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"},
    )
    files = (render_pdf(review()), render_html(review()).encode(), render_docx(review()))
    assert result.stdout.decode().split() == [hashlib.sha256(data).hexdigest() for data in files]


ODD = {
    "no body": paper(),
    "an empty table": paper(Table((Column("A"),), ())),
    "empty charts": paper(
        *(BarChart("c", "u", ()), LineChart("c", "u", (), ()), PointMap("c", "xã", ())),
        HistoryStrip("c", (), "2020-01-01", "2021-01-01"),
    ),
    "a level skipped": paper(Heading(1, "a"), Heading(3, "b")),
    "a letter": replace(paper(), kind="", annexes=(Annex("a", "b", ()),)),
    "marks of three languages": paper(
        Heading(1, "= #x *y*"), Paragraph((Text("#let $x$ <b> & _c_ @d \\ ]]>"),))
    ),
    "an annex of deep headings": replace(
        paper(), annexes=(Annex("a", "b", (Section("k", "t", (Heading(3, "q"), Heading(1, "r"))),)),)
    ),
    "only a signature": replace(paper(), signatures=(Signature("CHỦ TỊCH"),)),
    "only recipients": replace(paper(), form="party", recipients=("Lưu Văn phòng",), addressees=("Đảng ủy",)),
}


@pytest.mark.parametrize("document", ODD.values(), ids=ODD.keys())
def test_odd_documents_are_written_too(document: Document) -> None:
    assert render_pdf(document).startswith(b"%PDF")
    assert render_docx(document).startswith(b"PK")
    assert render_html(document).endswith("</html>\n")


@pytest.mark.slow
def test_a_review_of_the_country_takes_less_than_four_seconds_of_processor() -> None:
    document, start = review(), process_time()
    for render in (render_docx, render_pdf, render_html):
        render(document)  # type: ignore[operator]
    assert process_time() - start < 4
