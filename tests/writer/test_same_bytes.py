"""The same document is the same bytes, in another process too; a review of the country is quick."""

import hashlib
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from tests.writer.sample import review

from tongket.writer.document import to_json
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


@pytest.mark.slow
def test_a_review_of_the_country_takes_less_than_four_seconds_of_processor() -> None:
    document, start = review(), process_time()
    for render in (render_docx, render_pdf, render_html):
        render(document)  # type: ignore[operator]
    assert process_time() - start < 4
