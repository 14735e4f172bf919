"""A draft goes out for comments, which are answered with reasons; an approved review goes up."""

import pytest
from tests.reviews.outlines.conftest import LATER
from tests.world import NOW, World

from tongket.reviews.actions import approve_review
from tongket.reviews.models import Review
from tongket.reviews.outlines.models import Comment, Sent
from tongket.reviews.outlines.sending import (
    Answered,
    answer_comments,
    ask_comments,
    comment,
    receive,
    send_up,
)
from tongket.reviews.outlines.table import table_of
from tongket.viet.fault import Refusal
from tongket.writer.document import Bullets, Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(world: World) -> list[Sent]:
    """Two villages and the Front are asked."""
    units = [world.units.thon_mot, world.units.thon_hai, world.units.mat_tran]
    return ask_comments(review=world.build(), units=units, due_at=LATER, actor=world.hats.clerk, now=NOW)


def code(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.faults[0].code


def test_who_is_asked_reads_the_draft_and_nobody_else_does(world: World, sent: list[Sent]):
    path = f"/tong-ket/{sent[0].review.ref}/"
    assert world.client("second_reporter").get(path).status_code == 200
    assert world.client("stranger").get(path).status_code == 404
    assert world.client("public").get(path).status_code == 404


def test_comments_stand_by_part_once_and_saying_nothing_is_to_agree(world: World, sent: list[Sent]):
    made = comment(
        sent=sent[0],
        texts={0: "Nên gọn hơn.", 2: "Nêu ngày họp.", 99: "x"},
        actor=world.hats.reporter,
        now=NOW,
    )
    assert [(each.place, bool(each.part)) for each in made] == [(0, False), (2, True)]
    assert comment(sent=sent[1], texts={1: "  "}, actor=world.hats.second_reporter, now=NOW) == []
    with pytest.raises(Refusal) as refused:
        comment(sent=sent[0], texts={1: "Thêm"}, actor=world.hats.reporter, now=NOW)
    assert code(refused) == "comment.sent_already"


def test_what_is_not_taken_up_whole_needs_its_reason(world: World, sent: list[Sent]):
    one, two = comment(sent=sent[0], texts={1: "Một", 2: "Hai"}, actor=world.hats.reporter, now=NOW)
    who = {"review": sent[0].review, "actor": world.hats.clerk, "now": NOW}
    with pytest.raises(Refusal) as refused:
        answer_comments(answers={one.pk: Answered("taken", ""), two.pk: Answered("kept", " ")}, **who)
    assert code(refused) == "comment.no_reason"
    assert set(Comment.objects.values_list("answer", flat=True)) == {""}
    answer_comments(
        answers={one.pk: Answered("taken", ""), two.pk: Answered("partly", "Đã có ở phụ lục")}, **who
    )
    assert Comment.objects.get(pk=two.pk).reason == "Đã có ở phụ lục"


def test_the_table_tells_who_said_what_what_became_of_it_and_who_is_silent(world: World, sent: list[Sent]):
    (one,) = comment(sent=sent[0], texts={1: "Nêu ngày họp."}, actor=world.hats.reporter, now=NOW)
    comment(sent=sent[1], texts={}, actor=world.hats.second_reporter, now=NOW)
    review = sent[0].review
    answer_comments(
        review=review, answers={one.pk: Answered("kept", "Đã có ở phụ lục.")}, actor=world.hats.clerk, now=NOW
    )
    paper = table_of(review, NOW)
    (table,) = (block for block in paper.body if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0][2:]] == [
        "Thôn Một",
        "Nêu ngày họp.",
        "Không tiếp thu. Đã có ở phụ lục.",
    ]
    (bullets,) = (block for block in paper.body if isinstance(block, Bullets))
    said = [part.text for item in bullets.items for part in item]
    assert said == ["Nhất trí với dự thảo: Thôn Hai.", "Chưa trả lời: Ủy ban MTTQ Việt Nam xã Mẫu."]


def test_an_approved_review_takes_no_comments_and_is_not_sent_out(world: World, sent: list[Sent]):
    review = approve_review(review=sent[0].review, actor=world.hats.leader, now=NOW)
    with pytest.raises(Refusal) as late:
        comment(sent=Sent.objects.get(pk=sent[0].pk), texts={1: "Muộn"}, actor=world.hats.reporter, now=NOW)
    assert code(late) == "comment.closed"
    with pytest.raises(Refusal) as refused:
        ask_comments(
            review=review, units=[world.units.thon_ba], due_at=LATER, actor=world.hats.clerk, now=NOW
        )
    assert code(refused) == "grant.refused"


def test_only_an_approved_review_goes_up_once_and_the_office_above_confirms(world: World):
    review = world.build()
    who = {"unit": world.units.province, "actor": world.hats.clerk, "now": NOW}
    with pytest.raises(Refusal) as early:
        send_up(review=review, **who)
    assert code(early) == "grant.refused"
    review = approve_review(review=review, actor=world.hats.leader, now=NOW)
    up = send_up(review=review, **who)
    with pytest.raises(Refusal) as twice:
        send_up(review=review, **who)
    assert code(twice) == "review.sent_already"
    with pytest.raises(Refusal):
        receive(sent=up, actor=world.hats.clerk, now=NOW)
    assert Sent.objects.get(pk=up.pk).answered_at is None


def test_the_office_above_finds_the_review_on_its_desk(world: World):
    """The Front of the commune receives one, as any office may."""
    review = approve_review(review=world.build(), actor=world.hats.leader, now=NOW)
    up = send_up(review=review, unit=world.units.mat_tran, actor=world.hats.clerk, now=NOW)
    client = world.client("supervisor")
    assert f"/tong-ket/{review.ref}/" in client.get("/ban-viec/").content.decode()
    assert "da-nhan" in client.get(f"/tong-ket/{review.ref}/").content.decode()
    assert client.post(f"/tong-ket/da-nhan/{up.ref}").status_code == 302
    assert Sent.objects.get(pk=up.pk).answered_at is not None
    assert Review.objects.get(pk=review.pk).state == Review.State.APPROVED


def test_two_who_answer_at_once_do_not_write_over_each_other(world: World, sent: list[Sent]):
    one, two = comment(sent=sent[0], texts={1: "Một", 2: "Hai"}, actor=world.hats.reporter, now=NOW)
    path = f"/tong-ket/{sent[0].review.ref}/tiep-thu/"

    def typed(first: str, second: str) -> dict[str, str]:
        """A page that was opened while nothing was answered."""
        said = {one.pk: first, two.pk: second}
        seen = {f"initial-c{pk}-{name}": "" for pk in said for name in ("answer", "reason")}
        return seen | {
            f"c{pk}-{name}": text for pk, reason in said.items() for name, text in (
                ("answer", "kept" if reason else ""), ("reason", reason)
            )
        }  # fmt: skip

    assert world.client("clerk").post(path, typed("Vì một", "")).status_code == 302
    assert world.client("leader").post(path, typed("", "Vì hai")).status_code == 302
    assert list(Comment.objects.order_by("place").values_list("reason", flat=True)) == ["Vì một", "Vì hai"]
    refused = world.client("leader").post(path, typed("Vì khác", ""))
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "Vì một" in page
    assert "Vì khác" in page
    assert Comment.objects.get(pk=one.pk).reason == "Vì một"


def test_a_request_for_comments_is_not_answered_by_confirming_it(world: World, sent: list[Sent]):
    assert world.client("reporter").post(f"/tong-ket/da-nhan/{sent[0].ref}").status_code == 404
    assert Sent.objects.get(pk=sent[0].pk).answered_at is None
