"""Where a number comes from that was added up from many figures, or worked out from two such sums."""

import uuid
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongket.base import clock
from tongket.base.shown import number
from tongket.figures.models import Figure, Indicator
from tongket.figures.queries import (
    Answer,
    Wanted,
    answer_of,
    changed_since,
    figures_visible_to,
    indicators_visible_to,
)
from tongket.figures.queries.steps import Step, steps_of
from tongket.figures.queries.sums import PERCENT_DECIMALS, Part, Sum
from tongket.figures.quotients import plain, say_ratio, say_reduction, show_bounds
from tongket.figures.standing import Standing, standing_of
from tongket.rollup.places import SCALE
from tongket.rollup.question import Bounds, Cell, rounded
from tongket.units.middleware import asking
from tongket.units.models import Unit
from tongket.units.queries import names_of
from tongket.viet.fault import refusal
from tongket.viet.period import Period
from tongket.viet.text import sort_key

PAGE = 60
ALL = "tung-so"  # a query with it asks for all figures in one list
SHARE_DECIMALS = 2  # of the per cent of a divided unit's figure


@require_safe
def sum_trail(
    request: HttpRequest, indicator: uuid.UUID, unit: uuid.UUID, period: str, source: str
) -> HttpResponse:
    """The figures from which the total of a unit was added up; of a ratio, the two sums."""
    wanted, standing = _wanted(request, indicator, unit, period, source)
    hat, day = asking(request)
    answer = answer_of(wanted, figures_visible_to(hat, day))
    context = _context(request, wanted, standing, answer)
    if wanted.indicator.over_tree == Indicator.OverTree.RATIO:
        return render(request, "figures/quotient.html", context | _ratio(wanted, answer, standing))
    (one,) = answer.sums
    steps = steps_of(one) if len(one.parts) > PAGE and ALL not in request.GET else []
    page = Paginator(one.seen, PAGE).get_page(request.GET.get("page"))
    cell = answer.cell(wanted.period)
    context |= {
        "rows": page,
        "count": number(len(one.parts)),
        "many": len(one.parts),
        "total": _text(cell, wanted.indicator.decimals),
        "plain": wanted.indicator.over_tree == Indicator.OverTree.SUM,
        "cell": cell,
        "shown": () if steps else _shown(wanted, page),
        "steps": _stepped(wanted, steps, standing),
        "all_figures": f"{standing.query}{'&' if standing.query else '?'}{ALL}=1",
    }
    return render(request, "figures/sum.html", context)


@require_safe
def reduction_trail(
    request: HttpRequest, indicator: uuid.UUID, unit: uuid.UUID, period: str, source: str, base: str
) -> HttpResponse:
    """How many per cent fewer than in a base period: both sums, and the quotient."""
    wanted, standing = _wanted(request, indicator, unit, period, source)
    before = Period.parse(base)
    if before == wanted.period:
        raise refusal("figures.base_is_period", period=before.label("vi"))
    hat, day = asking(request)
    answer = answer_of(wanted, figures_visible_to(hat, day), before)
    context = _context(request, wanted, standing, answer)
    return render(request, "figures/quotient.html", context | _reduction(wanted, before, answer, standing))


def _wanted(
    request: HttpRequest, indicator: uuid.UUID, unit: uuid.UUID, period: str, source: str
) -> tuple[Wanted, Standing]:
    hat, day = asking(request)
    counted = get_object_or_404(indicators_visible_to(hat, day), ref=indicator)
    over = get_object_or_404(Unit, ref=unit)
    if source not in Figure.Source.values:
        raise Http404
    standing = standing_of(request.GET, clock.now(), day)
    as_of = standing.as_of if standing.query else None
    return Wanted(counted, over, Period.parse(period), source, as_of, standing.day), standing


def _context(request: HttpRequest, wanted: Wanted, standing: Standing, answer: Answer) -> dict[str, Any]:
    _hat, day = asking(request)
    unit = wanted.unit
    request.sample = unit.sample  # type: ignore[attr-defined]
    return {
        "indicator": wanted.indicator,
        "unit": unit,
        "unit_name": names_of([unit.pk], wanted.day).get(unit.pk, ""),
        "period": wanted.period,
        "source": Figure.Source(wanted.source).label,
        "standing": standing,
        "changed": bool(standing.query) and changed_since(answer, day),
        "open": all(one.open for one in answer.sums),
    }


