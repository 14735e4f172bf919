"""`tongket backup` and `tongket restore`: what was copied while others wrote is put back whole, or not at all."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
LARGE = 5_000_000  # bytes of a file, more than the database has
MAIN = "from tongket.cli.main import main; main()"
SET_UP = """
from tongket.base.shell import django
django()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tongket.base import clock
from tongket.base.models import Installation
Installation.objects.create(pk=1, name="Xã Mẫu", main_host="localhost", made_at=clock.now())
"""
WRITE = """
import sys
from tongket.base.shell import django
django()
from tongket.base import clock
from django.db import transaction
from tongket.base.files import put_file, record_file
from tongket.base.sequencer import sequence
for number in range(int(sys.argv[1])):
    text = f"Biên bản số {number}".encode().ljust(int(sys.argv[2]))
    file = put_file(data=text, name="bien-ban.txt", unit_id=None, access="office", now=clock.now())
    with transaction.atomic():
        record_file(file, now=clock.now())
    sequence(now=clock.now())
    print(number, flush=True)
"""


@dataclass(frozen=True)
class Place:
    """One installation: its folder, and its database if that is not in the folder."""

    data: Path
    url: str = ""

    @property
    def env(self) -> dict[str, str]:
        told = {"TONGKET_DATA": str(self.data), "DATABASE_URL": self.url, "TONGKET_TEST_SERVER": ""}
        return os.environ | told

    def run(self, *words: str, code: str = MAIN) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *words], env=self.env, capture_output=True, text=True, check=False
        )


def new_place(data: Path) -> Place:
    """An empty one; on PostgreSQL with an empty database of that name."""
    server = os.environ.get("TONGKET_TEST_SERVER", "")
    if not server:
        return Place(data)
    import psycopg

    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{data.name}"')
        admin.execute(f'CREATE DATABASE "{data.name}"')
    return Place(data, f"{server.rpartition('/')[0]}/{data.name}")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    found = new_place(tmp_path_factory.mktemp("backup") / "backup_from")
    assert found.run(code=SET_UP).stderr == ""
    assert found.run("3", "0", code=WRITE).returncode == 0
    return found


@pytest.fixture(scope="module")
def kept(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup") / "kept"
    assert place.run("backup", str(folder)).returncode == 0
    return folder


@pytest.fixture
def copy(kept: Path, tmp_path: Path) -> Path:
    return shutil.copytree(kept, tmp_path / "copy")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Nothing is ever put into it: each refusal leaves it as it was."""
    found = new_place(tmp_path_factory.mktemp("backup") / "backup_to")
    yield found
    assert not (found.data / "files").exists()
    assert not (found.data / "keys" / "ledger").exists()


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_a_backup_taken_while_others_write_is_whole_after_it_is_put_back(place: Place, tmp_path: Path):
    writing = [sys.executable, "-c", WRITE, "100000", "0"]
    with subprocess.Popen(writing, env=place.env, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _line in range(5):
            assert writer.stdout.readline()
        done = place.run("backup", str(tmp_path / "kept"))
        still_writing = writer.poll() is None
        writer.kill()
    assert (done.returncode, done.stderr) == (0, "")
    assert "Đã sao lưu “Xã Mẫu”" in done.stdout
    assert still_writing
    back = new_place(tmp_path / "backup_back")
    done = back.run("restore", str(tmp_path / "kept"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Đã khôi phục “Xã Mẫu” như lúc" in done.stdout
    assert "Mọi thứ còn nguyên như khi ghi." in done.stdout
    assert back.run("check").returncode == 0
    assert back.run("1", "0", code=WRITE).returncode == 0
    assert back.run("check").returncode == 0


def test_a_backup_holds_the_key_of_the_ledger_but_no_secret_that_it_need_not(place: Place, copy: Path):
    seals = place.data / "keys" / "seals"
    seals.mkdir(parents=True, exist_ok=True)
    (seals / "1.p12").write_bytes(b"key")
    assert place.run("backup", str(copy.with_name("more"))).returncode == 0
    kept = {path.relative_to(copy.with_name("more")).as_posix() for path in copy.with_name("more").rglob("*")}
    assert "keys/ledger" in kept
    assert not {"keys/secret", "keys/seals"} & kept
    assert {path.stat().st_mode & 0o077 for path in copy.with_name("more").rglob("*")} == {0}


def test_a_folder_with_something_in_it_or_without_a_place_is_refused(
    place: Place, kept: Path, tmp_path: Path
):
    assert "không trống" in refused(place.run("backup", str(kept)))
    (tmp_path / "file").write_text("")
    assert "Không ghi được" in refused(place.run("backup", str(tmp_path / "file" / "kept")))


def test_where_the_disk_is_full_nothing_is_left_behind(place: Place, tmp_path: Path):
    assert place.run("1", str(LARGE), code=WRITE).returncode == 0
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({LARGE - 1}, {LARGE - 1})); "
    assert "hết chỗ" in refused(place.run("backup", str(tmp_path / "kept"), code=limit + MAIN))
    assert not (tmp_path / "kept").exists()


def test_a_file_that_is_lost_is_said_and_the_backup_made(place: Place, tmp_path: Path):
    lost = next(path for path in (place.data / "files").rglob("*") if path.is_file())
    aside = lost.rename(tmp_path / lost.name)
    done = place.run("backup", str(tmp_path / "kept"))
    aside.rename(lost)
    assert done.returncode == 1
    assert lost.name in done.stderr
    assert (tmp_path / "kept" / "manifest.json").exists()


def test_a_backup_is_put_back_only_where_nothing_is(place: Place, kept: Path):
    assert "đã có một bản cài đặt" in refused(place.run("restore", str(kept)))
    assert place.run("check").returncode == 0


def test_a_backup_that_was_not_finished_is_none(copy: Path, empty: Place):
    (copy / "manifest.json").unlink()
    assert "bản sao lưu hoàn chỉnh" in refused(empty.run("restore", str(copy)))


def test_a_part_that_is_changed_or_missing_is_named(copy: Path, empty: Place):
    note = next((copy / "ledger").iterdir())
    note.write_text("other")
    assert f"ledger/{note.name}" in refused(empty.run("restore", str(copy)))
    note.unlink()
    assert f"thiếu ledger/{note.name}" in refused(empty.run("restore", str(copy)))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("migrations", ["units.9999_from_the_future"], "phiên bản 0.1.0"),
        ("database", "oracle", "lấy từ oracle"),
    ],
)
def test_a_backup_of_other_tables_is_refused(copy: Path, empty: Place, name: str, value: object, said: str):
    path = copy / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value, "version": "0.1.0"}))
    assert said in refused(empty.run("restore", str(copy)))
