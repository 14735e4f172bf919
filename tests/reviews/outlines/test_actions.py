"""The outline and what units hand in under it: frozen lists, honest counts, nothing typed is lost."""

from datetime import timedelta

import pytest
from tests.reviews.outlines.conftest import DUE, SENT, of, write
from tests.world import CAST, NOW, World, moment

from tongket.base.models import Notice
from tongket.reviews.outlines.actions import (
    change_outline,
    hand_in,
    return_words,
    send_outline,
    start_outline,
    write_passage,
)
from tongket.reviews.outlines.models import Outline, Submission
from tongket.reviews.outlines.queries import last_outline, standings
from tongket.reviews.outlines.words import NewHeading
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db


def code(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.faults[0].code


def test_a_second_outline_begins_with_the_headings_and_lines_of_the_last(world: World, outline: Outline):
    like = last_outline(world.programme)
    again = start_outline(
        programme=world.programme, period=Period.parse("2026-Q4"), like=like, actor=world.hats.clerk, now=NOW
    )
    second = again.headings.get(order=2)
    assert (second.title, list(second.indicators.all())) == ("Kết quả", [world.indicators.meetings])


def test_a_heading_keeps_itself_when_it_is_moved_and_renamed(world: World, draft: Outline):
    first, second = draft.headings.order_by("order")
    rows = [NewHeading("Việc đã làm", ref=str(second.ref)), NewHeading(first.title, ref=str(first.ref))]
    change_outline(outline=draft, headings=rows, version=2, actor=world.hats.clerk, now=NOW)
    assert [each.pk for each in draft.headings.order_by("order")] == [second.pk, first.pk]
    assert draft.headings.get(order=1).title == "Việc đã làm"


def test_what_two_draw_up_at_once_is_not_overwritten(world: World, draft: Outline):
    with pytest.raises(Refusal) as refused:
        change_outline(
            outline=draft, headings=[NewHeading("Một")], version=1, actor=world.hats.leader, now=NOW
        )
    assert code(refused) == "outline.changed_meanwhile"


def test_once_sent_down_neither_headings_nor_list_change(world: World, outline: Outline):
    who = {"actor": world.hats.clerk, "now": NOW}
    with pytest.raises(Refusal) as changed:
        change_outline(outline=outline, headings=[NewHeading("Một")], version=2, **who)
    with pytest.raises(Refusal) as sent:
        send_outline(outline=outline, units=[world.units.thon_ba], due_at=NOW + timedelta(days=1), **who)
    assert code(changed) == code(sent) == "outline.sent_already"
    assert outline.submissions.count() == 3


@pytest.mark.parametrize(
    ("units", "due", "said"), [(0, DUE, "outline.nobody_asked"), (1, SENT, "outline.due_passed")]
)
def test_an_outline_goes_to_somebody_by_a_day_to_come(world: World, draft: Outline, units, due, said):
    with pytest.raises(Refusal) as refused:
        send_outline(
            outline=draft, units=[world.units.thon_mot][:units], due_at=due, actor=world.hats.clerk, now=SENT
        )
    assert code(refused) == said
    assert not Submission.objects.filter(outline=draft).exists()


def test_the_counts_are_of_the_frozen_list_and_the_first_handing_in_counts(world: World, outline: Outline):
    one = write(of(outline, world.units.thon_mot), ("a", "b"), world.hats.reporter, moment("2026-11-09"))
    write(of(outline, world.units.thon_hai), ("a", "b"), world.hats.second_reporter, moment("2026-11-11"))
    return_words(submission=one, reason="Thiếu số liệu", actor=world.hats.clerk, now=moment("2026-11-12"))
    _rows, counts = standings(outline, moment("2026-11-15"))
    assert (counts.due, counts.on_time, counts.late, counts.overdue, counts.returned) == (3, 1, 1, 1, 1)
    _rows, before = standings(outline, moment("2026-11-08"))
    assert (before.due, before.not_yet_due, before.overdue) == (3, 3, 0)


def test_an_empty_heading_is_named_when_it_is_handed_in(world: World, outline: Outline):
    one = of(outline, world.units.thon_mot)
    first = outline.headings.get(order=1)
    write_passage(submission=one, heading=first, text="Có.", version=0, actor=world.hats.reporter, now=NOW)
    with pytest.raises(Refusal) as refused:
        hand_in(submission=one, actor=world.hats.reporter, now=NOW)
    assert [fault.values for fault in refused.value.faults] == [{"heading": "Kết quả"}]


def test_what_is_returned_keeps_its_words_and_comes_again_as_a_second_version(world: World, outline: Outline):
    one = write(of(outline, world.units.thon_mot), ("Một", "Hai"), world.hats.reporter)
    with pytest.raises(Refusal) as refused:
        return_words(submission=one, reason="  ", actor=world.hats.clerk, now=NOW)
    assert code(refused) == "outline.no_reason"
    return_words(submission=one, reason="Mục 2 chưa rõ", actor=world.hats.clerk, now=NOW)
    page = world.client("reporter").get(one.get_absolute_url()).content.decode()
    assert "Mục 2 chưa rõ" in page
    assert "Hai" in page
    one.refresh_from_db()
    assert write(one, ("Một", "Hai, rõ hơn"), world.hats.reporter).handed_in == 2
    assert Notice.objects.filter(code="notice.words_returned", unit_id=world.units.thon_mot.pk).exists()


def test_a_text_that_bears_a_stamp_is_not_kept(world: World, outline: Outline):
    one = of(outline, world.units.thon_mot)
    typed = {"do": "luu", "m1": "TUYỆT MẬT\nNội dung họp.", "v1": 0}
    response = world.client("reporter").post(one.get_absolute_url(), typed)
    assert response.status_code == 400
    assert one.passages.count() == 0


def test_a_box_keeps_itself_and_says_how_many_are_left(world: World, outline: Outline):
    one = of(outline, world.units.thon_mot)
    typed = {"do": "o", "box": "1", "m1": "Đoạn một.\r\nĐoạn hai.", "v1": 0}
    page = world.client("reporter").post(one.get_absolute_url(), typed).content.decode()
    assert one.passages.get().text == "Đoạn một.\nĐoạn hai."
    assert 'name="v1" value="1"' in page
    assert "Còn 1 mục chưa viết." in page


def test_two_of_a_unit_who_write_at_once_see_both_texts(world: World, outline: Outline):
    one = of(outline, world.units.thon_mot)
    for text in ("Bản một", "Bản hai"):
        typed = {"do": "luu", "m1": text, "v1": 0}
        response = world.client("reporter").post(one.get_absolute_url(), typed)
    page = response.content.decode()
    assert response.status_code == 400
    assert "Bản một" in page
    assert "Bản hai" in page
    assert one.passages.get().text == "Bản một"


def test_the_approved_figures_stand_beside_the_box(world: World, outline: Outline):
    page = world.client("reporter").get(of(outline, world.units.thon_mot).get_absolute_url()).content.decode()
    assert "Cuộc họp thôn: <strong>2</strong> cuộc" in page


def test_who_may_write_hand_in_and_return_in_each_state(world: World, outline: Outline):
    """The village writes while it is its turn; the commune reads and returns what is handed in; others neither."""
    one = of(outline, world.units.thon_mot)
    path = one.get_absolute_url()
    shown = {role for role in CAST if "<textarea" in world.client(role).get(path).content.decode()}
    assert shown == {"reporter"}
    assert world.client("clerk").post(path, {"do": "luu", "m1": "x", "v1": 0}).status_code == 403
    write(one, ("Riêng của thôn", "b"), world.hats.reporter)
    readers = {role for role in CAST if "Riêng của thôn" in world.client(role).get(path).content.decode()}
    assert readers == {"reporter", "leader", "clerk", "approver", "legal"}
    for role in ("reporter", "approver", "supervisor", "stranger", "keeper"):
        status = world.client(role).post(path, {"do": "tra", "reason": "x"}).status_code
        assert status in (403, 404), role
    assert world.client("leader").post(path, {"do": "tra", "reason": "Thiếu"}).status_code == 302


def test_a_draft_is_the_units_own(world: World, outline: Outline):
    one = of(outline, world.units.thon_mot)
    first = outline.headings.get(order=1)
    write_passage(
        submission=one, heading=first, text="Chưa xong", version=0, actor=world.hats.reporter, now=NOW
    )
    assert "Chưa xong" not in world.client("clerk").get(one.get_absolute_url()).content.decode()
