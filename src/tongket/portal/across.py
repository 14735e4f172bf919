"""What the page of one unit shows of its figures: its own beside what its parts add up to, and how they changed."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from tongket.base import clock
from tongket.base.shown import number
from tongket.figures.models import Figure, Form
from tongket.figures.queries import figures_visible_to, live
from tongket.figures.queries.across import Known, known_of
from tongket.reviews.gather.values import figure_value, reduction_of, value_of
from tongket.reviews.templatetags.reviews import on_screen
from tongket.rollup.question import Bounds, rounded
from tongket.units.hats import PUBLIC
from tongket.units.models import Unit
from tongket.units.queries import tree_version
from tongket.viet.period import Period

MOST_PERIODS = 8


@dataclass(frozen=True)
class Line:
    """One indicator in one period: the unit's own figure, the sum over its parts, each with its trail."""

    period: Period
    source: str
    own: str = ""
    own_link: str = ""
    total: str = ""
    total_link: str = ""
    reported: int = 0
    expected: int = 0
    estimated: bool = False
    ranged: bool = False
    fewer: str = ""


@dataclass(frozen=True)
class Story:
    """From the first day to the last in two numbers."""

    before: str
    after: str
    first: Period
    last: Period
    fewer: str


@dataclass(frozen=True)
class Told:
    """All lines of one indicator, the newest first; `earlier` of them are left out of the page."""

    name: str
    measure: str
    lines: tuple[Line, ...]
    earlier: int
    story: Story | None


def told_of(unit: Unit, day: date, line: str, *, linked: bool) -> tuple[Told, ...]:
    """What everybody may see, on the map of a day.

    Worked out again when a figure comes, a form is made public, or the tree changes.
    """
    newest = Figure.objects.order_by("-pk").values_list("ref", flat=True).first()
    forms = Form.objects.filter(programme__public=True).order_by("pk").values_list("ref", flat=True)
    return _told(unit.pk, day, line, linked, (newest, *forms), tree_version(line), get_language() or "vi")


@lru_cache(maxsize=512)
def _told(
    unit: int, day: date, line: str, linked: bool, _known: tuple[UUID | None, ...], _tree: int, _language: str
) -> tuple[Told, ...]:
    now, one = clock.now(), Unit.objects.get(pk=unit)
    figures = figures_visible_to(PUBLIC, clock.day_of(now)) & live(now)
    groups: dict[int, list[Known]] = {}
    for known in known_of(one, figures, day=day, now=now, line=line):
        groups.setdefault(known.indicator.pk, []).append(known)
    return tuple(_group(one, group, linked) for group in groups.values())


def _group(unit: Unit, group: list[Known], linked: bool) -> Told:
    indicator, newest = group[0].indicator, group[::-1]
    shown = [_line(unit, one, linked) for one in newest[:MOST_PERIODS]]
    return Told(indicator.name, indicator.measure, tuple(shown), len(newest) - len(shown), _story(group))


def _line(unit: Unit, one: Known, linked: bool) -> Line:
    decimals, own, total = one.indicator.decimals, "", ""
    if one.own:
        own = on_screen(figure_value(one.own, decimals).text)
    if one.cell:
        total = on_screen(value_of(one.cell, "").text)
    sum_page = ""
    if one.cell and linked:
        sum_page = reverse("figures:sum", args=[one.indicator.ref, unit.ref, str(one.period), one.source])
    fewer = ""
    if one.cell and one.cell.reduction and any(one.cell.reduction):
        fewer = on_screen(reduction_of(one.cell, "").text)
    return Line(
        one.period,
        str(Figure.Source(one.source).label),
        own,
        one.own.get_absolute_url() if one.own else "",
        total,
        sum_page,
        one.cell.reported if one.cell else 0,
        one.cell.expected if one.cell else 0,
        bool(one.cell and one.cell.estimated),
        bool(one.cell and one.cell.bounds and not one.cell.bounds.exact),
        fewer,
    )


def _story(group: list[Known]) -> Story | None:
    """The first and the last number of a stock that got smaller; none where a period has told two numbers."""
    if group[0].indicator.nature != "stock" or len({str(one.period) for one in group}) != len(group):
        return None
    first, last = group[0], group[-1]
    before, after = _bounds(first), _bounds(last)
    if (
        before is None
        or after is None
        or not before.exact
        or not after.exact
        or not 0 < after.low < before.low
    ):
        return None
    share = rounded(100 * (before.low - after.low) / before.low, 1)
    numbers = [number(rounded(each.low, first.indicator.decimals)) for each in (before, after)]
    return Story(numbers[0], numbers[1], first.period, last.period, number(share, 1))


def _bounds(one: Known) -> Bounds | None:
    if one.cell:
        return one.cell.bounds
    if one.own is None or one.own.value is None:
        return None
    return Bounds.known(Fraction(one.own.value, 10**one.indicator.decimals))
