"""Ranks among peers."""

from fractions import Fraction

from hypothesis import given, strategies
from tests.rollup.oracle import rank

from tongket.rollup.question import Bounds, Reason
from tongket.rollup.ranks import Rank, ranks

numbers = strategies.integers(-6, 6).map(lambda n: Fraction(n, 3))
spans = strategies.one_of(
    numbers.map(Bounds.known), strategies.tuples(numbers, numbers).map(lambda pair: Bounds(*sorted(pair)))
)


def test_equals_share_a_place_and_the_next_one_is_skipped() -> None:
    measures = {unit: Bounds.known(Fraction(n)) for unit, n in enumerate((9, 7, 7, 5))}
    assert [ranks(measures, True, 1)[unit].rank for unit in range(4)] == [1, 2, 2, 4]
    assert [ranks(measures, False, 1)[unit].rank for unit in range(4)] == [4, 2, 2, 1]


def test_numbers_that_only_fractions_can_tell_apart_are_told_apart() -> None:
    big = 10**30
    measures = {1: Bounds.known(Fraction(big)), 2: Bounds.known(Fraction(big) + Fraction(1, 7))}
    assert (ranks(measures, True, 1)[1].rank, ranks(measures, True, 1)[2].rank) == (2, 1)


def test_a_unit_without_a_number_is_no_peer() -> None:
    found = ranks({1: Bounds.known(Fraction(1)), 2: None}, True, 1)
    assert found == {1: Rank(1, 1, None), 2: Rank(None, 0, Reason.NO_VALUE)}


def test_fewer_peers_than_asked_are_not_ranked() -> None:
    assert ranks({1: Bounds.known(Fraction(1))}, True, 10) == {1: Rank(None, 1, Reason.FEW_PEERS)}


def test_a_range_leaves_open_only_what_it_touches() -> None:
    measures = {
        1: Bounds.known(Fraction(9)),
        2: Bounds(Fraction(2), Fraction(5)),
        3: Bounds.known(Fraction(5)),
    }
    found = ranks(measures, True, 1)
    assert [(found[unit].rank, found[unit].reason) for unit in (1, 2, 3)] == [
        (1, None),
        (None, Reason.OVERLAP),
        (None, Reason.OVERLAP),
    ]


@given(strategies.lists(spans, min_size=1, max_size=9))
def test_ranks_are_those_of_comparing_each_with_each(bounds: list[Bounds]) -> None:
    found = ranks(dict(enumerate(bounds)), True, 1)
    for unit, mine in enumerate(bounds):
        others = [tuple(other) for n, other in enumerate(bounds) if n != unit]
        assert found[unit].rank == rank(tuple(mine), others)
