"""The shell hands out templates, takes workbooks and keeps the store, with plain sentences and exit codes."""

from pathlib import Path

import pytest
from tests.figures.conftest import Stage, moment
from tests.figures.sheets import type_into

from tongket.cli.main import run as shell
from tongket.figures import checks, store
from tongket.figures.models import Report, Segment

GOOD = {"F5": 1234, "F6": 34, "F7": 1200, "F8": 50}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path):
    settings.STORE = tmp_path / "store"


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    try:
        code = shell([str(word) for word in words])
    except SystemExit as end:
        code = int(end.code or 0)
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def test_a_template_goes_out_and_comes_back(stage: Stage, tmp_path: Path, capsys):
    file = tmp_path / "out" / "bieu.xlsx"
    assert run(capsys, "figures", "template", "dan-chu-co-so", "2025", "xã mẫu", "-o", file)[0] == 0
    file.write_bytes(type_into(file.read_bytes(), GOOD))
    assert run(capsys, "figures", "import", file) == (0, "Số báo cáo đã gửi: 1\n")
    assert Report.objects.get().state == "submitted"


def test_a_template_is_never_written_under_the_name_of_another_kind_of_file(
    stage: Stage, tmp_path: Path, capsys
):
    code, shown = run(capsys, "figures", "template", "dan-chu-co-so", "2025", "-o", tmp_path / "bieu.docx")
    assert (code, "bieu.docx" in shown, list(tmp_path.iterdir())) == (2, True, [])


@pytest.mark.parametrize(("words", "says"), [
    (("khong-co", "2025"), "khong-co"),
    (("dan-chu-co-so", "2025-13"), "2025-13"),
    (("dan-chu-co-so", "2024"), "Chưa yêu cầu báo cáo cho 2024"),
    (("dan-chu-co-so", "2025", "Xã Không Có"), "Xã Không Có"),
])  # fmt: skip
def test_a_wrong_word_gets_one_sentence_and_no_file(stage: Stage, tmp_path: Path, capsys, words, says: str):
    code, shown = run(capsys, "figures", "template", *words, "-o", tmp_path / "x.xlsx")
    assert code == 2
    assert says in shown
    assert not (tmp_path / "x.xlsx").exists()


def test_what_is_no_workbook_or_no_file_is_told_plainly(stage: Stage, tmp_path: Path, capsys):
    (tmp_path / "x.xlsx").write_bytes(b"hello")
    assert run(capsys, "figures", "import", tmp_path / "x.xlsx")[0] == 2
    code, shown = run(capsys, "figures", "import", tmp_path / "none.xlsx")
    assert (code, "none.xlsx" in shown) == (2, True)
    assert "No such file" not in shown, "it is said in Vietnamese"


def test_the_store_is_kept_and_audited(stage: Stage, capsys):
    stage.approved()
    assert run(capsys, "figures", "compact")[0] == 0
    assert Segment.objects.count() == 1
    assert run(capsys, "figures", "compact") == (0, "Không có số liệu nào đang chờ vào kho.\n")
    assert run(capsys, "figures", "audit") == (0, "Đã tính lại 4 số liệu. Tất cả đều khớp.\n")
    store.forget()
    (store.folder() / Segment.objects.get().name).write_bytes(b"x")
    assert run(capsys, "figures", "audit")[0] == 1


def test_sums_of_the_roll_up_are_those_of_the_database(stage: Stage):
    stage.approved({1: str(2**62), 2: str(2**62 - 5), 3: "5", 4: "-"})
    store.compact(moment("2026-02-01"))
    assert checks.audit() == []
