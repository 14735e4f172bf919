"""Periods and due days of reports (Nghị định 09/2019/NĐ-CP; rules BC-01 to BC-13)."""

from dataclasses import dataclass
from datetime import date

from tongket.law.days import WorkCalendar
from tongket.law.rules import Rule, RuleBook
from tongket.viet.fault import refusal
from tongket.viet.period import Period, regime_of

CUT_RULES = {"month": "BC-01", "quarter": "BC-02", "half": "BC-03", "nine_months": "BC-04", "year": "BC-05"}


@dataclass(frozen=True)
class Due:
    """The last day to send a report, and the rule that says so."""

    day: date
    rule: Rule


def reporting_period(book: RuleBook, kind: str, day: date) -> Period:
    """The period of the reporting regime that holds a day; `kind` is month, quarter, half, nine_months, year.

    Its figures run from the cut-off day of the rule in force on that day: from the 15th to the 14th by the
    decree, otherwise where a province set its own day.
    """
    if kind not in CUT_RULES:
        raise refusal("period.kind", value=kind)
    regime = regime_of(book.at(CUT_RULES[kind], day).number)
    return Period.of(f"{regime}:{kind}" if regime else kind, day)


def regime_rule(kind: str, asker: str) -> str:
    """The rule on which a kind of period rests: that of its cut-off day, of ad hoc reports, of the asker's own line.

    `kind` is one of `viet.period`, with its regime; `asker` is state, party, front or council.
    """
    regime, _colon, plain = kind.rpartition(":")
    if regime:
        return CUT_RULES[plain]
    if plain in ("day", "term"):
        return "BC-07"
    return {"party": "BC-10", "front": "BC-11", "council": "BC-12"}.get(asker, "BC-13")


def due_rule(book: RuleBook, rule_id: str, on: date, tier: str = "") -> Rule:
    """The rule of a due day for a sender's tier; refused where the tier's own day is set by nobody yet."""
    rule = book.at(rule_id, on, tier=tier)
    if rule.value is None:
        raise refusal("rule.tier_not_set", rule=rule.key)
    return rule


def report_due(book: RuleBook, period: Period, calendar: WorkCalendar, tier: str = "") -> Due:
    """The last day to send the report of a period: counted from the period's last day (BC-06).

    The decree sets the first sender's day; a tier above has its own in the book handed over.
    """
    rule = due_rule(book, "BC-06", period.last_day, tier)
    return Due(rule.deadline(period.last_day, calendar), rule)
