"""Figures by POST: JSON, CSV, DHIS2; taken whole or not at all, once for each key."""

import pytest
from tests.api.conftest import KHAC, MAU, Program, figures, program_of
from tests.figures.conftest import Stage

from tongket.base import clock
from tongket.base.models import Entry
from tongket.figures import actions
from tongket.figures.checks import check_figures_against_entries
from tongket.figures.models import Cell, Figure, Report, ReportEvent
from tongket.figures.report_checks import check_reports
from tongket.units.actions import revoke_token
from tongket.units.models import Appointment, Token, UnitCode

CSV = "unit,period,indicator,breakdown,value,note\n"
LINES = (
    f"{MAU},2025,so-ho,,1234,\n{MAU},2025,so-ho,hộ nghèo,34,\n"
    f"{MAU},2025,so-ho,hộ khác,1200,theo sổ\n{MAU},2025,ty-le,,98.5,\n"
)


def codes(answer) -> list[str]:
    return [fault["code"] for fault in answer.json()["faults"]]


def nothing_is_kept() -> bool:
    return not Report.objects.exists() and not Cell.objects.exists()


def test_a_whole_report_is_handed_in(stage: Stage, program: Program):
    answer = program.post(figures())
    assert answer.status_code == 200, answer.text
    assert answer.json()["figures"] == 4
    report = Report.objects.get()
    assert (report.state, report.due_id) == ("submitted", stage.due().pk)
    typed = dict(report.cells.values_list("item__order", "typed"))
    assert typed == {1: "1.234", 2: "34", 3: "1.200", 4: "98,5"}
    assert report.cells.get(item__order=3).note == "theo sổ"
    assert check_reports() == []
    assert report.events.last().actor == stage.hats.reporter.appointment


def test_csv_says_the_same_with_points_or_with_commas(stage: Stage, program: Program):
    assert program.post(CSV + LINES, kind="text/csv").status_code == 200
    assert dict(Cell.objects.values_list("item__order", "value")) == {1: 1234, 2: 34, 3: 1200, 4: 985}
    Report.objects.all().delete()
    excel = CSV.replace(",", ";") + LINES.replace(",", ";").replace("98.5", "98,5").replace("1234", "1.234")
    answer = program.post("\ufeff" + excel, key="khoa-0002", kind="text/csv; charset=utf-8")
    assert answer.status_code == 200, answer.text
    assert Cell.objects.get(item__order=1).value == 1234


def test_headings_may_be_vietnamese(program: Program):
    head = "Đơn vị,Kỳ,Chỉ tiêu,Phân tổ,Số liệu,Ghi chú\n"
    assert program.post(head + LINES, kind="text/csv").status_code == 200


def test_dhis2_says_it_in_its_own_words(stage: Stage, program: Program):
    values = [
        {"dataElement": "so-ho", "value": "1234", "categoryOptionCombo": "HllvX50cXC0"},
        {"dataElement": "so-ho", "value": "34", "categoryOptionCombo": "Hộ nghèo"},
        {"dataElement": "so-ho", "value": "1200", "categoryOptionCombo": "Hộ khác", "comment": "theo sổ"},
        {"dataElement": "ty-le", "value": "98.5"},
    ]
    body = {"dataSet": stage.programme.slug, "period": "2025", "orgUnit": MAU, "dataValues": values}
    answer = program.post(body, path="/api/dataValueSets")
    assert answer.status_code == 200, answer.text
    assert Report.objects.get().state == "submitted"


def test_not_applicable_is_no_zero_and_zero_is_no_blank(program: Program):
    said = figures()
    said["figures"][3]["value"] = "n/a"
    said["figures"][0]["value"], said["figures"][1]["value"], said["figures"][2]["value"] = 0, 0, 0
    assert program.post(said).status_code == 200
    states = dict(Cell.objects.values_list("item__order", "state"))
    assert states[4] == "na"
    assert states[1] == "value"


