"""Before a leader approves: what is still open is said plainly; then the same path takes the number."""

import pytest
from tests.reviews.outlines.conftest import LATER
from tests.world import NOW, World, moment

from tongket.reviews.actions import claim
from tongket.reviews.gather.records import timeliness
from tongket.reviews.models import Review
from tongket.reviews.outlines.sending import Answered, answer_comments, ask_comments, comment
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db


def approving(world: World, review: Review) -> str:
    return world.client("leader").get(f"/tong-ket/{review.ref}/phe-duyet/").content.decode()


def test_to_look_at_what_is_open_approves_nothing_and_takes_no_number(world: World):
    review = world.build()
    assert "Phê duyệt báo cáo" in approving(world, review)
    review.refresh_from_db()
    assert (review.state, review.symbol) == (Review.State.BUILT, "")


def test_comments_without_a_word_on_them_and_those_still_awaited_are_named(world: World):
    review, units = world.build(), world.units
    asked = ask_comments(
        review=review, units=[units.thon_mot, units.thon_hai], due_at=LATER, actor=world.hats.clerk, now=NOW
    )
    (said,) = comment(sent=asked[0], texts={1: "Nên nêu rõ ngày họp."}, actor=world.hats.reporter, now=NOW)
    page = approving(world, review)
    assert "1 ý kiến chưa có kết luận" in page
    assert "Nên nêu rõ ngày họp." in page
    assert "Còn nhận ý kiến góp ý đến" in page
    assert "Thôn Hai" in page
    answers = {said.pk: Answered("taken", "")}
    answer_comments(review=review, answers=answers, actor=world.hats.clerk, now=NOW)
    assert "chưa có kết luận" not in approving(world, review)


def test_a_judgement_without_a_figure_is_told_before_the_approval(world: World):
    claim(
        programme=world.programme, period=Period.parse("2025..2026"), text="Người dân tham gia tích cực.",
        figures=[], actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    page = approving(world, world.build())
    assert "1 nhận định chưa có số liệu kèm theo" in page
    assert "Người dân tham gia tích cực." in page


def test_missing_reports_and_shortcomings_without_cause_are_told(world: World):
    page = approving(world, world.build())
    assert "còn thiếu" in page
    assert "chưa nêu nguyên nhân hoặc biện pháp" in page


def test_a_report_that_waits_for_approval_is_named_there_and_in_the_review(world: World):
    review = world.build()
    assert "1 báo cáo đang chờ phê duyệt" in approving(world, review)
    said = "Đã gửi, đang chờ phê duyệt, số liệu chưa được tính, quý III năm 2026: Thôn Hai."
    assert said in world.client("leader").get(f"/tong-ket/{review.ref}/").content.decode()
    (third,) = timeliness(world.programme, Period.parse("2026-Q3"), moment("2026-10-04"))
    assert third.waiting_units == (), "Thôn Một's was returned, Thôn Hai's not yet sent"


def test_who_may_not_approve_is_not_asked(world: World):
    assert world.client("clerk").get(f"/tong-ket/{world.build().ref}/phe-duyet/").status_code == 403
