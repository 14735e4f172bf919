"""A review as of a moment is the same document whatever is done afterwards."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reviews.later import ACTS, FIRST, PERIODS
from tests.world import NOW, World

from tongket.reviews.compose import compose
from tongket.reviews.gather import gather
from tongket.reviews.models import Review
from tongket.viet.fault import Refusal
from tongket.writer.document import to_json

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unapproved(world: World) -> None:
    """Nothing is taken back on which an approved review rests."""
    Review.objects.update(state=Review.State.BUILT)


def _documents(world: World, as_of: datetime) -> list[bytes]:
    return [
        to_json(compose(gather(programme=world.programme, period=period, kind="interim", as_of=as_of)))
        for period in PERIODS
    ]


# What no review tells of.
SILENT = {"task confirmed", "task sent back", "unit renamed", "unit merged"}


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(ACTS))
def test_a_review_of_a_later_moment_shows_what_was_done(world: World, name: str):
    later = NOW + timedelta(hours=3)
    if name in FIRST:
        ACTS[FIRST[name]](world, NOW + timedelta(minutes=1))
    before = _documents(world, later)
    ACTS[name](world, NOW + timedelta(minutes=2))
    assert (_documents(world, later) == before) is (name in SILENT)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=8),
    middle=st.integers(0, 8),
)
def test_what_is_done_later_changes_no_review_of_an_earlier_moment(
    world: World, names: list[str], middle: int
):
    with transaction.atomic():
        _do(world, names[:middle], NOW)
        moment = NOW + timedelta(hours=1)
        known = _documents(world, moment)
        _do(world, names[middle:] + names[:middle], moment)
        assert _documents(world, moment) == known
        transaction.set_rollback(True)


def _do(world: World, names: list[str], after: datetime) -> None:
    """One after another on the same day; what is refused at that point is left out."""
    for number, name in enumerate(names, start=1):
        try:
            with transaction.atomic():
                ACTS[name](world, after + timedelta(minutes=number))
        except (Refusal, AssertionError, ObjectDoesNotExist):
            continue
