"""Typed readers of the environment: the only place that knows a setting's name and default."""

import os
import re
import secrets
import shutil
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tongket.viet.fault import refusal


def env_flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes"}


def env_list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def env_int(name: str, default: int) -> int:
    """A whole number, not below 0. Refuses (`setting.no_number`) anything else."""
    text = os.environ.get(name, "").strip()
    if text and not (text.isascii() and text.isdecimal()):
        raise refusal("setting.no_number", name=name, value=text[:40], default=default)
    return int(text) if text else default


def rollup_engine() -> str:
    """Where many figures are added up: spark://host:port, several masters parted by commas; empty: in each process.

    Refuses (`setting.no_engine`) any other place, and (`setting.no_spark`) what this machine cannot speak to.
    """
    place = os.environ.get("ROLLUP_ENGINE", "").strip()
    if not place:
        return ""
    if not re.fullmatch(r"spark://[^\s:/,]+:\d+(,[^\s:/,]+:\d+)*", place):
        raise refusal("setting.no_engine", name="ROLLUP_ENGINE", value=place[:80])
    java = shutil.which("java") or os.environ.get("JAVA_HOME")
    if missing := [*(["pyspark"] if find_spec("pyspark") is None else []), *([] if java else ["Java"])]:
        raise refusal("setting.no_spark", name="ROLLUP_ENGINE", missing=", ".join(missing))
    return place


def data_folder() -> Path:
    """The one folder that holds database, store, files and keys."""
    return Path(os.environ.get("TONGKET_DATA", "data")).resolve()


def secret(data: Path, name: str) -> str:
    """A secret of the installation, made on first use and readable by its owner alone.

    Web and worker may ask for it at the same moment: all get what the first one wrote, and nobody half of it.
    """
    path = data / "keys" / name
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        made = path.with_name(f"{name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_text(encoding="ascii").strip()


def database(data: Path) -> dict[str, Any]:
    """Django's database setting: DATABASE_URL (postgres://user:word@host:port/name), else SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data / "tongket.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}} if not env_flag("TONGKET_NO_POOL") else {},
    }
