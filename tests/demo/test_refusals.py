"""What the shell says to bad input: a plain sentence in the chosen language, an exit code, and nothing changed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.demo.loaded import NATIONAL, Demo, Said

MAU_NOW = "dan-chu-co-so-2026"
# What is asked for, and a word of the sentence in each language that tells what is wrong.
CASES: dict[str, tuple[list[str], str, str]] = {
    "a file that is not there": (["read", "{folder}/khong-co.txt"], "khong-co.txt", "khong-co.txt"),
    "a file that is no text": (["read", "{folder}/anh.png"], "văn bản", "text"),
    "a file stamped secret": (["read", "{folder}/mat.txt"], "MẬT", "secrecy"),
    "a Word file stamped secret": (["read", "{folder}/mat.docx"], "MẬT", "secrecy"),
    "a form of a file that is no Word file": (["form", "{folder}/anh.png"], ".docx", ".docx"),
    "a form of a file that is not there": (["form", "{folder}/khong.docx"], "khong.docx", "khong.docx"),
    "a form of a paper stamped secret": (["form", "{folder}/mat.docx"], "MẬT", "secrecy"),
    "nothing to read": (["read"], "", ""),
    "a unit that does not exist": (["units", "show", "Xã Không Có Thật"], "Không Có Thật", "Không Có Thật"),
    "a name that several bear": (["units", "show", "Tân Lập"], "Tân Lập", "Tân Lập"),
    "a day that does not exist": (["units", "show", "01", "--on", "31/02/2025"], "31/02/2025", "31/02/2025"),
    "units under an unknown one": (["units", "under", "99999"], "99999", "99999"),
    "a tier that does not exist": (["units", "under", "01", "--tier", "huyện lỵ"], "--tier", "--tier"),
    "a directive that is not in the register": (
        ["directives", "show", "999-CT/TW"],
        "999-CT/TW",
        "999-CT/TW",
    ),
    "a symbol that is misprinted": (["directives", "show", "09/CT/TW"], "09-CT/TW", "09-CT/TW"),
    "a symbol that is none": (["directives", "show", "số mấy?"], "số mấy?", "số mấy?"),
    "a directive of no day": (
        ["directives", "show", "09-CT/TW", "--date", "31/02/2022"],
        "31/02/2022",
        "31/02/2022",
    ),
    "the register of no unit": (["directives", "list", "--unit", "Xã Không"], "Xã Không", "Xã Không"),
    "a template of an unknown programme": (
        ["figures", "template", "khong-co", "2026-Q1", "-o", "{folder}/a.xlsx"],
        "khong-co",
        "khong-co",
    ),
    "a template of an impossible period": (
        ["figures", "template", MAU_NOW, "2026-Q7", "-o", "{folder}/a.xlsx"],
        "2026-Q7",
        "2026-Q7",
    ),
    "a template of a period that is not open": (
        ["figures", "template", MAU_NOW, "2031-Q1", "-o", "{folder}/a.xlsx"],
        "2031",
        "2031",
    ),
    "a template for a unit that is not due": (
        ["figures", "template", MAU_NOW, "2026-Q4", "Thôn Không", "-o", "{folder}/a.xlsx"],
        "Thôn Không",
        "Thôn Không",
    ),
    "a template in a folder that is a file": (
        ["figures", "template", MAU_NOW, "2026-Q4", "-o", "{folder}/mat.txt/a.xlsx"],
        "mat.txt",
        "mat.txt",
    ),
    "a workbook that is none": (["figures", "import", "{folder}/mat.txt"], "", ""),
    "a workbook that is a picture": (["figures", "import", "{folder}/anh.png"], "", ""),
    "a workbook that is not there": (["figures", "import", "{folder}/x.xlsx"], "x.xlsx", "x.xlsx"),
    "a workbook of another program": (["figures", "import", "{folder}/khac.xlsx"], "", ""),
    "a review of an unknown programme": (
        ["review", "build", "khong-co", "2025", "-o", "{folder}/a.docx"],
        "khong-co",
        "khong-co",
    ),
    "a review of an impossible period": (
        ["review", "build", NATIONAL, "2025-13", "-o", "{folder}/a.docx"],
        "2025-13",
        "2025-13",
    ),
    "a review as of no moment": (
        ["review", "build", NATIONAL, "2025", "--as-of", "hôm qua", "-o", "{folder}/a.docx"],
        "hôm qua",
        "hôm qua",
    ),
    "a review in an unknown format": (
        ["review", "build", NATIONAL, "2025", "-o", "{folder}/a.odt"],
        "odt",
        "odt",
    ),
    "an installation on top of the demo": (
        ["init", "--unit", "01", "--host", "x.vn", "--account", "a", "--name", "A"],
        "tongket – bản mẫu",
        "tongket – bản mẫu",
    ),
    "the demo on a public address": (["serve", "--host", "0.0.0.0", "--port", "1"], "127.0.0.1", "127.0.0.1"),
    "an option that does not exist": (["check", "--nhanh"], "--nhanh", "--nhanh"),
    "a command that does not exist": (["khong-lenh"], "khong-lenh", "khong-lenh"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that no command should take."""
    import docx
    import xlsxwriter

    folder = tmp_path_factory.mktemp("bad")
    (folder / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "mat.txt").write_text("MẬT\nBÁO CÁO\nvề tình hình trong quý\n", encoding="utf-8")
    paper = docx.Document()
    for line in ("TỐI MẬT", "BÁO CÁO", "về tình hình trong quý"):
        paper.add_paragraph(line)
    paper.save(str(folder / "mat.docx"))
    with xlsxwriter.Workbook(folder / "khac.xlsx") as book:
        book.add_worksheet("Chi tiêu").write(0, 0, "Tháng")
    return folder


def _say(demo: Demo, folder: Path, lang: str) -> dict[str, Said]:
    lines = [[word.format(folder=folder) for word in words] for words, _vi, _en in CASES.values()]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.demo.many"],
        input=json.dumps(lines),
        env=demo.environment(lang),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return {case: Said(*answer) for case, answer in zip(CASES, json.loads(ran.stdout), strict=True)}


@pytest.fixture(scope="module")
def answers(demo: Demo, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Said]]:
    """All cases in both languages, on one copy, which must be the same afterwards."""
    spare = demo.copy(tmp_path_factory.mktemp("refused") / "demo_refused")
    before, files, given = spare.contents(), spare.files(), sorted(folder.iterdir())
    said = {lang: _say(spare, folder, lang) for lang in ("vi", "en")}
    after = spare.contents()
    assert [table for table in after if after[table] != before[table]] == []
    assert spare.files() == files
    assert sorted(folder.iterdir()) == given
    return said


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_refused_in_plain_words(case: str, lang: str, answers: dict[str, dict[str, Said]]):
    said = answers[lang][case]
    assert said.code != 0
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert "%(" not in said.err
    assert "tongket.log" not in said.err, "a fault of ours, not theirs"
    assert CASES[case][1 if lang == "vi" else 2] in said.err
    assert len(said.err.strip().splitlines()) <= 2, said.err


@pytest.mark.parametrize("case", CASES)
def test_the_sentence_is_in_the_language_of_the_shell(case: str, answers: dict[str, dict[str, Said]]):
    assert answers["vi"][case].err != answers["en"][case].err


@pytest.mark.slow
def test_a_real_process_ends_with_the_code_and_the_sentence(demo: Demo):
    said = demo.shell("units", "show", "Xã Không Có Thật")
    assert (said.code, said.out) == (2, "")
    assert "Xã Không Có Thật" in said.err