def test_a_blank_where_a_figure_is_asked_for_is_refused_by_its_row(program: Program):
    said = figures()
    said["figures"][3]["value"] = None
    answer = program.post(said)
    assert (answer.status_code, codes(answer)) == (400, ["figures.blank"])
    fault = answer.json()["faults"][0]
    assert (fault["row"], fault["column"]) == (4, "value")
    assert "dòng 4" in fault["sentence"]
    assert nothing_is_kept()


def test_a_fault_is_said_in_the_language_that_is_asked_for(program: Program):
    answer = program.post(figures(unit="00000"), Accept_Language="en-GB,en;q=0.9,vi;q=0.1")
    assert answer.headers["Content-Language"] == "en"
    assert "no unit had the code 00000" in answer.json()["faults"][0]["sentence"]
    assert program.post(figures(unit="00000")).headers["Content-Language"] == "vi"


WRONG = {
    "intake.unit_unknown_on": {"unit": "00000"},
    "intake.unit_unknown": {"unit": "00000000-0000-4000-8000-000000000000"},
    "intake.not_due": {"period": "2024"},
    "period.unknown": {"period": "năm nay"},
    "intake.form_unknown": {"form": "bieu-khac"},
    "intake.estimate_due": {"kind": "estimate"},
    "intake.kind_unknown": {"kind": "nháp"},
    "date.unreadable": {"day": "hôm nay"},
    "intake.missing": {"unit": ""},
    "intake.no_text": {"unit": {"code": MAU}},
    "intake.json_unknown": {"note": "gì đó"},
    "intake.json_shape": {"figures": "1234"},
    "intake.no_rows": {"figures": []},
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_with_all_is_said_and_nothing_is_kept(program: Program, code: str):
    answer = program.post(figures(**WRONG[code]))
    assert answer.status_code == 400
    assert code in codes(answer)
    assert "%(" not in answer.text
    assert nothing_is_kept()


ONE_WRONG = {
    "intake.value": {"indicator": "so-ho", "value": "1.234,5"},
    "intake.twice": {"indicator": "ty-le", "value": 3},
    "intake.indicator_not_asked": {"indicator": "ho-ngheo", "value": 3},
    "intake.line_unknown": {"indicator": "so-ho", "breakdown": "nữ", "value": 3},
    "intake.json_unknown": {"indicator": "so-ho", "value": 3, "gia-tri": 4},
}


@pytest.mark.parametrize("code", ONE_WRONG)
def test_what_is_wrong_with_one_is_said_by_its_row(program: Program, code: str):
    said = figures()
    said["figures"].append(ONE_WRONG[code])
    answer = program.post(said)
    fault = next(fault for fault in answer.json()["faults"] if fault["code"] == code)
    assert fault["row"] == 5
    assert nothing_is_kept()


@pytest.mark.parametrize("value", [True, [1], {"a": 1}, 1e400, "1e-999999999", "9" * 50, "=1+1", "NaN"])
def test_what_is_no_number_is_refused(program: Program, value: object):
    said = figures()
    said["figures"][0]["value"] = value
    answer = program.post(said)
    assert answer.status_code == 400
    assert nothing_is_kept()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{", "intake.json_broken"),
        ("[]", "intake.json_shape"),
        ('{"figures": [], "figures": []}', "intake.json_twice"),
        ('{"figures": [' * 50_000, "intake.json_shape"),
        ('{"x": NaN}', "intake.json_shape"),
        (b"\xff\xfe{", "intake.encoding"),
        ("   ", "file.empty"),
        ("[" * 200_000, "intake.too_many"),
    ],
)
def test_what_is_no_message_is_refused(program: Program, body: str, code: str):
    answer = program.post(body)
    assert (answer.status_code, codes(answer)) == (400, [code])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (CSV, "intake.no_rows"),
        ("unit,period,value\n", "intake.column_missing"),
        (CSV.replace("note", "unit"), "intake.column_twice"),
        (CSV.replace("note", "Ý kiến"), "intake.column_unknown"),
        (CSV + f'{MAU},2025,so-ho,,"12', "intake.csv_broken"),
        (CSV + f"{MAU},2025,so-ho,,12,,thừa\n", "intake.row_long"),
        (CSV + f"{MAU},,so-ho,,12,\n", "intake.missing"),
        (CSV + f"{MAU},2025,so-ho,,1.234.5,\n", "intake.value"),
        (CSV.encode() + b"\xe1\xba,1\n", "intake.encoding"),
    ],
)
def test_what_is_no_table_is_refused(program: Program, body: str | bytes, code: str):
    answer = program.post(body, kind="text/csv")
    assert (answer.status_code, code in codes(answer)) == (400, True), answer.text


