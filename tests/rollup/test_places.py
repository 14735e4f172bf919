"""Where each unit's figures count on the map of a day."""

import datetime
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, strategies
from tests.rollup.trees import EVENT_DAYS, MAP_DAYS, World, grow

from tongket.rollup.places import BEFORE, SCALE, Places, Transfer, place, together
from tongket.viet.fault import Refusal

DAY, LATER = EVENT_DAYS[0], EVENT_DAYS[1]
NATION, WEST, EAST = 1, 2, 3


@pytest.fixture
def world() -> World:
    """A nation, two provinces and one commune in the west."""
    country = World(first_id=1)
    country.add("nation", None, BEFORE)
    country.add("province", NATION, BEFORE)
    country.add("province", NATION, BEFORE)
    country.add("commune", WEST, BEFORE)
    return country


def succeed(
    world: World,
    source: int,
    seats: list[int],
    shares: tuple[tuple[int, int] | None, ...] | None = None,
    day: datetime.date = DAY,
) -> list[int]:
    """The source ends; new communes in these provinces take it over."""
    world.numbers += 1
    world.close(source, day)
    takers = [world.add("commune", seat, day) for seat in seats]
    world.hand_over(day, source, takers, shares or (None,) * len(seats))
    return takers


def on(world: World, day: datetime.date, level: str = "province") -> Places:
    return place(
        world.closure(),
        world.transfers,
        day=day,
        targets=world.alive(level, day),
        parts=world.ever("commune"),
    )


def seats(places: Places, unit: int) -> dict[int, tuple[int, int]]:
    return {row.ancestor: (row.low, row.high) for row in places.rows if row.unit == unit and not row.own}


def test_a_living_unit_counts_wholly_under_its_province(world: World) -> None:
    assert seats(on(world, DAY), 4) == {WEST: (SCALE, SCALE)}


def test_a_unit_moved_to_another_province_counts_where_it_stands_on_the_day(world: World) -> None:
    world.move(4, EAST, DAY)
    assert seats(on(world, DAY - datetime.timedelta(1)), 4) == {WEST: (SCALE, SCALE)}
    assert seats(on(world, DAY), 4) == {EAST: (SCALE, SCALE)}


def test_a_divided_unit_whose_parts_lie_under_one_province_counts_there_exactly(world: World) -> None:
    succeed(world, 4, [WEST, WEST])
    places = on(world, DAY)
    assert seats(places, 4) == {WEST: (SCALE, SCALE)}
    assert not any(row.estimated or row.grounds for row in places.rows)


def test_parts_that_meet_again_through_a_later_event_count_exactly(world: World) -> None:
    takers = succeed(world, 4, [WEST, EAST])
    assert seats(on(world, DAY), 4) == {WEST: (0, SCALE), EAST: (0, SCALE)}
    succeed(world, takers[1], [WEST], day=LATER)
    assert seats(on(world, LATER), 4) == {WEST: (SCALE, SCALE)}


def test_a_declared_share_is_used_and_marked_estimated_with_its_ground(world: World) -> None:
    succeed(world, 4, [WEST, EAST], ((3, 10), (7, 10)))
    places = on(world, DAY)
    assert seats(places, 4) == {WEST: (3 * 10**8,) * 2, EAST: (7 * 10**8,) * 2}
    assert {(row.estimated, row.grounds) for row in places.rows if row.unit == 4} == {(True, ("QĐ 1",))}


def test_what_is_not_declared_shares_the_rest(world: World) -> None:
    succeed(world, 4, [WEST, EAST, WEST], ((2, 5), None, None))
    assert seats(on(world, DAY), 4) == {WEST: (4 * 10**8, SCALE), EAST: (0, 6 * 10**8)}


def test_an_undeclared_division_gives_a_range_and_says_by_which_decision(world: World) -> None:
    succeed(world, 4, [WEST, EAST])
    rows = [row for row in on(world, DAY).rows if row.unit == 4]
    assert [(row.low, row.high, row.estimated, row.grounds) for row in rows] == [
        (0, SCALE, False, ("QĐ 1",))
    ] * 2


def test_shares_that_do_not_end_evenly_still_sum_to_the_whole(world: World) -> None:
    succeed(world, 4, [WEST, EAST], ((1, 3), (2, 3)))
    assert seats(on(world, DAY), 4) == {WEST: (333_333_333,) * 2, EAST: (666_666_667,) * 2}


def test_before_an_event_the_map_knows_nothing_of_it(world: World) -> None:
    takers = succeed(world, 4, [EAST])
    places = on(world, BEFORE)
    assert seats(places, 4) == {WEST: (SCALE, SCALE)}
    assert places.nowhere == tuple(takers)


