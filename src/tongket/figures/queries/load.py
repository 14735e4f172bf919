"""What units are asked for already: indicators that ask nearly the same, and how many figures a month that makes."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction

from django.db.models import QuerySet

from tongket.figures.models import Due, Form, Indicator
from tongket.figures.queries.seen import indicators_visible_to
from tongket.programmes.models import Programme
from tongket.units.hats import Hat
from tongket.units.models import Closure, Tier, Unit
from tongket.units.queries import names_of
from tongket.viet.text import fold

MOST_NEAR = 8
_ALIKE, _SHARED = 0.72, Fraction(2, 3)
# How often a year a form is filled in; a day named ad hoc and a whole term have no rhythm and count for no month.
_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "half": 2, "nine_months": 1, "year": 1}


@dataclass(frozen=True)
class Near:
    """An indicator whose name is near to a new one: who defined it, and the forms that ask for it."""

    indicator: Indicator
    unit: str
    forms: tuple[Form, ...]


def near_indicators(name: str, actor: Hat, day: date) -> list[Near]:
    """Those that may already ask for the same, the nearest first: by folded name, in their newest version."""
    wanted = fold(name)
    found = [(_likeness(wanted, one.folded), one) for one in newest(indicators_visible_to(actor, day))]
    near = sorted((pair for pair in found if pair[0]), key=lambda pair: (-pair[0], pair[1].folded))[
        :MOST_NEAR
    ]
    names = names_of((one.unit_id for _like, one in near), day)
    asked: dict[str, list[Form]] = defaultdict(list)
    codes = [one.code for _like, one in near]
    forms = Form.objects.filter(items__indicator__code__in=codes).select_related("programme").distinct()
    for form in forms.order_by("programme__folded", "version"):
        for code in set(form.items.values_list("indicator__code", flat=True)):
            asked[code].append(form)
    return [Near(one, names.get(one.unit_id, ""), tuple(asked[one.code])) for _like, one in near]


def newest(indicators: QuerySet[Indicator]) -> list[Indicator]:
    """Of each indicator the version that is asked for now, in the order of names."""
    by_code: dict[str, Indicator] = {}
    for one in indicators.order_by("version"):
        by_code[one.code] = one
    return sorted(by_code.values(), key=lambda one: (one.folded, one.pk))


def _likeness(one: str, other: str) -> float:
    """From 0, not near, to 1, the same words."""
    ones, others = set(one.split()), set(other.split())
    few = min(len(ones), len(others))
    shared = Fraction(len(ones & others), few) if few > 1 else Fraction(0)
    like = SequenceMatcher(None, one, other).ratio()
    return max(like, 0.01) if like >= _ALIKE or shared >= _SHARED else 0.0


def monthly(lines: int, period_kind: str) -> Fraction:
    """How many figures a month a form of so many lines asks for."""
    return Fraction(lines * _A_YEAR.get(period_kind.rpartition(":")[2], 0), 12)


def monthly_load(units: Collection[int], *, without: Programme) -> dict[int, Fraction]:
    """Figures a month that running programmes ask of each unit, one programme left out.

    A unit is asked by a programme when it was due in the last period that was opened, by the form's newest version.
    """
    forms: dict[int, Form] = {}
    running = Form.objects.exclude(programme__state=Programme.State.CLOSED).exclude(programme=without)
    for form in running.order_by("version"):
        forms[form.programme_id] = form
    opened: dict[int, date] = {}
    dues = Due.objects.filter(form__programme__in=forms)
    for programme, start in dues.order_by().values_list("form__programme", "period_start").distinct():
        opened[programme] = max(start, opened.get(programme, start))
    load = dict.fromkeys(units, Fraction(0))
    for programme, start in opened.items():
        form = forms[programme]
        asked = dues.filter(form__programme=programme, period_start=start, unit__in=load)
        for unit in set(asked.values_list("unit", flat=True)):
            load[unit] += monthly(form.items.count(), form.period_kind)
    return load


def likely_asked(programme: Programme, day: date) -> list[int]:
    """Whom a programme will ask: who was due last; at first its parties, and what stands right under its unit."""
    last = Due.objects.filter(form__programme=programme).order_by("-period_start").first()
    if last:
        same = Due.objects.filter(form__programme=programme, period=last.period)
        return sorted(set(same.values_list("unit", flat=True)))
    own, *place = roots_of(programme.unit, day)
    below = Closure.objects.filter(depth=1, start__lte=day, end__gt=day)
    near = Unit.objects.filter(pk__in=below.filter(ancestor=own).values("descendant"))
    places = Unit.objects.filter(pk__in=below.filter(ancestor__in=place).values("descendant"))
    parties = Unit.objects.filter(party_to__programme=programme)
    found = {
        *near.values_list("pk", flat=True),
        *places.exclude(tier=Tier.OFFICE).values_list("pk", flat=True),
        *parties.values_list("pk", flat=True),
    }
    return sorted(found - {programme.unit_id})


def roots_of(unit: Unit, day: date) -> list[int]:
    """The unit, and of an office the place it works for: a people's committee asks the villages of its commune."""
    if unit.tier != Tier.OFFICE:
        return [unit.pk]
    above = Closure.objects.filter(descendant=unit, depth__gt=0, start__lte=day, end__gt=day)
    place = above.exclude(ancestor__tier=Tier.OFFICE).order_by("depth").values_list("ancestor", flat=True)
    return [unit.pk, *place[:1]]


@dataclass(frozen=True)
class Burden:
    """Units for which a form makes the same difference: figures a month before and after."""

    before: Fraction
    after: Fraction
    units: tuple[str, ...]


def burdens(programme: Programme, lines: int, period_kind: str, day: date) -> list[Burden]:
    """What a form of so many lines makes of the monthly load, the units with most after it first."""
    units = likely_asked(programme, day)
    last = Form.objects.filter(programme=programme).order_by("-version").first()
    asked = last is not None and Due.objects.filter(form__programme=programme).exists()
    own = monthly(last.items.count(), last.period_kind) if last and asked else Fraction(0)
    more = monthly(lines, period_kind)
    names = names_of(units, day)
    groups: dict[Fraction, list[str]] = defaultdict(list)
    for unit, load in monthly_load(units, without=programme).items():
        groups[load].append(names.get(unit, ""))
    return [Burden(load + own, load + more, tuple(groups[load])) for load in sorted(groups, reverse=True)]
