"""What the package's own database says of the 34 provinces, asked in SQL: the demo is compared with it."""

import importlib.util
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

COUNTS = """
WITH former AS (
    SELECT goes.new AS province, count(*) AS communes
    FROM admin_units_legacy AS unit JOIN goes ON goes.old = unit.provinceKey
    WHERE unit.ward IS NOT NULL
    GROUP BY goes.new
), present AS (
    SELECT provinceKey AS province, provinceShort AS name, count(*) AS communes,
           count(CASE WHEN wardAreaKm2 > 0 THEN 1 END) AS measured
    FROM admin_units
    GROUP BY provinceKey, provinceShort
)
SELECT present.name, former.communes, present.communes, present.measured
FROM present JOIN former USING (province)
"""
FORMER = "SELECT count(*) FROM admin_units_legacy WHERE ward IS NOT NULL"
AREAS = "SELECT provinceShort, wardAreaKm2 FROM admin_units WHERE wardAreaKm2 > 0"
NAMES = "SELECT provinceShort, ward FROM admin_units"
CITIES_OF_2026 = ("Đồng Nai", "Quảng Ninh", "Bắc Ninh")


@dataclass(frozen=True)
class Province:
    """A province of today: communes before and after, how many have an area, its place among all."""

    name: str
    before: int
    after: int
    measured: int
    rank: int = 0

    @property
    def reduction(self) -> Fraction:
        return Fraction(100 * (self.before - self.after), self.before)


def _connect() -> sqlite3.Connection:
    spec = importlib.util.find_spec("vietnamadminunits")
    assert spec
    assert spec.origin
    data = Path(spec.origin).parent / "data"
    connection = sqlite3.connect(":memory:")
    connection.execute("ATTACH ? AS package", (str(data / "dataset.db"),))
    connection.execute("CREATE TABLE goes (old TEXT, new TEXT)")
    goes = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))["DICT_PROVINCE"]
    rows = [(old, new) for new, olds in goes.items() for old in olds]
    connection.executemany("INSERT INTO goes VALUES (?, ?)", rows)
    return connection


def ask(sql: str) -> list[tuple]:
    with closing(_connect()) as connection:
        return connection.execute(sql).fetchall()


def provinces() -> dict[str, Province]:
    """The 34 by their short names, each with its rank by reduction."""
    counted = [Province(*row) for row in ask(COUNTS)]
    return {
        one.name: Province(
            one.name,
            one.before,
            one.after,
            one.measured,
            1 + sum(other.reduction > one.reduction for other in counted),
        )
        for one in counted
    }


def areas() -> dict[str, Decimal]:
    """Area by province in km²: the sum of what its communes have."""
    sums: dict[str, Decimal] = {}
    for name, area in ask(AREAS):
        sums[name] = sums.get(name, Decimal(0)) + Decimal(repr(area))
    return sums


def shown(value: Fraction | Decimal | int, decimals: int = 0) -> str:
    """A number as a Vietnamese report writes it, rounded half up."""
    exact = Fraction(value)
    number = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal(1).scaleb(-decimals), ROUND_HALF_UP
    )
    return f"{number:,}".translate(str.maketrans(",.", ".,"))
