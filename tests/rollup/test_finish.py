"""One value alone comes to the same sums as one value that is added up, whatever is known of it."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tongket.rollup import finish
from tongket.rollup.places import SCALE, PlaceRow

counts = st.integers(0, 3)
shares = st.tuples(st.integers(0, SCALE), st.integers(0, SCALE)).map(sorted)


@given(st.integers(-(10**12), 10**12), shares, st.booleans(), counts, counts, st.booleans(), counts)
def test_one_value_alone_is_summed_as_among_others(
    value: int, share: list[int], estimated: bool, reported: int, none: int, blank: bool, due: int
) -> None:
    row = PlaceRow(1, 2, *share, estimated, (), datetime.date.min, datetime.date.max, own=False)
    added = finish.added([(row, value)], reported=reported, not_applicable=none, blank=int(blank), due=due)
    assert finish.alone(value, row, reported, none, int(blank), due) == added
