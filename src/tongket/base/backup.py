"""A backup of the installation, taken while it runs: one folder with the database, the files and what verifies them.

The newest checkpoint of the ledger is copied first, then the database, then the files that it names: files are
never changed, so all that the database knew is there. The manifest is written last; a folder without one is none.
"""

import errno
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from tongket.base.dump import dump
from tongket.viet.fault import refusal

MANIFEST, DATABASE = "manifest.json", "database"
# What signs and verifies the ledger. The secret of the sessions is made anew; the keys of seals are kept apart.
LEDGER_KEY, TRUSTED = "keys/ledger", "keys/trusted"
CHUNK = 1024 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: the program and the tables it was taken from, and the SHA-256 of each part."""

    version: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    digests: Mapping[str, str]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


@dataclass(frozen=True)
class Made:
    """What was copied, in bytes, and the files that the records name and that were not there, or not whole."""

    name: str
    files: int
    size: int
    lost: tuple[str, ...]


def make_backup(folder: Path, *, now: datetime) -> Made:
    """Copy the installation into an empty folder, readable by its owner alone; refused, it leaves none behind."""
    with _filling(folder):
        named = _named()
        parts = [*_found("ledger", "*.note"), *_found("", LEDGER_KEY), *_found(TRUSTED, "*")]
        digests = {part: _copy(settings.DATA / part, folder / part) for part in parts}
        dump(folder / DATABASE)
        digests[DATABASE] = digest_of(folder / DATABASE)
        wanted = {f"files/{name[:2]}/{name[2:4]}/{name}": name for name in sorted(named | _named())}
        kept = {part: _copied(part, folder) for part in wanted}
        lost = tuple(name for part, name in wanted.items() if kept[part] != name)
        digests |= {part: digest for part, digest in kept.items() if digest}
        _write(folder, Manifest(version("tongket"), _text(now), connection.vendor, _migrations(), digests))
        size = sum((folder / part).stat().st_size for part in digests)
    return Made(_ask("SELECT name FROM base_installation")[0], len(wanted) - len(lost), size, lost)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """What the disk does not let us do, in a sentence."""
    try:
        yield
    except OSError as error:
        code = "backup.no_space" if error.errno in _FULL else "backup.not_writable"
        raise refusal(code, folder=str(folder)) from error
    except sqlite3.Error as error:
        code = "backup.no_space" if error.sqlite_errorname == "SQLITE_FULL" else "backup.copy_failed"
        raise refusal(code, folder=str(folder), said=str(error)) from error


@contextmanager
def _filling(folder: Path) -> Iterator[None]:
    """An empty folder to be filled, or none: what was begun in it is taken away again."""
    there = folder.is_dir()
    mask = os.umask(0o077)
    try:
        with refusing(folder):
            if there and any(folder.iterdir()):
                raise refusal("backup.not_empty", folder=str(folder))
            folder.mkdir(parents=True, exist_ok=True)
            try:
                yield
            except BaseException:
                for path in folder.iterdir():
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                if not there:
                    folder.rmdir()
                raise
    finally:
        os.umask(mask)


def _named() -> set[str]:
    """The digests of all files that the records name. Asked before and after: nothing of the moment between is lost."""
    return set(_ask("SELECT DISTINCT sha256 FROM base_file"))


def _ask(sql: str) -> list[str]:
    """One column, without the models: the tables may be those of an earlier version, just before an upgrade."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [str(value) for (value,) in cursor.fetchall()]


def _migrations() -> tuple[str, ...]:
    return tuple(sorted(_ask("SELECT app || '.' || name FROM django_migrations")))


def _found(folder: str, pattern: str) -> list[str]:
    """The files there, by their path within the installation's folder."""
    paths = sorted((settings.DATA / folder).glob(pattern))
    return [path.relative_to(settings.DATA).as_posix() for path in paths if path.is_file()]


def _copied(part: str, folder: Path) -> str:
    """The digest of what was copied; none where there is no such file."""
    source = settings.DATA / part
    return _copy(source, folder / part) if source.is_file() else ""


def _copy(source: Path, to: Path) -> str:
    """Copy and hash at once."""
    to.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with source.open("rb") as old, to.open("xb") as new:
        while chunk := old.read(CHUNK):
            digest.update(chunk)
            new.write(chunk)
        new.flush()
        os.fsync(new.fileno())
    return digest.hexdigest()


def _write(folder: Path, manifest: Manifest) -> None:
    """Last, and on the disk before its name shows it."""
    part = folder / f"{MANIFEST}.part"
    with part.open("x", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / MANIFEST)


def _text(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
