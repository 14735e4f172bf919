"""Evidence is kept whole, once, by its content; what bears a stamp of secrecy is never kept at all."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from tests.base.kept import keep_file

from tongket.base import clock
from tongket.base.files import (
    attachment,
    open_file,
    path_of,
    public_digest,
    put_file,
    record_file,
    respond,
    sweep_orphans,
)
from tongket.base.models import Access, File
from tongket.ledger.canonical import commitment
from tongket.viet.fault import Refusal

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
TEXT = "Báo cáo số hộ của thôn, có danh sách kèm theo.".encode()
STAMPED = "ỦY BAN NHÂN DÂN XÃ MẪU\nSố: 12/BC-UBND\nTUYỆT MẬT\n\nBÁO CÁO".encode()

pytestmark = pytest.mark.django_db


def keep(data: bytes = TEXT, name: str = "Báo cáo.txt", access: str = Access.OFFICE) -> File:
    return keep_file(data=data, name=name, unit_id=7, access=access, now=NOW)


def on_disk(data: Path) -> list[Path]:
    return [path for path in data.rglob("*") if path.is_file()]


def refused(data: bytes, name: str = "a.txt") -> str:
    with pytest.raises(Refusal) as refusal:
        keep(data, name)
    return refusal.value.faults[0].code


def test_a_kept_file_reads_back_and_lies_under_its_hash(data: Path):
    file = keep()
    sha256 = hashlib.sha256(TEXT).hexdigest()
    assert (file.sha256, file.size, file.type, file.unit_id) == (sha256, len(TEXT), "text/plain", 7)
    assert on_disk(data) == [data / "files" / sha256[:2] / sha256[2:4] / sha256]
    with open_file(file) as kept:
        assert kept.read() == TEXT


def test_the_same_bytes_handed_in_twice_lie_there_once_with_a_row_for_each(data: Path):
    first, second = keep(), keep(name="Bản khác.txt")
    assert first.sha256 == second.sha256
    assert (first.ref, bytes(first.salt)) != (second.ref, bytes(second.salt))
    assert len(on_disk(data)) == 1


def test_a_file_that_no_action_recorded_has_no_row_and_is_swept_after_a_day(data: Path):
    file = put_file(data=TEXT, name="a.txt", unit_id=7, access=Access.OFFICE, now=NOW)
    assert not File.objects.exists()
    os.utime(path_of(file.sha256), (clock.now().timestamp(),) * 2)
    assert sweep_orphans(now=clock.now()) == 0
    assert sweep_orphans(now=clock.now() + timedelta(days=1, minutes=1)) == 1
    assert on_disk(data) == []
    assert not path_of(file.sha256).exists()


def test_a_recorded_file_is_never_swept(data: Path):
    record_file(put_file(data=TEXT, name="a.txt", unit_id=7, access=Access.OFFICE, now=NOW), now=NOW)
    assert sweep_orphans(now=clock.now() + timedelta(days=9)) == 0
    assert len(on_disk(data)) == 1


def test_a_stamped_file_leaves_nothing_behind(data: Path, caplog: pytest.LogCaptureFixture):
    assert refused(STAMPED) == "file.secret"
    assert on_disk(data) == []
    assert not File.objects.exists()
    assert "12/BC-UBND" not in caplog.text


def test_an_empty_file_and_one_over_the_limit_are_refused(data: Path, settings: LazySettings):
    settings.FILE_LIMIT = len(TEXT)
    keep()
    assert refused(TEXT + b"x") == "file.too_big"
    assert refused(b"") == "file.empty"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Hồ sơ\\Báo cáo.docx", "Báo cáo.docx"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("", "file"),
        ("x" * 400 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_a_name_loses_its_folders_and_all_that_breaks_a_header(data: Path, given: str, kept: str):
    assert keep(name=given).name == kept


def test_a_file_is_served_as_a_download_that_no_browser_guesses_at(data: Path):
    response = respond(keep(b"<html><script>alert(1)</script></html>", "trang.html"))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "text/html"
    response.close()


@pytest.mark.parametrize(
    ("name", "told"),
    [("so-lieu.xlsx", 'filename="so-lieu.xlsx"'), ("12-KH-ĐU.docx", "filename*=utf-8''12-KH-%C4%90U.docx")],
)
def test_what_is_made_on_the_spot_is_taken_along_under_its_name(name: str, told: str):
    response = attachment(b"PK", name)
    assert response["Content-Disposition"] == f"attachment; {told}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"].startswith("application/vnd.openxmlformats")


def test_a_file_that_is_gone_is_said_to_be(data: Path):
    file = keep()
    path_of(file.sha256).unlink()
    with pytest.raises(Refusal, match=r"file\.missing"):
        open_file(file)


def test_the_public_sees_the_hash_of_public_files_only(data: Path):
    public, inner = keep(access=Access.PUBLIC), keep()
    assert public_digest(public) == public.sha256
    assert public_digest(inner) == commitment(bytes.fromhex(inner.sha256), bytes(inner.salt)).hex()


def test_what_no_row_names_is_swept_after_a_day(data: Path):
    kept, young, old = keep(), keep(b"young"), keep(b"old")
    half_written = path_of(kept.sha256).with_name("x.part")
    half_written.write_bytes(b"half")
    File.objects.exclude(pk=kept.pk).delete()
    now = clock.now()
    for path in (path_of(kept.sha256), path_of(old.sha256), half_written):
        os.utime(path, ((now - timedelta(days=2)).timestamp(),) * 2)
    assert sweep_orphans(now=now) == 2
    assert set(on_disk(data)) == {path_of(kept.sha256), path_of(young.sha256)}


def test_a_disk_that_fails_leaves_no_part_behind(data: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep()
    assert on_disk(data) == []
    assert not File.objects.exists()
