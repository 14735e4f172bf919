"""The shell: quick help in the reader's language, plain sentences, right exit codes."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from tests.cli.conftest import Shell

from tongket.base.shell import bounded
from tongket.viet.fault import Fault, Refusal


def test_help_speaks_vietnamese_and_lists_the_commands(shell: Shell):
    code, out, _ = shell("--help")
    assert code == 0
    assert "Cách dùng: tongket" in out
    assert "Các lệnh:" in out
    assert {"init", "serve", "check"} <= set(out.split())


def test_help_speaks_english_under_an_english_locale(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TONGKET_LANG", "en")
    assert "Usage: tongket" in shell("--help")[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nope",), "Không có lệnh 'nope'."),
        (("serve", "--prt"), "Không có tùy chọn --prt."),
        (("serve", "--port", "abc"), "Giá trị của --port không dùng được"),
    ],
)
def test_a_wrong_command_line_gets_one_sentence_and_the_way_to_its_help(
    shell: Shell, words: tuple[str, ...], sentence: str
):
    code, out, err = shell(*words)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)
    assert "--help" in err.splitlines()[-1]


def test_a_refusal_is_said_in_sentences_and_ends_with_2(capsys: pytest.CaptureFixture[str]):
    def refuse() -> int:
        raise Refusal(Fault("account.no_match"), Fault("init.done", values={"name": "Xã Mẫu"}))

    assert bounded(refuse) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_fault_of_ours_is_one_sentence_with_its_log_and_no_traceback(capsys: pytest.CaptureFixture[str]):
    def fail() -> int:
        raise ZeroDivisionError("seven")

    assert bounded(fail) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    log = Path(err.strip().rstrip(".").split()[-1])
    assert "ZeroDivisionError: seven" in log.read_text()


def test_help_needs_neither_django_nor_rich():
    """The bar is 0.3 s; what costs it is an import, so the test looks for that and allows a slow machine."""
    code = (
        "import sys; from tongket.cli.main import run; run(['--help']);"
        "print({'django', 'rich', 'ibis'} & set(sys.modules))"
    )
    began = time.perf_counter()
    out = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert out.splitlines()[-1] == "set()"
    assert time.perf_counter() - began < 3


def test_a_part_with_one_command_of_its_own_name_is_that_command():
    from tongket.cli.main import _add

    app, part, other = typer.Typer(), typer.Typer(), typer.Typer()
    part.command()(lambda: None)
    part.registered_commands[0].name = "read"
    other.command("build")(lambda: None)
    _add(app, "read", part)
    _add(app, "review", other)
    assert [command.name for command in app.registered_commands] == ["read"]
    assert [group.name for group in app.registered_groups] == ["review"]


def test_a_folder_in_which_nothing_is_set_up_is_named_and_left_empty(tmp_path: Path):
    env = {
        **os.environ,
        "TONGKET_DATA": str(tmp_path / "data"),
        "TONGKET_TEST_SERVER": "",
        "DATABASE_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", "from tongket.cli.main import main; main()", "serve"],
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "chưa được cài đặt" in done.stderr


def test_tables_of_an_earlier_version_are_not_called_missing(tmp_path: Path):
    """As after an upgrade, before the site is started: a table is there, another is not."""
    with sqlite3.connect(tmp_path / "tongket.sqlite3") as old:
        old.execute("CREATE TABLE base_installation (id INTEGER PRIMARY KEY)")
    old.close()
    settings = {"TONGKET_DATA": str(tmp_path), "DATABASE_URL": "", "TONGKET_LANG": "vi"}
    done = subprocess.run(
        [sys.executable, "-c", "from tongket.cli.main import main; main()", "check"],
        env=os.environ | settings,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "là của phiên bản cũ" in done.stderr
    assert "Traceback" not in done.stderr
