"""What no door lets in: a share of the long campaign, and files that would cost more than they may."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.figures.conftest import YEAR, Stage, moment
from tests.figures.doors_campaign import doors
from tests.figures.sheets import edit

from tongket.base.sheets import read_sheets
from tongket.figures.intake import read_file
from tongket.figures.workbook import template
from tongket.viet.fault import Refusal

SHEET = "xl/worksheets/sheet1.xml"
ROOT = Path(__file__).parents[2]


def test_whatever_comes_is_taken_whole_or_refused_with_sentences(stage: Stage):
    assert doors(300, 7, stage) > 100


def code_of(data: bytes) -> str:
    with pytest.raises(Refusal) as why:
        read_file(data)
    return why.value.faults[0].code


@pytest.fixture
def workbook(stage: Stage) -> bytes:
    return template(stage.form, YEAR, [stage.due()], now=moment("2026-01-03"))


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_entities_are_no_part_of_a_sheet(workbook: bytes):
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    laughs = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]>'
    for entity in (outside, laughs):
        bad = edit(workbook, SHEET, lambda xml, e=entity: xml.replace("?>", f"?>{e}", 1))
        assert code_of(bad) == "workbook.unreadable"


def test_a_workbook_with_macros_is_refused(workbook: bytes):
    with zipfile.ZipFile(io.BytesIO(workbook)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    assert code_of(packed(parts | {"xl/vbaProject.bin": b"x"})) == "file.macros"


def test_a_cell_far_out_is_refused(workbook: bytes):
    for place in ("ZZZ1", "A9999999", "CW1", "a1048576"):
        bad = edit(workbook, SHEET, lambda xml, p=place: xml.replace('<c r="A1"', f'<c r="{p}"', 1))
        assert code_of(bad) == "workbook.too_big", place


def test_many_sheets_may_not_lay_out_more_cells_than_one(workbook: bytes):
    far = b'<worksheet><sheetData><row r="1"><c r="CV119000"/></row></sheetData></worksheet>'
    with zipfile.ZipFile(io.BytesIO(workbook)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    assert (
        code_of(packed(parts | {f"xl/worksheets/more{n}.xml": far for n in range(3)})) == "workbook.too_big"
    )


def test_a_sheet_in_letters_of_two_bytes_is_refused(workbook: bytes):
    with zipfile.ZipFile(io.BytesIO(workbook)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    wide = parts[SHEET].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert code_of(packed(parts | {SHEET: wide})) == "workbook.unreadable"


# Each is refused by a process of its own that may take so much more memory than its imports have taken.
COSTS = {
    "external entity": ("entity", 20, "workbook.unreadable"),
    "macros": ("macro", 20, "file.macros"),
    "bomb": ("zip", 400, "workbook.too_big"),
    "bomb below the bound": ("zip", 47, "workbook.too_big"),
    "500 MB": ("plain", 500, "file.too_big"),
    "lists": ("json", 24, "intake.too_many"),
    "commas": ("commas", 24, "intake.too_many"),
    "lines": ("csv", 24, "intake.missing"),
}
COST = """
import io, resource, sys, zipfile
from tongket.base import shell
shell.django()
from tongket.figures.intake import read_file
from tongket.viet.fault import Refusal
import python_calamine
kind, mb = sys.argv[1], int(sys.argv[2]) * 1024 * 1024
if kind in ("entity", "macro"):
    import random
    text = b"".join(b"<c><v>%d</v></c>" % n for n in random.Random(1).choices(range(10**9), k=mb // 24))
    head = b'<?xml version="1.0"?>' + b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' * (kind == "entity")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", head + b"<a>" + text + b"</a>")
        if kind == "macro":
            archive.writestr("xl/vbaProject.bin", b"x")
    data = out.getvalue()
    del text
elif kind == "zip":
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(mb // 1048576):
                part.write(b" " * 1048576)
    data = out.getvalue()
else:
    head, piece = {
        "plain": (b"0", b"0"),
        "json": (b'{"figures":[', b"[],"),
        "commas": (b'{"figures":[0', b",0"),
        "csv": (b"unit,period,indicator,value\\n", b",,,1\\n"),
    }[kind]
    data = head + piece * (mb // len(piece))
before = resource.getrusage(resource.RUSAGE_SELF)
try:
    read_file(data)
    said = "taken"
except Refusal as why:
    said = why.faults[0].code
after = resource.getrusage(resource.RUSAGE_SELF)
spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(said, (after.ru_maxrss - before.ru_maxrss) // 1024, f"{spent:.2f}")
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", COSTS)
def test_what_costs_too_much_is_refused_before_it_does(name: str, tmp_path: Path):
    kind, megabytes, code = COSTS[name]
    env = {"TONGKET_DATA": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT / "src"), "DATABASE_URL": ""}
    ran = subprocess.run(
        [sys.executable, "-c", COST, kind, str(megabytes)],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    said, more, seconds = ran.stdout.split()
    print(f"{name}: {said}, {seconds} s of processor time, {more} MB")  # noqa: T201 (what was measured, with -s)
    assert said == code
    assert int(more) < 200


def test_a_good_file_is_still_read(workbook: bytes):
    assert "Số liệu" in read_sheets(workbook).rows
    assert read_file(
        json.dumps({"figures": [{"unit": "1", "period": "2025", "indicator": "a", "value": 1}]}).encode()
    )
