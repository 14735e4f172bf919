"""Files sent with a form that is shown once more: they wait on the disk, named by a signed slip in the form.

What is not recorded in the end is swept after a day; a file is checked for stamps before it reaches the disk.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from tongket.base.files import path_of, put_file
from tongket.base.models import Access, File
from tongket.viet.fault import refusal

_SALT = "directives.kept-files"
MOST_FILES = 20


def put_uploads(uploads: "Sequence[UploadedFile[Any]]", *, unit_id: int, now: datetime) -> list[File]:
    """Check each file and put it on the disk; none is recorded yet."""
    if len(uploads) > MOST_FILES:
        raise refusal("paper.many_files", most=MOST_FILES)
    return [
        put_file(
            data=one.read(), name=one.name or "", unit_id=unit_id, access=Access.UNIT, now=now, sent=True
        )
        for one in uploads
    ]


def slip_of(files: Sequence[File]) -> str:
    """What the form carries from one showing to the next."""
    return signing.dumps([[file.sha256, file.name] for file in files], salt=_SALT) if files else ""


def names_on(slip: str) -> list[str]:
    """What the waiting files are called."""
    return [name for _sha256, name in _read(slip)]


def take_up(slip: str, *, unit_id: int, now: datetime) -> list[File]:
    """The waiting files, to be recorded by the action; what was swept meanwhile is left out."""
    paths = [(path_of(sha256), name) for sha256, name in _read(slip)]
    return [
        put_file(data=path.read_bytes(), name=name, unit_id=unit_id, access=Access.UNIT, now=now)
        for path, name in paths
        if path.exists()
    ]


def _read(slip: str) -> list[list[str]]:
    try:
        return signing.loads(slip, salt=_SALT, max_age=24 * 3600) if slip else []
    except signing.BadSignature:
        return []
