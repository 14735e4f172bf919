"""Files of figures: CSV and JSON on the screen and in the shell, and figures of past periods."""

import datetime
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.figures.conftest import Stage
from tests.figures.screen import browser, installed
from typer.testing import CliRunner

from tongket.figures.cli import app
from tongket.figures.models import Figure, Report
from tongket.units.models import OPEN, UnitCode

__all__ = ["installed"]
START = datetime.date(2020, 1, 1)
DOCUMENT = "Báo cáo 12/BC-UBND ngày 05/01/2020"
HISTORY = "unit,day,period,indicator,breakdown,value,kind\n14758,,2021,so-ho,,12,final\n14758,,202106,so-ho,,11,ước\n"
REPORT = (
    "don vi;ky;chi tieu;phan to;so lieu\n14758;2025;so-ho;;1.234\n14758;2025;so-ho;hộ nghèo;34\n"
    "14758;2025;so-ho;hộ khác;1.200\n14758;2025;ty-le;;98,5\n"
)


@pytest.fixture
def coded(stage: Stage) -> Stage:
    UnitCode.objects.create(unit=stage.xa_mau, scheme="gso", code="14758", start=START, end=OPEN)
    return stage


def sent(text: str, name: str = "so-lieu.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_a_table_of_another_program_is_handed_in_on_the_screen(coded: Stage):
    page = browser(coded.hats.reporter).post("/so-lieu/tai-len/", {"workbook": sent(REPORT)})
    assert page.status_code == 302
    assert Report.objects.get().state == "submitted"


def test_a_fault_of_the_table_is_said_by_its_row_on_the_screen(coded: Stage):
    page = browser(coded.hats.reporter).post(
        "/so-lieu/tai-len/", {"workbook": sent(REPORT.replace("98,5", "chín"))}
    )
    assert page.status_code == 400
    assert "dòng 5, cột value" in page.text
    assert not Report.objects.exists()


def test_past_figures_are_taken_over_on_the_screen_with_their_paper(coded: Stage):
    fields = {
        "document": DOCUMENT,
        "figures": sent(HISTORY.replace("202106", "2021-06")),
        "evidence": _paper(),
    }
    page = browser(coded.hats.clerk).post("/so-lieu/lich-su/", fields)
    assert page.status_code == 302
    said = set(Figure.objects.values_list("period", "kind", "value", "evidence__name"))
    assert said == {("2021", "final", 12, "bao-cao.txt"), ("2021-06", "estimate", 11, "bao-cao.txt")}


def _paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("bao-cao.txt", b"Bao cao so 12")


def test_past_figures_need_their_document_and_a_right(coded: Stage):
    client = browser(coded.hats.clerk)
    assert client.post("/so-lieu/lich-su/", {"document": "", "figures": sent(HISTORY)}).status_code == 400
    assert browser(coded.hats.reporter).get("/so-lieu/lich-su/").status_code == 403
    unknown = HISTORY.replace("202106", "2021-06").replace("14758", "00000")
    page = client.post("/so-lieu/lich-su/", {"document": DOCUMENT, "figures": sent(unknown)})
    assert page.status_code == 400
    assert "dòng 3, cột unit" in page.text
    assert not Figure.objects.exists()


def test_the_shell_takes_history_from_every_kind_of_file(coded: Stage, tmp_path: Path):
    dhis2 = '{"dataValues":[{"orgUnit":"14758","period":"202106","dataElement":"so-ho","value":"11"}]}'
    files = {
        "a.csv": HISTORY.replace("202106", "2021-06").encode(),
        "b.json": dhis2.encode(),
        "c.xlsx": _sheet(),
    }
    paper = tmp_path / "bao-cao.txt"
    paper.write_text("Báo cáo")
    for place, (name, data) in enumerate(files.items()):
        (tmp_path / name).write_bytes(data)
        words = ["import", str(tmp_path / name), "--history", f"{DOCUMENT} {place}", "--evidence", str(paper)]
        assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0, name
    values = Figure.objects.order_by("evidence_text", "period").values_list("period", "value")
    assert list(values) == [("2021", 12), ("2021-06", 11), ("2021-06", 11), ("2022", 1234)]


def _sheet() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate([("unit", "period", "indicator", "value"), ("14758", "2022", "so-ho", 1234)]):
        sheet.write_row(row, 0, cells)
    book.close()
    return out.getvalue()


def test_the_shell_hands_in_a_report_by_csv(coded: Stage, tmp_path: Path):
    file = tmp_path / "bao-cao.csv"
    file.write_text(REPORT)
    assert CliRunner().invoke(app, ["import", str(file)], catch_exceptions=False).exit_code == 0
    assert Report.objects.get().state == "submitted"
