"""Until when a report must be in, and by which rule: the form's own working days, or the rule of law it names."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tongket.base.clock import HANOI, at_hanoi
from tongket.base.days import work_calendar
from tongket.base.faults import explain
from tongket.directives.rules import language, rule_book, state_of
from tongket.figures.models import Due, Form
from tongket.figures.words import PERIOD_KINDS, REGIME_OF, REGIMES
from tongket.law.reporting import CUT_RULES, due_rule, regime_rule
from tongket.law.rules import Rule, RuleBook
from tongket.units.models import Line, Tier, Unit
from tongket.units.queries import place_of
from tongket.viet.dates import format_date
from tongket.viet.fault import Refusal
from tongket.viet.period import Period, regime_of


def due_moment(period: Period, working_days: int) -> datetime:
    """The last moment of the day on which a report is due; the period's own last day is not counted."""
    return end_of(work_calendar().add_working(period.last_day, working_days))


def shown_moment(moment: datetime) -> str:
    """A last moment as it is told: the day, and the hour where it is not the day's end."""
    local = moment.astimezone(HANOI)
    shown = format_date(local.date())
    return shown if end_of(local.date()) == moment else f"{local:%H:%M} {shown}"


def end_of(day: date) -> datetime:
    """The last moment of a day in Vietnam."""
    return at_hanoi(day + timedelta(days=1)) - timedelta(microseconds=1)


def frozen_due(form: Form, period: Period, on: date, tier: str = "") -> dict[str, Any]:
    """What a due keeps for good: the last moment, and the rule by which it was judged on the day it was opened.

    The rule is the one in force on the period's last day for the sender's tier, with the own value of the unit that
    asks.
    """
    if not form.due_rule:
        return {"due_at": due_moment(period, form.due_days)}
    rule = due_rule(rule_book(on, form.unit_id), form.due_rule, period.last_day, tier)
    return {
        "due_at": end_of(rule.deadline(period.last_day, work_calendar())),
        "rule": rule.key,
        "rule_from": rule.valid_from,
        "rule_value": f"{rule.number} {rule.unit}",
    }


def tier_of(unit: Unit, day: date) -> str:
    """The tier by which a unit's due day goes: of an office that of the place it serves."""
    if unit.tier != Tier.OFFICE:
        return unit.tier
    return Unit.objects.values_list("tier", flat=True).get(pk=place_of(unit, day))


def kind_choices(on: date, unit: int) -> list[tuple[str, Any]]:
    """How often a form can be asked for; with the place's own cut-off day where it has set one."""
    book = rule_book(on, unit)
    found: list[tuple[str, Any]] = list(PERIOD_KINDS.items())
    for plain, key in CUT_RULES.items():
        cut = book.at(key, on).number
        kind = f"{regime_of(cut)}:{plain}"
        if cut != 1 and kind not in PERIOD_KINDS:
            values = {"often": PERIOD_KINDS[plain], "day": cut}
            found.append((kind, _("%(often)s, from day %(day)s by the place's own decision") % values))
    return found


# In the place of a rule's value: the unit that asks has set the moment itself.
SET_BY_HAND = "by hand"

# Rules of law by which a form may set its due day.
DUE_RULES = ("BC-06",)


def rule_choices(on: date, unit: int) -> list[tuple[str, str]]:
    """The rules a form may name, each with its count and article as they stand on a day."""
    book = rule_book(on, unit)
    rows = [(key, book.at(key, on)) for key in DUE_RULES]
    return [(key, f"{_count(rule, '')}, {first_basis(rule)} ({state_of(rule)})") for key, rule in rows]


@dataclass(frozen=True)
class Ground:
    """Why a day is what it is: the count, the article, whether that is confirmed; and the rule's page."""

    count: str
    basis: str = ""
    state: str = ""
    rule_id: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.count, self.basis, self.state)))


class Grounds:
    """The grounds of one page's due days: the rule book of each unit that asks is read once."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.books: dict[int, RuleBook] = {}

    def of(self, due: Due) -> Ground:
        """By the rule version that the due keeps; whether it is confirmed is told as of today."""
        if due.rule_value == SET_BY_HAND:
            return Ground(_("set by the unit that asks"))
        if not due.rule or due.rule_from is None:
            return Ground(_("%(days)s working days after the period") % {"days": due.form.due_days})
        rule = self._book(due.form.unit_id).row(due.rule, due.rule_from)
        return Ground(_count(rule, due.rule_value), first_basis(rule), state_of(rule), rule.rule_id)

    def of_form(self, form: Form) -> Ground:
        """Of a due that would be frozen today."""
        if not form.due_rule:
            return Ground(_("%(days)s working days after the period") % {"days": form.due_days})
        try:
            rule = self._book(form.unit_id).at(form.due_rule, self.on)
        except Refusal as why:
            return Ground(explain(why.faults[0]))
        return Ground(_count(rule, ""), first_basis(rule), state_of(rule), rule.rule_id)

    def of_regime(self, form: Form) -> Ground:
        """The reporting regime that a form's periods belong to, with its document."""
        asker = asker_of(form.unit)
        rule = self._book(form.unit_id).at(regime_rule(form.period_kind, asker), self.on)
        name = REGIMES["state" if ":" in form.period_kind else REGIME_OF.get(form.period_kind, asker)]
        return Ground(str(name), rule.basis, state_of(rule), rule.rule_id)

    def _book(self, unit: int) -> RuleBook:
        if unit not in self.books:
            self.books[unit] = rule_book(self.on, unit)
        return self.books[unit]


def asker_of(unit: Unit) -> str:
    """Whose reporting it is: the Party's, the Front's, a council's; the calendar's for offices of the State."""
    lines = set(unit.versions.values_list("line", flat=True))
    if Line.STATE not in lines:
        return "party" if Line.PARTY in lines else "front" if Line.FRONT in lines else "calendar"
    council = unit.versions.filter(folded__startswith="hoi dong nhan dan").exists()
    return "council" if council else "calendar"


def _count(rule: Rule, frozen: str) -> str:
    """The count that was used: as frozen, whatever the rule book says today."""
    number, _space, unit = frozen.partition(" ")
    used = replace(rule, value=int(number), unit=unit) if frozen else rule
    return used.amount(language())


def first_basis(rule: Rule) -> str:
    """The first document and article that a rule rests on: enough beside a day."""
    return rule.basis.split(";")[0].strip()
