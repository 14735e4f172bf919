"""Evidence and papers: bytes by their SHA-256 under data/files, one `File` row for each time they are kept.

Bytes reach the disk before any transaction that names them; what no row names is swept after a day.
A file that bears a stamp of secrecy never reaches the disk at all.
"""

import hashlib
import os
import secrets
import unicodedata
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from tongket.base.entries import Fact, write_entry
from tongket.base.filetypes import DOCX, XLSX, head_text, type_of
from tongket.base.models import Access, File
from tongket.base.programs import refuse_running
from tongket.base.sent import refuse_no_paper
from tongket.ledger.canonical import SALT_BYTES, commitment
from tongket.reader.stamp import refuse_stamped
from tongket.viet.fault import refusal

KEPT, DROPPED = "file.keep", "file.drop"
ORPHAN_AGE = timedelta(days=1)
# What is made on the spot, by its ending.
TYPES = {
    "docx": DOCX,
    "pdf": "application/pdf",
    "xlsx": XLSX,
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "edxml": "application/xml",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def put_file(
    *, data: bytes, name: str, unit_id: int | None, access: str, now: datetime, sent: bool = False
) -> File:
    """Check the bytes and put them on the disk, before the action's transaction; the action records the file.

    Refuses an empty file, one over the limit, one that would run something, one that cannot be opened to look
    for a stamp, and one that is stamped; of what an officer has `sent`, what is neither a paper nor a picture.
    What no action records is swept.
    """
    name = _plain_name(name)
    file = File(
        type=_checked_type(data, name, sent),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        name=name,
        unit_id=unit_id,
        access=access,
        salt=secrets.token_bytes(SALT_BYTES),
        kept_at=now,
    )
    _write(path_of(file.sha256), data)
    return file


def record_file(file: File, *, now: datetime, actor: uuid.UUID | None = None) -> None:
    """Within the transaction that names it: the row and entry of a file that `put_file` put there."""
    file.save(force_insert=True)
    write_entry(kind=KEPT, subject=file.ref, actor=actor, now=now, facts=facts_about(file))


def drop_file(file: File, *, now: datetime, actor: uuid.UUID | None = None) -> None:
    """Within the transaction in which nothing names it any more: the row goes, with its salt; its bytes are swept."""
    write_entry(kind=DROPPED, subject=file.ref, actor=actor, now=now, facts={})
    file.delete()


def facts_about(file: File) -> dict[str, Fact]:
    """What the log says of a file: a salted commitment, since its content may be personal."""
    return {"commitment": _commitment(file), "size": file.size}


def open_file(file: File) -> BinaryIO:
    """The bytes, for reading. Whether the reader may have them is asked before."""
    try:
        return path_of(file.sha256).open("rb")
    except FileNotFoundError:
        raise refusal("file.missing", file.name, sha256=file.sha256) from None


def respond(file: File) -> FileResponse:
    """The file as a download, after the permission check: never shown in the page, never guessed at."""
    response = FileResponse(open_file(file), as_attachment=True, filename=file.name, content_type=file.type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def attachment(data: bytes, name: str) -> HttpResponse:
    """Bytes made on the spot as a download of that name; its ending tells the type."""
    response = HttpResponse(data, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def public_digest(file: File) -> str:
    """What the public sees of a file: the SHA-256 of a public one, of another a salted commitment to it."""
    if file.access == Access.PUBLIC:
        return file.sha256
    return _commitment(file)


def _commitment(file: File) -> str:
    return commitment(bytes.fromhex(file.sha256), bytes(file.salt)).hex()


def path_of(sha256: str) -> Path:
    """Where the bytes lie: data/files/ab/cd/abcd…"""
    return Path(settings.FILES) / sha256[:2] / sha256[2:4] / sha256


def sweep_orphans(*, now: datetime) -> int:
    """Remove what has lain under data/files for a day without a row; how many files that were."""
    swept = 0
    for folder in sorted(Path(settings.FILES).glob("??")):
        named = set(File.objects.filter(sha256__startswith=folder.name).values_list("sha256", flat=True))
        orphans = (path for path in folder.rglob("*") if path.is_file() and path.name not in named)
        swept += sum(_sweep(path, now) for path in orphans)
    return swept


def _sweep(path: Path, now: datetime) -> bool:
    """Set aside, look again, remove: somebody may be keeping the same bytes anew at this moment."""
    if not _is_old(path, now):
        return False
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    path.rename(aside)
    if _is_old(aside, now):
        aside.unlink()
        return True
    aside.replace(path)
    return False


def _is_old(path: Path, now: datetime) -> bool:
    return path.stat().st_mtime < (now - ORPHAN_AGE).timestamp()


def _checked_type(data: bytes, name: str, sent: bool) -> str:
    if not data:
        raise refusal("file.empty", name)
    if len(data) > settings.FILE_LIMIT:
        raise refusal("file.too_big", name, megabytes=settings.FILE_LIMIT // (1024 * 1024))
    refuse_running(data, name)
    if sent:
        refuse_no_paper(data, name)
    media_type = type_of(data, name)
    refuse_stamped(head_text(data, media_type, name), name)
    return media_type


def _plain_name(name: str) -> str:
    """The last part of the name, without signs that could break a header or a listing; its ending is kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip()[-255:] or "file"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, and on the disk before the name shows it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can (Windows cannot)."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
