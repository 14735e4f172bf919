"""What is sent to the site lies in memory alone until it has been checked."""

import tempfile
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory


@pytest.mark.parametrize(("sent", "kept"), [(10, 10), (100, 100), (101, 101), (5_000_000, 101)])
def test_an_upload_never_touches_the_disk(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: int, kept: int
):
    settings.FILE_LIMIT = 100
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.txt", b"x" * sent), "word": "y"})
    file = request.FILES["file"]
    assert file.read() == b"x" * kept
    assert (file.size, request.POST["word"]) == (kept, "y")
    assert list(tmp_path.iterdir()) == []
