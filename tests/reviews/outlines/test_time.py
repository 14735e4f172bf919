"""A late unit is given more time: the first day stays on record, the reason too, and the counts show both."""

from datetime import timedelta

import pytest
from tests.reviews.outlines.conftest import DUE, of, write
from tests.world import CAST, World, moment

from tongket.base.models import Notice
from tongket.reviews.outlines.actions import give_time
from tongket.reviews.outlines.models import Outline
from tongket.reviews.outlines.queries import standings
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
NEW = DUE + timedelta(days=5)
AFTER = DUE + timedelta(days=1)


def given(world: World, outline: Outline, **more):
    values = {"submissions": [of(outline, world.units.thon_hai)], "until": NEW, "reason": "Bão số 12",
              "actor": world.hats.clerk, "now": AFTER}  # fmt: skip
    return give_time(**(values | more))


def test_the_counts_show_what_came_by_the_first_day_and_by_the_day_given(world: World, outline: Outline):
    write(of(outline, world.units.thon_mot), ("a", "b"), world.hats.reporter, moment("2026-11-09"))
    given(world, outline)
    _rows, counts = standings(outline, AFTER)
    assert (counts.on_time, counts.overdue, counts.not_yet_due, counts.come) == (1, 1, 1, 2)
    late = DUE + timedelta(days=3)
    write(of(outline, world.units.thon_hai), ("a", "b"), world.hats.second_reporter, late)
    rows, counts = standings(outline, NEW + timedelta(days=1))
    assert (counts.due, counts.on_time, counts.by_the_day, counts.extended, counts.overdue) == (3, 2, 1, 1, 1)
    row = next(row for row in rows if row.submission.unit_id == world.units.thon_hai.pk)
    assert (row.state, row.submission.outline.due_at, row.submission.extended_to) == ("on_time", DUE, NEW)


def test_the_unit_is_told_and_reads_the_reason_above_its_words(world: World, outline: Outline):
    given(world, outline)
    assert Notice.objects.filter(code="notice.outline_more_time", unit_id=world.units.thon_hai.pk).exists()
    page = world.client("second_reporter").get(of(outline, world.units.thon_hai).get_absolute_url())
    assert "Bão số 12" in page.content.decode()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reason": " "}, "outline.no_reason_for_time"),
        ({"until": DUE}, "outline.time_earlier"),
        ({"submissions": []}, "outline.nobody_asked"),
    ],
)
def test_more_time_needs_somebody_a_later_day_and_a_reason(world: World, outline: Outline, more, code):
    with pytest.raises(Refusal) as refused:
        given(world, outline, **more)
    assert refused.value.faults[0].code == code
    assert not outline.submissions.exclude(extended_to=None).exists()


def test_who_has_handed_in_needs_no_more_time(world: World, outline: Outline):
    one = write(
        of(outline, world.units.thon_hai), ("a", "b"), world.hats.second_reporter, moment("2026-11-09")
    )
    with pytest.raises(Refusal) as refused:
        given(world, outline, submissions=[one])
    assert refused.value.faults[0].code == "outline.handed_in_meanwhile"


def test_on_the_screen_only_those_who_draw_up_the_outline_give_more_time(world: World, outline: Outline):
    path = f"/de-cuong/{outline.ref}/them-thoi-gian/"
    assert {role for role in CAST if world.client(role).get(path).status_code == 200} == {"clerk", "leader"}
    typed = {
        "units": [str(of(outline, world.units.thon_hai).ref)],
        "day": "30/11/2026",
        "reason": "Bão số 12",
    }
    assert world.client("clerk").post(path, typed | {"day": "1/1/2020"}).status_code == 400
    assert world.client("clerk").post(path, typed).status_code == 302
    page = world.client("clerk").get(outline.get_absolute_url()).content.decode()
    assert "gia hạn đến" in page
    assert "Bão số 12" in page
