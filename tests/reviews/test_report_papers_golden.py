"""The two papers of reports, line by line, held against a golden file: of one unit, and of all of a period.

After a wanted change: `GOLDEN=write pytest tests/reviews/test_report_papers_golden.py`, then read what git shows.
"""

import io
import os
from pathlib import Path

import docx
import pytest
from tests.figures.conftest import YEAR, Stage, build_stage, make_unit, moment
from tests.figures.test_columns import plan, took_over
from tests.writer.test_kinds import shown

from tongket.figures import actions
from tongket.figures.actions.estimates import estimate
from tongket.reviews.report_papers import office_paper, to_take_along, unit_paper
from tongket.writer.document import Document
from tongket.writer.docx import render_docx
from tongket.writer.form import departures, read_paper

GOLDEN = Path(__file__).parent / "golden"
NOW = moment("2026-03-01")
WORDS = "Đã họp dân ở cả 12 thôn.\nHai thôn chưa niêm yết đủ nội dung phải công khai; xã đã nhắc."


@pytest.fixture
def papers(db: None) -> dict[str, Document]:
    stage = build_stage()
    make_unit("Ủy ban nhân dân xã Mẫu", "office", "office", stage.xa_mau, stage.province)
    _told(stage)
    return {
        "report-unit": to_take_along(unit_paper(stage.due(), NOW)),
        "report-office": to_take_along(office_paper(stage.form, YEAR, NOW)),
    }


def _told(stage: Stage) -> None:
    """A unit with a plan, last year and words; another that has only estimated."""
    took_over(stage, 1200, "2024")
    plan(stage, "assigned", 1300)
    plan(stage, "pledged", 1234)
    report = stage.draft()
    actions.save_cells(
        report=report, typed={}, words=WORDS, actor=stage.hats.reporter, now=moment("2026-01-02")
    )
    estimate(due=stage.due(), typed={1: "1.250"}, actor=stage.hats.reporter, now=moment("2025-12-20"))
    stage.approved({1: "1.234", 2: "34", 3: "1.200", 4: "không áp dụng"})
    took_over(stage, 980, "2025", stage.xa_khac, kind="estimate")


def _lines(name: str, document: Document) -> str:
    data = render_docx(document)
    paper = read_paper(data, name)
    assert departures(paper) == []
    lines = [shown(line) for line in paper.lines if line.text]
    for table in docx.Document(io.BytesIO(data)).tables:
        lines += [" | ".join(" ".join(cell.text.split()) for cell in row.cells) for row in table.rows]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", ["report-unit", "report-office"])
def test_a_report_is_written_as_its_form_has_it(papers: dict[str, Document], name: str):
    text, golden = _lines(name, papers[name]), GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")
