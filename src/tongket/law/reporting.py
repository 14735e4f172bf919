"""Periods and due days of reports (Nghị định 09/2019/NĐ-CP; rules BC-01 to BC-06)."""

from dataclasses import dataclass
from datetime import date

from tongket.law.days import WorkCalendar
from tongket.law.rules import Rule, RuleBook
from tongket.viet.fault import refusal
from tongket.viet.period import Period, regime_of

_CUT_RULES = {"month": "BC-01", "quarter": "BC-02", "half": "BC-03", "nine_months": "BC-04", "year": "BC-05"}


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
    if kind not in _CUT_RULES:
        raise refusal("period.kind", value=kind)
    regime = regime_of(book.at(_CUT_RULES[kind], day).number)
    return Period.of(f"{regime}:{kind}" if regime else kind, day)


def report_due(book: RuleBook, period: Period, calendar: WorkCalendar) -> Due:
    """The last day to send the report of a period: counted from the period's last day (BC-06).

    The decree sets the first sender's day; a level above has its own in the book handed over.
    """
    rule = book.at("BC-06", period.last_day)
    return Due(rule.deadline(period.last_day, calendar), rule)
