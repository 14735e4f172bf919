"""The answer, told case by case; the campaign compares the rest."""

import datetime
from fractions import Fraction
from random import Random

import pytest
from ibis.backends import BaseBackend as Backend
from tests.rollup.campaign import AS_OF, DAY, H1, H2, Y25, Y26, Fact, expected_table, facts_table, report
from tests.rollup.trees import OPEN, grow

from tongket.rollup.places import BEFORE, SCALE, PlaceRow, Places, place
from tongket.rollup.question import Asked, Indicator, Question, Ranking, Reason, Span, Target, span_of
from tongket.rollup.roll import Answer, answer, current
from tongket.viet.period import Period

SUM = Indicator(1, "flow", "sum", "sum")
WEST, EAST = 100, 200
BIG = 2**63 - 1
ENTERED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def row(unit: int, ancestor: int, low: int = SCALE, high: int = SCALE, **more: object) -> PlaceRow:
    return PlaceRow(
        unit, ancestor, low, high, **{"estimated": False, "grounds": (), "start": BEFORE, "end": OPEN, **more}
    )


def seated(*rows: PlaceRow) -> Places:
    targets = sorted({one.ancestor for one in rows})
    return Places(BEFORE, tuple(targets), (*rows, *(row(t, t, own=True) for t in targets)), ())


MAP = seated(row(1, WEST), row(2, WEST), row(3, EAST))
DIVIDED = seated(row(1, WEST), row(2, WEST, 0), row(2, EAST, 0))


def fact(unit: int, value: int | None, **more: object) -> Fact:
    usual = {
        "indicator": 1,
        "period": "2025",
        "start": Y25.start,
        "end": Y25.end,
        "breakdown": 0,
        "kind": "final",
    }
    usual |= {"source": "reported", "entered": ENTERED, "supersedes": None, "figure": 0}
    if "span" in more:
        span = more.pop("span")
        more |= {"period": span.key, "start": span.start, "end": span.end}
    return Fact(unit=unit, value=value, **(usual | more))


def ask(
    con: Backend,
    facts: list[Fact],
    *indicators: Indicator,
    places: Places = MAP,
    periods: tuple[Asked, ...] = (Asked(Y25),),
    targets: tuple[Target, ...] = (),
    expected: list[tuple[int, Span, int]] | None = None,
    **more: object,
) -> Answer:
    numbered = [one._replace(figure=one.figure or n) for n, one in enumerate(facts, start=1)]
    table = con.create_table("facts", facts_table(numbered), overwrite=True)
    due = None if expected is None else con.create_table("due", expected_table(expected), overwrite=True)
    question = Question(indicators or (SUM,), periods, AS_OF, **more)
    return answer(question, table, places, targets=targets, expected=due)


def test_figures_are_added_under_their_province(con: Backend) -> None:
    found = ask(con, [fact(1, 5), fact(2, 7), fact(3, 11)]).by_key
    assert [str(found[unit, 1, "2025"].value) for unit in (WEST, EAST)] == ["12", "11"]


def test_a_figure_of_a_unit_above_is_not_added_to_those_of_its_parts(con: Backend) -> None:
    found = ask(con, [fact(1, 5), fact(WEST, 1000)]).by_key
    assert found[WEST, 1, "2025"].value == 5


def test_a_rule_for_own_figures_takes_only_those(con: Backend) -> None:
    own = Indicator(1, "flow", "sum", "own")
    found = ask(con, [fact(1, 5), fact(WEST, 1000)], own).by_key
    assert found[WEST, 1, "2025"].value == 1000
    assert found[EAST, 1, "2025"].reason is Reason.NOT_REPORTED


def test_not_due_not_reported_zero_and_not_applicable_are_four_things(con: Backend) -> None:
    map_ = seated(*(row(unit, unit + 100) for unit in (1, 2, 3, 4)))
    expected = [(1, Y25, unit) for unit in (2, 3, 4)]
    found = ask(con, [fact(3, 0), fact(4, None)], places=map_, expected=expected).cells
    assert [(cell.value, cell.reason) for cell in found] == [
        (None, Reason.NOT_DUE),
        (None, Reason.NOT_REPORTED),
        (0, None),
        (None, Reason.NOT_APPLICABLE),
    ]


def test_one_not_applicable_among_silent_ones_is_not_yet_an_answer(con: Backend) -> None:
    assert ask(con, [fact(1, None)]).by_key[WEST, 1, "2025"].reason is Reason.NOT_REPORTED


