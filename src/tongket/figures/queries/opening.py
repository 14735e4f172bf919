"""Before a period opens: which periods come next, and who may be asked."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tongket.figures.models import Due, Form
from tongket.figures.queries.load import roots_of
from tongket.programmes.models import Party
from tongket.units.models import Closure, Tier, Unit
from tongket.units.queries import names_of
from tongket.viet.fault import Refusal
from tongket.viet.period import Period
from tongket.viet.text import sort_key

_BEFORE, _AFTER = 4, 2  # periods that are offered beside the present one
_DAYS = range(-7, 32)


def periods_for(form: Form, day: date) -> list[Period]:
    """The periods of the form's kind about a day, the earliest first."""
    plain = form.period_kind.rpartition(":")[2]
    if plain == "term":
        return [Period.parse(form.programme.term)]
    if plain == "day":
        return [Period.of("day", day + timedelta(days=by)) for by in _DAYS]
    try:
        found = [Period.of(form.period_kind, day)]
    except Refusal:  # nine months: none holds a day of the last quarter
        found = [Period.of(form.period_kind, day.replace(month=1, day=1))]
    for _turn in range(_BEFORE):
        found.insert(0, found[0].previous())
    for _turn in range(_AFTER):
        found.append(found[-1].next())
    return found


def usual_period(form: Form, offered: list[Period], day: date) -> Period:
    """The one after the last that was opened, else the present one, else the last one offered."""
    last = Due.objects.filter(form__programme=form.programme_id).order_by("-period_start").first()
    known = {str(one): one for one in offered}
    if last is not None and last.period in known:
        after = [one for one in offered if str(one) > last.period or one.start > known[last.period].start]
        if after:
            return after[0]
    return next((one for one in offered if one.covers(day)), offered[-1])


@dataclass(frozen=True)
class Group:
    """Units that may be asked together."""

    key: str
    label: str
    units: dict[int, str]


LAST, PARTIES = "ky-truoc", "ben"


def groups_for(form: Form, day: date) -> list[Group]:
    """Who was asked last, the parties of the programme, and each tier under the unit that asks."""
    found = []
    last = Due.objects.filter(form__programme=form.programme_id).order_by("-period_start", "-pk").first()
    if last is not None:
        same = Due.objects.filter(form__programme=form.programme_id, period=last.period)
        found.append((LAST, _("those of the last period"), set(same.values_list("unit", flat=True))))
    found += [(tier, str(Tier(tier).label), units) for tier, units in _tiers(form.unit, day)]
    parties = Party.objects.filter(programme=form.programme_id).exclude(unit=form.unit_id)
    found.append((PARTIES, _("parties of the programme"), set(parties.values_list("unit", flat=True))))
    names = names_of({unit for _key, _label, units in found for unit in units}, day)
    return [
        Group(key, label, dict(sorted(((u, names.get(u, "")) for u in units), key=lambda x: sort_key(x[1]))))
        for key, label, units in found
        if units
    ]


def _tiers(unit: Unit, day: date) -> list[tuple[str, set[int]]]:
    """All that stands under a unit on a day, of an office also under its place, in whatever line, by tier."""
    roots = roots_of(unit, day)
    below = Closure.objects.filter(ancestor__in=roots, depth__gt=0, start__lte=day, end__gt=day)
    tiers: dict[str, set[int]] = {tier: set() for tier in Tier.values}
    for key, tier in below.exclude(descendant__in=roots).values_list("descendant", "descendant__tier"):
        tiers[tier].add(key)
    return [(tier, units) for tier, units in tiers.items() if units]
