"""What the lead hands in: a paper by its number and day, asked about where either is odd."""

import datetime
import html
import re

import pytest
from tests.programmes.test_task_pages import given
from tests.world import World, moment

from tongket.programmes.models import Task, TaskEvent

pytestmark = pytest.mark.django_db
HANDED_IN = TaskEvent.Kind.HANDED_IN
EARLIER = moment("2026-11-10")


def asked_in(page: str) -> str:
    """What the form sends along once its question is answered by sending it again."""
    found = re.search(rf'name="{HANDED_IN}-asked" value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


def hand_in(world: World, task: Task, **typed: str):
    page = f"/nhiem-vu/{task.ref}/"
    return world.client("second_reporter").post(
        page, {"kind": HANDED_IN} | {f"{HANDED_IN}-{name}": value for name, value in typed.items()}
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"product": "12/BC-VHXH", "product_on": "20/11/2030"}, "Ngày 20/11/2030 chưa đến"),
        ({"product": "12/BC-VHXH 20/11/2030", "asked": "12/BC-VHXH 20/11/2030"}, "Ngày 20/11/2030 chưa đến"),
        ({"product": "12/BC-VHXH"}, "ngày đề trên văn bản 12/BC-VHXH"),
    ],
)
def test_a_product_bears_a_day_that_has_come(world: World, typed: dict[str, str], said: str):
    task = given(world)
    answer = hand_in(world, task, **typed)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not task.events.filter(kind=HANDED_IN).exists()


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("", {"product": "abc"}, "“abc” không phải số, ký hiệu văn bản"),
        ("BC", {"product": "12/KH-VP", "product_on": "20/11/2026"}, "là kế hoạch, mà nhiệm vụ yêu cầu báo cáo"),
        ("BC", {"product": "12/UBND-VP", "product_on": "20/11/2026"}, "là công văn, mà nhiệm vụ yêu cầu báo cáo"),
    ],
)  # fmt: skip
def test_an_odd_product_is_asked_about_and_kept_at_the_second_press(
    world: World, kind: str, typed: dict[str, str], said: str
):
    task = given(world, product_kind=kind, now=EARLIER)
    page = hand_in(world, task, **typed).content.decode()
    assert said in page
    assert not task.events.filter(kind=HANDED_IN).exists()
    assert hand_in(world, task, **typed, asked=asked_in(page)).status_code == 302
    assert task.events.get(kind=HANDED_IN).product == typed["product"]


def test_the_right_paper_and_minutes_in_words_are_taken_without_a_question(world: World):
    task, minutes = given(world, now=EARLIER), given(world, product_kind="BB", now=EARLIER)
    assert hand_in(world, task, product="12/BC-VHXH", product_on="20/11/2026").status_code == 302
    assert hand_in(world, minutes, product="Biên bản họp thôn").status_code == 302


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("09/11/2026", "ghi ngày 09/11/2026, trước ngày giao nhiệm vụ 10/11/2026"),
        ("15/11/2026", "được tính là đúng hạn, dù nộp sau hạn 15/11/2026 7 ngày"),
    ],
)
def test_a_paper_with_an_old_day_does_not_make_a_late_task_timely_without_a_question(
    world: World, day: str, said: str
):
    task = given(world, now=EARLIER, due=datetime.date(2026, 11, 15))
    typed = {"product": "12/BC-VHXH", "product_on": day}
    page = hand_in(world, task, **typed).content.decode()
    assert said in page
    assert not task.events.filter(kind=HANDED_IN).exists()
    assert said not in hand_in(world, task, **typed | {"product_on": "20/11/2026"}).content.decode()
    other = given(world, now=EARLIER, due=datetime.date(2026, 11, 15))
    assert hand_in(world, other, **typed, asked=asked_in(page)).status_code == 302


def test_a_question_that_was_answered_is_asked_again_for_another_day(world: World):
    task = given(world, now=EARLIER)
    typed = {"product": "12/BC-VHXH", "product_on": "09/11/2026"}
    page = hand_in(world, task, **typed).content.decode()
    again = hand_in(world, task, **typed | {"product_on": "08/11/2026"}, asked=asked_in(page))
    assert "ghi ngày 08/11/2026, trước ngày giao" in again.content.decode()
    assert not task.events.filter(kind=HANDED_IN).exists()
