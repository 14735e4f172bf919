"""The columns of a report: plans, last year, this period, the year so far, the estimate, and their shares."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tongket.rollup.columns import Column, Columns, columns_of, made_of, spans_of, with_estimates
from tongket.rollup.few import Said, answer_few
from tongket.rollup.places import SCALE, PlaceRow, Places
from tongket.rollup.question import Bounds, Cell, Indicator, Question, Target
from tongket.viet.period import Period

COMMUNE, VILLAGES = 1, (11, 12)
FLOW = Indicator(id=5, nature="flow", over_time="sum", over_tree="sum")
STOCK = Indicator(id=6, nature="stock", over_time="last", over_tree="sum")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
EVER = (date.min, date.max)
WHERE = Places(
    date(2026, 11, 22),
    (COMMUNE,),
    tuple(PlaceRow(one, COMMUNE, SCALE, SCALE, False, (), *EVER) for one in VILLAGES),
    (),
)


def _said(number: int, indicator: Indicator, unit: int, period: str, value: int | None) -> Said:
    one = Period.parse(period)
    return Said(number, indicator.id, unit, period, one.start, one.end, "reported", value)


def _columns(
    indicator: Indicator, period: str, told: list[Said], plans: tuple[Any, Any] = (None, None)
) -> Columns:
    spans = spans_of(Period.parse(period))
    question = Question((indicator,), tuple(one for one in spans if one), NOW)
    cells = {(c.unit, c.indicator, c.period): c for c in answer_few(question, told, WHERE)}
    return columns_of(COMMUNE, indicator.id, spans, cells, {}, 0, plans)


def _value(cell: Cell | None) -> Decimal | None:
    return cell.value if cell else None


def test_a_flow_is_added_up_since_the_new_year_and_a_stock_shows_its_last():
    flow = [_said(n, FLOW, 11, f"2026-Q{n}", n) for n in (1, 2, 3)] + [_said(9, FLOW, 12, "2026-Q3", 10)]
    stock = [_said(n, STOCK, 11, f"2026-Q{n}", 100 + n) for n in (1, 2)]
    added, last = _columns(FLOW, "2026-Q3", flow), _columns(STOCK, "2026-Q3", stock)
    assert (_value(added.this), _value(added.to_date)) == (13, 16)
    assert (_value(last.this), _value(last.to_date)) == (None, 102)


def test_months_of_the_decree_and_of_the_calendar_are_never_added_together():
    told = [
        _said(1, FLOW, 11, "nd09:2026-01", 5),
        _said(2, FLOW, 11, "2026-02", 7),
        _said(3, FLOW, 11, "nd09:2026-02", 1),
    ]
    assert _value(_columns(FLOW, "nd09:2026-02", told).to_date) == 6


def test_what_was_assigned_and_what_was_pledged_keep_their_places_and_their_shares():
    told = [_said(n, FLOW, 11, f"2026-Q{n}", 10) for n in (1, 2, 3)]
    assigned = Target(5, COMMUNE, "2026", "at_least", Decimal(40))
    pledged = Target(5, COMMUNE, "2026", "at_least", Decimal(60))
    one = _columns(FLOW, "2026-Q3", told, (assigned, pledged))
    assert (one.assigned, one.pledged) == (assigned, pledged)
    assert (one.of_assigned, one.of_pledged) == (Bounds.known(Fraction(75)), Bounds.known(Fraction(50)))
    band = Target(5, COMMUNE, "2026", "between", Decimal(40), Decimal(60))
    assert _columns(FLOW, "2026-Q3", told, (band, None)).of_assigned is None


def test_the_share_of_last_year_is_exact_and_nothing_is_divided_by_zero():
    told = [_said(1, FLOW, 11, "2025-07", 3), _said(2, FLOW, 11, "2026-07", 1)]
    assert _columns(FLOW, "2026-07", told).of_last_year == Bounds.known(Fraction(100, 3))
    zero = [_said(1, FLOW, 11, "2025-07", 0), _said(2, FLOW, 11, "2026-07", 1)]
    assert _columns(FLOW, "2026-07", zero).of_last_year is None


def test_an_ad_hoc_day_and_a_term_have_no_year_so_far():
    assert spans_of(Period.parse("2026-03-04")).to_date is None
    assert spans_of(Period.parse("2022..2025"))[1:] == (None, None)


def test_a_year_is_made_of_its_quarters_and_so_is_the_year_before():
    year, quarters = Period.parse("2026"), [Period.parse(f"2026-Q{n}") for n in (1, 2, 3, 4)]
    assert made_of(year, "quarter") == tuple(quarters)
    assert made_of(year, "year") == (year,)
    assert made_of(year, "nine_months") == made_of(year, "day") == made_of(year, "week") == ()
    spans = spans_of(year, quarters)
    assert [part.key for part in spans.this.parts] == [str(one) for one in quarters]
    assert spans.last_year is not None
    assert [part.key for part in spans.last_year.parts] == [f"2025-Q{n}" for n in (1, 2, 3, 4)]
    assert spans.to_date is None, "the year so far is the year"
    half = spans_of(Period.parse("2026-H2"), quarters[2:])
    assert half.to_date is not None
    assert [part.key for part in half.to_date.parts] == [str(one) for one in quarters]


def test_a_final_figure_takes_the_place_of_its_estimate_even_where_it_is_not_applicable():
    final = [_said(1, FLOW, 11, "2026-Q3", None)]
    guessed = [_said(2, FLOW, 11, "2026-Q3", 9), _said(3, FLOW, 12, "2026-Q3", 4)]
    told, taken = with_estimates(final, guessed)
    assert [one.figure for one in told] == [1, 3]
    assert [one.figure for one in taken] == [3]


@given(
    st.lists(
        st.tuples(st.sampled_from(VILLAGES), st.integers(1, 12), st.integers(-(10**12), 10**12)), max_size=30
    )
)
def test_the_year_so_far_is_the_sum_of_its_months_whoever_told_them(rows: list[tuple[int, int, int]]):
    last = {(unit, month): value for unit, month, value in rows}
    told = [_said(n, FLOW, u, f"2026-{m:02d}", v) for n, ((u, m), v) in enumerate(last.items(), start=1)]
    found = _columns(FLOW, "2026-09", told).to_date
    right = sum(value for (_unit, month), value in last.items() if month <= 9)
    assert (_value(found) or 0) == right


def test_a_column_is_empty_only_where_nobody_told_anything():
    one = _columns(FLOW, "2026-Q3", [_said(1, FLOW, 11, "2026-Q3", 0)])
    assert one.has(Column.THIS)
    assert not one.has(Column.LAST_YEAR)
    assert not one.has(Column.EXPECTED)