def test_two_events_of_one_day_are_followed_in_their_order(world: World) -> None:
    taker = succeed(world, 4, [WEST])[0]
    succeed(world, taker, [EAST])
    assert seats(on(world, DAY), 4) == {EAST: (SCALE, SCALE)}


def test_an_abolished_tier_leaves_its_communes_under_the_province(world: World) -> None:
    district = world.add("district", EAST, BEFORE)
    world.move(4, district, BEFORE)
    before = on(world, BEFORE)
    world.move(4, EAST, DAY)
    world.close(district, DAY)
    assert seats(before, 4) == seats(on(world, DAY), 4) == {EAST: (SCALE, SCALE)}


def test_a_former_province_counts_under_its_successor(world: World) -> None:
    world.close(EAST, DAY)
    world.transfers.append(Transfer(DAY, 1, EAST, WEST, True))
    places = place(world.closure(), world.transfers, day=DAY, targets=[WEST], parts=[WEST, EAST])
    assert seats(places, EAST) == {WEST: (SCALE, SCALE)}


def test_a_unit_that_went_nowhere_is_named(world: World) -> None:
    world.close(4, DAY)
    assert on(world, DAY).nowhere == (4,)


def test_units_above_the_level_have_no_row(world: World) -> None:
    assert {row.unit for row in on(world, DAY).rows if not row.own} == {4}


def test_the_nation_is_a_level_like_any_other(world: World) -> None:
    succeed(world, 4, [WEST, EAST])
    assert seats(on(world, DAY, "nation"), 4) == {NATION: (SCALE, SCALE)}


def test_a_part_under_another_part_is_refused_since_it_would_count_twice(world: World) -> None:
    with pytest.raises(Refusal, match="parts_nested"):
        place(world.closure(), (), day=DAY, targets=[NATION], parts=[WEST, 4])


def test_a_target_under_another_target_is_refused(world: World) -> None:
    with pytest.raises(Refusal, match="targets_nested"):
        place(world.closure(), (), day=DAY, targets=[NATION, WEST], parts=[4])


@pytest.mark.parametrize(
    "shares",
    [((1, 2), (1, 4)), ((3, 4), (1, 2)), ((3, 4), (3, 4), None)],
    ids=["short", "over", "over with a rest"],
)
def test_declared_shares_that_are_not_one_whole_are_refused(
    world: World, shares: tuple[tuple[int, int] | None, ...]
) -> None:
    succeed(world, 4, [WEST, EAST, EAST][: len(shares)], shares)
    with pytest.raises(Refusal, match="shares_not_whole"):
        on(world, DAY)


def test_a_unit_cannot_go_wholly_to_two(world: World) -> None:
    takers = succeed(world, 4, [WEST, EAST])
    world.transfers[:] = [Transfer(DAY, 1, 4, taker, True) for taker in takers]
    with pytest.raises(Refusal, match="shares_not_whole"):
        on(world, DAY)


@given(strategies.lists(strategies.integers(1, 10**6), min_size=2, max_size=7))
def test_any_shares_sum_to_the_whole_and_stay_within_one_of_the_fraction(parts: list[int]) -> None:
    country = World(first_id=1)
    country.add("nation", None, BEFORE)
    provinces = [country.add("province", NATION, BEFORE) for _ in parts]
    commune = country.add("commune", provinces[0], BEFORE)
    succeed(country, commune, provinces, tuple((part, sum(parts)) for part in parts))
    found = seats(on(country, DAY), commune)
    assert sum(low for low, _ in found.values()) == SCALE
    for province, part in zip(provinces, parts, strict=True):
        low, high = found.get(province, (0, 0))
        assert low == high
        assert abs(Fraction(part, sum(parts)) * SCALE - low) < 1


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_nothing_is_lost_and_nothing_counts_twice(seed: int) -> None:
    world = grow(Random(seed))
    for day in MAP_DAYS:
        places = on(world, day)
        for unit in set(world.ever("commune")) - set(places.nowhere):
            bounds = seats(places, unit).values()
            assert sum(low for low, _ in bounds) <= SCALE <= sum(high for _, high in bounds)
            if all(low == high for low, high in bounds):
                assert sum(low for low, _ in bounds) == SCALE


def test_the_whole_and_its_parts_are_placed_for_one_question(world: World) -> None:
    succeed(world, 4, [WEST, EAST])
    whole, parts = on(world, LATER, "nation"), on(world, LATER)
    both = together(whole, parts)
    assert both.targets == (NATION, WEST, EAST)
    assert seats(both, 4) == seats(whole, 4) | seats(parts, 4)
    assert together(both, parts) == both
