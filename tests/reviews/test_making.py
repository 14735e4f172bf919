"""A review that is asked for on the screen while a worker is there: how far it is can be seen, without a script too."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import NOW, World

from tongket.base.models import Schedule
from tongket.reviews import making
from tongket.reviews.actions import STEPS
from tongket.reviews.models import Making, Review

COMPOSER = "/tong-ket/soan/dan-chu-o-co-so/?ky=2026-Q3"
TYPED = {"do": "build", "kind": "interim", "period": "2026", "as_of": "08:00 20/11/2026"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world: World) -> str:
    """Where the page leads after the review was asked for."""
    from tongket.base.clock import now

    Schedule.objects.create(name=making.JOB, every_seconds=1, next_at=now())
    return world.client("clerk").post(COMPOSER, TYPED).url


def test_the_page_says_how_far_the_review_is_and_then_shows_it(world: World, asked: str):
    page = world.client("clerk").get(asked).content.decode()
    assert '<progress id="made" max="3" value="0">' in page
    assert '<label for="made">' in page
    assert 'aria-live="polite"' in page
    assert f'<a class="button quiet" href="{asked}">' in page, (
        "without a script it is looked at again by a link"
    )
    making.make_waiting(now=NOW)
    made = Review.objects.get(period="2026")
    assert asked == f"/tong-ket/{made.ref}/"
    assert "<progress" not in world.client("clerk").get(asked).content.decode()
    assert not Making.objects.exists()


def test_the_page_that_asks_again_hears_only_what_has_changed(world: World, asked: str):
    clerk, again = world.client("clerk"), {"HTTP_HX_REQUEST": "true"}
    assert clerk.get(f"{asked}?buoc=0", **again).headers["HX-Reswap"] == "none"
    Making.objects.update(step=1)
    assert 'value="1"' in clerk.get(f"{asked}?buoc=0", **again).content.decode()
    making.make_waiting(now=NOW)
    assert clerk.get(f"{asked}?buoc=1", **again).headers["HX-Refresh"] == "true"


def test_each_step_is_written_down_when_it_is_done(asked: str):
    del asked
    with CaptureQueriesContext(connection) as asked_for:
        making.make_waiting(now=NOW)
    written = [n for n, one in enumerate(asked_for) if '"step" + 1' in one["sql"]]
    assert len(written) == Making.STEPS == len(STEPS)
    assert written[0] > 10, "the records are read before the first is done"


def test_what_cannot_be_made_is_told_on_its_page_and_can_be_asked_for_again(world: World, asked: str):
    Making.objects.update(actor=uuid.uuid4())  # of a post that nobody has held
    making.make_waiting(now=NOW)
    answer = world.client("clerk").get(asked)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert "<progress" not in answer.content.decode()
    assert world.client("clerk").post(COMPOSER, TYPED).url == asked
    making.make_waiting(now=NOW)
    assert Review.objects.filter(period="2026").exists()


def test_nobody_else_sees_that_a_review_is_being_made(world: World, asked: str):
    assert world.client("reporter").get(asked).status_code == 404


def test_a_worker_that_has_not_looked_for_long_is_not_waited_for(world: World):
    Schedule.objects.create(name=making.JOB, every_seconds=1, next_at=NOW - 2 * making.AWAY)
    assert not making.worker_is_here(NOW)
    world.client("clerk").post(COMPOSER, TYPED)
    assert Review.objects.filter(period="2026").exists()


def test_a_moment_ahead_is_refused_before_anything_is_asked_for(world: World, asked: str):
    del asked
    Making.objects.all().delete()
    answer = world.client("clerk").post(COMPOSER, TYPED | {"as_of": "08:00 20/11/2199"})
    assert answer.status_code == 400
    assert not Making.objects.exists()
