"""Reads JSON: our own message of figures, and DHIS2's dataValueSets."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tongket.figures.intake.rows import ENOUGH, MOST_ROWS, Place, Row, cleaned
from tongket.viet.fault import Fault, refusal

_TOP = frozenset({"form", "period", "day", "kind", "unit", "figures"})
_FIGURE = frozenset({"unit", "day", "period", "form", "indicator", "breakdown", "value", "note", "kind"})
_DEFAULT_COMBOS = frozenset({"", "default", "HllvX50cXC0"})  # DHIS2's own id of “no breakdown”
_DHIS2_PERIOD = re.compile(r"([0-9]{4})(?:(0[1-9]|1[0-2])([0-3][0-9])?|(Q[1-4])|S([12])|W([0-9]{1,2}))?")
_MOST_SIGNS = {"{": MOST_ROWS + 10, "[": MOST_ROWS + 10, ",": MOST_ROWS * 12}
_LONGEST_TEXT = 4000

type Value = Callable[[str], str | None]
type Found = tuple[list[Row], list[Fault]]


class _Number(str):
    """A number of the message, as it was written."""

    __slots__ = ()


class _TwiceError(ValueError):
    """An object that says one thing twice."""


def read_message(text: str, value: Value) -> Found:
    """The rows of a message; `value` turns a number of a program into what a clerk types, None if it is none."""
    said = _parsed(text)
    if not isinstance(said, dict):
        raise refusal("intake.json_shape")
    return _values(said, value) if "dataValues" in said else _figures(said, value)


def _parsed(text: str) -> Any:
    for sign, most in _MOST_SIGNS.items():
        if text.count(sign) > most:
            raise refusal("intake.too_many", most=MOST_ROWS)
    try:
        return json.loads(
            text, parse_int=_Number, parse_float=_Number, parse_constant=_refuse, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        raise refusal("intake.json_broken", line=error.lineno, column=error.colno) from None
    except _TwiceError as error:
        raise refusal("intake.json_twice", name=str(error)[:40]) from None
    except (ValueError, RecursionError):
        raise refusal("intake.json_shape") from None


def _refuse(_constant: str) -> None:
    raise ValueError


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return found


def _figures(said: Mapping[str, Any], value: Value) -> Found:
    listed = said.get("figures")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise refusal("intake.json_shape")
    faults = _unknown(said, _TOP, 0)
    above = {name: _word(said.get(name)) for name in _TOP - {"figures"}}
    rows: list[Row] = []
    for number, one in enumerate(listed, start=1):
        faults += _unknown(one, _FIGURE, number)
        words = {name: _word(one.get(name)) or above.get(name, "") for name in _FIGURE - {"value"}}
        wrong = [name for name, word in words.items() if word is None]
        faults += [_no_text(number, name) for name in wrong]
        kept = {name: word or "" for name, word in words.items()}
        faults += _row(rows, Row(number, value="", **kept), one.get("value"), value)
        if len(faults) > ENOUGH:
            break
    return rows, faults


def _values(said: Mapping[str, Any], value: Value) -> Found:
    """DHIS2: one data set for one unit and period, or each value with its own."""
    listed = said["dataValues"]
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise refusal("intake.json_shape")
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, one in enumerate(listed, start=1):
        both = {**said, **one}
        names = ("dataSet", "period", "orgUnit", "dataElement", "categoryOptionCombo", "comment")
        words = {name: _word(both.get(name)) for name in names}
        faults += [_no_text(number, name) for name, word in words.items() if word is None]
        kept = {name: word or "" for name, word in words.items()}
        combo = kept["categoryOptionCombo"]
        row = Row(
            number,
            unit=kept["orgUnit"],
            period=_period(kept["period"]),
            form=kept["dataSet"],
            indicator=kept["dataElement"],
            breakdown="" if combo in _DEFAULT_COMBOS else combo,
            note=kept["comment"],
            value="",
        )
        if one.get("deleted") in (True, "true"):
            faults.append(Fault("intake.deleted", row.where("deleted")))
        if both.get("attributeOptionCombo", "") not in _DEFAULT_COMBOS:
            faults.append(Fault("intake.attribute_combo", row.where("attributeOptionCombo")))
        faults += _row(rows, row, one.get("value"), value)
        if len(faults) > ENOUGH:
            break
    return rows, faults


def _period(text: str) -> str:
    """202507, 2025Q3, 2025S1, 2025W31, 20250701 in our own words; anything else as it stands."""
    found = _DHIS2_PERIOD.fullmatch(text)
    if found is None:
        return text
    year, month, day, quarter, half, week = found.groups()
    if day:
        return f"{year}-{month}-{day}"
    if week:
        return f"{year}-W{int(week):02}"
    part = month or quarter or (half and f"H{half}")
    return f"{year}-{part}" if part else year


def _row(rows: list[Row], row: Row, sent: Any, value: Value) -> list[Fault]:
    """Put the row with its value among the others; what is wrong with it."""
    faults = [
        Fault("intake.missing", row.where(name), {"column": name})
        for name in ("unit", "period", "indicator")
        if not getattr(row, name)
    ]
    word = _word(sent)
    typed = value(word) if word is not None else None
    if typed is None:
        shown = {"value": (word if word is not None else str(sent))[:40]}
        return [*faults, Fault("intake.value", row.where("value"), shown)]
    said = {name: getattr(row, name) for name in _FIGURE - {"value"}}
    rows.append(Row(row.number, value=typed, **said))
    return faults


def _word(value: Any) -> str | None:
    """A text or number as text, nothing as nothing; None for what is neither."""
    if value is None:
        return ""
    if isinstance(value, str):
        return cleaned(value[:_LONGEST_TEXT])
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return cleaned(", ".join(one for one in value if one))
    return None


def _unknown(said: Mapping[str, Any], known: frozenset[str], number: int) -> list[Fault]:
    return [
        Fault("intake.json_unknown", Place("", number, name), {"name": cleaned(name)[:40], "row": number})
        for name in said
        if name not in known
    ]


def _no_text(number: int, name: str) -> Fault:
    return Fault("intake.no_text", Row(number, "", "", "", "").where(name), {"column": name})