def test_a_stamp_of_secrecy_in_the_head_stops_a_message(program: Program):
    answer = program.post("MẬT\n" + CSV + LINES, kind="text/csv")
    assert codes(answer) == ["file.secret"]


def test_a_code_means_the_unit_that_bore_it_on_the_day(stage: Stage, program: Program):
    """The commune's code belonged to another unit until the end of June."""
    july = stage.form.start.replace(year=2025, month=7)
    UnitCode.objects.filter(unit=stage.xa_mau).update(start=july)
    UnitCode.objects.create(
        unit=stage.province, scheme="gso", code=MAU, start=july.replace(year=2020), end=july
    )
    assert codes(program.post(figures(day="2025-06-30"))) == ["intake.not_due"] * 4
    assert program.post(figures(), key="khoa-0002").status_code == 200


def test_the_same_key_with_the_same_message_gives_the_first_answer(program: Program):
    first, again = program.post(figures()), program.post(figures())
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert ReportEvent.objects.filter(kind="submitted").count() == 1


def test_the_same_key_with_another_message_is_refused(program: Program):
    program.post(figures())
    answer = program.post(figures(unit=KHAC))
    assert (answer.status_code, codes(answer)) == (409, ["api.key_other"])


def test_a_refused_message_may_be_mended_under_its_key(program: Program):
    assert program.post(figures(unit="00000")).status_code == 400
    assert program.post(figures()).status_code == 200


@pytest.mark.parametrize("key", ["", "ngắn", "x" * 201])
def test_a_message_without_a_key_is_refused(program: Program, key: str):
    assert codes(program.post(figures(), key=key.encode("ascii", "ignore").decode())) == ["api.key"]


def test_a_report_that_was_handed_in_is_not_handed_in_again(program: Program):
    program.post(figures())
    assert codes(program.post(figures(), key="khoa-0002")) == ["figures.report_state"]


def test_a_unit_that_is_not_ones_own_is_refused(stage: Stage, program: Program):
    answer = program.post(figures(unit=KHAC))
    assert set(codes(answer)) == {"intake.not_due"}
    approver = program_of(stage.hats.approver)
    answer = approver.post(figures())
    assert (answer.status_code, codes(answer)) == (403, ["grant.refused"])
    assert nothing_is_kept()


def test_other_kinds_of_message_and_other_methods_are_refused(program: Program):
    assert program.post("<a/>", kind="application/xml").status_code == 415
    assert program.post(CSV + LINES, kind="text/csv", path="/api/dataValueSets").status_code == 415
    answer = program.get("/api/dataValueSets")
    assert (answer.status_code, codes(answer)) == (405, ["api.method"])