def test_coverage_counts_who_was_due_and_said_it(con: Backend) -> None:
    facts = [fact(1, 5, span=H1), fact(1, 6, span=H2), fact(2, None, span=H1), fact(3, 1, span=H1)]
    expected = [(1, span, unit) for span in (H1, H2) for unit in (1, 2)]
    found = ask(con, facts, periods=(Asked(Y25, (H1, H2)),), expected=expected).by_key
    west, east = found[WEST, 1, "2025"], found[EAST, 1, "2025"]
    assert (west.value, west.reported, west.not_applicable, west.expected) == (11, 2, 1, 4)
    assert (east.value, east.reported, east.expected) == (1, 0, 0)


def test_without_a_due_list_every_living_part_of_the_map_was_due(con: Backend) -> None:
    ended = row(4, WEST, end=datetime.date(2025, 3, 1))
    cell = ask(con, [fact(1, 5)], places=seated(row(1, WEST), row(2, WEST), ended)).by_key[WEST, 1, "2025"]
    assert (cell.reported, cell.expected) == (1, 2)


def test_the_first_source_that_has_a_figure_is_taken_and_the_others_are_not_added(con: Backend) -> None:
    facts = [fact(1, 5, source="taken_over"), fact(1, 6, source="counted"), fact(1, 7), fact(2, 1)]
    assert ask(con, facts).by_key[WEST, 1, "2025"].value == 7
    assert ask(con, facts, sources=("taken_over",)).by_key[WEST, 1, "2025"].value == 5
    assert ask(con, facts, sources=("reported", "counted")).by_key[WEST, 1, "2025"].value == 8


def test_estimates_and_breakdowns_are_not_mixed_with_the_rest(con: Backend) -> None:
    facts = [fact(1, 5), fact(1, 8, kind="estimate"), fact(1, 2, breakdown=3)]
    assert ask(con, facts).by_key[WEST, 1, "2025"].value == 5
    assert ask(con, facts, kind="estimate").by_key[WEST, 1, "2025"].value == 8
    assert ask(con, facts, breakdown=3).by_key[WEST, 1, "2025"].value == 2


def test_periods_of_other_kinds_inside_a_flow_are_not_added(con: Backend) -> None:
    facts = [fact(1, 5, span=H1), fact(1, 6, span=H2), fact(1, 100)]
    assert ask(con, facts).by_key[WEST, 1, "2025"].value == 100
    assert ask(con, facts, periods=(Asked(Y25, (H1, H2)),)).by_key[WEST, 1, "2025"].value == 11


def test_a_stock_shows_its_last_and_only_of_units_that_live_to_the_end(con: Backend) -> None:
    stock = Indicator(1, "stock", "last", "sum")
    map_ = seated(row(1, WEST, end=H2.start), row(2, WEST, start=H2.start))
    facts = [
        fact(1, 5, span=H1),
        fact(2, 7, span=H2),
        fact(2, 6, span=Span("2025-07-01", H2.start, datetime.date(2025, 7, 2))),
    ]
    found = ask(con, facts, stock, places=map_, periods=(Asked(Y25), Asked(H1))).by_key
    assert (found[WEST, 1, "2025"].value, found[WEST, 1, "2025"].expected) == (7, 1)
    assert (found[WEST, 1, "2025-H1"].value, found[WEST, 1, "2025-H1"].expected) == (5, 1)


def test_a_flow_goes_on_through_a_merger_in_the_middle_of_the_year(con: Backend) -> None:
    map_ = seated(row(1, WEST, end=H2.start), row(2, WEST, start=H2.start))
    found = ask(
        con, [fact(1, 5, span=H1), fact(2, 7, span=H2)], places=map_, periods=(Asked(Y25, (H1, H2)),)
    ).by_key
    assert (
        found[WEST, 1, "2025"].value,
        found[WEST, 1, "2025"].reported,
        found[WEST, 1, "2025"].expected,
    ) == (12, 2, 2)


def test_a_mean_over_time_is_that_of_the_totals(con: Backend) -> None:
    rule = Indicator(1, "stock", "mean", "sum")
    facts = [fact(1, 5, span=H1), fact(2, 6, span=H1), fact(1, 8, span=H2)]
    assert ask(con, facts, rule, periods=(Asked(Y25, (H1, H2)),)).by_key[WEST, 1, "2025"].low == Fraction(
        19, 2
    )


