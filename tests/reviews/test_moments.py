"""Of which period and as of which moment a review may be made."""

from datetime import timedelta

import pytest
from tests.world import NOW, World, moment

from tongket.reviews.actions import build_review
from tongket.reviews.models import Review
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db


def refused(world: World, code: str, *, period: str = "2026-Q3", as_of=NOW, kind: str = "interim") -> bool:
    """Refused for this reason, and nothing is kept of it."""
    before = Review.objects.count()
    with pytest.raises(Refusal) as why:
        build_review(
            programme=world.programme, period=Period.parse(period), kind=kind, as_of=as_of,
            actor=world.hats.clerk, now=NOW,
        )  # fmt: skip
    assert Review.objects.count() == before
    return [fault.code for fault in why.value.faults] == [code]


def test_no_review_looks_back_on_a_day_that_is_still_to_come(world: World):
    assert refused(world, "review.ahead", as_of=NOW + timedelta(days=1))


def test_no_review_is_made_of_a_year_that_the_programme_does_not_cover(world: World):
    assert refused(world, "review.outside", period="2019")


def test_no_review_is_dated_before_its_period_began(world: World):
    assert refused(world, "review.not_begun", as_of=moment("2026-06-01"))


def test_who_asks_for_a_final_review_is_not_handed_the_interim_one(world: World):
    made = world.build()
    assert refused(world, "review.other_kind", period=made.period, as_of=made.as_of, kind="final")


def test_a_ranking_names_the_day_of_the_map_on_which_its_units_stand(world: World):
    page = world.client("leader").get(f"/tong-ket/{world.build().ref}/").content.decode()
    assert "xếp hạng trên bản đồ ngày 22/11/2026" in page
