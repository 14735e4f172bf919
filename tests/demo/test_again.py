"""What is done a second time changes nothing, and gives the same files byte for byte."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.demo.loaded import ASKED, Demo, database
from tests.postgres import Server

FORMS = ("docx", "pdf", "html")


@pytest.mark.slow
def test_a_second_run_changes_nothing_and_loses_nothing(demo: Demo, spare: Demo):
    before = (spare.contents(), spare.files())
    spare.load()
    after = spare.contents()
    assert {table: len(rows) for table, rows in after.items()} == {t: len(r) for t, r in before[0].items()}
    assert [table for table in after if after[table] != before[0][table]] == []
    assert spare.files() == before[1]
    assert _digests(spare.out) == _digests(demo.out)


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.slow
def test_shell_and_screen_give_the_same_files(demo: Demo, spare: Demo, tmp_path: Path):
    built = tmp_path / "built"
    for slug, (programme, period, *more) in ASKED.items():
        for form in FORMS:
            said = spare.shell("review", "build", programme, period, *more, "-o", built / f"{slug}.{form}")
            assert said.code == 0, said.err
    said = spare.python("tests.demo.screen", tmp_path / "screen")
    assert said.code == 0, said.err
    assert _digests(tmp_path / "screen") == _digests(built) == _digests(demo.out)


@pytest.fixture(scope="module")
def other_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty PostgreSQL database of our own."""
    if server := os.environ.get("TONGKET_TEST_SERVER"):
        yield database(server, "demo_again")
        return
    own = Server()
    yield database(own.url, "demo_again")
    own.stop()


@pytest.mark.slow
@pytest.mark.postgres
def test_both_databases_give_the_same_files(demo: Demo, spare: Demo, other_database: str, tmp_path: Path):
    """Loaded twice, in two databases that number their rows as they like: equal to the byte."""
    url = "" if demo.url else other_database
    other = Demo(tmp_path / "other", url)
    other.folder.mkdir()
    other.load()
    assert _digests(other.out) == _digests(demo.out)
    for slug, (programme, period, *more) in ASKED.items():
        for one in (spare, other):
            path = one.folder / f"{slug}.json"
            assert one.shell("review", "build", programme, period, *more, "-o", path).code == 0
        assert (spare.folder / f"{slug}.json").read_bytes() == (other.folder / f"{slug}.json").read_bytes()
