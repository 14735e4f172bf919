"""Notices on the desk: seen one by one or all at once; after a month they leave it and stay in the list of all."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.world import World

from tongket.base import clock
from tongket.base.models import Notice
from tongket.base.shown import moment

pytestmark = pytest.mark.django_db
DESK, ALL = "/ban-viec/", "/ban-viec/thong-bao/"
NOW = clock.now()


@pytest.fixture
def clerk(world: World) -> Client:
    Notice.objects.filter(unit_id=world.units.xa_mau.pk).delete()
    return world.client("clerk")


def tell(world: World, content: str, at: datetime) -> Notice:
    return Notice.objects.create(
        unit_id=world.units.xa_mau.pk, code="notice.task_given", values={"content": content}, at=at,
        link=f"/nhiem-vu/{world.tasks.in_time.ref}/",
    )  # fmt: skip


def test_a_notice_older_than_a_month_leaves_the_desk_and_stays_in_the_list_of_all(
    world: World, clerk: Client
):
    tell(world, "Việc mới giao", NOW - timedelta(days=29))
    old = tell(world, "Việc giao đã lâu", NOW - timedelta(days=31))
    desk = clerk.get(DESK).text
    assert "Việc mới giao" in desk
    assert "Việc giao đã lâu" not in desk
    everything = clerk.get(ALL).text
    assert everything.index("Việc mới giao") < everything.index("Việc giao đã lâu")
    old.refresh_from_db()
    assert old.read_at is None, "nobody has seen it, and nothing says that somebody has"


def test_a_notice_that_was_seen_leaves_the_desk_and_the_list_says_when(world: World, clerk: Client):
    one = tell(world, "Việc đã xem", NOW - timedelta(days=1))
    clerk.post(f"/ban-viec/thong-bao/{one.pk}/da-doc")
    assert "Việc đã xem" not in clerk.get(DESK).text
    one.refresh_from_db()
    assert f"đã xem {moment(one.read_at)}" in clerk.get(ALL).text


def test_what_was_seen_first_stays_when_it_is_opened_again_from_the_list(world: World, clerk: Client):
    one, first = tell(world, "Việc mở lại", NOW), NOW - timedelta(hours=3)
    Notice.objects.filter(pk=one.pk).update(read_at=first)
    answer = clerk.post(f"/ban-viec/thong-bao/{one.pk}/da-doc", {"open": "1"})
    assert answer.url == one.link
    one.refresh_from_db()
    assert one.read_at == first


def test_all_are_seen_at_once_and_the_desk_says_where_they_are(world: World, clerk: Client):
    for content in ("Việc một", "Việc hai"):
        tell(world, content, NOW - timedelta(days=2))
    old = tell(world, "Việc đã rời bàn", NOW - timedelta(days=40))
    clerk.post("/ban-viec/thong-bao/da-doc")
    old.refresh_from_db()
    assert old.read_at is None, "it stood on the desk no more, so nobody has seen it there"
    desk = clerk.get(DESK).text
    assert "Việc một" not in desk
    assert f'href="{ALL}"' in desk
    assert "Việc hai" in clerk.get(ALL).text


def test_the_notices_of_another_office_are_not_listed(world: World, clerk: Client):
    tell(world, "Việc của xã Mẫu", NOW)
    assert "Việc của xã Mẫu" not in world.client("stranger").get(ALL).text


def test_where_nothing_was_ever_told_the_list_says_what_will_stand_there(clerk: Client):
    assert "Chưa có thông báo" in clerk.get(ALL).text
