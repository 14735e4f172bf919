"""The workbook shows the columns of a report beside the cell to fill in, and takes an estimate as an estimate."""

import io
import re
import zipfile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.figures.conftest import YEAR, Stage, moment
from tests.figures.screen import browser, installed, text_of
from tests.figures.sheets import type_into
from tests.figures.test_columns import plan, took_over

from tongket.figures import actions
from tongket.figures.actions.estimates import estimate
from tongket.figures.models import Figure, Report
from tongket.figures.workbook import import_workbook, template
from tongket.viet.fault import Refusal

__all__ = ["installed"]
EARLY, NOW = moment("2025-12-20"), moment("2026-01-03")
GOOD = {"F5": 1234, "F6": 34, "F7": 1200, "F8": "-"}
BESIDE = ["Kế hoạch năm (mức giao)", "Kế hoạch năm (mức đăng ký)", "Cùng kỳ năm trước", "Lũy kế từ đầu năm"]
ESTIMATE = "Ước thực hiện cả kỳ"


def sheet(data: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("Số liệu").to_python(skip_empty_area=False)
    return [list(row) for row in rows[3:]]


def handed_out(stage: Stage, now=EARLY) -> bytes:
    return template(stage.form, YEAR, [stage.due()], now=now)


def take(stage: Stage, data: bytes, now=EARLY) -> list[Report]:
    return import_workbook(data, actor=stage.hats.reporter, now=now)


def test_the_plan_and_last_year_stand_grey_and_locked_beside_the_cell(stage: Stage):
    took_over(stage, 1200, "2024")
    plan(stage, "assigned", 1300)
    plan(stage, "pledged", 1234)
    data = handed_out(stage, moment("2026-01-21"))
    head, first, *_parts, last = sheet(data)
    assert head[5:] == ["Số liệu", *BESIDE, "Ghi chú"]
    assert first[5:10] == ["", 1300, 1234, 1200, "chưa báo cáo"]
    assert last[6:10] == ["", "", "không thuộc diện", "chưa báo cáo"]
    assert take(stage, type_into(data, GOOD | {"G5": 1, "I5": "abc"}), NOW)[0].state == "submitted"


def test_while_the_period_runs_an_estimate_alone_is_kept_as_one(stage: Stage):
    data = handed_out(stage)
    assert sheet(data)[0][5:] == ["Số liệu", *BESIDE[2:], ESTIMATE, "Ghi chú"]
    assert take(stage, type_into(data, {"I5": "1.250", "I8": "12,5"})) == []
    kept = {(one.kind, one.source, one.value) for one in Figure.objects.all()}
    assert kept == {("estimate", "reported", 1250), ("estimate", "reported", 125)}
    assert not Report.objects.exists()


def test_an_estimate_and_the_report_come_in_one_workbook_and_stay_apart(stage: Stage):
    (report,) = take(stage, type_into(handed_out(stage), GOOD | {"I5": 1250}))
    assert [one.value for one in Figure.objects.all()] == [1250]
    actions.approve_report(report=report, actor=stage.hats.approver, now=NOW)
    assert sorted(Figure.objects.filter(indicator=stage.households).values_list("kind", "value"))[0] == (
        "estimate",
        1250,
    )
    assert report.figures.filter(kind="estimate").count() == 0


def test_estimates_that_stand_are_handed_out_and_mean_nothing_new_when_they_come_back(stage: Stage):
    estimate(due=stage.due(), typed={1: "1.250"}, actor=stage.hats.reporter, now=EARLY)
    data = handed_out(stage, NOW)
    assert sheet(data)[1][8] == 1250
    assert take(stage, type_into(data, GOOD), NOW)[0].state == "submitted"
    assert Figure.objects.count() == 1
    with pytest.raises(Refusal) as why:
        import_workbook(data, actor=stage.hats.reporter, now=NOW)
    assert why.value.faults


def test_an_estimate_that_is_no_number_refuses_the_whole_workbook_by_its_cell(stage: Stage):
    with pytest.raises(Refusal) as why:
        take(stage, type_into(handed_out(stage), GOOD | {"I6": "nhiều", "F7": "ít"}))
    places = {(one.code, one.where) for one in why.value.faults}
    assert {
        ("number.word", "trang Số liệu, ô I6 (Số hộ (hộ nghèo))"),
        ("number.word", "trang Số liệu, ô F7 (Số hộ (hộ khác))"),
    } <= places
    assert not Figure.objects.exists()
    assert not Report.objects.exists()


def test_the_page_says_that_only_estimates_came(stage: Stage):
    data = io.BytesIO(type_into(handed_out(stage), {"I5": 1250}))
    answer = browser(stage.hats.reporter).post(reverse("figures:upload"), {"workbook": data}, follow=True)
    assert "Đã ghi số ước, chưa nộp báo cáo nào." in text_of(answer)


def test_the_cells_beside_are_locked_and_the_estimate_is_not(stage: Stage):
    with zipfile.ZipFile(io.BytesIO(handed_out(stage))) as book:
        figures, styles = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles"))
    assert "<sheetProtection" in figures
    looks = re.findall(r"<xf [^>]*/>|<xf [^>]*[^/]>.*?</xf>", styles.partition("<cellXfs")[2])
    style = {cell: int(re.search(rf'r="{cell}5" s="([0-9]+)"', figures)[1]) for cell in "FGHIJ"}  # type: ignore[index]
    assert ['locked="0"' in looks[style[cell]] for cell in "FGHIJ"] == [True, False, False, True, True]
