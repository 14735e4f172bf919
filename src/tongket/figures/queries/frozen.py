"""Who was due to report what, by the lists that a programme froze when its periods opened."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Count, Max

from tongket.figures.models import Due, FormItem
from tongket.figures.queries.kept import kept
from tongket.programmes.models import Programme
from tongket.rollup.lists import Lists, Units
from tongket.rollup.question import Question, Span

type ByForm = Mapping[int, Mapping[Span, Units]]


def frozen(asked: Question, programme: Programme) -> Lists | None:
    """The lists as they stood at the question's moment; None if none was frozen for what is asked."""
    items = FormItem.objects.filter(
        form__programme=programme, indicator__in=asked.by_id, breakdown=asked.breakdown
    )
    forms = list(items.order_by("pk").values_list("indicator", "form"))
    lists: dict[int, dict[Span, Units]] = defaultdict(dict)
    by_form = _known(asked, programme)
    for indicator, form in forms:
        for span, units in by_form.get(form, {}).items():
            before = lists[indicator].get(span, units)
            lists[indicator][span] = units if before is units else before | units
    if not lists and not _any(forms, asked.as_of):
        return None
    return Lists(lists)


def _any(forms: list[tuple[int, int]], as_of: datetime) -> bool:
    return Due.objects.filter(form__in={form for _one, form in forms}, frozen_at__lte=as_of).exists()


def _known(asked: Question, programme: Programme) -> ByForm:
    """Nobody is ever taken from a list: as long as their count is the same, so are they."""
    spans = [span for one in asked.periods for span in (one.span, *one.parts)]
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    dues = Due.objects.filter(form__programme=programme)
    known = dues.aggregate(count=Count("pk"), last=Max("pk"), frozen=Max("frozen_at"))
    later = known["frozen"] is not None and known["frozen"] > asked.as_of
    version = str(programme.ref), known["count"], known["last"]
    return _by_form(programme.pk, first, last, asked.as_of if later else None, version)


@kept(16)
def _by_form(
    programme: int, first: date, last: date, as_of: datetime | None, _version: tuple[object, ...]
) -> ByForm:
    """By form and period, in the days asked for; lists of the same units are one."""
    dues = Due.objects.filter(form__programme=programme, period_start__gte=first, period_end__lte=last)
    if as_of is not None:
        dues = dues.filter(frozen_at__lte=as_of)
    lists: dict[tuple[int, Span], list[int]] = defaultdict(list)
    rows = dues.order_by().values_list("form", "period", "period_start", "period_end", "unit")
    for form, period, start, end, unit in rows.iterator(2000):
        lists[form, Span(period, start, end)].append(unit)
    same: dict[Units, Units] = {}
    found: dict[int, dict[Span, Units]] = defaultdict(dict)
    for (form, span), some in lists.items():
        units = frozenset(some)
        found[form][span] = same.setdefault(units, units)
    return found
