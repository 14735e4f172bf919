"""The review of Xã Mẫu's year: what went otherwise than it should is shown, and what was known when."""

from pathlib import Path

import pytest
from tests.demo import papers
from tests.demo.loaded import MAU, Demo


@pytest.fixture(params=["docx", "pdf", "html"])
def text(request: pytest.FixtureRequest, demo: Demo) -> str:
    return papers.text_of(demo.out / f"{MAU}.{request.param}")


def test_returned_and_corrected_reports_are_counted(text: str):
    assert "Số lần báo cáo bị trả lại: 1; số liệu được đính chính sau khi duyệt: 1." in text


def test_the_late_and_the_missing_are_named(text: str):
    assert "Gửi muộn, quý III năm 2025: Thôn Bãi." in text
    assert "Chưa gửi, quý IV năm 2025: Thôn Giếng." in text
    assert "47 trên 48 lượt báo cáo" in text


def test_an_overdue_task_is_told_from_one_done_late(text: str):
    assert "hoàn thành 3 (trong hạn 2, quá hạn 1); chưa hoàn thành 2 (trong hạn 1, quá hạn 1)" in text
    assert "Xong quá hạn ngày 20/8/2025" in text
    assert "Quá hạn, chưa xong" in text


def test_a_judgement_without_figures_says_so(text: str):
    assert "có chuyển biến tích cực (chưa có số liệu kèm theo)" in text


def test_the_sample_is_marked_as_invented(text: str):
    assert "Dữ liệu mẫu, do tongket tự đặt ra; không phải số liệu, văn bản của cơ quan nào" in text


@pytest.mark.parametrize("form", ["docx", "html"])
def test_not_applicable_and_zero_are_two_things(form: str, demo: Demo):
    tables = papers.tables_of(demo.out / f"{MAU}.{form}")
    annex = next(table for table in tables if table[0][:2] == ["TT", "Đơn vị"])
    works = {row[1]: row[5] for row in annex[1:]}
    assert works["Thôn Nam"] == "x"
    assert works["Thôn Đông"] == "0"
    assert works["Thôn Chợ"] == "2"


@pytest.mark.parametrize("form", ["docx", "html"])
def test_reports_are_counted_by_quarter(form: str, demo: Demo):
    tables = papers.tables_of(demo.out / f"{MAU}.{form}")
    sent = next(table for table in tables if table[0][:2] == ["Kỳ báo cáo", "Phải gửi"])
    assert [row[:6] for row in sent[1:]] == [
        ["quý I năm 2025", "12", "12", "0", "0", "0"],
        ["quý II năm 2025", "12", "12", "0", "0", "0"],
        ["quý III năm 2025", "12", "11", "1", "0", "0"],
        ["quý IV năm 2025", "12", "11", "0", "1", "0"],
    ]


def test_the_total_is_what_the_approved_figures_add_up_to(demo: Demo):
    """Asked in SQL: what a later figure has superseded does not count."""
    total = demo.one(
        "SELECT sum(f.value) FROM figures_figure f JOIN figures_indicator i ON i.id = f.indicator_id "
        "WHERE i.code = %s AND substr(f.period, 1, 6) = %s "
        "AND NOT EXISTS (SELECT 1 FROM figures_figure later WHERE later.supersedes_id = f.id)",
        "M-HOP",
        "2025-Q",
    )
    assert f"Năm 2025: {total} cuộc." in papers.text_of(demo.out / f"{MAU}.docx")


@pytest.mark.slow
def test_a_review_as_of_an_earlier_moment_tells_what_was_known_then(spare: Demo, tmp_path: Path):
    """A meeting of the first quarter was missing in one village's report; it was corrected in May."""
    assert "Quý I năm 2025: 25 cuộc." in _first_quarter(spare, tmp_path, "2025-06-01")
    then = _first_quarter(spare, tmp_path, "2025-04-20")
    assert "Quý I năm 2025: 24 cuộc." in then
    assert "số liệu được đính chính sau khi duyệt: 0." in then
    assert "cuộc." not in _first_quarter(spare, tmp_path, "2025-04-02"), "nothing was approved yet"


def _first_quarter(demo: Demo, folder: Path, moment: str) -> str:
    path = folder / f"{moment}.docx"
    said = demo.shell("review", "build", MAU, "2025-Q1", "--as-of", moment, "-o", path)
    assert said.code == 0, said.err
    return papers.text_of(path)
