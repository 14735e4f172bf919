"""Of which period and as of which moment a review may be made."""

from datetime import date, datetime, timedelta

import pytest
from tests.world import NOW, World, moment

from tongket.directives.actions import register_directive
from tongket.programmes.taking_back import add_ground
from tongket.programmes.task_actions import give_task
from tongket.reviews.actions import build_review
from tongket.reviews.forms import BuildForm
from tongket.reviews.gather import gather
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


def test_a_table_of_units_names_the_day_of_the_map_on_which_they_stand(world: World):
    page = world.client("leader").get(f"/tong-ket/{world.build().ref}/").content.decode()
    assert "theo đơn vị, bản đồ ngày 22/11/2026" in page


def test_what_was_entered_later_is_not_in_a_review_as_of_an_earlier_moment(world: World):
    later = NOW + timedelta(days=1)
    hat = world.hats.clerk
    paper = register_directive(
        cited="15/CT-UBND", issuer="Ủy ban nhân dân xã Mẫu", issued_on=date(2026, 1, 15), abstract="Việc mới",
        unit=world.units.xa_mau, actor=hat, now=later,
    )  # fmt: skip
    add_ground(programme=world.programme, directive=paper, actor=hat, now=later)
    give_task(
        programme=world.programme, content="Việc vào sổ muộn", lead=world.units.thon_hai, actor=hat, now=later
    )

    def said(as_of: datetime) -> str:
        period = Period.parse("2026-Q3")
        found = gather(programme=world.programme, period=period, kind="interim", as_of=as_of)
        return f"{found.papers} {found.tasks}"

    assert "15/CT-UBND" not in said(NOW)
    assert "Việc vào sổ muộn" not in said(NOW)
    assert "15/CT-UBND" in said(later)
    assert "Việc vào sổ muộn" in said(later)


def test_what_was_due_on_the_last_day_of_the_period_and_is_not_done_is_overdue_in_its_review(world: World):
    given = give_task(
        programme=world.programme, content="Việc đến hạn ngày cuối kỳ", lead=world.units.thon_hai,
        due=date(2026, 9, 30), actor=world.hats.clerk, now=moment("2026-09-01"),
    )  # fmt: skip

    def state(as_of: datetime) -> str:
        found = gather(programme=world.programme, period=Period.parse("2026-Q3"), kind="interim", as_of=as_of)
        return next(row.state for row in found.tasks if row.ref == str(given.ref))

    assert state(moment("2026-09-30")) == "under_way"
    assert state(NOW) == "overdue"


def test_the_moment_of_a_review_is_told_to_the_second_so_that_it_can_be_asked_for_again(world: World):
    asked = moment("2026-11-20", 1).replace(second=53)
    made = build_review(
        programme=world.programme, period=Period.parse("2026-Q3"), kind="interim", as_of=asked,
        actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    page = world.client("clerk").get(f"/tong-ket/{made.ref}/").content.decode()
    shown = "01:00:53 20/11/2026"
    assert shown in page
    assert "01 giờ 00 phút 53 giây ngày 20/11/2026" in page
    form = BuildForm(NOW, {"kind": "interim", "period": "2026-Q3", "as_of": shown})
    assert form.is_valid()
    assert form.cleaned_data["as_of"] == asked
