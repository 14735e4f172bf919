"""A backup put back: only where nothing is, only whole, only under a program that knows its tables."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tongket.base.backup import DATABASE, MANIFEST, Manifest, digest_of, refusing
from tongket.base.dump import load, require_no_tables
from tongket.viet.fault import Refusal, refusal

# What of an installation may not be there yet, beside its tables: any command that looks makes the other secrets.
OURS = ("files", "ledger", "store", "keys/ledger")


def put_back(folder: Path) -> Manifest:
    """Bring a backup into this installation, which holds nothing yet; refused, it holds nothing afterwards."""
    manifest = read_manifest(folder)
    _require_nothing_here()
    _require_known(manifest)
    _require_whole(folder, manifest)
    parts = [part for part in manifest.digests if part != DATABASE]
    mask = os.umask(0o077)
    try:
        with refusing(settings.DATA):
            for part in parts:
                (settings.DATA / part).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / part, settings.DATA / part)
            load(folder / DATABASE)
            for name in (settings.FILES, settings.STORE):
                name.mkdir(exist_ok=True)
    except Refusal:
        for part in (*OURS, *parts):
            path = settings.DATA / part
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise
    finally:
        os.umask(mask)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Refuses what is no backup, was not finished, or whose manifest does not say what it should."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise refusal("backup.no_manifest", folder=str(folder), manifest=MANIFEST) from None
    try:
        return _manifest(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise refusal("backup.manifest_damaged", folder=str(folder), manifest=MANIFEST) from None


def _manifest(said: dict[str, Any]) -> Manifest:
    digests = {str(part): str(digest) for part, digest in said["digests"].items()}
    if DATABASE not in digests or any(".." in part.split("/") or part.startswith("/") for part in digests):
        raise ValueError("names what is no part of a backup")
    migrations = tuple(map(str, said["migrations"]))
    made = Manifest(str(said["version"]), str(said["made_at"]), str(said["database"]), migrations, digests)
    made.moment  # noqa: B018  # a day that cannot be read is a fault of the manifest, too
    return made


def _require_nothing_here() -> None:
    filled = [part for part in OURS if _is_filled(settings.DATA / part)]
    if filled:
        raise refusal("backup.folder_filled", folder=str(settings.DATA), part=filled[0])
    require_no_tables()


def _is_filled(path: Path) -> bool:
    return path.is_file() or (path.is_dir() and any(path.iterdir()))


def _require_known(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise refusal("backup.other_database", there=manifest.database, here=connection.vendor)
    ours = MigrationLoader(None).disk_migrations
    known = {f"{app}.{name}" for key, one in ours.items() for app, name in (key, *one.replaces)}
    if unknown := sorted(set(manifest.migrations) - known):
        raise refusal("backup.other_version", version=manifest.version, first=unknown[0])


def _require_whole(folder: Path, manifest: Manifest) -> None:
    for part, digest in manifest.digests.items():
        path = folder / part
        if not path.is_file():
            raise refusal("backup.part_missing", part=part)
        with refusing(folder):
            same = digest_of(path) == digest
        if not same:
            raise refusal("backup.part_changed", part=part)
