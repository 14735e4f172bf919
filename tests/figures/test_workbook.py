"""The workbook goes out, comes back filled in, and is taken whole or not at all."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from tests.figures.campaign import workbooks
from tests.figures.conftest import START, YEAR, Stage, moment
from tests.figures.sheets import FIGURES, delete_row, edit, rename_string, type_into

from tongket.base.faults import explain
from tongket.base.models import Entry
from tongket.figures import actions
from tongket.figures.actions.fit import typed_of
from tongket.figures.models import Cell, Figure, Report
from tongket.figures.workbook import import_workbook, template
from tongket.viet.fault import Refusal

NOW = moment("2026-01-03")
GOOD = {"F5": 1234, "F6": 34, "F7": "1.200", "F8": "không áp dụng"}


def handed_out(stage: Stage, *units) -> bytes:
    return template(stage.form, YEAR, [stage.due(unit) for unit in units or [stage.xa_mau]], now=NOW)


def take(stage: Stage, data: bytes, **more) -> list[Report]:
    return import_workbook(data, actor=stage.hats.reporter, now=NOW, **more)


def refused(stage: Stage, data: bytes, **more) -> list[tuple[str, str]]:
    """The faults of a refused workbook, after looking that nothing of it was kept."""
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as why:
        take(stage, data, **more)
    assert (Report.objects.count(), Cell.objects.count(), Entry.objects.count()) == (0, 0, entries)
    assert all(explain(fault) for fault in why.value.faults)
    return [(fault.code, fault.where) for fault in why.value.faults]


def test_the_same_records_give_the_same_bytes(stage: Stage):
    assert handed_out(stage) == handed_out(stage)


def test_a_note_that_is_too_long_is_named_and_not_cut_short(stage: Stage):
    data = type_into(handed_out(stage), GOOD | {"I6": "Ghi " * 80})
    assert refused(stage, data) == [("figures.too_long", "trang Số liệu, ô I6")]


def test_it_opens_on_the_figures_with_vietnamese_headings_and_hides_its_identity(stage: Stage):
    book = CalamineWorkbook.from_filelike(io.BytesIO(handed_out(stage, stage.xa_mau, stage.xa_khac)))
    assert book.sheet_names == ["Số liệu", "Hướng dẫn", "tongket"]
    assert [str(sheet.visible) for sheet in book.sheets_metadata] == [
        "SheetVisibleEnum.Visible", "SheetVisibleEnum.Visible", "SheetVisibleEnum.VeryHidden",
    ]  # fmt: skip
    rows = book.get_sheet_by_name("Số liệu").to_python(skip_empty_area=False)
    fixed = ["Mã dòng", "Đơn vị báo cáo", "STT", "Chỉ tiêu", "Đơn vị tính"]
    assert rows[3] == [*fixed, "Số liệu", "Cùng kỳ năm trước", "Lũy kế từ đầu năm", "Ghi chú"]
    assert len(rows) == 4 + 2 * 4
    assert rows[1][0] == "Kỳ báo cáo: năm 2025. Hạn gửi: 07/01/2026."


def test_a_workbook_of_the_sample_says_on_its_face_that_it_is_one(stage: Stage):
    def third_line() -> str:
        book = CalamineWorkbook.from_filelike(io.BytesIO(handed_out(stage)))
        return str(book.get_sheet_by_name("Số liệu").to_python(skip_empty_area=False)[2][0])

    stage.form.unit.sample = False
    assert third_line() == ""
    stage.form.unit.sample = True
    assert third_line().startswith("Dữ liệu mẫu")


def test_a_workbook_filled_in_becomes_a_submitted_report(stage: Stage):
    (report,) = take(stage, type_into(handed_out(stage), GOOD))
    assert report.state == "submitted"
    assert typed_of(report) == {1: "1.234", 2: "34", 3: "1.200", 4: "không áp dụng"}
    approved = actions.approve_report(report=report, actor=stage.hats.approver, now=moment("2026-01-05"))
    assert sorted(f.value for f in approved.figures.exclude(value=None)) == [34, 1200, 1234]


def test_every_fault_is_listed_by_sheet_row_and_column(stage: Stage):
    data = type_into(
        handed_out(stage), {"F5": "mười hai", "F6": "#DIV/0!", "F7": -1, "F8": 100.25, "B6": "Xã Khác"}
    )
    assert refused(stage, data) == [
        ("workbook.unit_wrong", "trang Số liệu, ô B6"),
        ("number.word", "trang Số liệu, ô F5 (Số hộ)"),
        ("number.formula_error", "trang Số liệu, ô F6 (Số hộ (hộ nghèo))"),
        ("figures.below", "trang Số liệu, ô F7 (Số hộ (hộ khác))"),
        ("number.too_fine", "trang Số liệu, ô F8 (Tỷ lệ hài lòng)"),
    ]


def test_an_empty_template_says_which_cells_are_missing(stage: Stage):
    assert refused(stage, handed_out(stage)) == [
        ("figures.blank", f"trang Số liệu, ô F{row} ({name})")
        for row, name in [
            (5, "Số hộ"),
            (6, "Số hộ (hộ nghèo)"),
            (7, "Số hộ (hộ khác)"),
            (8, "Tỷ lệ hài lòng"),
        ]
    ]


def test_a_missing_column_a_missing_row_and_a_foreign_row_are_named(stage: Stage):
    good = type_into(handed_out(stage), GOOD)
    assert refused(stage, rename_string(good, "Đơn vị tính", "Ghi thêm")) == [
        ("workbook.column_missing", "trang Số liệu")
    ]
    assert refused(stage, delete_row(good, 8)) == [("workbook.row_missing", "trang Số liệu")]
    assert refused(stage, rename_string(good, "1.4", "9.9"))[0] == (
        "workbook.row_unknown",
        "trang Số liệu, ô A8",
    )
    assert refused(stage, rename_string(good, "1.4", "1.3"))[0] == (
        "workbook.row_twice",
        "trang Số liệu, ô A8",
    )


def test_a_wrong_measure_or_indicator_is_named(stage: Stage):
    good = type_into(handed_out(stage), GOOD)
    assert refused(stage, type_into(good, {"E5": "người"})) == [
        ("workbook.measure_wrong", "trang Số liệu, ô E5")
    ]
    assert refused(stage, type_into(good, {"D5": "Số người"})) == [
        ("workbook.indicator_wrong", "trang Số liệu, ô D5")
    ]


def test_another_programmes_template_is_refused(stage: Stage):
    other = type(stage.programme).objects.create(
        unit=stage.province, slug="khac", kind="plan", title="Kế hoạch khác", folded="ke hoach khac",
        term="2025", term_start=YEAR.start, term_end=YEAR.end, state="running",
    )  # fmt: skip
    form = actions.define_form(
        unit=stage.province, programme=other, title="Biểu khác", period_kind="year", due_days=5, start=START,
        items=[actions.Item(stage.poor)], actor=stage.hats.clerk, now=moment("2025-01-03"),
    )  # fmt: skip
    data = type_into(handed_out(stage), GOOD)
    assert refused(stage, data, expected=form) == [("workbook.foreign", "")]


def test_an_outdated_template_is_refused(stage: Stage):
    data = handed_out(stage)
    stage.form.version = 2
    stage.form.save()
    assert refused(stage, data) == [("workbook.outdated", "")]


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04" + bytes(100), b"<html></html>"])
def test_what_is_no_workbook_is_refused(stage: Stage, data: bytes):
    assert refused(stage, data) == [("workbook.unreadable", "")]


def test_a_workbook_of_somebody_else_is_refused(stage: Stage):
    assert refused(
        stage, edit(handed_out(stage), "xl/sharedStrings.xml", lambda xml: xml.replace("tongket-f", "x"))
    ) == [("workbook.not_handed_out", "")]


def test_a_cell_far_out_does_not_fill_the_memory(stage: Stage):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = edit(handed_out(stage), FIGURES, lambda xml: xml.replace("</sheetData>", far))
    assert refused(stage, data) == [("workbook.too_big", "")]


def test_a_bomb_of_an_archive_is_refused(stage: Stage):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * (65 * 1024 * 1024))
    assert refused(stage, out.getvalue()) == [("workbook.too_big", "")]


def test_a_stamped_workbook_goes_no_further(stage: Stage):
    assert refused(stage, type_into(handed_out(stage), {"A1": "TỐI MẬT"})) == [("file.secret", "")]


def test_a_note_that_bears_a_stamp_far_down_in_the_workbook_stops_it_too(stage: Stage):
    long = "\n".join("Hộ gia đình" for _ in range(20))
    notes = {"I5": long, "I6": long, "I8": "TUYỆT MẬT\nDanh sách kèm theo"}
    assert refused(stage, type_into(handed_out(stage), GOOD | notes)) == [("file.secret", "")]


def test_the_workbook_of_another_unit_is_refused_as_a_whole(stage: Stage):
    both = handed_out(stage, stage.xa_mau, stage.xa_khac)
    rows = {f"F{row}": value for row, value in zip(range(5, 13), [10, 4, 6, 50] * 2, strict=True)}
    assert refused(stage, type_into(both, rows)) == [("grant.refused", "")]


def test_a_report_that_was_handed_in_already_is_not_overwritten(stage: Stage):
    data = type_into(handed_out(stage), GOOD)
    take(stage, data)
    with pytest.raises(Refusal) as why:
        take(stage, data)
    assert [fault.code for fault in why.value.faults] == ["figures.report_state"]


def test_a_returned_report_is_handed_out_with_what_was_typed(stage: Stage):
    report = stage.submitted({1: "1.234", 2: "34", 3: "1.200", 4: "12,5"})
    actions.return_report(report=report, reason="Sai", actor=stage.hats.approver, now=moment("2026-01-04"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(handed_out(stage)))
    rows = book.get_sheet_by_name("Số liệu").to_python(skip_empty_area=False)
    assert [row[5] for row in rows[4:]] == [1234, 34, 1200, 12.5]


def test_mutated_workbooks_are_refused_and_leave_nothing(stage: Stage):
    assert workbooks(60, 1, stage) > 50
    assert not Figure.objects.exists()
