"""The columns of a report for the whole: plan, the year before, this period, the year so far, estimate, per cent."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from tongket.base.past import recorded_after
from tongket.figures.columns import Trail, paper_table
from tongket.figures.models import Due, Form
from tongket.figures.queries import places_on
from tongket.figures.queries.columns import ColumnLine, columns_within
from tongket.reviews.gather.desk import Desk
from tongket.reviews.gather.year_before import YearBefore
from tongket.reviews.material import Result
from tongket.rollup.columns import Column, made_of
from tongket.rollup.question import Cell
from tongket.viet.period import Period
from tongket.writer.document import Table

TITLE = "Số liệu so với kế hoạch và cùng kỳ"
_LONGER = ("quarter", "half", "nine_months", "year")


def columns(desk: Desk, before: YearBefore, results: Iterable[Result]) -> Table | None:
    """None where no form's periods fit, and where nothing but the period's own figures would stand in it."""
    form = _form(desk)
    parts = _parts(form, desk) if form else ()
    if form is None or not parts:
        return None
    table = columns_within(
        form, parts, desk.root, places_on(desk.total_map), desk.line,
        period=desk.period, day=desk.day, as_of=desk.as_of, known=_known(desk, before),
    )  # fmt: skip
    beside = [column for column in table.shown if column != Column.THIS]
    if not any(line.columns.has(column) for line in table.lines for column in beside):
        return None
    return paper_table(table, f"{TITLE}, {desk.period.label('vi')}", _trail(desk.period, results))


def _known(desk: Desk, before: YearBefore) -> dict[tuple[int, int, str], Cell]:
    """What the results say already, of indicators that one source tells: of two, each unit's first would be taken."""
    told, root = Counter(one.indicator.pk for one in desk.askings), desk.root.pk
    found: dict[tuple[int, int, str], Cell] = {}
    for one in (each for each in desk.askings if told[each.indicator.pk] == 1):
        cells = [desk.cell(one), *(cell for unit, cell in before.cells(one).items() if unit == root)]
        found |= {(root, one.indicator.pk, cell.period): cell for cell in cells}
    return found


def _form(desk: Desk) -> Form | None:
    """The newest that was known and by which somebody was due in the period."""
    if not desk.due_units:
        return None
    forms = list(Form.objects.filter(pk__in=_dues(desk).values("form")).order_by("-version"))
    later = recorded_after({one.ref for one in forms}, desk.as_of)
    return next((one for one in forms if one.ref not in later), None)


def _parts(form: Form, desk: Desk) -> tuple[Period, ...]:
    """What the period is made of, by the one kind of period that was due."""
    due = _dues(desk).filter(form=form).order_by().values_list("period", flat=True).distinct()
    kinds = {Period.parse(one).kind for one in due}
    fitting = [parts for kind in sorted(kinds) if (parts := made_of(desk.period, kind))]
    own = [parts for parts in fitting if parts == (desk.period,)]
    return (own or fitting)[0] if len(own or fitting) == 1 else ()


def _dues(desk: Desk) -> QuerySet[Due]:
    return Due.objects.filter(
        form__programme=desk.programme,
        period_start__gte=desk.period.start,
        period_end__lte=desk.period.end,
        frozen_at__lte=desk.as_of,
    )


def _trail(period: Period, results: Iterable[Result]) -> Trail:
    """The refs of the results themselves, of an indicator that one source tells; a share opens nothing of its own."""
    found: dict[str, list[Result]] = {}
    for one in results:
        if one.total.ref.startswith("r/") and one.period == str(period):
            found.setdefault(one.total.ref.split("/")[1], []).append(one)
    by_indicator = {ref: some[0] for ref, some in found.items() if len(some) == 1}
    so_far = _so_far(period)

    def trail(line: ColumnLine, column: Column) -> str:
        told = by_indicator.get(str(line.item.indicator.ref))
        if told is None or line.item.breakdown_id:
            return ""
        if column == Column.LAST_YEAR:
            return told.before.ref if told.before else ""
        refs = {Column.THIS: period, Column.TO_DATE: so_far}
        asked = refs.get(column)
        return told.total.ref.replace(f"/{period}/", f"/{asked}/") if asked else ""

    return trail


def _so_far(period: Period) -> Period | None:
    """The period that is the year so far, where there is one: the half-year that ends with a second quarter."""
    if period.plain_kind in ("day", "week", "term"):
        return None
    start = period.year().start
    before = f"{period.regime}:" if period.regime else ""
    longer = [period] + [Period.of(f"{before}{kind}", start) for kind in _LONGER]
    return next((one for one in longer if (one.start, one.end) == (start, period.end)), None)
