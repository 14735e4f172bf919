"""What the package vietnamadminunits holds: the units before and after 1 July 2025, and what became of which.

Only its data files are read; importing the package itself takes a second and builds search tables.
"""

import hashlib
import importlib.util
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tongket.viet.fault import refusal
from tongket.viet.text import nfc

PACKAGE = "vietnamadminunits"


@dataclass(frozen=True)
class Place:
    """A unit as the package has it: code of the national register, full name, coordinates as text."""

    code: str
    name: str
    lat: str
    lon: str


@dataclass(frozen=True)
class Former:
    """A row of before: a commune with what it lay in; an island district has no commune."""

    key: str
    province: Place
    district: Place
    commune: Place | None


@dataclass(frozen=True)
class Present:
    """A row of after: a commune in its province. An area that is empty or 0 in the package is None."""

    key: tuple[str, str]
    province: Place
    commune: Place
    area: str | None


@dataclass(frozen=True)
class Mapping:
    """Which former unit went where, by the package's keys."""

    provinces: dict[str, list[str]]
    whole: dict[str, tuple[str, str]]
    parts: dict[str, list[tuple[str, str]]]


@cache
def folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise refusal("units.no_package", package=PACKAGE)
    return Path(spec.origin).parent / "data"


def fingerprint() -> dict[str, str]:
    """SHA-256 of the two files that are read, for the ledger."""
    names = ("dataset.db", "converter_2025.json")
    return {name: hashlib.sha256((folder() / name).read_bytes()).hexdigest() for name in names}


def _rows(sql: str) -> Iterator[sqlite3.Row]:
    uri = f"{(folder() / 'dataset.db').as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield from connection.execute(sql)


def _text(number: float | None) -> str:
    return "" if number is None else repr(number)


def _place(row: sqlite3.Row, level: str) -> Place:
    # One former city is written "Thành Phố": the word of the kind has its capital at the start only.
    name = nfc(row[level]).replace("Thành Phố ", "Thành phố ")
    return Place(row[f"{level}Code"], name, _text(row[f"{level}Lat"]), _text(row[f"{level}Lon"]))


def former() -> list[Former]:
    """The 10,040 rows of until 30 June 2025."""
    return [
        Former(
            key=f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}",
            province=_place(row, "province"),
            district=_place(row, "district"),
            commune=_place(row, "ward") if row["ward"] else None,
        )
        for row in _rows("SELECT * FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode")
    ]


def present() -> list[Present]:
    """The 3,321 rows of since 1 July 2025."""
    return [
        Present(
            key=(row["provinceKey"], row["wardKey"]),
            province=_place(row, "province"),
            commune=_place(row, "ward"),
            area=_text(row["wardAreaKm2"]) if row["wardAreaKm2"] else None,
        )
        for row in _rows("SELECT * FROM admin_units ORDER BY provinceCode, wardCode")
    ]


def mapping() -> Mapping:
    data: dict[str, Any] = json.loads((folder() / "converter_2025.json").read_text(encoding="utf-8"))
    return Mapping(
        provinces=data["DICT_PROVINCE"],
        whole={
            old: (province, new)
            for province, communes in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
            for new, olds in communes.items()
            for old in olds
        },
        parts={
            old: [(province, new["newWardKey"]) for new in news]
            for province, communes in data["DICT_PROVINCE_WARD_DIVIDED"].items()
            for old, news in communes.items()
        },
    )