def test_a_divided_unit_widens_a_sum_to_a_range(con: Backend) -> None:
    cell = ask(con, [fact(1, 5), fact(2, 7)], places=DIVIDED).by_key[WEST, 1, "2025"]
    assert (cell.low, cell.high, cell.value, cell.estimated) == (5, 12, None, False)


def test_a_declared_share_marks_the_sum_estimated(con: Backend) -> None:
    map_ = seated(row(1, WEST, SCALE // 2, SCALE // 2, estimated=True), row(2, WEST))
    assert ask(con, [fact(1, 5), fact(2, 7)], places=map_).by_key[WEST, 1, "2025"].low == Fraction(19, 2)
    assert ask(con, [fact(1, 5)], places=map_).by_key[WEST, 1, "2025"].estimated
    assert not ask(con, [fact(2, 7)], places=map_).by_key[WEST, 1, "2025"].estimated


@pytest.mark.parametrize("rule", ["mean", "min", "max"])
def test_rules_that_do_not_add_are_undetermined_over_a_divided_unit(con: Backend, rule: str) -> None:
    indicator = Indicator(1, "flow", "last", rule)  # type: ignore[arg-type]
    assert (
        ask(con, [fact(1, 5), fact(2, 7)], indicator, places=DIVIDED).by_key[WEST, 1, "2025"].reason
        is Reason.DIVIDED
    )
    assert ask(con, [fact(1, 5)], indicator, places=DIVIDED).by_key[WEST, 1, "2025"].value == 5


def test_a_divided_unit_below_zero_has_no_bounds(con: Backend) -> None:
    cell = ask(con, [fact(1, 5), fact(2, -7)], places=DIVIDED).by_key[WEST, 1, "2025"]
    assert (cell.bounds, cell.reason) == (None, Reason.NEGATIVE_DIVIDED)


def test_a_ratio_comes_from_the_sums_of_its_parts(con: Backend) -> None:
    parts = (SUM, Indicator(2, "flow", "sum", "sum", decimals=1))
    ratio = Indicator(3, "flow", "sum", "ratio", numerator=1, denominator=2, factor=100, decimals=1)
    facts = [
        fact(1, 1),
        fact(2, 1),
        fact(1, 20, indicator=2),
        fact(2, 40, indicator=2),
        fact(3, 4),
        fact(3, 0, indicator=2),
    ]
    found = ask(con, facts, *parts, ratio).by_key
    assert (found[WEST, 3, "2025"].low, str(found[WEST, 3, "2025"].value)) == (Fraction(100, 3), "33.3")
    assert found[EAST, 3, "2025"].reason is Reason.NO_DENOMINATOR


def test_a_ratio_over_a_range_is_undetermined_and_carries_the_worse_coverage(con: Backend) -> None:
    ratio = Indicator(3, "flow", "sum", "ratio", numerator=1, denominator=2)
    facts = [fact(1, 1), fact(2, 1), fact(1, 20, indicator=2)]
    cell = ask(con, facts, SUM, Indicator(2, "flow", "sum", "sum"), ratio, places=DIVIDED).by_key[
        WEST, 3, "2025"
    ]
    assert (cell.reason, cell.reported, cell.expected) == (Reason.DIVIDED, 1, 2)


WEIGHTED = (
    Indicator(1, "flow", "last", "weighted", weight=2, decimals=1),
    Indicator(2, "flow", "last", "sum"),
)


@pytest.mark.parametrize("seed", range(5))
def test_a_weighted_mean_is_exact_at_any_size(each: Backend, seed: int) -> None:
    rng = Random(seed)
    map_ = seated(*(row(unit, WEST) for unit in range(1, 9)))
    values = {unit: rng.randint(-BIG, BIG) for unit in range(1, 9)}
    weights = {unit: rng.choice((rng.randint(0, BIG), BIG, None)) for unit in range(1, 8)}
    facts = [fact(u, v) for u, v in values.items()] + [fact(u, w, indicator=2) for u, w in weights.items()]
    pairs = [(values[unit], weight) for unit, weight in weights.items() if weight is not None]
    mean = Fraction(sum(v * w for v, w in pairs), sum(w for _, w in pairs)) / 10
    cell = ask(each, facts, *WEIGHTED, places=map_).by_key[WEST, 1, "2025"]
    assert (cell.low, cell.reported, cell.expected) == (mean, len(pairs), 8)


def test_weights_near_a_round_number_keep_every_digit(each: Backend) -> None:
    weights = {1: 9_223_372_034_999_999_999, 2: 2**62 - 1, 3: 8_999_999_999_999_999_999}
    facts = [fact(unit, 10 * unit) for unit in weights]
    facts += [fact(unit, weight, indicator=2) for unit, weight in weights.items()]
    mean = Fraction(sum(unit * weight for unit, weight in weights.items()), sum(weights.values()))
    map_ = seated(*(row(unit, WEST) for unit in weights))
    assert ask(each, facts, *WEIGHTED, places=map_).by_key[WEST, 1, "2025"].low == mean


def test_a_weighted_mean_stands_beside_a_sum_of_more_than_64_bits(each: Backend) -> None:
    months = tuple(span_of(one) for one in Period.parse("2025").parts("month"))
    facts = [fact(1, BIG, indicator=3, span=span) for span in months]
    facts += [fact(1, 30, span=months[11]), fact(1, BIG, indicator=2, span=months[11])]
    summed = Indicator(3, "flow", "sum", "sum")
    found = ask(each, facts, *WEIGHTED, summed, periods=(Asked(Y25, months),)).by_key
    assert (found[WEST, 1, "2025"].low, found[WEST, 3, "2025"].low) == (3, 12 * BIG)


@pytest.mark.parametrize(
    ("weight", "places", "reason"),
    [
        (-1, MAP, Reason.NEGATIVE_WEIGHT),
        (0, MAP, Reason.NO_DENOMINATOR),
        (None, MAP, Reason.NOT_REPORTED),
        (1, seated(row(1, WEST, 0)), Reason.DIVIDED),
    ],
)
def test_a_weighted_mean_says_why_it_has_no_value(
    con: Backend, weight: int | None, places: Places, reason: Reason
) -> None:
    facts = [fact(1, 5), fact(1, weight, indicator=2)]
    assert ask(con, facts, *WEIGHTED, places=places).by_key[WEST, 1, "2025"].reason is reason


def test_sums_beyond_64_bits_keep_every_digit(each: Backend) -> None:
    map_ = seated(*(row(unit, WEST) for unit in range(1, 1001)))
    facts = [fact(unit, BIG, span=span) for unit in range(1, 1001) for span in (H1, H2)]
    cell = ask(each, facts, places=map_, periods=(Asked(Y25, (H1, H2)),)).by_key[WEST, 1, "2025"]
    assert cell.low == cell.high == 2000 * BIG


def test_a_reduction_is_measured_against_the_base_period_on_the_same_map(con: Backend) -> None:
    stock = Indicator(1, "stock", "last", "sum")
    facts = [fact(1, 10_035, span=H1), fact(1, 3_321, span=H2)]
    band = Target(1, WEST, "2025-H2", "between", 60, 70, "reduction")
    found = ask(con, facts, stock, periods=(Asked(H1), Asked(H2)), base="2025-H1", targets=(band,)).by_key
    cell = found[WEST, 1, "2025-H2"]
    assert cell.reduction is not None
    assert [str(shown) for shown in cell.reduction.shown(1)] == ["66.9", "66.9"]
    assert (cell.met, cell.ratio, cell.target) == (True, None, band)
    assert (found[WEST, 1, "2025-H1"].reduction, found[EAST, 1, "2025-H2"].met) == (None, None)


@pytest.mark.parametrize(
    ("sense", "bound", "met", "ratio"),
    [
        ("at_least", 5, True, (1, Fraction(12, 5))),
        ("at_least", 6, None, (Fraction(5, 6), 2)),
        ("at_least", 13, False, (Fraction(5, 13), Fraction(12, 13))),
        ("at_most", 12, True, (Fraction(5, 12), 1)),
        ("at_most", 4, False, (Fraction(5, 4), 3)),
        ("at_most", 0, False, None),
    ],
)
def test_a_target_is_met_only_if_the_whole_range_meets_it(
    con: Backend, sense: str, bound: int, met: bool | None, ratio: tuple[Fraction, Fraction] | None
) -> None:
    target = Target(1, WEST, "2025", sense, bound, bound)  # type: ignore[arg-type]
    cell = ask(con, [fact(1, 5), fact(2, 7)], places=DIVIDED, targets=(target,)).by_key[WEST, 1, "2025"]
    assert (cell.met, cell.ratio and tuple(cell.ratio)) == (met, ratio)


def test_offices_are_ranked_within_their_group_only(con: Backend) -> None:
    map_ = seated(*(row(unit, unit + 100) for unit in range(1, 13)))
    groups = (frozenset(range(101, 111)), frozenset({111, 112}))
    found = ask(con, [fact(unit, unit) for unit in range(1, 13)], places=map_, ranking=Ranking(groups)).cells
    assert [cell.rank for cell in found] == [*range(10, 0, -1), None, None]
    assert (found[0].peers, found[11].peers, found[11].rank_reason) == (10, 2, Reason.FEW_PEERS)


def test_a_rank_by_reduction_puts_the_greatest_reduction_first_where_fewer_is_better(con: Backend) -> None:
    fewer = Indicator(1, "stock", "last", "sum", more_is_better=False)
    facts = [fact(1, 10, span=H1), fact(1, 5, span=H2), fact(3, 10, span=H1), fact(3, 9, span=H2)]
    ranking = Ranking((frozenset({WEST, EAST}),), by="reduction", least=2)
    found = ask(con, facts, fewer, periods=(Asked(H1), Asked(H2)), base="2025-H1", ranking=ranking).by_key
    assert [found[unit, 1, "2025-H2"].rank for unit in (WEST, EAST)] == [1, 2]


def test_a_unit_in_no_group_has_no_rank(con: Backend) -> None:
    cell = ask(con, [fact(1, 5)], ranking=Ranking(())).by_key[WEST, 1, "2025"]
    assert (cell.rank, cell.rank_reason) == (None, Reason.NO_PEERS)


def test_a_correction_counts_from_the_moment_it_was_entered(con: Backend) -> None:
    first = fact(1, 5, figure=1)
    second = fact(1, None, figure=2, supersedes=1, entered=ENTERED + HOUR)
    third = fact(1, 9, figure=3, supersedes=2, entered=ENTERED + 2 * HOUR)
    table = con.create_table("facts", facts_table([first, second, third]), overwrite=True)
    known = [current(table, ENTERED + n * HOUR).to_pyarrow().to_pydict()["figure"] for n in (-1, 0, 1, 2)]
    assert known == [[], [1], [2], [3]]


def test_a_moment_is_the_same_in_any_zone(con: Backend) -> None:
    table = con.create_table("facts", facts_table([fact(1, 5, figure=1)]), overwrite=True)
    hanoi = ENTERED.astimezone(datetime.timezone(datetime.timedelta(hours=7)))
    assert current(table, hanoi).count().execute() == 1
    assert current(table, hanoi - HOUR).count().execute() == 0


def test_no_figures_at_all_is_an_answer_too(con: Backend) -> None:
    found = ask(con, [], places=seated(row(1, WEST))).cells
    assert [(cell.reason, cell.expected) for cell in found] == [(Reason.NOT_REPORTED, 1)]
    assert ask(con, [], places=Places(BEFORE, (), (), ())).cells == ()


def test_cells_come_by_indicator_period_and_unit(con: Backend) -> None:
    two = (Indicator(2, "flow", "sum", "sum"), SUM)
    found = ask(con, [fact(1, 5)], *two, periods=(Asked(Y26), Asked(Y25))).cells
    assert [(cell.indicator, cell.period, cell.unit) for cell in found] == [
        (id_, key, unit) for id_ in (2, 1) for key in ("2026", "2025") for unit in (WEST, EAST)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_the_total_of_the_parts_is_the_whole(con: Backend, seed: int) -> None:
    rng = Random(seed)
    world = grow(rng, events=8, shares=True if seed % 2 else None)
    facts = [one for one in report(world, rng) if (one.value or 0) >= 0]
    periods = (Asked(Y25, (H1, H2)), Asked(Y26), Asked(DAY))
    rules = (SUM, Indicator(2, "stock", "last", "sum", decimals=2))
    answers = []
    for level in ("province", "nation"):
        targets = world.alive(level)
        map_ = place(
            world.closure(),
            world.transfers,
            day=datetime.date(2027, 1, 1),
            targets=targets,
            parts=world.ever("commune"),
        )
        answers.append(ask(con, facts, *rules, places=map_, periods=periods).cells)
    for whole in answers[1]:
        parts = [
            c.bounds
            for c in answers[0]
            if (c.indicator, c.period) == (whole.indicator, whole.period) and c.bounds
        ]
        low, high = sum(one.low for one in parts), sum(one.high for one in parts)
        assert low <= (whole.low or 0) <= high
        if all(one.exact for one in parts):
            assert low == high == (whole.low or 0)
