"""What is read from the environment and from the keys of the installation."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tongket.base.env import env_int, secret
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
