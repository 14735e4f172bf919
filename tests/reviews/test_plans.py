"""A planned review leads to its outline and its review, and its plan says how far it has come."""

from datetime import date, timedelta

import pytest
from tests.world import NOW, World

from tongket.programmes.models import Ground
from tongket.reviews.meetings.models import PlannedReview
from tongket.reviews.models import Review
from tongket.reviews.outlines.actions import send_outline, start_outline
from tongket.reviews.outlines.sending import ask_comments
from tongket.reviews.plans.actions import plan_review
from tongket.reviews.plans.standing import Way, ways_of
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(world: World) -> PlannedReview:
    return plan_review(
        unit=world.units.xa_mau, directive=world.programme.grounds.order_by("order")[0].directive, kind="yearly",
        first_year=2026, last_year=2026, due=date(2026, 12, 15), actor=world.hats.clerk, now=NOW,
    )  # fmt: skip


def way(planned: PlannedReview) -> Way:
    (one,) = ways_of([planned])[planned.pk]
    return one


def test_it_says_step_by_step_how_far_it_has_come(world: World, planned: PlannedReview):
    who = {"actor": world.hats.clerk, "now": NOW}
    assert way(planned).said == ("open", "chưa bắt đầu")
    assert way(planned).next[0] == f"/tong-ket/soan/{world.programme.slug}/de-cuong/?ky=2026"
    outline = start_outline(programme=world.programme, period=Period.parse("2026"), **who)
    assert way(planned).said[1] == "đang lập đề cương"
    units = [world.units.thon_mot, world.units.thon_hai]
    send_outline(outline=outline, units=units, due_at=NOW + timedelta(days=1), **who)
    assert way(planned).said[1] == "0 trên 2 đơn vị đã nộp"
    assert way(planned).next == (outline.get_absolute_url(), "Mở đề cương")
    draft = world.build("2026")
    assert way(planned).said[1] == "đã lập dự thảo"
    ask_comments(review=draft, units=units, due_at=NOW + timedelta(days=1), **who)
    assert way(planned).said[1] == "đang lấy ý kiến dự thảo"
    assert way(planned).next[0] == f"/tong-ket/{draft.ref}/"


def test_the_page_leads_on_and_shows_the_review_once_it_is_approved(world: World, planned: PlannedReview):
    path = f"/van-ban/{planned.directive.ref}/ke-hoach-tong-ket/"
    assert "Lập đề cương" in world.client("clerk").get(path).content.decode()
    draft = world.build("2026")
    Review.objects.filter(pk=draft.pk).update(state=Review.State.APPROVED)
    page = world.client("clerk").get(path).content.decode()
    assert f"/tong-ket/{draft.ref}/" in page
    assert "Lập đề cương" not in page


def test_without_a_programme_on_the_paper_it_says_so(world: World, planned: PlannedReview):
    Ground.objects.filter(directive=planned.directive).delete()
    page = world.client("clerk").get(f"/van-ban/{planned.directive.ref}/ke-hoach-tong-ket/").content.decode()
    assert "chưa có chương trình" in page
