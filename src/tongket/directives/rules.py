"""The law as it is applied here: the shipped rules with what legal officers have confirmed or set laid over them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongket.base import shown
from tongket.base.models import RuleCheck
from tongket.directives.rule_words import CASES, SENSES, TOPICS
from tongket.law.rules import Check, Rule, RuleBook, text_in
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.models import Closure, Unit
from tongket.units.queries import names_of, posts_of
from tongket.viet.text import fold


def visible_to(actor: Hat, day: date) -> QuerySet[RuleCheck]:
    """Who confirmed or set what is public, by post and day."""
    return RuleCheck.objects.filter(reach(actor, "directives.see_rules", day, unit="unit_id"))


def rule_book(on: date, unit: Unit | int | None = None) -> RuleBook:
    """The rules as a unit applies them, with what was known by a day.

    What counts was confirmed or set in the unit itself or above it; the nearest wins, then the latest. Without a unit
    nothing is laid over.
    """
    book = RuleBook.load()
    if unit is None or not RuleCheck.objects.filter(checked_on__lte=on).exists():
        return book
    key = unit if isinstance(unit, int) else unit.pk
    above = Closure.objects.filter(descendant=key, start__lte=on, end__gt=on)
    depth = {**dict(above.values_list("ancestor", "depth")), key: 0}
    rows = RuleCheck.objects.filter(unit_id__in=depth, checked_on__lte=on)
    known = {(rule.key, rule.valid_from) for rule in book.rules}
    found = [row for row in rows if (row.rule, row.rule_from) in known]
    found.sort(key=lambda row: (-depth[row.unit_id or 0], row.checked_on, row.pk))
    return book.overlay(
        Check(row.rule, row.rule_from, str(row.checked_by), row.checked_on, row.value) for row in found
    )


def language() -> str:
    return get_language() or "vi"


def said_value(rule: Rule) -> str:
    """What the rule sets, in words: "at most 7 working days"; nothing for a rule without a number."""
    if rule.value is None:
        return ""
    if rule.unit == "cut_day":
        return _("day %(number)s") % {"number": rule.value}
    amount = rule.amount(language())
    return str(SENSES[rule.sense]) % {"amount": amount} if rule.sense in SENSES else amount


def state_of(rule: Rule) -> str:
    """Not confirmed, or confirmed on a day: what the law says is never shown without it."""
    if rule.checked_on is None:
        return _("not confirmed")
    return _("confirmed on %(day)s") % {"day": shown.day(rule.checked_on)}


@dataclass(frozen=True)
class RuleLine:
    """One row of the law as a page shows it: as applied, as shipped, and the post that confirmed it."""

    rule: Rule
    shipped: Rule
    post: str

    @property
    def text(self) -> str:
        return text_in(self.rule, language())

    @property
    def value(self) -> str:
        return said_value(self.rule)

    @property
    def legal_value(self) -> str:
        return said_value(self.shipped)

    @property
    def case(self) -> str:
        """Which case of the rule the row is for, where it has several."""
        return ", ".join(str(CASES.get(told, told)) for _name, told in self.rule.condition)


def lines(rules: Iterable[Rule]) -> list[RuleLine]:
    """Some rows of a book with what stands behind them."""
    shipped = {(rule.key, rule.valid_from): rule for rule in RuleBook.load().rules}
    chosen = list(rules)
    posts = {str(ref): post for ref, post in posts_of(_refs(chosen)).items()}
    return [
        RuleLine(rule, shipped[rule.key, rule.valid_from], posts.get(rule.checked_by, "")) for rule in chosen
    ]


def _refs(rules: Iterable[Rule]) -> list[UUID]:
    return [UUID(rule.checked_by) for rule in rules if rule.checked_by]


def find_rules(book: RuleBook, *, words: str = "", topic: str = "", state: str = "") -> list[Rule]:
    """Rows of the book by words of their text or ground without marks, by topic, by whether they are confirmed."""
    wanted = fold(words).split()
    found = [rule for rule in book.rules if topic in ("", rule.topic)]
    if state:
        found = [rule for rule in found if rule.confirmed == (state == "confirmed")]
    if wanted:
        found = [rule for rule in found if all(word in _folded(rule) for word in wanted)]
    order = list(TOPICS)
    return sorted(found, key=lambda rule: order.index(rule.topic) if rule.topic in order else len(order))


def _folded(rule: Rule) -> str:
    return fold(f"{rule.rule_id} {text_in(rule, 'vi')} {rule.text} {rule.basis}")


@dataclass(frozen=True)
class CheckLine:
    """A confirmation or own value as the register of them shows it."""

    check: RuleCheck
    place: str
    post: str


def checks_of(rule_id: str, actor: Hat, day: date) -> list[CheckLine]:
    """All that legal officers have said of a rule, the newest first."""
    rows = [
        row
        for row in visible_to(actor, day).order_by("-checked_on", "-pk")
        if row.rule.split("/")[0] == rule_id
    ]
    posts, names = posts_of(row.checked_by for row in rows), names_of((row.unit_id or 0 for row in rows), day)
    return [CheckLine(row, names.get(row.unit_id or 0, ""), posts.get(row.checked_by, "")) for row in rows]
