"""`tongket read` in the shell: a table, JSON lines, scores, and one sentence for what cannot be read."""

import json
from pathlib import Path

import pytest
from tests.reader.pages import PAGE
from typer.testing import CliRunner

from tongket.reader.cli import app
from tongket.viet.fault import Refusal

LABELS = {
    "id": "trang",
    "title": "Huyện Đồi Xanh sơ kết ba năm trồng rừng",
    "event": {"type": "tổng kết", "date": "--09-12", "host": "UBND huyện Đồi Xanh", "period": None},
    "directives": [{"symbol": "41 – KH/HU", "date": "2021-07-04"}],
    "persons": [{"name": "Trần Văn Lúa", "position": "Bí thư"}],
    "commendations": [],
    "figures": [],
}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "trang.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def test_json_prints_one_object_a_line_with_the_name_of_the_file(page: Path, tmp_path: Path):
    other = tmp_path / "hai.txt"
    other.write_text("Xã Mẫu gặt xong lúa.", encoding="utf-8")
    records = [json.loads(line) for line in run(page, other, "--json").splitlines()]
    assert [r["id"] for r in records] == ["trang", "hai"]
    assert records[0]["commendations"][0]["collectives"] == 9
    assert set(LABELS) <= set(records[1])


def test_the_table_shows_each_record_with_its_characters(page: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANGUAGE", "vi")
    shown = run(page)
    assert "41-KH/HU" in shown
    assert "9 tập thể, 16 cá nhân" in shown
    start = PAGE.index("41-KH/HU")
    assert f"{start}–{start + 8}" in shown


def test_a_refused_file_does_not_stop_the_others(page: Path, tmp_path: Path):
    stamped = tmp_path / "dong-dau.txt"
    stamped.write_text("MẬT\n" + PAGE, encoding="utf-8")
    result = CliRunner().invoke(app, [str(stamped), str(tmp_path / "khong-co.txt"), str(page), "--json"])
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["trang"]
    assert isinstance(result.exception, Refusal)
    assert [fault.code for fault in result.exception.faults] == ["file.secret", "reader.no_such_file"]


def test_without_files_it_asks_for_some():
    with pytest.raises(Refusal, match=r"reader\.no_files"):
        run()


def test_scores_are_printed_for_a_labelled_folder(page: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANGUAGE", "en")
    (page.parent / "labels.jsonl").write_text(json.dumps(LABELS, ensure_ascii=False) + "\n", encoding="utf-8")
    told = json.loads(run("--score", page.parent, "--json"))
    assert told["title"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1}
    assert told["event type"]["f1"] == 0.0
    assert told["event date"]["f1"] == 1.0
    assert told["directives with date"]["f1"] == 1.0
    assert told["persons"] == {"precision": 0.5, "recall": 1.0, "f1": 0.667, "gold": 1}
    assert told["persons with position"]["f1"] == 0.0
    assert "Precision" in run("--score", page.parent)


@pytest.mark.parametrize("labels", [None, "{", "[]", '{"id": "vắng"}', "3"])
def test_a_folder_without_good_labels_is_refused(tmp_path: Path, labels: str | None):
    if labels is not None:
        (tmp_path / "labels.jsonl").write_text(labels, encoding="utf-8")
    with pytest.raises(Refusal, match=r"reader\.no_labels"):
        run("--score", tmp_path)


def test_the_module_of_the_command_loads_none_of_the_rules():
    import subprocess
    import sys

    code = "import sys, tongket.reader.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"tongket.reader.read", "tongket.reader.page", "django", "lxml"} & set(loaded.split())
