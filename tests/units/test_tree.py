"""The closure against a naive walk, day by day, over any sequence of events."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongket.units.tree import OPEN, Above, Standing, closure
from tongket.viet.fault import Refusal

START = date(2025, 1, 1)
# A busy machine is no fault of the tree.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def day(number: int) -> date:
    return START + timedelta(days=number)


@st.composite
def trees(draw: st.DrawFn) -> list[Standing[int]]:
    """Some stretches of days, in each of them a forest of its own: units come, go and change places."""
    cuts = sorted(draw(st.sets(st.integers(0, 12), min_size=2, max_size=5)))
    rows = []
    for first, last in pairwise(cuts):
        units = draw(st.permutations(range(6)))[: draw(st.integers(0, 6))]
        for at, unit in enumerate(units):
            parent = draw(st.sampled_from([None, *units[:at]]))
            rows.append(Standing("state", unit, parent, day(first), day(last)))
    return rows


def walk(versions: list[Standing[int]], on: date) -> set[tuple[int, int, int]]:
    parent = {v.unit: v.parent for v in versions if v.start <= on < v.end}
    found = set()
    for unit in parent:
        above, depth = unit, 0
        while above in parent:
            found.add((above, unit, depth))
            above, depth = parent[above], depth + 1
    return found


def held(rows: list[Above[int]], on: date) -> list[tuple[int, int, int]]:
    return [(row.ancestor, row.descendant, row.depth) for row in rows if row.start <= on < row.end]


@patient
@given(trees())
def test_on_each_day_the_closure_says_what_a_walk_up_the_tree_finds(versions):
    rows = closure(versions)
    for number in range(-1, 14):
        found = held(rows, day(number))
        assert len(found) == len(set(found))
        assert set(found) == walk(versions, day(number))


@patient
@given(trees())
def test_adjacent_equal_rows_are_one(versions):
    rows = closure(versions)
    ends = {(row.ancestor, row.descendant, row.depth, row.end) for row in rows}
    assert not any((row.ancestor, row.descendant, row.depth, row.start) in ends for row in rows)


@patient
@given(trees(), st.sets(st.integers(0, 5)))
def test_a_part_of_the_tree_worked_out_alone_is_that_part_of_the_whole(versions, some):
    whole = [row for row in closure(versions) if row.descendant in some]
    assert sorted(closure(versions, some)) == sorted(whole)


def test_two_lines_over_the_same_places_do_not_mix():
    rows = closure(
        [
            Standing("state", 1, None, START, OPEN),
            Standing("party", 1, 2, START, OPEN),
            Standing("party", 2, None, START, OPEN),
        ]
    )
    assert {(row.line, row.ancestor, row.descendant) for row in rows} == {
        ("state", 1, 1),
        ("party", 1, 1),
        ("party", 2, 1),
        ("party", 2, 2),
    }


def test_a_child_reaches_no_further_up_than_its_parent_lived():
    rows = closure([Standing("state", 1, None, START, day(5)), Standing("state", 2, 1, START, day(9))])
    assert Above("state", 1, 2, 1, START, day(5)) in rows
    assert Above("state", 2, 2, 0, START, day(9)) in rows


def test_who_stands_above_itself_is_refused():
    with pytest.raises(Refusal, match=r"units\.circle"):
        closure([Standing("state", 1, 2, START, OPEN), Standing("state", 2, 1, START, OPEN)])


def test_changing_places_over_time_is_no_circle():
    versions = [
        Standing("state", 1, None, START, day(3)),
        Standing("state", 2, 1, START, day(3)),
        Standing("state", 2, None, day(3), OPEN),
        Standing("state", 1, 2, day(3), OPEN),
    ]
    assert set(held(closure(versions), day(4))) == {(1, 1, 0), (2, 2, 0), (2, 1, 1)}