def _stepped(wanted: Wanted, steps: list[Step], standing: Standing) -> list[tuple[str, Step, str, str]]:
    """The level below in the order of names: each with what it comes to, and the way to its own trail."""
    names = names_of((step.unit.pk for step in steps), wanted.day)
    rows = []
    for step in sorted(steps, key=lambda one: sort_key(names.get(one.unit.pk, ""))):
        keys = [wanted.indicator.ref, step.unit.ref, str(wanted.period), wanted.source]
        url = f"{reverse('figures:sum', args=keys)}{standing.query}"
        rows.append((names.get(step.unit.pk, ""), step, _text(step.cell, wanted.indicator.decimals), url))
    return rows


def _text(cell: Cell | None, decimals: int) -> str:
    return show_bounds(cell.bounds, decimals) if cell and cell.bounds else ""


def _shown(wanted: Wanted, parts: Iterable[Part]) -> list[tuple[Figure, str, str]]:
    """The figures of one page, each with the name of its unit and the share that counts, if not all of it does."""
    parts = list(parts)
    found = Figure.objects.select_related("indicator", "unit").in_bulk([part.pk for part in parts])
    rows = [(found[part.pk], part) for part in parts]
    names = names_of((figure.unit_id for figure, _part in rows), wanted.period.last_day)
    return [(figure, names.get(figure.unit_id, ""), _share(part)) for figure, part in rows]


def _share(part: Part) -> str:
    """How many per cent of a divided unit's figure count here."""
    if not part.divided:
        return ""
    ends = sorted({part.low, part.high})
    return " – ".join(_percent(end) for end in ends) + " %"


def _percent(share: int) -> str:
    return plain(Fraction(rounded(Fraction(100 * share, SCALE), SHARE_DECIMALS)))


def _reduction(wanted: Wanted, base: Period, answer: Answer, standing: Standing) -> dict[str, Any]:
    now, before = answer.cell(wanted.period), answer.cell(base)
    ends = [cell.bounds if cell else None for cell in (before, now)]
    found = now.reduction if now else None
    return {
        "base": base,
        "value": show_bounds(found, PERCENT_DECIMALS) if found else "",
        "measure": "%",
        "said": say_reduction(ends[1], ends[0], found, PERCENT_DECIMALS),
        "sums": [
            _line(
                wanted.indicator, [one for one in answer.sums if one.wanted.period == period], end, standing
            )
            for period, end in zip((base, wanted.period), ends, strict=True)
        ],
    }


def _ratio(wanted: Wanted, answer: Answer, standing: Standing) -> dict[str, Any]:
    one, cell = wanted.indicator, answer.cell(wanted.period)
    found = cell.bounds if cell else None
    alone = [answer.cell(wanted.period, each.wanted.indicator) for each in answer.sums]
    ends = [each.bounds if each else None for each in alone]
    return {
        "value": _text(cell, one.decimals),
        "measure": one.measure,
        "said": say_ratio(ends[0], ends[1], found, 100 if one.measure == "%" else 1, one.decimals),
        "sums": [
            _line(each.wanted.indicator, [each], end, standing)
            for each, end in zip(answer.sums, ends, strict=True)
        ],
    }


def _line(indicator: Indicator, sums: list[Sum], bounds: Bounds | None, standing: Standing) -> dict[str, Any]:
    """One of the two sums, with the way to its own trail."""
    wanted = sums[0].wanted
    keys = [indicator.ref, wanted.unit.ref, str(wanted.period), wanted.source]
    return {
        "indicator": indicator,
        "period": wanted.period,
        "value": show_bounds(bounds, indicator.decimals) if bounds else "",
        "count": number(sum(len(one.parts) for one in sums)),
        "url": f"{reverse('figures:sum', args=keys)}{standing.query}",
    }
