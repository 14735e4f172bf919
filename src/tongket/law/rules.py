"""Rules of law as dated rows with their articles; no number from a law stands in code.

`rules.csv` is shipped; a legal officer confirms rows and sets a province's own values (`Check`), which are
laid over it. A record keeps the rule it was judged by: `Rule.key` and `Rule.valid_from` name it for good.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Self

from tongket.law.days import UNITS, WorkCalendar, latest_before, term_end
from tongket.viet.dates import format_date
from tongket.viet.fault import refusal
from tongket.viet.numbers import format_number

_AMOUNTS = {
    "vi": {
        "d": "ngày", "wd": "ngày làm việc", "week": "tuần", "month": "tháng", "year": "năm", "hour": "giờ",
        "percent": "%", "per_week": "ngày mỗi tuần", "per_month": "ngày mỗi tháng", "per_year": "lần mỗi năm",
        "dong": "đồng", "count": "",
    },
    "en": {
        "d": "days", "wd": "working days", "week": "weeks", "month": "months", "year": "years", "hour": "hours",
        "percent": "%", "per_week": "days a week", "per_month": "days a month", "per_year": "times a year",
        "dong": "dong", "count": "",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One version of one rule, in one case.

    `value` counts `unit` (d, wd, month, year, hour, percent, count, per_month, cut_day, mm, pt, …) in a
    `sense` (at_most, at_least, exact, more_than, before: at least so long before the event); rules without
    a number have None. It holds in `[valid_from, valid_to)`. `basis` cites article and document in
    Vietnamese. `confidence`: H the text was read, H* read without the amendments of 2025 and 2026, M several
    independent sources, L one weak source, U from memory, gap not found.
    """

    rule_id: str
    version: str
    topic: str
    trigger_event: str
    value: int | None
    unit: str
    sense: str
    condition: tuple[tuple[str, str], ...]
    extends_rule_id: str
    text: str
    instrument_key: str
    article: str
    clause: str
    point: str
    amended_by: str
    basis: str
    valid_from: date
    valid_to: date
    transition_note: str
    source: str
    confidence: str
    checked_by: str = ""
    checked_on: date | None = None
    local: bool = False

    @property
    def key(self) -> str:
        """What a confirmation names: KN-04, or KN-06/complex for one case of several."""
        return "/".join([self.rule_id, *(value for _, value in self.condition)])

    @property
    def confirmed(self) -> bool:
        """Whether a legal officer has confirmed it; the screen says *chưa xác nhận* otherwise."""
        return bool(self.checked_by)

    @property
    def awaits_own(self) -> bool:
        """Whether the law leaves the number to a place's own decision, which nobody has entered yet (working days)."""
        return self.value is None and self.confidence == "gap" and bool(self.trigger_event)

    def holds(self, on: date) -> bool:
        """Whether this version is in force on a day."""
        return self.valid_from <= on < self.valid_to

    @property
    def number(self) -> int:
        """The value; refused for a rule that has none."""
        if self.value is None:
            raise refusal("rule.no_number", rule=self.key)
        return self.value

    def amount(self, language: str = "vi") -> str:
        """The value in words: "7 ngày làm việc"."""
        words = _AMOUNTS["vi" if language.startswith("vi") else "en"]
        return f"{format_number(self.number)} {words.get(self.unit, self.unit)}".strip()

    def deadline(self, event: date, calendar: WorkCalendar) -> date:
        """The last day that the rule gives after its trigger event (before it, for a notice)."""
        if self.unit not in UNITS:
            raise refusal("rule.no_term", rule=self.key)
        count = latest_before if self.sense == "before" else term_end
        return count(event, self.number, self.unit, calendar)


@dataclass(frozen=True)
class Check:
    """A legal officer's confirmation of a row, or a place's own value for it.

    `rule` is a `Rule.key`, `rule_from` the row's first day; `value` is "" or a number with or without its
    unit ("5", "5 wd").
    """

    rule: str
    rule_from: date
    checked_by: str
    checked_on: date
    value: str = ""


