"""What a backup says of itself is read with care: a manifest may be cut, or name what is no part of a backup."""

import json
from pathlib import Path

import pytest

from tongket.base.restore import read_manifest
from tongket.viet.fault import Refusal

GOOD = {
    "version": "1",
    "made_at": "2026-11-22T05:00:00+00:00",
    "database": "sqlite",
    "migrations": ["base.0001_initial"],
    "digests": {"database": "00"},
}


def test_a_manifest_says_from_what_and_when_the_backup_was_taken(tmp_path: Path):
    (tmp_path / "manifest.json").write_text(json.dumps(GOOD))
    found = read_manifest(tmp_path)
    assert (found.version, found.moment.day, found.migrations) == ("1", 22, ("base.0001_initial",))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(GOOD)[:-9],
        "[]",
        "7",
        json.dumps({name: value for name, value in GOOD.items() if name != "version"}),
        json.dumps(GOOD | {"made_at": "hôm qua"}),
        json.dumps(GOOD | {"digests": {}}),
        json.dumps(GOOD | {"digests": ["database"]}),
        json.dumps(GOOD | {"digests": {"database": "00", "../../etc/passwd": "00"}}),
        json.dumps(GOOD | {"digests": {"database": "00", "/etc/passwd": "00"}}),
    ],
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(Refusal, match=r"backup\.manifest_damaged"):
        read_manifest(tmp_path)


def test_a_folder_without_a_manifest_is_no_backup(tmp_path: Path):
    with pytest.raises(Refusal, match=r"backup\.no_manifest"):
        read_manifest(tmp_path)