def test_history_is_taken_over_with_its_document(stage: Stage, program: Program):
    clerk = program_of(stage.hats.clerk)
    path = "/api/so-lieu/?van-ban=Báo cáo 12/BC-UBND ngày 05/01/2020"
    said = {
        "unit": MAU,
        "period": "2021",
        "figures": [{"indicator": "so-ho", "value": 12, "kind": "estimate"}],
    }
    answer = clerk.post(said, path=path)
    assert answer.json() == {"taken": True, "figures": 1, "known": 0}
    figure = Figure.objects.get()
    assert (figure.source, figure.kind, figure.value) == ("taken_over", "estimate", 12)
    assert figure.evidence_text == "Báo cáo 12/BC-UBND ngày 05/01/2020"
    assert check_figures_against_entries() == []
    assert clerk.post(said, path=path, key="khoa-0002").json()["known"] == 1
    said["figures"][0]["value"] = 13
    assert codes(clerk.post(said, path=path, key="khoa-0003")) == ["intake.said_otherwise"]
    assert codes(program.post(said, path=path + "a")) == ["grant.refused"]


def test_history_of_a_period_in_which_a_report_is_due_is_refused(stage: Stage):
    answer = program_of(stage.hats.clerk).post(figures(), path="/api/so-lieu/?van-ban=Báo cáo 12/BC-UBND")
    assert set(codes(answer)) == {"intake.due"}


def test_a_code_that_two_units_bore_in_the_period_is_listed(stage: Stage):
    half = stage.form.start.replace(year=2021, month=7)
    UnitCode.objects.filter(unit=stage.xa_mau).update(start=half)
    UnitCode.objects.create(unit=stage.xa_khac, scheme="gso", code=MAU, start=stage.form.start, end=half)
    clerk = program_of(stage.hats.clerk)
    path = "/api/so-lieu/?van-ban=Báo cáo 12/BC-UBND"
    said = {"unit": MAU, "period": "2021", "figures": [{"indicator": "so-ho", "value": 12}]}
    answer = clerk.post(said, path=path)
    assert codes(answer) == ["intake.unit_many"]
    assert "Xã Khác; Xã Mẫu" in answer.json()["faults"][0]["sentence"]
    assert clerk.post(said | {"day": "31/12/2021"}, path=path).json()["figures"] == 1


def test_the_door_does_what_the_screen_does(stage: Stage, program: Program):
    """Cells, steps, entry and state of a report are the same, whichever way it came in."""
    program.post(figures())
    by_program = _told(Report.objects.get())
    for report in Report.objects.all():
        report.cells.all().delete()
        report.events.all().delete()
        report.delete()
    who = {"actor": stage.hats.reporter, "now": clock.now()}
    report = actions.start_report(due=stage.due(), **who)
    typed = {1: "1.234", 2: "34", 3: "1.200", 4: "98,5"}
    report = actions.save_cells(report=report, typed=typed, notes={3: "theo sổ"}, **who)
    actions.submit_report(report=report, **who)
    assert by_program == _told(Report.objects.get())


def _told(report: Report) -> list[object]:
    entry = Entry.objects.filter(kind="figures.submit").latest("pk")
    columns = ("item", "state", "typed", "value", "note", "evidence", "cited")
    return [
        list(report.cells.order_by("item").values(*columns)),
        list(report.events.order_by("pk").values("ref", "kind", "actor", "reason", "cells")),
        (report.ref, report.state, report.version, report.words, report.submitted_at is not None),
        bytes(entry.body).partition(b'"facts"')[2].partition(b'"kind"')[0],
    ]


def test_a_token_ends_with_its_day_its_post_and_its_revocation(stage: Stage, program: Program):
    Token.objects.update(expires=clock.today())
    assert (program.post(figures()).status_code, codes(program.post(figures()))) == (401, ["token.expired"])
    Token.objects.update(expires=clock.today().replace(year=2030))
    held = Appointment.objects.filter(ref=stage.hats.reporter.appointment)
    held.update(end=clock.today())
    assert codes(program.post(figures())) == ["token.post_ended"]
    held.update(end=clock.today().replace(year=2030))
    revoke_token(token=program.token, actor=stage.hats.reporter, now=clock.now())
    assert codes(program.post(figures())) == ["token.revoked"]
    assert codes(Program("tk_nothing", program.token).post(figures())) == ["token.not_known"]
    assert codes(Program("", program.token).post(figures())) == ["token.missing"]