@dataclass(frozen=True)
class RuleBook:
    """All rules with what was confirmed laid over them; a value that actions hand to pure functions."""

    rules: tuple[Rule, ...]

    @classmethod
    def load(cls) -> Self:
        """The rules as shipped, none of them confirmed."""
        return cls(_shipped())

    @cached_property
    def _by_id(self) -> dict[str, list[Rule]]:
        index: dict[str, list[Rule]] = {}
        for rule in self.rules:
            index.setdefault(rule.rule_id, []).append(rule)
        return index

    def at(self, rule_id: str, on: date, **facts: str) -> Rule:
        """The rule in force on a day, for the case that the facts tell: at("KN-06", day, complexity="complex").

        Of the rows whose conditions the facts meet, the most specific. Refused when there is no such rule,
        none in force, or the facts do not single out one.
        """
        versions = self._by_id.get(rule_id, [])
        if not versions:
            raise refusal("rule.unknown", rule=rule_id)
        in_force = [rule for rule in versions if rule.holds(on)]
        if not in_force:
            raise refusal("rule.not_in_force", rule=rule_id, day=format_date(on))
        fitting = [rule for rule in in_force if all(facts.get(name) == told for name, told in rule.condition)]
        most = max((len(rule.condition) for rule in fitting), default=0)
        chosen = [rule for rule in fitting if len(rule.condition) == most]
        if len(chosen) != 1:
            cases = "; ".join(", ".join(f"{n}={v}" for n, v in rule.condition) for rule in in_force)
            raise refusal("rule.case_needed", rule=rule_id, cases=cases)
        return chosen[0]

    def row(self, key: str, valid_from: date) -> Rule:
        """The row that a confirmation or a record names by `Rule.key` and its first day."""
        found = next((rule for rule in self.rules if (rule.key, rule.valid_from) == (key, valid_from)), None)
        if found is None:
            raise refusal("rule.unknown", rule=key)
        return found

    def basis(self, rule_id: str, on: date, **facts: str) -> str:
        """Article and document in Vietnamese: "Điều 16 khoản 1 Nghị định 124/2020/NĐ-CP (sửa đổi 2026)"."""
        return self.at(rule_id, on, **facts).basis

    def overlay(self, checks: Iterable[Check]) -> Self:
        """The book with confirmations and own values laid over it; of two for one row the later given wins."""
        rows = {(rule.key, rule.valid_from): rule for rule in self.rules}
        for check in checks:
            at = (check.rule, check.rule_from)
            if at not in rows:
                raise refusal("rule.unknown", rule=check.rule)
            rows[at] = _checked(rows[at], check)
        return type(self)(tuple(rows.values()))


def _checked(rule: Rule, check: Check) -> Rule:
    rule = replace(rule, checked_by=check.checked_by, checked_on=check.checked_on)
    if not check.value.strip():
        return rule
    number, _, unit = check.value.strip().partition(" ")
    if not number.isascii() or not number.isdecimal():
        raise refusal("rule.bad_value", rule=rule.key, value=check.value)
    return replace(rule, value=int(number), unit=unit.strip() or rule.unit or "wd", local=True)


@cache
def _shipped() -> tuple[Rule, ...]:
    return tuple(_rule(row) for row in read_table("rules.csv"))


@cache
def _vietnamese() -> dict[tuple[str, str], str]:
    return {(row["rule_id"], row["version"]): row["text"] for row in read_table("texts.vi.csv")}


def text_in(rule: Rule, language: str) -> str:
    """What the rule says in short, in Vietnamese or English."""
    return _vietnamese()[rule.rule_id, rule.version] if language.startswith("vi") else rule.text


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table that is packaged with the law."""
    text = files("tongket.law").joinpath(name).read_text(encoding="utf-8")
    return iter(csv.DictReader(text.splitlines()))


def _rule(row: dict[str, str]) -> Rule:
    plain: dict[str, Any] = {name: row[name] for name in row if name in _TEXTS}
    return Rule(
        value=int(row["value"]) if row["value"] else None,
        condition=tuple(sorted(json.loads(row["condition"] or "{}").items())),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]),
        checked_on=date.fromisoformat(row["checked_on"]) if row["checked_on"] else None,
        **plain,
    )


_TEXTS = {
    "rule_id", "version", "topic", "trigger_event", "unit", "sense", "extends_rule_id", "text", "instrument_key",
    "article", "clause", "point", "amended_by", "basis", "transition_note", "source", "confidence", "checked_by",
}  # fmt: skip
