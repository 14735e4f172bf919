"""Each kind of paper in the form the law gives it, held against a golden file.

After a wanted change: `GOLDEN=write pytest tests/writer/test_kinds.py`, then read what git shows.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from tests.writer.kinds import ADMINISTRATIVE, papers

from tongket.writer.document import Cell, Column, Document, Paragraph, Table, Text
from tongket.writer.docx import render_docx
from tongket.writer.form import departures, form_of, read_paper
from tongket.writer.form.paper import Line
from tongket.writer.html import render_html
from tongket.writer.kinds import WORKING
from tongket.writer.layout import FORMS

GOLDEN = Path(__file__).parent / "golden"
PAPERS = dict(papers())


def shown(line: Line) -> str:
    """A line of a paper: how it stands, how its letters look, its words."""
    sizes = "/".join(f"{size:g}" for size in dict.fromkeys(line.sizes))
    look = " ".join(word for word, is_so in (("bold", line.bold), ("italic", line.italic)) if is_so)
    return f"{line.align:9} {sizes:>5} {look:11} {line.text}".rstrip()


@pytest.mark.parametrize("name", PAPERS)
def test_each_kind_of_paper_is_written_as_its_form_has_it(name: str):
    paper = read_paper(render_docx(PAPERS[name]), name)
    assert departures(paper) == [] or PAPERS[name].bare  # the sheet alone is no paper
    text = "".join(f"{shown(line)}\n" for line in paper.lines if line.text)
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_all_27_kinds_of_the_decree_and_the_letter_are_there():
    assert len(ADMINISTRATIVE) == 27
    assert {one.stem for one in GOLDEN.iterdir()} == set(PAPERS)


@pytest.mark.parametrize(
    ("name", "form"), [("front-KH", "front"), ("youth-KH", "youth"), ("party-KH", "party")]
)
def test_a_paper_shows_whose_form_it_has(name: str, form: str):
    found = form_of(read_paper(render_docx(PAPERS[name]), name))
    assert found
    assert found.name == form
    assert FORMS[form].confirmed == (form == "party")


def test_a_decision_says_who_decides_then_why_then_what():
    page = render_html(PAPERS["state-QĐ"])
    order = ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU", "Căn cứ Luật", "QUYẾT ĐỊNH:", "Điều 1.", "Điều 2.")
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_a_telegram_says_who_wires_to_whom():
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU điện:" in render_html(PAPERS["state-CĐ"])


def without(document: Document, **parts: object) -> list[str]:
    return [fault.code for fault in departures(read_paper(render_docx(replace(document, **parts)), "a.docx"))]  # type: ignore[arg-type]


def test_a_decision_that_orders_nothing_is_named():
    assert without(PAPERS["state-QĐ"], issuer="") == ["form.orders_missing"]


def test_a_plan_is_not_addressed_above_its_text():
    assert without(PAPERS["state-KH"], addressees=("Ủy ban nhân dân tỉnh",)) == ["form.addressed"]


def test_minutes_need_no_place_and_date_but_a_plan_does():
    assert without(PAPERS["state-KH"], head=PAPERS["state-BB"].head) == ["form.place_missing"]


def test_a_paper_that_only_speaks_of_the_front_has_the_form_of_its_own_issuer():
    spoken = Paragraph((Text("Thành phần: Ủy ban Mặt trận Tổ quốc Việt Nam xã Mẫu."),))
    minutes = replace(PAPERS["state-BB"], body=(spoken, *PAPERS["state-BB"].body))
    found = form_of(read_paper(render_docx(minutes), "bien-ban.docx"))
    assert found
    assert found.name == "state"


@pytest.mark.parametrize("name", WORKING)
def test_a_working_list_needs_no_number_and_no_recipients(name: str):
    paper = replace(PAPERS["state-KH"], kind=name.upper(), recipients=())
    paper = replace(paper, head=replace(paper.head, number=""))
    table = Table((Column("Số TT", "right", 7), Column("Tên")), ((Cell("1"), Cell("Kế hoạch")),))
    paper = replace(paper, body=(table, *paper.body))
    assert departures(read_paper(render_docx(paper), "muc-luc.docx")) == []


def test_a_number_that_was_not_taken_yet_is_no_wrong_symbol():
    paper = PAPERS["state-BB"]
    assert without(paper, head=replace(paper.head, number="")) == []
