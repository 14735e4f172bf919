"""What is read from the environment and from the keys of the installation."""

import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest

from tongket.base.env import env_int, rollup_engine, secret
from tongket.base.faults import explain
from tongket.viet.fault import Refusal


def test_all_who_ask_for_a_new_secret_at_once_get_the_same_whole_one(tmp_path: Path):
    with ThreadPoolExecutor(8) as askers:
        for turn in range(20):
            found = set(askers.map(secret, [tmp_path / str(turn)] * 8, ["ledger"] * 8))
            assert [len(one) > 40 for one in found] == [True]


def test_a_secret_is_readable_by_its_owner_alone_and_stays_as_it_is(tmp_path: Path):
    first = secret(tmp_path, "ledger")
    kept = tmp_path / "keys" / "ledger"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["ledger"]
    assert secret(tmp_path, "ledger") == first
    assert secret(tmp_path, "secret") != first


@pytest.mark.parametrize(("said", "number"), [("", 25), (" 40 ", 40), ("0", 0)])
def test_a_setting_that_is_a_number_is_taken(said: str, number: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TONGKET_FILE_MB", said)
    assert env_int("TONGKET_FILE_MB", 25) == number


@pytest.mark.parametrize("said", ["25 MB", "-1", "2.5", "hai mươi", "²"])
def test_a_setting_that_is_no_number_is_refused_by_name(said: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TONGKET_FILE_MB", said)
    with pytest.raises(Refusal) as why:
        env_int("TONGKET_FILE_MB", 25)
    assert "TONGKET_FILE_MB" in explain(why.value.faults[0])


def test_figures_are_added_up_here_unless_a_place_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ROLLUP_ENGINE", " ")
    assert rollup_engine() == ""


@pytest.mark.parametrize("said", ["duckdb", "spark", "spark://", "spark://máy", "local[2]", "spark://a:1/x"])
def test_an_engine_that_is_no_place_of_spark_is_refused_by_name(said: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ROLLUP_ENGINE", said)
    with pytest.raises(Refusal) as why:
        rollup_engine()
    assert why.value.faults[0].code == "setting.no_engine"
    assert f"ROLLUP_ENGINE ghi “{said}”" in explain(why.value.faults[0])


@pytest.mark.slow
def test_without_what_spark_needs_the_program_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Asked of a program that is started where there is no Java; nor pyspark, where it is not installed."""
    for name, value in {
        "ROLLUP_ENGINE": "spark://mot:7077,hai:7077",
        "PATH": str(tmp_path),
        "TONGKET_DATA": str(tmp_path / "data"),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    missing = "Java" if find_spec("pyspark") else "pyspark, Java"
    script = "from tongket.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "check"], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert f"máy này còn thiếu: {missing}." in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.spark
def test_where_spark_can_be_asked_its_masters_are_taken(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    monkeypatch.setenv("ROLLUP_ENGINE", "spark://mot:7077,hai:7077")
    assert rollup_engine() == "spark://mot:7077,hai:7077"
