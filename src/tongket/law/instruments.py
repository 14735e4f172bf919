"""The documents that rules rest on, keyed by symbol, date and issuer: 28-NQ/TW exists twice."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from tongket.law.rules import read_table
from tongket.viet.fault import refusal


@dataclass(frozen=True)
class Instrument:
    """A document of law or of the Party, in force in `[in_force_from, in_force_to)`; None is not known.

    `key` is symbol@date@issuer; `cite` is how a Vietnamese text names it; `amends` and `replaces` hold keys.
    """

    key: str
    symbol: str
    issued_on: date | None
    issuer: str
    cite: str
    in_force_from: date | None
    in_force_to: date
    amends: tuple[str, ...]
    replaces: tuple[str, ...]
    note: str
    source: str
    confidence: str


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def instruments() -> dict[str, Instrument]:
    """All instruments by key."""
    return {
        row["key"]: Instrument(
            key=row["key"],
            symbol=row["symbol"],
            issued_on=_day(row["issued_on"]),
            issuer=row["issuer"],
            cite=row["cite"],
            in_force_from=_day(row["in_force_from"]),
            in_force_to=date.fromisoformat(row["in_force_to"]),
            amends=tuple(row["amends"].split()),
            replaces=tuple(row["replaces"].split()),
            note=row["note"],
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in read_table("instruments.csv")
    }


def instrument(symbol: str, issued_on: date | None = None) -> Instrument:
    """The instrument of a symbol; the date is needed where a symbol was given twice."""
    found = [
        known
        for known in instruments().values()
        if known.symbol == symbol and issued_on in (None, known.issued_on)
    ]
    if len(found) != 1:
        raise refusal("instrument.several" if found else "instrument.unknown", symbol=symbol)
    return found[0]


@cache
def sources() -> dict[str, str]:
    """The address of each source key."""
    return {row["key"]: row["url"] for row in read_table("sources.csv")}
